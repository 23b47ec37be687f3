//! Trait objects: boxed values of several types behind one trait, called through their tables of methods.

trait Shape {
    fn area(&self) -> f64;
    fn grow(&mut self, by: f64);
    fn corners(&self) -> u32 {
        0
    }
}

struct Circle(f64);
struct Rectangle(f64, f64);
struct Triangle([f64; 3]);
struct Group(Vec<Box<dyn Shape>>);

impl Shape for Circle {
    fn area(&self) -> f64 {
        self.0 * self.0 * std::f64::consts::PI
    }
    fn grow(&mut self, by: f64) {
        self.0 += by;
    }
}

impl Shape for Rectangle {
    fn area(&self) -> f64 {
        self.0 * self.1
    }
    fn grow(&mut self, by: f64) {
        self.0 += by;
        self.1 += by / 2.0;
    }
    fn corners(&self) -> u32 {
        4
    }
}

impl Shape for Triangle {
    fn area(&self) -> f64 {
        let [a, b, c] = self.0;
        let s = (a + b + c) / 2.0;
        (s * (s - a) * (s - b) * (s - c)).abs().sqrt()
    }
    fn grow(&mut self, by: f64) {
        self.0.iter_mut().for_each(|side| *side += by);
    }
    fn corners(&self) -> u32 {
        3
    }
}

impl Shape for Group {
    fn area(&self) -> f64 {
        self.0.iter().map(|shape| shape.area()).sum()
    }
    fn grow(&mut self, by: f64) {
        self.0.iter_mut().for_each(|shape| shape.grow(by));
    }
    fn corners(&self) -> u32 {
        self.0.iter().map(|shape| shape.corners()).sum()
    }
}

fn shape(seed: &mut u32, depth: u32) -> Box<dyn Shape> {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    let size = f64::from(*seed >> 24) / 16.0 + 1.0;
    match (*seed >> 8) % if depth > 0 { 4 } else { 3 } {
        0 => Box::new(Circle(size)),
        1 => Box::new(Rectangle(size, size / 3.0)),
        2 => Box::new(Triangle([size, size * 1.1, size * 0.9])),
        _ => Box::new(Group((0..4).map(|_| shape(seed, depth - 1)).collect())),
    }
}

#[no_mangle]
pub extern "C" fn run(n: i32) -> i64 {
    let mut seed = 13u32;
    let mut shapes: Vec<Box<dyn Shape>> = (0..1000).map(|_| shape(&mut seed, 3)).collect();
    let mut total = 0.0;
    let mut corners = 0u64;
    for round in 0..n {
        for shape in shapes.iter_mut() {
            shape.grow(f64::from(round % 3) * 0.25);
            total += shape.area();
            corners += u64::from(shape.corners());
        }
    }
    (total.to_bits() ^ corners.rotate_left(40)) as i64
}
