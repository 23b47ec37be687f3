;; Exports nothing.
(module $empty)
