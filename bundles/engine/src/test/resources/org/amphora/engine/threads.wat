;; What one thread of a guest does: every instance imports the same memory.
(module $threads
  (import "env" "memory" (memory 1 100 shared))
  (global $lock i32 (i32.const 64))

  ;; adds 1 to the number at an address, again and again
  (func (export "count") (param $address i32) (param $times i32)
    (loop $again
      (drop (i32.atomic.rmw.add (local.get $address) (i32.const 1)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
  (func (export "count16") (param $address i32) (param $times i32)
    (loop $again
      (drop (i32.atomic.rmw16.add_u (local.get $address) (i32.const 1)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
  (func (export "count8") (param $address i32) (param $times i32)
    (loop $again
      (drop (i64.atomic.rmw8.add_u (local.get $address) (i64.const 1)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
  (func (export "exchange") (param $address i32) (param $times i32) (local $old i64)
    (loop $again
      (local.set $old (i64.atomic.load (local.get $address)))
      (br_if $again (i64.ne (local.get $old)
        (i64.atomic.rmw.cmpxchg (local.get $address)
          (local.get $old) (i64.add (local.get $old) (i64.const 1)))))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))

  ;; a mutex at $lock: 0 is free, 1 is taken, 2 is taken and somebody waits
  (func $lock (local $state i32)
    (local.set $state (i32.atomic.rmw.cmpxchg (global.get $lock) (i32.const 0) (i32.const 1)))
    (block $mine
      (br_if $mine (i32.eqz (local.get $state)))
      (loop $wait
        (br_if $mine (i32.eqz (i32.atomic.rmw.xchg (global.get $lock) (i32.const 2))))
        (drop (memory.atomic.wait32 (global.get $lock) (i32.const 2) (i64.const -1)))
        (br $wait))))
  (func $unlock
    (if (i32.ne (i32.atomic.rmw.xchg (global.get $lock) (i32.const 0)) (i32.const 1))
      (then (drop (memory.atomic.notify (global.get $lock) (i32.const 1))))))

  ;; adds 1 without atomic instructions, under the mutex
  (func (export "countLocked") (param $address i32) (param $times i32)
    (loop $again
      (call $lock)
      (i64.store (local.get $address) (i64.add (i64.load (local.get $address)) (i64.const 1)))
      (call $unlock)
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))

  ;; messages through one slot: at $slot whether it is full, 8 bytes behind what is in it
  (func (export "send") (param $slot i32) (param $times i32)
    (loop $again
      (block $empty
        (loop $wait
          (br_if $empty (i32.eqz (i32.atomic.load (local.get $slot))))
          (drop (memory.atomic.wait32 (local.get $slot) (i32.const 1) (i64.const -1)))
          (br $wait)))
      (i32.store offset=8 (local.get $slot) (local.get $times))
      (i32.atomic.store (local.get $slot) (i32.const 1))
      (drop (memory.atomic.notify (local.get $slot) (i32.const 1)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
  (func (export "receive") (param $slot i32) (param $times i32) (result i64) (local $sum i64)
    (loop $again
      (block $full
        (loop $wait
          (br_if $full (i32.atomic.load (local.get $slot)))
          (drop (memory.atomic.wait32 (local.get $slot) (i32.const 0) (i64.const -1)))
          (br $wait)))
      (local.set $sum (i64.add (local.get $sum) (i64.load32_u offset=8 (local.get $slot))))
      (i32.atomic.store (local.get $slot) (i32.const 0))
      (drop (memory.atomic.notify (local.get $slot) (i32.const 1)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $sum))

  ;; turns until another thread stores something
  (func (export "spin") (param $address i32)
    (loop $again (br_if $again (i32.eqz (i32.atomic.load (local.get $address))))))

  (func (export "wait32") (param i32 i32 i64) (result i32)
    (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "wait64") (param i32 i64 i64) (result i32)
    (memory.atomic.wait64 offset=8 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "notify") (param i32 i32) (result i32)
    (memory.atomic.notify (local.get 0) (local.get 1)))
  (func (export "fence") atomic.fence)

  (func (export "size") (result i32) memory.size)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "growInSteps") (param $times i32) (result i32) (local $done i32)
    (loop $again
      (local.set $done (i32.add (local.get $done)
        (i32.ge_s (memory.grow (i32.const 1)) (i32.const 0))))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $done))
  ;; until the last page is there, looks for it; then what is in it
  (func (export "awaitPage") (param $page i32) (result i32)
    (loop $again (br_if $again (i32.le_u (memory.size) (local.get $page))))
    (i32.load (i32.shl (local.get $page) (i32.const 16))))

  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "load64") (param i32) (result i64) (i64.load offset=16 (local.get 0)))
  (func (export "store64") (param i32 i64) (i64.store offset=16 (local.get 0) (local.get 1)))
  (func (export "load8") (param i32) (result i32) (i32.load8_s (local.get 0)))
  (func (export "store16") (param i32 i32) (i32.store16 (local.get 0) (local.get 1)))
  (func (export "loadDouble") (param i32) (result f64) (f64.load (local.get 0)))
  (func (export "far") (param i32) (result i32) (i32.load offset=0xffffffff (local.get 0)))
  (func (export "atomicFar") (param i32) (result i32) (i32.atomic.load offset=0xfffffffc (local.get 0)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init") (param i32) (memory.init $text (local.get 0) (i32.const 1) (i32.const 3)))
  (data $text "abcde"))
