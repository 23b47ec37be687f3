;; Calls an element of a table: GraalWasm lets no host do that itself.
(module
  (type $element (func (param i32 i32)))
  (import "e" "t" (table 0 funcref))
  (func (export "m") (param $index i32) (param i32 i32)
    (call_indirect (type $element) (local.get 1) (local.get 2) (local.get $index))))
