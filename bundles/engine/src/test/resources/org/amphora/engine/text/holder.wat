;; Gives structures to the host, which may keep them, and takes others back.
(module $holder
  (type $point (sub (struct (field (mut i32)) (field (mut i32)))))
  (import "host" "exchange" (func $exchange (param (ref $point)) (result (ref null $point))))
  (global (export "last") (mut (ref null $point)) (ref.null none))
  (table (export "points") 1 (ref null $point))
  (func (export "exchange") (param i32) (result i32)
    (local $other (ref null $point))
    (local.set $other (call $exchange (struct.new $point (local.get 0) (i32.const 0))))
    (if (result i32) (ref.is_null (local.get $other))
      (then (i32.const -1))
      (else (struct.get $point 0 (local.get $other))))))
