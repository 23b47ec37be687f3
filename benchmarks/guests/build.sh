#!/usr/bin/env bash
# Builds the guests: NAME.wasm, or NAME.wasm.gz, beside this script, and the checksums in guests.txt, which the same sources compute as native
# programs. Needed: clang-19 and wasm-ld-19, gcc, wasi-libc, and rustc 1.63 with the standard library for wasm32 (in Debian 12:
# clang-19 lld-19 gcc wasi-libc rustc libstd-rust-dev-wasm32). With names of guests, builds only these.
#
#   build.sh [GUEST...]               the .wasm files and the checksums
#   build.sh native CC FOLDER GUEST   one native program, FOLDER/GUEST, for a C compiler; what ./amphora bench calls
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

clang=${CLANG:-clang-19}
rustc=${RUSTC:-/usr/bin/rustc}
# -fwrapv: a guest's arithmetic wraps, in C as in Wasm. No fused multiplication: Wasm has none, and it rounds differently.
flags=(-std=c11 -Wall -Wextra -Werror -fwrapv -fno-math-errno -ffp-contract=off)

# A module that is large is kept packed.
wasm() {
    local name=$1 more=()
    [[ $name == simd-* ]] && more=(-msimd128)
    if [[ -e src/$name.rs ]]; then
        "$rustc" --edition 2021 --target wasm32-unknown-unknown --crate-type cdylib -C opt-level=3 -C panic=abort -C codegen-units=1 \
            -C lto=fat -C strip=debuginfo -o "$name.wasm" "src/$name.rs"
    elif [[ $name == printf ]]; then
        "$clang" --target=wasm32-wasi -O3 "${flags[@]}" -mbulk-memory -msign-ext -mnontrapping-fptoint -nostartfiles \
            -Wl,--no-entry,--strip-debug -o "$name.wasm" "src/$name.c"
    else
        "$clang" --target=wasm32 -O3 "${flags[@]}" -mbulk-memory -msign-ext -mnontrapping-fptoint "${more[@]}" -nostdlib \
            -Wl,--no-entry,--strip-debug -o "$name.wasm" "src/$name.c"
    fi
    sizes[$name]=$(stat -c %s "$name.wasm")
    if ((sizes[$name] > 1000000)); then
        gzip -9nf "$name.wasm"
    fi
}

native() {
    local cc=$1 folder=$2 name=$3
    mkdir -p "$folder"
    if [[ -e src/$name.rs ]]; then
        "$rustc" --edition 2021 --crate-type staticlib -C opt-level=3 -C panic=abort -C codegen-units=1 -C lto=fat \
            -o "$folder/lib$name.a" "src/$name.rs"
        "$cc" -O2 "${flags[@]}" -o "$folder/$name" native.c "$folder/lib$name.a" -lm -lpthread -ldl
    else
        "$cc" -O2 "${flags[@]}" -o "$folder/$name" native.c "src/$name.c" -lm
    fi
}

if [[ ${1:-} == native ]]; then
    native "$2" "$3" "$4"
    exit
fi

declare -A sizes
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
while read -r name n checksum; do
    if [[ -n $checksum && $name != '#'* && ! -e third-party/$name.txt ]] && { (($# == 0)) || [[ " $* " == *" $name "* ]]; }; then
        if [[ ! -e $scratch/$name ]]; then
            wasm "$name"
            native gcc "$scratch" "$name"
        fi
        checksum=$("$scratch/$name" "$n" 0 1 0 | sed -E 's/^checksum=(-?[0-9]+) .*/\1/')
        echo "$name: ${sizes[$name]} bytes, run($n) = $checksum" >&2
    fi
    echo "$name${n:+ $n}${checksum:+ $checksum}"
done < guests.txt > "$scratch/guests.txt"
cp "$scratch/guests.txt" guests.txt
