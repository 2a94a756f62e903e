//! Runs each operation once, for callgrind to count its instructions. The script `instructions` runs this program and makes the
//! tables in `README.md`.
//!
//! A row includes the allocations of its operation and their release.

use std::hint::black_box;

use close_codes::CloseCode;

mod peers;

use peers::{BODIES, CloseCodes, FastWebSockets, Library, TokioWebSockets, Tungstenite};

/// A registered code, one that may not be sent, a private one, and an unregistered one.
const NUMBERS: [(&str, u16); 4] = [("1001", 1001), ("1006", 1006), ("4001", 4001), ("1999", 1999)];

// The sets `Ten` and `Thousand`, whose tables the build script writes.
include!(concat!(env!("OUT_DIR"), "/sets.rs"));

fn main() {
    // The cost of passing input and output. The script subtracts it.
    Column("nothing").row("", &0_u16, |&number| number);

    library::<CloseCodes>();
    library::<Tungstenite>();
    library::<FastWebSockets>();
    library::<TokioWebSockets>();

    macro_rules! set {
        ($column:literal, $set:ident) => {
            let column = Column($column);
            for (name, number) in [("4005", 4005), ("3999", 3999)] {
                column.row(&format!("from u16, {name}"), &number, |&number| $set::from_u16(number));
                column.row(&format!("`retry_of`, {name}"), &CloseCode::from_u16(number), |&code| $set::retry_of(code));
            }
            if let Some(code) = $set::from_u16(4005) {
                column.row("to u16, 4005", &code, |&code| code.as_u16());
                column.row("name, 4005", &code, |&code| code.name());
                column.row("column `http:u16`, 4005", &code, |&code| code.http());
                column.row("column `label:str`, 4005", &code, |&code| code.label());
            }
        };
    }
    set!("10 codes", Ten);
    set!("1,000 codes", Thousand);
}

fn library<L: Library>() {
    let column = Column(L::NAME);
    for (name, number) in NUMBERS {
        column.row(&format!("from u16, {name}"), &number, |&number| L::code(number));
    }
    for (name, number) in NUMBERS {
        column.row(&format!("from u16 if allowed, {name}"), &number, |&number| {
            L::code(number).filter(|&code| L::is_allowed(code))
        });
    }
    let codes = NUMBERS.map(|(name, number)| (name, L::code(number)));
    let codes = || codes.iter().filter_map(|(name, code)| Some((name, code.as_ref()?)));
    for (name, code) in codes() {
        column.row(&format!("to u16, {name}"), code, |&code| code.into());
    }
    for (name, code) in codes() {
        column.row(&format!("allowed, {name}"), code, |&code| L::is_allowed(code));
    }
    for (name, code) in codes() {
        column.row(&format!("name, {name}"), code, |&code| L::name(code));
    }
    for body in &BODIES {
        if let Some(received) = L::received(body) {
            column.row(&format!("parse, {}", body.name), &received, |received| {
                L::parse(received, |code, reason| {
                    black_box((code, reason));
                })
            });
        }
    }
    for body in &BODIES {
        let close = body.close.and_then(|(code, reason)| Some((L::code(code)?, reason)));
        column.row(&format!("encode, {}", body.name), &close, |&close| {
            L::encode(close, |body| {
                black_box(body);
            })
        });
    }
    for body in &BODIES {
        if let Some((_, reason)) = body.close.filter(|(_, reason)| !reason.is_empty()) {
            // A `Vec` begins at a multiple of 8 bytes; a literal need not.
            column
                .row(&format!("UTF-8 alone, {}", body.name), &reason.as_bytes().to_vec(), |reason| L::is_utf8(reason));
        }
    }
}

struct Column(&'static str);

impl Column {
    /// Prints the row's place in the tables and runs the operation.
    fn row<T, R>(&self, name: &str, input: &T, operation: impl Fn(&T) -> R) {
        // The first runs find symbols, detect the processor's features and fill the allocator's caches.
        for _ in 0..8 {
            black_box(operation(black_box(input)));
        }
        println!("{}\t{name}", self.0);
        counted(black_box(input), operation);
    }
}

/// Runs the operation between the two functions at which callgrind begins and ends a count.
#[inline(never)]
fn counted<T, R>(input: &T, operation: impl Fn(&T) -> R) {
    counting_begins();
    black_box(operation(black_box(input)));
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
