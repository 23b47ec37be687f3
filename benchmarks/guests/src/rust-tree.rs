//! Ordered maps and reference counting: a B-tree map, a heap as priority queue, and a graph walked by Dijkstra's rule.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

struct Place {
    id: u32,
    roads: Vec<(u32, u32)>,
}

#[no_mangle]
pub extern "C" fn run(n: i32) -> i64 {
    let count = n as u32;
    let mut seed = 521_288_629u32;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed
    };
    let mut places: BTreeMap<u32, Rc<Place>> = BTreeMap::new();
    for id in 0..count {
        let roads = (0..4).map(|_| (next() % count, next() % 100 + 1)).collect();
        places.insert(id.wrapping_mul(2_654_435_761), Rc::new(Place { id, roads }));
    }
    let by_id: Vec<Rc<Place>> = {
        let mut all: Vec<_> = places.values().cloned().collect();
        all.sort_by_key(|place| place.id);
        all
    };
    let mut best: BTreeMap<u32, u32> = BTreeMap::new();
    let mut queue = BinaryHeap::new();
    queue.push(Reverse((0u32, 0u32)));
    while let Some(Reverse((cost, id))) = queue.pop() {
        if best.contains_key(&id) {
            continue;
        }
        best.insert(id, cost);
        for (to, length) in &by_id[id as usize].roads {
            if !best.contains_key(to) {
                queue.push(Reverse((cost + length, *to)));
            }
        }
    }
    let mut sum = best.len() as u64;
    for (id, cost) in best.range(count / 4..count / 2) {
        sum = (sum ^ u64::from(*id) << 32 ^ u64::from(*cost)).rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    sum as i64
}
