;; The second element segment does not fit.
(module $element_segments
  (import "env" "table" (table 2 funcref))
  (elem (i32.const 0) $f)
  (elem (i32.const 1) $f $f)
  (func $f)
)
