#!/bin/sh
# Makes the .wasm files beside their .wat sources anew; tests read the .wasm files, so they need no wabt.
# wat2wasm is of wabt 1.0.39 (npm install wabt); Debian's 1.0.32 does not know try_table.
set -e
cd "$(dirname "$0")"
for source in *.wat; do
    wat2wasm --debug-names --enable-all "$source" -o "${source%.wat}.wasm"
done
