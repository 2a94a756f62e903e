//! Any bytes as a received close frame's body, under any policy. With nightly Rust, a compiler of C++ and cargo-fuzz:
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
