;; The least that a module can be.
(module $nothing)
