;; Says which version it is; spins for ever if asked to.
(module $version
  (func (export "version") (result i32)
    i32.const 2)
  (func (export "sum") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func (export "spin")
    (loop $again
      br $again)))
