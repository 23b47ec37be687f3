(module ;; Reads the beginning of the file "greeting" in a directory that it was granted.
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "greeting")
  (data (i32.const 16) "\20\00\00\00\08\00\00\00") ;; a buffer of 8 bytes at 32
  (func (export "beginning") (param $directory i32) (result i64)
    (local $errno i32)
    (local.set $errno (call $open
      (local.get $directory) (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 0) (i64.const 2) (i64.const 0)
      (i32.const 0) (i32.const 48)))
    (if (i32.eqz (local.get $errno))
      (then (local.set $errno (call $read (i32.load (i32.const 48)) (i32.const 16) (i32.const 1) (i32.const 52)))))
    (if (result i64) (local.get $errno)
      (then (i64.extend_i32_u (local.get $errno)))
      (else (i64.load (i32.const 32))))))
