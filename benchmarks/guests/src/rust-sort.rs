//! Generic sorting: of numbers, of records by a key, and of strings, with the standard library's stable and unstable sort.

#[derive(Clone)]
struct Record {
    key: u16,
    weight: f64,
    name: String,
}

fn next(seed: &mut u32) -> u32 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    *seed
}

#[no_mangle]
pub extern "C" fn run(n: i32) -> i64 {
    let mut seed = 2_463_534_242u32;
    let mut records: Vec<Record> = (0..n)
        .map(|i| {
            let r = next(&mut seed);
            Record { key: r as u16, weight: f64::from(r >> 8) / 3.0, name: format!("{:x}-{}", r >> 12, i % 10) }
        })
        .collect();
    let mut sum = 0u64;
    let mut add = |value: u64| sum = (sum ^ value).rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    records.sort_by_key(|record| record.key);
    records.iter().step_by(7).for_each(|record| add(u64::from(record.key)));
    records.sort_unstable_by(|a, b| b.weight.partial_cmp(&a.weight).unwrap());
    records.iter().step_by(7).for_each(|record| add(record.weight.to_bits()));
    records.sort_by(|a, b| a.name.cmp(&b.name));
    records.iter().step_by(7).for_each(|record| add(u64::from(record.name.as_bytes()[0])));
    let mut keys: Vec<u64> = records.iter().map(|record| u64::from(record.key) << 32 | record.weight as u64).collect();
    keys.sort_unstable();
    keys.dedup();
    add(keys.len() as u64);
    add(keys[keys.len() / 2]);
    sum as i64
}
