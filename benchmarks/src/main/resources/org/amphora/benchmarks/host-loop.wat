;; Calls a host function as often as its parameter says, so that the call from Java into the guest does not count.
(module
  (func $f0 (import "env" "f0"))
  (func $f2 (import "env" "f2") (param i32 i32) (result i32))
  (func $f6 (import "env" "f6") (param i64 i64 i64 i64 i64 i64) (result i64))

  (func (export "loop0") (param $n i32)
    (loop $again
      (call $f0)
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  ;; each answer goes into the next call: none can be left out
  (func (export "loop2") (param $n i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (call $f2 (local.get $sum) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  (func (export "loop6") (param $n i32) (result i64)
    (local $sum i64)
    (loop $again
      (local.set $sum
        (call $f6
          (local.get $sum)
          (i64.extend_i32_u (local.get $n))
          (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
