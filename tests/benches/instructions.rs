//! Each operation once, for callgrind to count its instructions. The script `instructions` runs this program and prints the
//! table.
//!
//! The rows are those of the benchmark `close`, and what the libraries' codes and their checks for UTF-8 cost alone. A row
//! includes the allocations of its operation and their release.

#![allow(clippy::redundant_closure_for_method_calls, reason = "the paths of the methods are long, and differ")]

use std::hint::black_box;

mod peers;

use peers::{BODIES, Body, CloseCodes, FastWebSockets, Library, TokioWebSockets, Tungstenite};

fn main() {
    // What counting itself costs. The script subtracts it.
    row("nothing", "", "", || ());
    rows::<CloseCodes>(|code| code.is_allowed_on_wire(), is_utf8);
    rows::<Tungstenite>(|code| code.is_allowed(), is_utf8);
    rows::<FastWebSockets>(|code| code.is_allowed(), is_utf8);
    rows::<TokioWebSockets>(|code| !code.is_reserved(), |bytes| simdutf8::basic::from_utf8(bytes).is_ok());
}

const fn is_utf8(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok()
}

fn rows<L: Library<Code: Into<u16>>>(is_allowed: impl Fn(L::Code) -> bool, is_utf8: impl Fn(&[u8]) -> bool) {
    for body in &BODIES {
        parse::<L>(body);
    }
    for body in &BODIES {
        encode::<L>(body);
    }
    for body in &BODIES {
        if let Some((_, reason)) = body.close.filter(|(_, reason)| !reason.is_empty()) {
            // From a multiple of 8 bytes, which a literal need not be at.
            let reason = reason.as_bytes().to_vec();
            row("UTF-8", body.name, L::NAME, || is_utf8(black_box(&reason)));
        }
    }
    for (name, number) in [("1001", 1001), ("1006", 1006), ("4001", 4001)] {
        row("from u16", name, L::NAME, || L::code(black_box(number)));
        if let Some(code) = L::code(number) {
            row("to u16", name, L::NAME, || black_box(code).into());
            row("allowed on the wire", name, L::NAME, || is_allowed(black_box(code)));
        }
    }
}

fn parse<L: Library>(body: &Body) {
    let received = L::received(body);
    row("parse", body.name, L::NAME, || {
        L::parse(black_box(received.as_ref())?, |code, reason| {
            black_box((code, reason));
        })
    });
}

fn encode<L: Library>(body: &Body) {
    let close = body.close.and_then(|(code, reason)| Some((L::code(code)?, reason)));
    row("encode", body.name, L::NAME, || {
        L::encode(black_box(close), |body| {
            black_box(body);
        })
    });
}

/// Tells the row's place in the table, and runs the operation.
fn row<R>(operation: &str, input: &str, library: &str, mut f: impl FnMut() -> R) {
    // The first runs find symbols, ask what the processor can do, and fill the allocator's caches.
    for _ in 0..8 {
        black_box(f());
    }
    println!("{operation}\t{input}\t{library}");
    counted(f);
}

/// Runs the operation between the two functions that callgrind knows.
#[inline(never)]
fn counted<R>(mut f: impl FnMut() -> R) {
    counting_begins();
    black_box(f());
    counting_ends();
}

#[inline(never)]
const fn counting_begins() {
    black_box("begin");
}

#[inline(never)]
const fn counting_ends() {
    black_box("end");
}
