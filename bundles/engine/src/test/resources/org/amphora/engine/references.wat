;; One host function that takes and leaves an external reference.
(module $references
  (import "env" "echo" (func $echo (param externref) (result externref)))
  (import "env" "check" (func $check (param externref)))
  (export "host" (func $echo))
  (func (export "echo") (param externref) (result externref) (call $echo (local.get 0)))
  (func (export "twice") (param externref) (result externref) (call $echo (call $echo (local.get 0))))
  (func (export "many") (param externref i32)
    (loop $again
      (call $check (local.get 0))
      (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
      (br_if $again (local.get 1))))
)
