;; The second data segment does not fit: the first is written before the trap.
(module $segments
  (import "env" "memory" (memory 1))
  (data (i32.const 0) "x")
  (data (i32.const 65535) "yz")
)
