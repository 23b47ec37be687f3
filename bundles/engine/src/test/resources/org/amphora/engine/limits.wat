;; Grows memories and tables by what it is told.
(module $limits
  (memory (export "memory") 2)
  (table (export "table") 10 externref)
  (table $second (export "second") 5 externref)
  (func (export "grow_memory") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "grow_table") (param i32) (result i32) (table.grow 0 (ref.null extern) (local.get 0)))
  (func (export "grow_second") (param i32) (result i32) (table.grow $second (ref.null extern) (local.get 0)))
)
