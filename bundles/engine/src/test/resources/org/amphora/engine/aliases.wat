;; One memory under two indices: growing either grows both.
(module $aliases
  (import "env" "memory" (memory $a 1))
  (import "env" "memory" (memory $b 1))
  (func (export "grow") (result i32)
    (i32.store $a (i32.const 0) (i32.const 5))
    (drop (memory.grow $b (i32.const 1)))
    (i32.store $b (i32.const 65536) (i32.const 7))
    (i32.add (i32.load $a (i32.const 0)) (i32.load $a (i32.const 65536)))))
