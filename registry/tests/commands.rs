//! The command `close-codes`, run as a user runs it: what it prints, and its exit code.
//!
//! Each file in `commands/` is a dialogue; the folder of the same name holds the files that it speaks of. What they say is
//! recorded by `TRYCMD=overwrite`, and to be read before it is kept.

#[test]
fn each_says_what_has_been_written_down() {
    trycmd::TestCases::new().case("tests/commands/*.trycmd");
}
