//! Takes any bytes as the body of a received close frame, under each policy. Needs nightly Rust, a C++ compiler and cargo-fuzz:
//!
//! ```sh
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz parse -- -runs=10000000 -max_len=200
//! ```
#![no_main]
#![forbid(unsafe_code)]

use close_codes_tests::parse;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    for policy in parse::POLICIES {
        parse::check(body, policy);
    }
});
