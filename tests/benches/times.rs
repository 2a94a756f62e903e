//! Times of close-codes and of three WebSocket libraries: for 4,096 codes, and to parse and encode the body of a close frame.
//!
//! ```sh
//! cargo bench -p close-codes-benches --bench times
//! ```
//!
//! Times differ between machines and from run to run. `README.md` counts the instructions of the same operations.
#![allow(missing_docs, reason = "criterion's macros generate functions without docs")]

use std::hint::black_box;

use close_codes::CloseCode;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};

mod peers;

use peers::{BODIES, Body, CloseCodes, FastWebSockets, Library, TokioWebSockets, Tungstenite};

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn times(criterion: &mut Criterion) {
    macro_rules! side_by_side {
        ($operation:ident, $name:expr, $input:expr) => {
            let mut group = criterion.benchmark_group($name);
            $operation::<CloseCodes>(&mut group, $input);
            $operation::<Tungstenite>(&mut group, $input);
            $operation::<FastWebSockets>(&mut group, $input);
            $operation::<TokioWebSockets>(&mut group, $input);
            group.finish();
        };
    }

    let numbers = numbers();
    side_by_side!(from_u16, "from u16", &numbers);
    side_by_side!(to_u16, "to u16", &numbers);
    side_by_side!(allowed, "allowed", &numbers);
    side_by_side!(name, "name", &numbers);
    for body in &BODIES {
        side_by_side!(parse, format!("parse {}", body.name), body);
    }
    for body in &BODIES {
        side_by_side!(encode, format!("encode {}", body.name), body);
    }
}

/// Numbers that each library can hold, so that no library takes another path: half of them from the registered codes, half
/// from 3000-4999.
fn numbers() -> Vec<u16> {
    let registered: Vec<_> = CloseCode::ALL.iter().map(|code| code.as_u16()).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 48).unwrap_or_default() % below
    };
    let mut number = || {
        let registered = registered.get(random(registered.len() * 2)).copied();
        registered.or_else(|| u16::try_from(3000 + random(2000)).ok()).unwrap_or_default()
    };
    (0..4096).map(|_| number()).collect()
}

fn from_u16<L: Library>(group: &mut Group<'_>, numbers: &[u16]) {
    one_by_one::<L, _, _>(group, numbers, |&number| L::code(number));
}

fn to_u16<L: Library>(group: &mut Group<'_>, numbers: &[u16]) {
    one_by_one::<L, _, u16>(group, &codes::<L>(numbers), |&code| code.into());
}

fn allowed<L: Library>(group: &mut Group<'_>, numbers: &[u16]) {
    one_by_one::<L, _, _>(group, &codes::<L>(numbers), |&code| L::is_allowed(code));
}

fn name<L: Library>(group: &mut Group<'_>, numbers: &[u16]) {
    one_by_one::<L, _, _>(group, &codes::<L>(numbers), |&code| L::name(code));
}

fn codes<L: Library>(numbers: &[u16]) -> Vec<L::Code> {
    numbers.iter().filter_map(|&number| L::code(number)).collect()
}

/// Times an operation on each code. Each result passes through `black_box`, so that the compiler cannot handle codes in bulk.
fn one_by_one<L: Library, T, R>(group: &mut Group<'_>, input: &[T], operation: impl Fn(&T) -> R) {
    group.bench_function(L::NAME, |bencher| {
        bencher.iter(|| {
            for item in black_box(input) {
                black_box(operation(item));
            }
        });
    });
}

fn parse<L: Library>(group: &mut Group<'_>, body: &Body) {
    let received = L::received(body);
    group.bench_function(L::NAME, |bencher| {
        bencher.iter(|| {
            L::parse(black_box(received.as_ref())?, |code, reason| {
                black_box((code, reason));
            })
        });
    });
}

fn encode<L: Library>(group: &mut Group<'_>, body: &Body) {
    let close = body.close.and_then(|(code, reason)| Some((L::code(code)?, reason)));
    group.bench_function(L::NAME, |bencher| {
        bencher.iter(|| {
            L::encode(black_box(close), |body| {
                black_box(body);
            })
        });
    });
}

criterion_group!(benches, times);
criterion_main!(benches);
