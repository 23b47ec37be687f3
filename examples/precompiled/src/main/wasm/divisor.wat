;; Euclid's algorithm
(module $divisor
  (func (export "greatest") (param $a i64) (param $b i64) (result i64)
    (if (i64.eqz (local.get $b)) (then (return (local.get $a))))
    (return_call 0 (local.get $b) (i64.rem_u (local.get $a) (local.get $b)))))
