//! From a code's name to the identifiers that stand for it.

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::problem::quote;

/// The variant that a name gives: `NormalClosure` for `Normal Closure`.
pub(crate) fn variant(name: &str) -> String {
    name.to_upper_camel_case()
}

/// The key that a variant gives: `normal_closure` for `NormalClosure`.
pub(crate) fn key(variant: &str) -> String {
    variant.to_snake_case()
}

/// A name on one line: every run of white space becomes one space.
pub(crate) fn on_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says why `variant` cannot be the name of a variant, if so.
///
/// It is to begin with a capital and to go on in letters and digits, all of them ASCII. With that it is an identifier,
/// the same however it is normalized, and no keyword but `Self`, nor the name of a function beside it.
pub(crate) fn variant_fault(variant: &str) -> Option<String> {
    let shown = quote(variant);
    let Some(first) = variant.chars().next() else {
        return Some("nothing of it can stand in an identifier".to_owned());
    };
    if !first.is_ascii_uppercase() {
        return Some(format!("{shown} does not begin with a capital from A to Z"));
    }
    if let Some(stray) = variant.chars().find(|character| !character.is_ascii_alphanumeric()) {
        return Some(format!("{shown} contains `{}`, which is no ASCII letter or digit", stray.escape_debug()));
    }
    match variant {
        "Self" => Some("`Self` is a keyword".to_owned()),
        "Unregistered" | "ALL" | "EACH" | "REGISTERED" => Some(format!("{shown} is taken by the enum itself")),
        _ => None,
    }
}

/// Says why `name` cannot be the name of a code, if so.
///
/// It is to begin with a letter, so that it is not taken for a number when it is parsed.
pub(crate) fn name_fault(name: &str) -> Option<&'static str> {
    if !name.chars().next().is_some_and(char::is_alphabetic) {
        Some("a name begins with a letter")
    } else if name.chars().any(char::is_control) {
        Some("a name has no control characters")
    } else {
        None
    }
}
