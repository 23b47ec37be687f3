;; Four imports.
(module $imports
  (import "env" "log" (func (param i32 i32)))
  (import "env" "now" (func (result i64)))
  (import "env" "memory" (memory 1))
  (import "kv" "get" (func (param i32) (result i32)))
)
