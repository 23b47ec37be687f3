;; Calls four host functions in turn, as often as its parameter says.
(module
  (func $add (import "env" "add") (param i32 i32) (result i32))
  (func $subtract (import "env" "subtract") (param i32 i32) (result i32))
  (func $xor (import "env" "xor") (param i32 i32) (result i32))
  (func $multiply (import "env" "multiply") (param i32 i32) (result i32))

  ;; each answer goes into the next call: none can be left out
  (func (export "loop") (param $n i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (call $add (local.get $sum) (local.get $n)))
      (local.set $sum (call $multiply (local.get $sum) (i32.const 31)))
      (local.set $sum (call $xor (local.get $sum) (local.get $n)))
      (local.set $sum (call $subtract (local.get $sum) (i32.const 7)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
