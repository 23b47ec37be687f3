;; Puts a number into the key-value store and gets it back.
(module $remembering
  (import "kv" "put" (func $put (param i32 i32 i32 i32) (result i32)))
  (import "kv" "get" (func $get (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "id")
  (func (export "version") (result i32) (i32.const 2))
  (func (export "remember") (param i32) (result i32)
    (i32.store (i32.const 8) (local.get 0))
    (call $put (i32.const 0) (i32.const 2) (i32.const 8) (i32.const 4)))
  (func (export "recall") (result i32)
    (drop (call $get (i32.const 0) (i32.const 2) (i32.const 16) (i32.const 4)))
    (i32.load (i32.const 16)))
)
