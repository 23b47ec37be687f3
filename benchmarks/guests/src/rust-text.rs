//! Strings as Rust has them: UTF-8, characters, splitting, trimming, parsing and formatting.
use std::fmt::Write;

#[no_mangle]
pub extern "C" fn run(n: i32) -> i64 {
    let mut text = String::new();
    let mut seed = 362_436_069u32;
    for i in 0..200 {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let name = ["größe", "weight", "naïve", "名前", "key"][(seed % 5) as usize];
        writeln!(text, "  {}-{:03} = {:>8.3} ; {:#x}", name, i, f64::from(seed >> 16) / 7.0, seed).unwrap();
    }
    let mut sum = 0u64;
    for round in 0..n {
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            let mut parts = line.splitn(2, '=');
            let name = parts.next().unwrap().trim();
            let mut values = parts.next().unwrap().split(';').map(str::trim);
            let number: f64 = values.next().unwrap().parse().unwrap();
            let key = u32::from_str_radix(values.next().unwrap().trim_start_matches("0x"), 16).unwrap();
            if name.contains("ei") {
                out.push_str(&name.to_uppercase());
            } else {
                out.extend(name.chars().rev());
            }
            write!(out, ":{}/{:.1},", key.wrapping_add(round as u32), number * 2.0).unwrap();
        }
        let checksum = out.chars().fold(0u64, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u64));
        sum = sum.rotate_left(7) ^ checksum;
    }
    sum as i64
}
