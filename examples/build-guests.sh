#!/bin/sh
# Rebuilds every guest of this repository, each beside its source. The built files are kept in the repository, so only who
# changes a guest needs this, and the compilers it takes. On Debian 12:
#
#   apt-get install rustc libstd-rust-dev-wasm32 lld clang-19 lld-19 wasi-libc libclang-rt-19-dev-wasm32 wabt
#
# The Kotlin compiler comes by Maven.
set -eu
cd "$(dirname "$0")/.."

. examples/kotlin.sh
RUSTC=${RUSTC:-/usr/bin/rustc}
CLANG=${CLANG:-clang-19}

# Function names stay in the files, for stack traces; debug information does not.
rust_flags="--edition 2021 -C opt-level=z -C lto -C panic=abort -C strip=debuginfo"

# rust_library SOURCE TARGET [FLAG...]: exported functions, no main
rust_library() {
    source=$1 target=$2
    shift 2
    # shellcheck disable=SC2086 # flags are words
    "$RUSTC" $rust_flags --target wasm32-unknown-unknown --crate-type cdylib "$@" -o "$target" "$source"
    built "$target"
}

# rust_program SOURCE TARGET: a main, on WASI
rust_program() {
    # shellcheck disable=SC2086
    "$RUSTC" $rust_flags --target wasm32-wasi -o "$2" "$1"
    built "$2"
}

# c_program SOURCE TARGET: a main, on WASI
c_program() {
    "$CLANG" --target=wasm32-wasi -Oz -Wall -Werror -Wl,--strip-debug -o "$2" "$1"
    built "$2"
}

# c_library SOURCE TARGET EXPORT: an exported function, no main
c_library() {
    "$CLANG" --target=wasm32-wasi -O2 -Wall -Werror -mexec-model=reactor -Wl,--no-entry,--export="$3",--strip-debug \
        -o "$2" "$1"
    built "$2"
}

# text SOURCE: the text format, beside it
text() {
    wat2wasm --debug-names -o "${1%.wat}.wasm" "$1"
    built "${1%.wat}.wasm"
}

built() {
    chmod a-x "$1"
    echo "$1"
}

rust_library examples/greet/src/main/wasm/greet.rs examples/greet/src/main/wasm/greet.wasm
rust_library examples/greet/src/main/wasm/greet.rs examples/greet/src/main/wasm/greet-v2.wasm --cfg second_version

for name in hello files; do
    rust_program "bundles/wasi/src/test/guests/$name.rs" "bundles/wasi/src/test/guests/$name-rs.wasm"
    c_program "bundles/wasi/src/test/guests/$name.c" "bundles/wasi/src/test/guests/$name-c.wasm"
done
for name in paths links directories descriptors rights times process; do
    c_program "bundles/wasi/src/test/guests/calls/$name.c" "bundles/wasi/src/test/guests/calls/$name-c.wasm"
done
rust_library bundles/wasi/src/test/guests/calls/functions.rs bundles/wasi/src/test/guests/calls/functions-rs.wasm
for name in echo tree; do
    c_program "bundles/wasi/src/test/guests/$name.c" "bundles/wasi/src/test/guests/$name-c.wasm"
done

kotlin_program bundles/wasi/src/test/guests/objects.kt bundles/wasi/src/test/guests/objects-kt.wasm
built bundles/wasi/src/test/guests/objects-kt.wasm

c_library bundles/engine/src/test/guests/mixed.c bundles/engine/src/test/guests/mixed.wasm run

for source in benchmarks/src/main/resources/org/amphora/benchmarks/*.wat \
    itests/container/src/test/resources/org/amphora/itests/readme/*.wat; do
    text "$source"
done
