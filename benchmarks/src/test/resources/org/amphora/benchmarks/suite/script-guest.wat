;; A guest that calls each kind of import that a script may give it.
(module
  (import "host" "memory" (memory 1 2))
  (import "host" "now" (func $now (result f64)))
  (import "host" "environment" (func $environment (param i32 i32) (result i32)))
  (import "host" "invoke" (func $invoke (param i32 i32)))
  (import "host" "missing" (func $missing (result i32)))
  (table (export "__indirect_function_table") funcref (elem $keep))
  (global $kept (mut i32) (i32.const 0))
  (func $keep (param i32) (global.set $kept (local.get 0)))

  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "time") (result f64) (call $now))
  (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))

  ;; the first byte at the address, which goes through $keep; what 'missing' answers; and two words that must become zero
  (func (export "everything") (param $address i32) (result i32)
    (call $invoke (i32.const 0) (i32.load8_u (local.get $address)))
    (i32.store (i32.const 0) (i32.const -1))
    (i32.store (i32.const 8) (i32.const -1))
    (drop (call $environment (i32.const 0) (i32.const 8)))
    (i32.add
      (i32.add (global.get $kept) (call $missing))
      (i32.or (i32.load (i32.const 0)) (i32.load (i32.const 8))))))
