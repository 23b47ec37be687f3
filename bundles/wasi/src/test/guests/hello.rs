//! Says hello from Rust: arguments, environment, standard input, standard error, exit code.
use std::io::{self, BufRead};
use std::{env, process};

fn main() {
    println!("Hello from Rust");
    for (i, argument) in env::args().enumerate() {
        println!("argument {i}: {argument}");
    }
    for (key, value) in env::vars() {
        println!("environment: {key}={value}");
    }
    for line in io::stdin().lock().lines() {
        println!("input: {}", line.expect("a line"));
    }
    let code = env::args().count() as i32;
    eprintln!("leaving with {code}");
    process::exit(code);
}
