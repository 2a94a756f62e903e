#!/usr/bin/env bash
# Builds, from nothing and in turn, a crate that depends on close-codes and one that depends on strum with `derive`,
# the usual crate for enums with names. Prints the median seconds of each, and their ratio.
#
# Nothing is built incrementally: cargo does so for a crate in a folder, as ours are here, and not for one that it has
# fetched, as theirs are.
#
#     tests/cold-build.sh [ROUNDS]
set -euo pipefail

rounds=${1:-7}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

crate() { # name, dependency
    mkdir -p "$work/$1/src"
    touch "$work/$1/src/lib.rs"
    printf '[package]\nname = "with-%s"\nedition = "2024"\n[dependencies]\n%s\n[workspace]\n' "$1" "$2" >"$work/$1/Cargo.toml"
    (cd "$work/$1" && cargo fetch --quiet)
}

seconds() { # name
    cd "$work/$1"
    rm -rf target
    local start end
    start=$(date +%s%N)
    CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=target cargo build --quiet --offline
    end=$(date +%s%N)
    echo $(((end - start) / 1000000)) >>"$work/$1.ms"
}

median() { sort -n "$work/$1.ms" | sed -n "$(((rounds + 1) / 2))p"; }

crate close-codes "close-codes = { path = \"$here/close-codes\" }"
crate strum 'strum = { version = "0.28", features = ["derive"] }'
for _ in $(seq "$rounds"); do
    (seconds close-codes)
    (seconds strum)
done
ours=$(median close-codes)
strum=$(median strum)
awk -v ours="$ours" -v strum="$strum" -v rounds="$rounds" 'BEGIN {
    printf "median of %d cold builds: close-codes %.2f s, strum with derive %.2f s, ratio %.2f\n",
        rounds, ours / 1000, strum / 1000, ours / strum }'
