//! From a code's name to the identifiers that stand for it.

use heck::{ToSnakeCase, ToTitleCase, ToUpperCamelCase};

use crate::text::quote;

/// The variant that a name gives: `NormalClosure` for `Normal Closure`.
pub(crate) fn variant(name: &str) -> String {
    name.to_upper_camel_case()
}

/// The name that a variant gives: `Normal Closure` for `NormalClosure`.
pub(crate) fn words(variant: &str) -> String {
    variant.to_title_case()
}

/// The key that a variant gives: `normal_closure` for `NormalClosure`.
pub(crate) fn key(variant: &str) -> String {
    variant.to_snake_case()
}

/// Says why `variant` cannot be the name of a variant, if so.
///
/// It is to begin with a capital and to go on in letters and digits, all of them ASCII. With that it is an identifier,
/// the same however it is normalized, and no keyword but `Self`, nor the name of a function beside it; of constants and
/// variants, `taken` are there already.
pub(crate) fn variant_fault(variant: &str, taken: &[&str]) -> Option<String> {
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
        _ if taken.contains(&variant) => Some(format!("{shown} is taken by the enum itself")),
        _ => None,
    }
}

/// Says why `method` cannot be the name of a method, if so.
///
/// It is to begin with a small letter and to go on in small letters, digits and underscores, all of them ASCII, and to be
/// no keyword.
pub(crate) fn method_fault(method: &str) -> Option<String> {
    let shown = quote(method);
    if !method.chars().next().is_some_and(|first| first.is_ascii_lowercase()) {
        return Some(format!("{shown} does not begin with a small letter from a to z"));
    }
    let is_stray = |&character: &char| !matches!(character, 'a'..='z' | '0'..='9' | '_');
    if let Some(stray) = method.chars().find(is_stray) {
        let stray = stray.escape_debug();
        return Some(format!("{shown} contains `{stray}`, which is no small ASCII letter, digit or underscore"));
    }
    KEYWORDS.contains(&method).then(|| format!("{shown} is a keyword"))
}

/// The keywords of all editions that consist of small letters.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];
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
