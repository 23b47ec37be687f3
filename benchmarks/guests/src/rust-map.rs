//! A hash map of the standard library, with strings and numbers as keys, and vectors that grow.
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a: the library's own hasher wants random numbers, which a guest without imports has not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

#[no_mangle]
pub extern "C" fn run(n: i32) -> i64 {
    let mut words: Map<String, Vec<u32>> = Map::default();
    let mut squares: Map<u32, u64> = Map::default();
    let mut seed = 88_172_645u32;
    for i in 0..n as u32 {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let mut word = String::new();
        let mut rest = seed % 1000;
        while rest > 0 {
            word.push(char::from(b'a' + (rest % 7) as u8));
            rest /= 7;
        }
        words.entry(word).or_default().push(i);
        *squares.entry(seed >> 20).or_insert(0) += u64::from(i) * u64::from(i);
    }
    let mut sum = 0u64;
    for (word, places) in &words {
        let last = places.last().copied().unwrap_or(0);
        sum = sum.wrapping_add(u64::from(last) * word.len() as u64 + places.len() as u64);
    }
    for (key, value) in &squares {
        sum = sum.wrapping_add(value.rotate_left(*key));
    }
    squares.retain(|key, _| key % 3 == 0);
    sum.wrapping_mul(31).wrapping_add(squares.len() as u64) as i64
}
