(module ;; Tells the time by WASI's wall clock.
  (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "now") (result i64)
    (drop (call $time (i32.const 0) (i64.const 0) (i32.const 0)))
    (i64.load (i32.const 0))))
