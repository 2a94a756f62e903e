//! A crate that denies each lint of clippy that may affect generated code. The lints of rustc are in `ui/pass/lints.rs`.

#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
#![allow(
    clippy::blanket_clippy_restriction_lints,
    clippy::missing_docs_in_private_items,
    clippy::same_name_method,
    clippy::tests_outside_test_module,
    reason = "a set and its trait have methods with the same names; the other lints affect this file only"
)]

#[close_codes::close_codes("ui/pass/columns.csv")]
enum GameCode {}

#[close_codes::close_codes]
enum ChatCode {
    /// The session's token has expired.
    TokenExpired = 4001,
    /// A newer client took the seat.
    Replaced = 4002,
}

#[test]
fn clippy_does_not_report_generated_code() {
    assert_eq!(GameCode::from_u16(4001), Some(GameCode::TokenExpired), "from the file");
    assert_eq!(ChatCode::from_u16(4001), Some(ChatCode::TokenExpired), "from the enum");
}
