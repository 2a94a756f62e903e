//! `CloseCode` beside the close codes of three WebSocket libraries, on the same 4,096 codes:
//!
//! ```sh
//! cargo bench -p close-codes-benches --bench codes
//! ```
//!
//! Each result passes through `black_box`, so that codes are handled one by one, as they arrive, and not in bulk.
//! None of the others has a name for a code; `name` compares with the nearest thing, the variant that `Debug` writes.
#![allow(missing_docs, reason = "criterion's macros generate functions without docs")]

use std::fmt::{self, Write};
use std::hint::black_box;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};

type Ours = close_codes::CloseCode;
type Tungstenite = tungstenite::protocol::frame::coding::CloseCode;
type FastWebSockets = fastwebsockets::CloseCode;
type TokioWebSockets = tokio_websockets::CloseCode;

/// Codes such that each library can hold them, or else the slower path of one would be compared with the faster one of
/// another: half of them from the registered ones, half from 3000-4999.
fn numbers() -> Vec<u16> {
    let registered: Vec<_> = Ours::ALL.iter().map(|code| code.as_u16()).collect();
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

fn tokio_websockets(number: u16) -> TokioWebSockets {
    number.try_into().unwrap_or(TokioWebSockets::NORMAL_CLOSURE)
}

fn from_u16(criterion: &mut Criterion) {
    let numbers = numbers();
    let mut group = group(criterion, "from u16");
    run(&mut group, "close-codes", &numbers, |&number| Ours::from_u16(number));
    run(&mut group, "tungstenite", &numbers, |&number| Tungstenite::from(number));
    run(&mut group, "fastwebsockets", &numbers, |&number| FastWebSockets::from(number));
    run(&mut group, "tokio-websockets", &numbers, |&number| TokioWebSockets::try_from(number).ok());
}

fn to_u16(criterion: &mut Criterion) {
    let numbers = numbers();
    let mut group = group(criterion, "to u16");
    run(&mut group, "close-codes", &all(&numbers, Ours::from_u16), |&code| u16::from(code));
    run(&mut group, "tungstenite", &all(&numbers, Tungstenite::from), |&code| u16::from(code));
    run(&mut group, "fastwebsockets", &all(&numbers, FastWebSockets::from), |&code| u16::from(code));
    run(&mut group, "tokio-websockets", &all(&numbers, tokio_websockets), |&code| u16::from(code));
}

fn allowed_on_the_wire(criterion: &mut Criterion) {
    let numbers = numbers();
    let mut group = group(criterion, "allowed on the wire");
    run(&mut group, "close-codes", &all(&numbers, Ours::from_u16), |code| code.is_allowed_on_wire());
    run(&mut group, "tungstenite", &all(&numbers, Tungstenite::from), |code| code.is_allowed());
    run(&mut group, "fastwebsockets", &all(&numbers, FastWebSockets::from), |code| code.is_allowed());
    run(&mut group, "tokio-websockets", &all(&numbers, tokio_websockets), |code| !code.is_reserved());
}

fn name(criterion: &mut Criterion) {
    let numbers = numbers();
    let mut group = group(criterion, "name");
    run(&mut group, "close-codes", &all(&numbers, Ours::from_u16), |code| code.name());
    run(&mut group, "tungstenite (Debug)", &all(&numbers, Tungstenite::from), debug);
    run(&mut group, "fastwebsockets (Debug)", &all(&numbers, FastWebSockets::from), debug);
    run(&mut group, "tokio-websockets (Debug)", &all(&numbers, tokio_websockets), debug);
}

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(4096));
    group
}

fn all<T>(numbers: &[u16], code: fn(u16) -> T) -> Vec<T> {
    numbers.iter().map(|&number| code(number)).collect()
}

fn run<T, R>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, input: &[T], f: impl Fn(&T) -> R) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for item in black_box(input) {
                black_box(f(item));
            }
        });
    });
}

/// Writes to nowhere, so that no allocation is measured.
fn debug(code: &impl fmt::Debug) -> usize {
    struct Length(usize);

    impl Write for Length {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }

    let mut length = Length(0);
    let _ = write!(length, "{code:?}");
    length.0
}

criterion_group!(benches, from_u16, to_u16, allowed_on_the_wire, name);
criterion_main!(benches);
