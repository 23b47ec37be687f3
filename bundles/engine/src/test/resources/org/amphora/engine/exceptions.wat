;; Throws and catches in both forms, alone and with a host between.
(module $thrower
  (import "env" "act" (func $act (param i32)))
  (import "env" "give" (func $give (param externref) (result externref)))
  (import "env" "made" (tag $made (param i32 i64)))
  (tag $own (export "own") (param i32))
  (tag $empty (export "empty"))
  (tag $all (export "all") (param i32 i64 f32 f64 v128 externref))
  (memory (export "memory") 1)
  (global $noted (export "noted") (mut i32) (i32.const 0))

  (func (export "throw") (param i32) (throw $own (local.get 0)))
  (func (export "throw_empty") (throw $empty))
  (func (export "throw_all") (param i32 i64 f32 f64 v128 externref)
    (throw $all (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)))
  (func (export "throw_null") (throw_ref (ref.null exn)))
  (func (export "throw_given") (param exnref) (throw_ref (local.get 0)))

  ;; what act throws, by tag: $own gives its value, $made the sum, $all its first, others leave
  (func (export "catch_host") (param i32) (result i32)
    (local $pair i64)
    (block $own (result i32)
      (block $made (result i32 i64)
        (try_table (catch $own $own) (catch $made $made) (call $act (local.get 0)))
        (return (i32.const -1)))
      (local.set $pair)
      (return (i32.add (i32.wrap_i64 (local.get $pair)))))
  )
  (func (export "catch_host_legacy") (param i32) (result i32)
    (try (result i32)
      (do (call $act (local.get 0)) (i32.const -1))
      (catch $own)
      (catch $made (i32.wrap_i64) (i32.add))))
  (func (export "catch_all_host") (param i32) (result i32)
    (block $caught
      (try_table (catch_all $caught) (call $act (local.get 0)))
      (return (i32.const 0)))
    (i32.const 1))
  (func (export "catch_all_host_legacy") (param i32) (result i32)
    (try (result i32)
      (do (call $act (local.get 0)) (i32.const 0))
      (catch_all (i32.const 1))))

  ;; caught by reference, and thrown again
  (func (export "pass") (param i32)
    (block $caught (result exnref)
      (try_table (catch_all_ref $caught) (call $act (local.get 0)))
      (return))
    (global.set $noted (i32.const 1))
    (throw_ref))
  (func (export "pass_legacy") (param i32)
    (try
      (do (call $act (local.get 0)))
      (catch_all (global.set $noted (i32.const 1)) (rethrow 0))))
  (func (export "caught") (param i32) (result exnref)
    (block $caught (result exnref)
      (try_table (catch_all_ref $caught) (call $act (local.get 0)))
      (return (ref.null exn))))

  ;; one form catches what the other throws, inside of it and around it
  (func (export "mixed") (param i32) (result i32)
    (try (result i32)
      (do
        (block $handled (result i32)
          (try_table (catch $own $handled)
            (try
              (do (throw $own (local.get 0)))
              (catch $own (throw $own (i32.add (i32.const 1))))))
          (i32.const 0))
        (throw $made (i64.const 100)))
      (catch $made (i32.wrap_i64) (i32.add))))

  (func $grow_and_throw (drop (memory.grow (i32.const 1))) (throw $empty))
  (func (export "grown") (result i32)
    (i32.store (i32.const 0) (i32.const 1))
    (block $caught
      (try_table (catch $empty $caught) (call $grow_and_throw))
      (unreachable))
    (i32.store (i32.const 0x1fffc) (i32.const 7))
    (i32.add (i32.load (i32.const 0x1fffc)) (i32.load (i32.const 0))))
  (func (export "grown_legacy") (result i32)
    (i32.store (i32.const 0) (i32.const 1))
    (try
      (do (call $grow_and_throw))
      (catch $empty))
    (i32.store (i32.const 0x1fffc) (i32.const 7))
    (i32.add (i32.load (i32.const 0x1fffc)) (i32.load (i32.const 0))))

  (func $endless (call $endless))
  (func (export "exhaust")
    (block $caught
      (try_table (catch_all $caught) (call $endless)))
    (global.set $noted (i32.const 1)))
  (func (export "exhaust_throwing") (call $throw_deeper))
  (func $throw_deeper
    (block $caught
      (try_table (catch_all $caught) (call $throw_deeper) (throw $empty))))
  (func (export "spin")
    (block $caught
      (try_table (catch_all $caught) (loop $again (br $again)))))

  ;; host references that are dropped by an exception, many times
  (func (export "many") (param i32) (result i32)
    (local $caught i32)
    (loop $again
      (block $caught
        (try_table (catch_all $caught) (drop (call $give (ref.null extern)))))
      (local.set $caught (i32.add (local.get $caught) (i32.const 1)))
      (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get $caught))
)
