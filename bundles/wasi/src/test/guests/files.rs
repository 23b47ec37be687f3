//! Uses the files of the pre-opened directory "/data" from Rust; prints what it finds.
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};

fn names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

fn main() {
    print!("read: {}", fs::read_to_string("/data/in.txt").expect("the input"));

    fs::write("/data/out.txt", "first line\nsecond line\n").expect("written");
    OpenOptions::new()
        .append(true)
        .open("/data/out.txt")
        .and_then(|mut file| file.write_all(b"third line\n"))
        .expect("appended");

    let mut file = File::open("/data/out.txt").expect("the output");
    println!("size {}", file.metadata().expect("its metadata").len());
    file.seek(SeekFrom::Start(6)).expect("a position");
    let mut text = String::new();
    file.read_to_string(&mut text).expect("the rest");
    print!("from 6 on: {text}");

    fs::create_dir_all("/data/a/b").expect("made");
    fs::rename("/data/out.txt", "/data/a/b/moved.txt").expect("moved");
    println!("{:?} {:?}", names("/data"), names("/data/a/b"));
    fs::remove_file("/data/a/b/moved.txt").expect("unlinked");
    fs::remove_dir("/data/a/b").expect("removed");
    fs::remove_dir("/data/a").expect("removed");

    for path in ["/data/absent", "/data/../secret.txt", "/data/outside", "/data/parent/secret.txt"] {
        println!("{path}: {:?}", File::open(path).expect_err("an error").kind());
    }
}
