//! Cases that must not compile, with the compiler's messages, and cases that must compile.
//!
//! To record the messages again, run `TRYBUILD=overwrite cargo test -p close-codes-macros-tests`, and read them.

use std::process::Command;

/// The compiler of the messages in `ui/rustc/*.stderr`. Other versions may use other words.
const RECORDED_WITH: &str = "rustc 1.95.";

#[test]
fn messages_are_as_recorded() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/table/*.rs");
    cases.compile_fail("ui/attribute/*.rs");
    cases.compile_fail("ui/variants/*.rs");
    cases.pass("ui/pass/*.rs");

    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    if version.starts_with(RECORDED_WITH) {
        cases.compile_fail("ui/rustc/*.rs");
    } else {
        println!("skipped ui/rustc: recorded with {RECORDED_WITH}x, but this is {version}");
    }
}
