;; Three memories, the first two imported, so that they may be kept in any way.
(module $memories
  (import "env" "first" (memory $first 1))
  (import "env" "second" (memory $second i64 1))
  (memory $third (export "third") 1 2)

  (data (memory $first) (i32.const 65532) "\01\02\03\04")
  (data (memory $second) (i64.const 16) "\05\06\07\08")
  (data (memory $third) (i32.const 0) "\09")
  (data $passive "\11\12\13\14\15\16\17\18")

  (func (export "load_first") (param i32) (result i64) (i64.load $first offset=4 (local.get 0)))
  (func (export "store_first") (param i32 i64) (i64.store $first offset=4 (local.get 0) (local.get 1)))
  (func (export "load_second") (param i64) (result i64) (i64.load $second offset=4 (local.get 0)))
  (func (export "store_second") (param i64 i64) (i64.store $second offset=4 (local.get 0) (local.get 1)))
  (func (export "load_third") (param i32) (result i32) (i32.load8_u $third (local.get 0)))

  (func (export "load_far") (param i64) (result i32)
    (i32.load8_u $second offset=0xffffffff (local.get 0)))

  (func (export "splat_second") (param i64) (result i32)
    (i32x4.extract_lane 3 (v128.load32_splat $second (local.get 0))))
  (func (export "vector_second") (param i64 i64 i64) (result i64)
    (v128.store $second offset=1 (local.get 0)
      (i64x2.replace_lane 1 (i64x2.splat (local.get 1)) (local.get 2)))
    (i64x2.extract_lane 1 (v128.load $second offset=1 (local.get 0))))

  (func (export "size_first") (result i32) (memory.size $first))
  (func (export "size_second") (result i64) (memory.size $second))
  (func (export "grow_first") (param i32) (result i32) (memory.grow $first (local.get 0)))
  (func (export "grow_second") (param i64) (result i64) (memory.grow $second (local.get 0)))
  (func (export "grow_third") (param i32) (result i32) (memory.grow $third (local.get 0)))

  ;; the bytes of $first are at hand before it grows, and others afterwards
  (func (export "store_and_grow_first") (param i32) (result i64)
    (i64.store $first (i32.const 0) (i64.const 1))
    (drop (memory.grow $first (i32.const 1)))
    (i64.store $first (local.get 0) (i64.const 7))
    (i64.add (i64.load $first (i32.const 0)) (i64.load $first (local.get 0))))

  (func (export "first_to_second") (param i64 i32 i32)
    (memory.copy $second $first (local.get 0) (local.get 1) (local.get 2)))
  (func (export "second_to_first") (param i32 i64 i32)
    (memory.copy $first $second (local.get 0) (local.get 1) (local.get 2)))
  (func (export "second_to_second") (param i64 i64 i64)
    (memory.copy $second $second (local.get 0) (local.get 1) (local.get 2)))
  (func (export "third_to_first") (param i32 i32 i32)
    (memory.copy $first $third (local.get 0) (local.get 1) (local.get 2)))
  (func (export "fill_second") (param i64 i32 i64)
    (memory.fill $second (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init_second") (param i64 i32 i32)
    (memory.init $second $passive (local.get 0) (local.get 1) (local.get 2)))
)
