//! Calls every function of WASI preview 1 by imports of its own, with no library between: built for a target that knows
//! nothing of WASI.
use std::fmt::Write;

/// Declares the functions, and counts them.
macro_rules! functions {
    ($($name:ident($($parameter:ty),*);)*) => {
        #[link(wasm_import_module = "wasi_snapshot_preview1")]
        extern "C" {
            $(fn $name($(_: $parameter),*) -> i32;)*
            fn proc_exit(code: i32) -> !;
        }
        const COUNT: usize = [$(stringify!($name)),*].len() + 1;
    };
}

type Address = *mut u8;

functions! {
    args_get(Address, Address);
    args_sizes_get(Address, Address);
    clock_res_get(i32, Address);
    clock_time_get(i32, i64, Address);
    environ_get(Address, Address);
    environ_sizes_get(Address, Address);
    fd_advise(i32, i64, i64, i32);
    fd_allocate(i32, i64, i64);
    fd_close(i32);
    fd_datasync(i32);
    fd_fdstat_get(i32, Address);
    fd_fdstat_set_flags(i32, i32);
    fd_fdstat_set_rights(i32, i64, i64);
    fd_filestat_get(i32, Address);
    fd_filestat_set_size(i32, i64);
    fd_filestat_set_times(i32, i64, i64, i32);
    fd_pread(i32, *const [usize; 2], usize, i64, Address);
    fd_prestat_dir_name(i32, Address, usize);
    fd_prestat_get(i32, Address);
    fd_pwrite(i32, *const [usize; 2], usize, i64, Address);
    fd_read(i32, *const [usize; 2], usize, Address);
    fd_readdir(i32, Address, usize, i64, Address);
    fd_renumber(i32, i32);
    fd_seek(i32, i64, i32, Address);
    fd_sync(i32);
    fd_tell(i32, Address);
    fd_write(i32, *const [usize; 2], usize, Address);
    path_create_directory(i32, *const u8, usize);
    path_filestat_get(i32, i32, *const u8, usize, Address);
    path_filestat_set_times(i32, i32, *const u8, usize, i64, i64, i32);
    path_link(i32, i32, *const u8, usize, i32, *const u8, usize);
    path_open(i32, i32, *const u8, usize, i32, i64, i64, i32, Address);
    path_readlink(i32, *const u8, usize, Address, usize, Address);
    path_remove_directory(i32, *const u8, usize);
    path_rename(i32, *const u8, usize, i32, *const u8, usize);
    path_symlink(*const u8, usize, i32, *const u8, usize);
    path_unlink_file(i32, *const u8, usize);
    poll_oneoff(*const u8, Address, usize, Address);
    proc_raise(i32);
    random_get(Address, usize);
    sched_yield();
    sock_accept(i32, i32, Address);
    sock_recv(i32, *const [usize; 2], usize, i32, Address, Address);
    sock_send(i32, *const [usize; 2], usize, i32, Address);
    sock_shutdown(i32, i32);
}

const ROOT: i32 = 3;
const CREATE: i32 = 1;
const READ_WRITE: i64 = 1 << 1 | 1 << 6;

/// What a call writes its results to.
struct Memory([u8; 256]);

impl Memory {
    fn at(&mut self, offset: usize) -> Address {
        &mut self.0[offset]
    }

    fn i32(&self, offset: usize) -> i32 {
        i32::from_le_bytes(self.0[offset..offset + 4].try_into().unwrap())
    }

    fn i64(&self, offset: usize) -> i64 {
        i64::from_le_bytes(self.0[offset..offset + 8].try_into().unwrap())
    }

    fn text(&self, offset: usize, length: usize) -> &str {
        std::str::from_utf8(&self.0[offset..offset + length]).unwrap()
    }
}

fn vector(bytes: &[u8]) -> [usize; 2] {
    [bytes.as_ptr() as usize, bytes.len()]
}

#[no_mangle]
pub unsafe extern "C" fn _start() {
    let mut m = Memory([0; 256]);
    let mut out = String::new();
    macro_rules! call {
        ($name:ident($($argument:expr),*)) => {
            writeln!(out, "{}: {}", stringify!($name), $name($($argument),*)).unwrap()
        };
    }
    macro_rules! path {
        ($text:expr) => { $text.as_ptr() };
    }

    call!(args_sizes_get(m.at(0), m.at(4)));
    call!(args_get(m.at(0), m.at(64)));
    writeln!(out, "  {}", m.text(64, 9)).unwrap();
    call!(environ_sizes_get(m.at(0), m.at(4)));
    call!(environ_get(m.at(0), m.at(64)));
    writeln!(out, "  {}", m.text(64, 3)).unwrap();
    call!(clock_res_get(1, m.at(0)));
    call!(clock_time_get(1, 0, m.at(0)));
    call!(random_get(m.at(0), 16));
    call!(sched_yield());
    let subscription = [0u8; 48]; // a clock that has expired
    call!(poll_oneoff(subscription.as_ptr(), m.at(0), 1, m.at(64)));
    writeln!(out, "  {} events", m.i32(64)).unwrap();
    call!(proc_raise(17));

    call!(fd_prestat_get(ROOT, m.at(0)));
    let length = m.i32(4) as usize;
    call!(fd_prestat_dir_name(ROOT, m.at(0), length));
    writeln!(out, "  {}", m.text(0, length)).unwrap();
    call!(path_create_directory(ROOT, path!("dir"), 3));
    call!(path_open(ROOT, 0, path!("file"), 4, CREATE, READ_WRITE, 0, 0, m.at(0)));
    let fd = m.i32(0);
    call!(fd_write(fd, [vector(b"some "), vector(b"text")].as_ptr(), 2, m.at(0)));
    writeln!(out, "  {} bytes", m.i32(0)).unwrap();
    call!(fd_pwrite(fd, [vector(b"more")].as_ptr(), 1, 5, m.at(0)));
    call!(fd_tell(fd, m.at(0)));
    writeln!(out, "  at {}", m.i64(0)).unwrap();
    call!(fd_seek(fd, -9, 1, m.at(0)));
    let buffer = [m.at(64) as usize, 9];
    call!(fd_read(fd, &buffer, 1, m.at(0)));
    writeln!(out, "  {}", m.text(64, 9)).unwrap();
    call!(fd_pread(fd, &buffer, 1, 5, m.at(0)));
    writeln!(out, "  {}", m.text(64, 4)).unwrap();
    call!(fd_allocate(fd, 0, 20));
    call!(fd_filestat_get(fd, m.at(0)));
    writeln!(out, "  type {}, size {}", m.0[16], m.i64(32)).unwrap();
    call!(fd_filestat_set_size(fd, 4));
    call!(fd_filestat_set_times(fd, 1_000_000, 2_000_000, 5));
    call!(path_filestat_get(ROOT, 0, path!("file"), 4, m.at(0)));
    writeln!(out, "  size {}, times {} and {}", m.i64(32), m.i64(40), m.i64(48)).unwrap();
    call!(path_filestat_set_times(ROOT, 0, path!("file"), 4, 0, 3_000_000, 4));
    call!(fd_advise(fd, 0, 4, 0));
    call!(fd_datasync(fd));
    call!(fd_sync(fd));
    call!(fd_fdstat_set_flags(fd, 1));
    call!(fd_fdstat_get(fd, m.at(0)));
    writeln!(out, "  type {}, flags {}", m.0[0], m.0[2]).unwrap();
    call!(fd_fdstat_set_rights(fd, 0, 0));
    call!(fd_renumber(fd, 0));
    call!(fd_close(0));

    call!(path_link(ROOT, 0, path!("file"), 4, ROOT, path!("dir/second"), 10));
    call!(path_symlink(path!("dir/second"), 10, ROOT, path!("link"), 4));
    call!(path_readlink(ROOT, path!("link"), 4, m.at(64), 20, m.at(0)));
    writeln!(out, "  {}", m.text(64, m.i32(0) as usize)).unwrap();
    call!(path_rename(ROOT, path!("dir/second"), 10, ROOT, path!("dir/renamed"), 11));
    call!(path_open(ROOT, 0, path!("dir"), 3, 2, 0, 0, 0, m.at(0)));
    let dir = m.i32(0);
    call!(fd_readdir(dir, m.at(64), 100, 2, m.at(0)));
    writeln!(out, "  {} bytes, {}", m.i32(0), m.text(64 + 24, 7)).unwrap();
    call!(path_unlink_file(dir, path!("renamed"), 7));
    call!(path_unlink_file(ROOT, path!("link"), 4));
    call!(path_remove_directory(ROOT, path!("dir"), 3));
    call!(sock_accept(1, 0, m.at(0)));
    call!(sock_recv(1, &buffer, 1, 0, m.at(0), m.at(4)));
    call!(sock_send(1, &buffer, 1, 0, m.at(0)));
    call!(sock_shutdown(1, 3));
    writeln!(out, "proc_exit, the last of {COUNT}").unwrap();
    fd_write(1, &vector(out.as_bytes()), 1, m.at(0));
    proc_exit(46)
}
