;; Calls itself through a host function: the answer is 10 * version + the version that the nested call saw.
(module $nested
  (import "itest.nested" "again" (func $again (result i32)))
  (func (export "version") (result i32)
    i32.const 2)
  (func (export "twice") (result i32)
    (i32.add (i32.const 20) (call $again))))
