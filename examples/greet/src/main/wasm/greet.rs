//! A guest that greets: strings in and out of a Wasm function.
//!
//! A string crosses as a pointer and a length in bytes of UTF-8. Two of them do not fit one result of WebAssembly 1.0,
//! so an answer is `pointer << 32 | length`.
//!
//! Who owns what:
//!
//! * A buffer from `allocate` is the host's until it gives it back with `deallocate`.
//! * Arguments of `greet` and `greeting` are borrowed: they are read, and left to the host.
//! * The answer of `greeting` is the host's, to be given back with `deallocate`.
//! * What is passed to `log` is ours; the host reads it during the call.
//!
//! `build-guests.sh` in the folder `examples` builds this file, with `--cfg second_version` as `greet-v2.wasm`.

use std::alloc::{alloc, dealloc, Layout};
use std::arch::wasm32::unreachable;
use std::{slice, str};

#[cfg(not(second_version))]
const SALUTATION: &str = "Hello";
#[cfg(second_version)]
const SALUTATION: &str = "Good day";

mod env {
    #[link(wasm_import_module = "env")]
    extern "C" {
        pub fn log(pointer: *const u8, length: usize);
    }
}

fn salute(name: &str) -> String {
    [SALUTATION, ", ", name, "!"].concat()
}

/// The string that the host lends us; traps if it is not UTF-8.
///
/// # Safety
/// `pointer` and `length` must be a range that the host has written.
unsafe fn borrowed<'a>(pointer: *const u8, length: usize) -> &'a str {
    str::from_utf8(slice::from_raw_parts(pointer, length)).unwrap_or_else(|_| unreachable())
}

/// Logs a greeting of the name at `pointer`.
///
/// # Safety
/// See [`borrowed`].
#[no_mangle]
pub unsafe extern "C" fn greet(pointer: *const u8, length: usize) {
    let line = ["wasm >> ", &salute(borrowed(pointer, length))].concat();
    env::log(line.as_ptr(), line.len());
}

/// Answers with a greeting of the name at `pointer`, as `pointer << 32 | length`; the host gives it back.
///
/// # Safety
/// See [`borrowed`].
#[no_mangle]
pub unsafe extern "C" fn greeting(pointer: *const u8, length: usize) -> u64 {
    let answer = salute(borrowed(pointer, length)).into_boxed_str();
    let length = answer.len();
    let pointer = Box::into_raw(answer) as *const u8;
    (pointer as u64) << 32 | length as u64
}

/// A buffer of `size` bytes, the host's until `deallocate`; traps if there is no room.
#[no_mangle]
pub extern "C" fn allocate(size: usize) -> *mut u8 {
    if size == 0 {
        return layout(1).align() as *mut u8; // no allocation, and not null
    }
    let pointer = unsafe { alloc(layout(size)) };
    if pointer.is_null() {
        unreachable();
    }
    pointer
}

/// Takes back a buffer of `allocate` or `greeting`, of exactly the size that it had.
///
/// # Safety
/// `pointer` and `size` must be those of a buffer that was not taken back yet.
#[no_mangle]
pub unsafe extern "C" fn deallocate(pointer: *mut u8, size: usize) {
    if size != 0 {
        dealloc(pointer, layout(size));
    }
}

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 1).unwrap_or_else(|_| unreachable())
}
