;; Never finishes its start function.
(module $start_spin
  (func $main (loop $again (br $again)))
  (start $main)
)
