;; Traps in its start function.
(module $start_trap
  (func $main (unreachable))
  (start $main)
)
