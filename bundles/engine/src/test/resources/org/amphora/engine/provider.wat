;; Offers one of everything to other instances.
(module $provider
  (memory (export "memory") 1 2)
  (table (export "table") 3 5 funcref)
  (global (export "constant") i32 (i32.const 42))
  (global (export "variable") (mut i64) (i64.const 1))
  (func $spin (export "spin") (loop $again (br $again)))
  (func (export "double") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
  (func (export "several") (result i32 i64 f64) (i32.const 1) (i64.const 2) (f64.const 3))
  (func $trap (export "trap") (unreachable))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
)
