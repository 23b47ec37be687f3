;; Fails before it serves.
(module $starting
  (func $main (unreachable))
  (start $main)
)
