(module
  (rec (type $a (sub (struct (field $x (mut i8)) (field (ref null $b))))) (type $b (sub final $a (struct (field $x (mut i8)) (field (ref null $b)) (field v128)))))
  (type $arr (array (mut i16)))
  (tag $e (param i32 (ref null $a)))
  (table $t 1 2 funcref) (elem (table $t) (offset (i32.const 0)) funcref (ref.func $f) (item ref.null func))
  (func $f (param $r (ref null $b)) (result i32)
    block $done (result i32 (ref null $a))
      try_table (catch $e $done) (catch_all 0)
        (throw $e (struct.get_s $b $x (local.get $r)) (local.get $r))
      end
      unreachable
    end
    drop)
  (func (result (ref $arr)) (array.new_fixed $arr 2 (i32.const 1) (i32.const 2)))
  (func (param anyref) (br_on_cast 0 anyref i31ref (local.get 0)) drop))
