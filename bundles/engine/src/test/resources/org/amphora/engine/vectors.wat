;; v128 wherever a value can be: parameters, results, locals, globals, blocks, branches, tables, host calls
(module $vectors
  (import "env" "swap" (func $swap (param v128 i32 v128) (result v128 i32 v128)))
  (import "env" "pick" (func $pick (param v128 externref) (result v128 externref)))
  (memory (export "memory") 1)
  (table funcref (elem $add $swap))
  (global $shared (export "shared") (mut v128) (v128.const i64x2 1 2))
  (global $copy v128 (v128.const i32x4 1 2 3 4))
  (type $binary (func (param v128 v128) (result v128)))
  (type $swapping (func (param v128 i32 v128) (result v128 i32 v128)))

  (func $add (export "add") (type $binary) (i64x2.add (local.get 0) (local.get 1)))

  (func (export "indirect") (type $binary) (call_indirect (type $binary) (local.get 0) (local.get 1) (i32.const 0)))

  (func (export "swap") (param v128 i32 v128) (result v128 i32 v128)
    (call $swap (local.get 0) (local.get 1) (local.get 2)))

  (func (export "swap_indirect") (param v128 i32 v128) (result v128 i32 v128)
    (call_indirect (type $swapping) (local.get 0) (local.get 1) (local.get 2) (i32.const 1)))

  (func (export "pick") (param v128 externref) (result v128 externref) (call $pick (local.get 0) (local.get 1)))

  ;; adds the global to itself and says what it was
  (func (export "double_global") (result v128)
    (local $before v128)
    (global.set $shared (call $add (local.tee $before (global.get $shared)) (local.get $before)))
    (local.get $before))

  (func (export "constant_global") (result v128) (global.get $copy))

  ;; locals of several widths, a vector that nobody set, and operands that are dropped
  (func (export "locals") (param i64 v128 i32) (result i64 v128 v128 i32)
    (local f64 v128 i64 v128)
    (local.set 4 (local.get 1))
    (local.set 5 (local.get 0))
    (drop (local.get 4))
    (local.get 5) (local.get 4) (local.get 6) (local.get 2)
    (local.get 4) drop (local.get 5) drop)

  (func (export "select") (param v128 v128 i32) (result v128 v128)
    (select (local.get 0) (local.get 1) (local.get 2))
    (select (result v128) (local.get 1) (local.get 0) (local.get 2)))

  ;; the sum of n and n - 1 and ... and 1 in all lanes, carried around a loop, with an operand below
  (func (export "triangle") (param $n i32) (result i32 v128)
    i32.const 7
    v128.const i64x2 0 0
    (loop $again (param v128) (result v128)
      (i64x2.splat (i64.extend_i32_u (local.get $n)))
      i64x2.add
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  ;; out of one, two or no block, by a table
  (func (export "leave") (param $n i32) (result v128)
    (block $outer (result v128)
      (drop (block $inner (result v128)
        (br_table $inner $outer $inner (i32x4.splat (local.get $n)) (local.get $n))))
      (v128.const i32x4 -1 -1 -1 -1)))

  ;; the lower half of a store that does not fit
  (func (export "store") (param i32 v128) (v128.store (local.get 0) (local.get 1)))
  (func (export "store_far") (param i32 v128) (v128.store offset=0x7ffffff0 (local.get 0) (local.get 1)))
  (func (export "load") (param i32) (result v128) (v128.load (local.get 0)))
  (func (export "load_far") (param i32) (result v128) (v128.load offset=8 (local.get 0)))
  (func (export "load_beyond") (param i32) (result v128) (v128.load offset=0xffffffff (local.get 0)))

  ;; more parameters than a method of the JVM can have
  (func $many (export "many")
    (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128)
    (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128)
    (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128)
    (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 v128 i32)
    (result v128 i32)
    (i64x2.sub (local.get 63) (local.get 1))
    (local.get 64))

  (func (export "call_many") (param $v v128) (result v128 i32)
    (local.get $v) (v128.const i64x2 1 2)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (local.get $v) (local.get $v) (local.get $v) (local.get $v) (local.get $v)
    (v128.const i64x2 50 70)
    (i32.const 9)
    (call $many))

  ;; every pattern of a shuffle that is written in its own way
  (func (export "shuffle_bytes") (type $binary)
    (i8x16.shuffle 31 0 16 1 17 2 18 3 15 14 13 12 11 10 9 8 (local.get 0) (local.get 1)))
  (func (export "shuffle_halves") (type $binary)
    (i8x16.shuffle 24 25 26 27 28 29 30 31 0 1 2 3 4 5 6 7 (local.get 0) (local.get 1)))
  (func (export "shuffle_ints") (type $binary)
    (i8x16.shuffle 4 5 6 7 0 1 2 3 20 21 22 23 28 29 30 31 (local.get 0) (local.get 1)))

  ;; ---- what comes out of arithmetic on floats stays four floats as long as nobody needs it otherwise

  ;; a local that is four floats set to two longs, and the reverse
  (func (export "forms") (type $binary)
    (local $f v128) (local $i v128)
    (local.set $f (f32x4.add (local.get 0) (local.get 1)))
    (local.set $f (f32x4.mul (local.get $f) (local.get $f)))
    (local.set $i (i32x4.add (local.get 0) (local.get 1)))
    (local.set $i (i32x4.sub (local.get $i) (local.get 1)))
    (local.set $i (f32x4.neg (local.get $f)))
    (local.set $f (i32x4.add (local.get $f) (v128.const i32x4 1 2 3 4)))
    (v128.xor (local.tee $f (i16x8.add (local.get $f) (local.get 0))) (local.tee $i (f32x4.abs (local.get $i)))))

  ;; floats below a block, among other operands, and a branch that carries floats out of it
  (func (export "below") (param $n i32) (param $v v128) (result f32 v128 i32)
    (f32.const 2.5)
    (f32x4.add (local.get $v) (local.get $v))
    (i32.const 9)
    (block $out (result v128)
      (br_if $out (f32x4.mul (local.get $v) (local.get $v)) (local.get $n))
      drop
      (f32x4.neg (local.get $v)))
    f32x4.extract_lane 3
    f32.const 1
    f32.add
    i32.trunc_f32_s
    i32.add)

  (func (export "carry") (param $n i32) (param $v v128) (result v128)
    (local $sum v128)
    (loop $again
      (local.set $sum (f32x4.add (local.get $sum) (local.get $v)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (f32x4.sqrt (local.get $sum))
    (return))

  (func (export "drop") (param $v v128) (result v128)
    (f32x4.add (local.get $v) (local.get $v))
    (f32x4.neg (local.get $v))
    drop
    (call $through))

  (func $through (param v128) (result v128) (local.get 0))

  (func (export "select_floats") (param v128 i32) (result v128)
    (select (f32x4.neg (local.get 0)) (f32x4.splat (f32.const 1)) (local.get 1)))

  (func (export "shuffle_floats") (type $binary)
    (i8x16.shuffle 28 29 30 31 0 1 2 3 16 17 18 19 4 5 6 7
      (f32x4.neg (local.get 0)) (f32x4.neg (local.get 1))))
  (func (export "shuffle_float_bytes") (type $binary)
    (i8x16.shuffle 1 0 3 2 0 1 2 3 16 17 18 19 4 5 6 7
      (f32x4.neg (local.get 0)) (f32x4.neg (local.get 1))))

  (func (export "store_floats") (param i32 v128) (v128.store (local.get 0) (f32x4.neg (local.get 1))))
  (func (export "load_floats") (param i32) (result v128) (f32x4.neg (v128.load offset=4 (local.get 0))))
  (func (export "splat_float") (param i32) (result v128)
    (f32x4.mul (v128.load32_splat (local.get 0)) (v128.const f32x4 1 2 3 4)))
)
