#!/bin/sh
# Makes the .wasm files beside their .wat sources anew; tests read the .wasm files, so they need no wabt.
# wat2wasm is of wabt 1.0.32 (Debian: apt install wabt).
set -e
cd "$(dirname "$0")"
for source in *.wat; do
    wat2wasm --debug-names --enable-extended-const --enable-memory64 --enable-multi-memory --enable-threads "$source" -o "${source%.wat}.wasm"
done
