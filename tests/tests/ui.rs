//! What must not compile, and what the compiler says about it.

use std::process::Command;

/// The compiler whose messages are recorded in `ui/rustc/*.stderr`. They are its own words, and the next one may choose
/// others; to record them anew, run `TRYBUILD=overwrite cargo test -p close-codes-tests --test ui`.
const RECORDED_WITH: &str = "rustc 1.95.";

#[test]
fn misuse_does_not_compile() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    if version.starts_with(RECORDED_WITH) {
        trybuild::TestCases::new().compile_fail("ui/rustc/*.rs");
    } else {
        println!("left out: the messages are those of {RECORDED_WITH}x, this is {version}");
    }
}
