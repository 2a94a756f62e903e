//! From a code's name to the identifiers that stand for it.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The keywords of Rust 2024, strict and reserved (The Rust Reference, Keywords).
const KEYWORDS: &str = "Self abstract as async await become box break const continue crate do dyn else enum extern \
     false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static \
     struct super trait true try type typeof unsafe unsized use virtual where while yield";

/// The names that the generated enums use beside their variants.
const OURS: &str = "ALL REGISTERED Unregistered";

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
pub(crate) fn identifier_fault(variant: &str) -> Option<String> {
    let mut characters = variant.chars();
    let Some(first) = characters.next() else {
        return Some("nothing of it can stand in an identifier".to_owned());
    };
    if KEYWORDS.split(' ').chain(OURS.split(' ')).any(|word| word == variant) {
        return Some(format!("`{variant}` is a reserved word"));
    }
    if !unicode_ident::is_xid_start(first) {
        return Some(format!("`{variant}` begins with `{first}`, an identifier begins with a letter"));
    }
    let stray = characters.find(|&character| !unicode_ident::is_xid_continue(character))?;
    Some(format!("`{variant}` contains `{stray}`, an identifier has only letters, digits and `_`"))
}
