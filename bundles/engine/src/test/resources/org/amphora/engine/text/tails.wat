;; Counts down by tail calls to all that can be called, and sums up on the way. An instance and its peer, which is of this
;; module too, share a table: 0 is $indirect, 1 the instance's $turn, 2 the peer's, 3 a host function.
(module $tails
  (type $count (func (param i32 i64) (result i64)))
  (import "host" "last" (func $host (type $count)))
  (import "host" "reenter" (func $reenter))
  (import "peer" "back" (func $back (type $count)))
  (import "shared" "table" (table 4 funcref))
  (import "shared" "turns" (global $turns i32))
  (tag $end (param i64))
  (memory 1)
  (elem (table 0) (offset (global.get $turns)) func $turn)
  (elem declare func $byReference $indirect)

  (export "last" (func $host))
  (export "table" (table 0))
  (func (export "fill") (table.set (i32.const 0) (ref.func $indirect)))

  ;; ---- itself: the local must be zero again at each turn
  (func $itself (export "itself") (param $n i32) (param $sum i64) (result i64)
    (local $zero i64)
    (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))
    (local.set $zero (i64.add (local.get $zero) (i64.extend_i32_u (local.get $n))))
    (return_call $itself
      (i32.sub (local.get $n) (i32.const 1))
      (i64.add (local.get $sum) (local.get $zero))))

  ;; parameters change places
  (func $swap (export "swap") (param $n i32) (param $a i32) (param $b i32) (result i32)
    (if (i32.eqz (local.get $n)) (then (return (local.get $a))))
    (return_call $swap (i32.sub (local.get $n) (i32.const 1)) (local.get $b) (local.get $a)))

  ;; ---- each other
  (func $ping (export "ping") (type $count)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $pong (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.extend_i32_u (local.get 0)))))
  (func $pong (type $count)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $ping (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.extend_i32_u (local.get 0)))))

  ;; a row that ends: no longer than it is long
  (func (export "row") (type $count) (return_call $row1 (local.get 0) (i64.add (local.get 1) (i64.const 1))))
  (func $row1 (type $count) (return_call $row2 (local.get 0) (i64.add (local.get 1) (i64.const 1))))
  (func $row2 (type $count) (return_call $row3 (local.get 0) (i64.add (local.get 1) (i64.const 1))))
  (func $row3 (type $count) (return_call $row4 (local.get 0) (i64.add (local.get 1) (i64.const 1))))
  (func $row4 (type $count) (return_call $row5 (local.get 0) (i64.add (local.get 1) (i64.const 1))))
  (func $row5 (type $count) (return_call $row6 (local.get 0) (i64.add (local.get 1) (i64.const 1))))
  (func $row6 (type $count) (return_call $itself (local.get 0) (local.get 1)))

  ;; ---- through a table and by reference
  (func $indirect (export "indirect") (type $count)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_indirect (type $count)
      (i32.sub (local.get 0) (i32.const 1))
      (i64.add (local.get 1) (i64.extend_i32_u (local.get 0)))
      (i32.const 0)))
  (func $byReference (export "reference") (type $count)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_ref $count
      (i32.sub (local.get 0) (i32.const 1))
      (i64.add (local.get 1) (i64.extend_i32_u (local.get 0)))
      (ref.func $byReference)))
  (func (export "null") (type $count)
    (return_call_ref $count (local.get 0) (local.get 1) (ref.null $count)))
  (func (export "slot") (param $slot i32) (result i64)
    (return_call_indirect (type $count) (i32.const 3) (i64.const 0) (local.get $slot)))

  ;; ---- another instance: through the table there, by an import back
  (func $turn (export "turn") (type $count)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_indirect (type $count)
      (i32.sub (local.get 0) (i32.const 1))
      (i64.add (local.get 1) (i64.extend_i32_u (local.get 0)))
      (i32.sub (i32.const 3) (global.get $turns))))
  (func (export "back") (type $count)
    (return_call_indirect (type $count) (local.get 0) (local.get 1) (i32.const 2)))
  (func (export "imported") (type $count)
    (return_call $back (local.get 0) (local.get 1)))

  ;; ---- the host
  (func $toHost (export "host") (type $count) (return_call $host (local.get 0) (local.get 1)))
  (func (export "hosts") (param $n i32) (result i64)
    (local $sum i64)
    (loop $again
      (local.set $sum (call $toHost (local.get $n) (local.get $sum)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "host_indirect") (type $count)
    (return_call_indirect (type $count) (local.get 0) (local.get 1) (i32.const 3)))

  ;; ---- several results of all kinds
  (func $results (export "results") (param i32 f32 f64 v128 externref) (result f32 i32 f64 v128 externref)
    (if (i32.eqz (local.get 0))
      (then (return (local.get 1) (i32.const -1) (local.get 2) (local.get 3) (local.get 4))))
    (return_call $resultsToo
      (i32.sub (local.get 0) (i32.const 1))
      (f32.add (local.get 1) (f32.const 1))
      (f64.add (local.get 2) (f64.const 1))
      (i64x2.add (local.get 3) (v128.const i64x2 1 2))
      (local.get 4)))
  (func $resultsToo (param i32 f32 f64 v128 externref) (result f32 i32 f64 v128 externref)
    (return_call $results (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4)))

  ;; ---- inside of a try: it is left before the call
  (func $inTry (export "try") (type $count)
    (block $caught
      (try_table (catch_all $caught)
        (return_call $throw (local.get 0) (local.get 1))))
    (i64.const -1))
  (func $inLegacyTry (export "legacy_try") (type $count)
    (try (result i64)
      (do (return_call $throw (local.get 0) (local.get 1)))
      (catch_all (i64.const -1))))
  (func $inCatch (export "catch") (type $count)
    (try (result i64)
      (do (throw $end (local.get 1)))
      (catch $end (local.set 1) (return_call $inTry (local.get 0) (local.get 1)))))
  (func $throw (type $count)
    (if (i32.eqz (local.get 0)) (then (throw $end (local.get 1))))
    (local.set 1 (i64.add (local.get 1) (i64.extend_i32_u (local.get 0))))
    (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
    (if (i32.and (local.get 0) (i32.const 1))
      (then (return_call $inTry (local.get 0) (local.get 1))))
    (if (i32.and (local.get 0) (i32.const 2))
      (then (return_call $inLegacyTry (local.get 0) (local.get 1))))
    (return_call $inCatch (local.get 0) (local.get 1)))
  ;; a function that makes no tail calls, called out of a try
  (func (export "try_leaf") (param $n i32) (result i64)
    (block $caught
      (try_table (catch_all $caught)
        (return_call $leaf (local.get $n))))
    (i64.const -1))
  (func $leaf (param $n i32) (result i64) (throw $end (i64.extend_i32_u (local.get $n))))
  (func $again (export "try_itself") (type $count)
    (block $caught
      (try_table (catch_all $caught)
        (if (local.get 0)
          (then
            (return_call $again
              (i32.sub (local.get 0) (i32.const 1))
              (i64.add (local.get 1) (i64.extend_i32_u (local.get 0))))))))
    (local.get 1))

  ;; ---- memory that grows on the way
  (func $grow (export "grow") (param $n i32) (result i32)
    (if (i32.eqz (local.get $n))
      (then (return (i32.load (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4))))))
    (drop (memory.grow (i32.const 1)))
    (return_call $grown (i32.sub (local.get $n) (i32.const 1))))
  (func $grown (param $n i32) (result i32)
    (i32.store (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4)) (memory.size))
    (return_call $grow (local.get $n)))

  ;; ---- without end
  (func $endless (export "endless") (return_call $endless))
  (func $endlessPing (export "endless_ping") (return_call $endlessPong))
  (func $endlessPong (return_call $endlessPing))
  (func $endlessIndirect (export "endless_indirect") (return_call_indirect (i32.const 0)))
  (func $endlessTurn (export "endless_turn") (return_call_indirect (i32.sub (i32.const 3) (global.get $turns))))
  (elem declare func $endlessIndirect $endlessTurn)
  (func (export "fill_endless")
    (table.set (i32.const 0) (ref.func $endlessIndirect))
    (table.set (global.get $turns) (ref.func $endlessTurn)))

  ;; ---- traps and exhaustion
  (func (export "trace") (result i64) (i64.add (i64.const 1) (call $traced (i32.const 1))))
  (func $traced (param i32) (result i64)
    (if (local.get 0) (then (return_call $tracedToo (i32.const 0))))
    (unreachable))
  (func $tracedToo (param i32) (result i64) (return_call $traced (local.get 0)))

  (func $exhaust (export "exhaust") (result i64)
    (i64.add (call $ping (i32.const 2) (i64.const 0)) (call $exhaust)))
  (func (export "outer") (param i32) (result i64)
    (call $reenter)
    (if (local.get 0) (then (return_call $ping (i32.const 2) (i64.const 0))))
    (i64.const 7)))
