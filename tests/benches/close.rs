//! The body of a close frame, read and written by close-codes and by three WebSocket libraries, on the same bodies:
//!
//! ```sh
//! cargo bench -p close-codes-benches --bench close
//! ```
//!
//! `parse` goes from the bytes of a body, whole and unmasked, to a code that may go over the wire and to a reason that is
//! UTF-8. It is for each library a step inside the reading of a frame, and none but close-codes has a public function for
//! it; the step is done here with the public functions that its reader calls:
//!
//! - tungstenite: `CloseCode::from`, `Bytes::slice`, `Utf8Bytes::try_from` and `CloseCode::is_allowed`.
//! - fastwebsockets: `CloseCode::from`, `from_utf8` and `CloseCode::is_allowed`. The user gets the bare payload from it;
//!   code and reason are taken from there once here, not again.
//! - tokio-websockets: `CloseCode::try_from`, `is_reserved` and `from_utf8` of simdutf8, then `Message::as_close`. The
//!   message is one to be sent, as none is received without a connection.
//!
//! The readers of the three also make an answer of what they read. That is left out, and so is how the bytes came to where
//! they are. What comes out is not alike either: tungstenite has a share of the buffer, and the others borrow.
//!
//! `encode` goes from code and reason to the bytes of a body: `CloseFrame::new`, `Frame::close` (tungstenite and
//! fastwebsockets) and `Message::close`. close-codes and tokio-websockets check code and length, the others do not.
#![allow(missing_docs, reason = "criterion's macros generate functions without docs")]

use std::hint::black_box;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};

mod peers;

use peers::{BODIES, Body, CloseCodes, FastWebSockets, Library, TokioWebSockets, Tungstenite};

fn parse(criterion: &mut Criterion) {
    fn run<L: Library>(group: &mut BenchmarkGroup<'_, WallTime>, body: &Body) {
        let received = L::received(body);
        group.bench_function(L::NAME, |bencher| {
            bencher.iter(|| {
                L::parse(black_box(received.as_ref())?, |code, reason| {
                    black_box((code, reason));
                })
            });
        });
    }

    for body in &BODIES {
        let mut group = criterion.benchmark_group(format!("parse {}", body.name));
        run::<CloseCodes>(&mut group, body);
        run::<Tungstenite>(&mut group, body);
        run::<FastWebSockets>(&mut group, body);
        run::<TokioWebSockets>(&mut group, body);
    }
}

fn encode(criterion: &mut Criterion) {
    fn run<L: Library>(group: &mut BenchmarkGroup<'_, WallTime>, body: &Body) {
        let close = body.close.and_then(|(code, reason)| Some((L::code(code)?, reason)));
        group.bench_function(L::NAME, |bencher| {
            bencher.iter(|| {
                L::encode(black_box(close), |body| {
                    black_box(body);
                })
            });
        });
    }

    for body in &BODIES {
        let mut group = criterion.benchmark_group(format!("encode {}", body.name));
        run::<CloseCodes>(&mut group, body);
        run::<Tungstenite>(&mut group, body);
        run::<FastWebSockets>(&mut group, body);
        run::<TokioWebSockets>(&mut group, body);
    }
}

criterion_group!(benches, parse, encode);
criterion_main!(benches);
