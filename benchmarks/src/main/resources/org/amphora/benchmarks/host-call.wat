;; One call from Java into the guest, one from the guest into Java.
(module
  (func $f (import "env" "f") (param i64) (result i64))
  (func (export "call_host_func") (param i64) (result i64)
    local.get 0
    call $f))
