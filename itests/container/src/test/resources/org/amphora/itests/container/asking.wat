;; Asks a host function.
(module $asking
  (import "itest.answers" "answer" (func $answer (result i32)))
  (func (export "ask") (result i32)
    call $answer))
