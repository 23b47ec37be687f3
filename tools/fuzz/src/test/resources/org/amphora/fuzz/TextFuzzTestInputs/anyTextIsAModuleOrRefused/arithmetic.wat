(module $m
  (type $t (func (param i32 i64 f32 f64) (result i32)))
  (import "env" "log" (func $log (param i32)))
  (func $f (export "f") (type $t) (local $x i32)
    (local.set $x (i32.add (local.get 0) (i32.const -0x1_f)))
    (if (result i32) (local.get $x) (then (call $log (i32.const 1)) (f64.const nan:0x4) drop (i32.const 2)) (else i32.const 3)))
  (global $g (mut f32) (f32.const 0x1.8p+3)))
