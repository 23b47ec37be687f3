;; Has its text put into capitals by the host function of README.md, and answers how long it is.
(module
  (func $upper (import "text" "upper") (param i32 i32))
  (memory (export "memory") 1)
  (data (i32.const 0) "Hello, Amphora!")
  (func (export "shout") (result i32)
    i32.const 0
    i32.const 15
    call $upper
    i32.const 15))
