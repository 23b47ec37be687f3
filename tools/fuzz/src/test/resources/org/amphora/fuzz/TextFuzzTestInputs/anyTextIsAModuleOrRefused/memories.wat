(module
  (memory $m (export "m") i64 1 16) (memory 1 1 shared) (memory (data "a\00\u{e9}\"")) (memory 0 (pagesize 1))
  (data $d "x" "\7f") (data (memory $m) (offset (i64.const 0)) "y")
  (func (memory.init $m $d (i64.const 0) (i32.const 0) (i32.const 1))
    (v128.store offset=16 align=8 (i32.const 0) (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (v128.const i32x4 1 2 3 4) (v128.const f64x2 nan inf)))
    (i32.atomic.rmw8.add_u 1 (i32.const 0) (i32.const 1)) drop
    (block $l (br_table $l 0 $l (i32.const 1)))) ;; comment (; nested (; block ;) ;)
  (@custom "c" (after data) "bytes") (start 0))
