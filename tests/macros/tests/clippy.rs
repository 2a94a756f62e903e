//! A crate that denies every lint of clippy that could be about generated code; what it denies of rustc is in
//! `ui/pass/lints.rs`.

#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
#![allow(
    clippy::blanket_clippy_restriction_lints,
    clippy::missing_docs_in_private_items,
    clippy::same_name_method,
    clippy::tests_outside_test_module,
    reason = "a set has methods and the trait of the same names on purpose; the others are about what is written here"
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
fn clippy_has_nothing_to_say() {
    assert_eq!(GameCode::from_u16(4001), Some(GameCode::TokenExpired), "from the file");
    assert_eq!(ChatCode::from_u16(4001), Some(ChatCode::TokenExpired), "from the enum");
}
