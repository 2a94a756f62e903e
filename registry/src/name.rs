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

/// The names that a file must not take for its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reserved {
    /// The variants and the constants that every enum has.
    pub variants: &'static [&'static str],
    /// The methods that every enum has.
    pub methods: &'static [&'static str],
    /// The keywords of the language in which the enum is written.
    pub keywords: &'static [&'static str],
}

impl Reserved {
    /// Says why `variant` cannot be the name of a variant, if so.
    ///
    /// A variant begins with a capital and goes on in letters and digits, all of them ASCII. So it is an identifier, and
    /// the same however it is normalized.
    pub(crate) fn variant_fault(&self, variant: &str) -> Option<String> {
        let shown = quote(variant);
        let Some(first) = variant.chars().next() else {
            return Some("nothing of it can stand in an identifier".to_owned());
        };
        if !first.is_ascii_uppercase() {
            return Some(format!("{shown} does not begin with a capital from A to Z"));
        }
        if let Some(stray) = variant.chars().find(|character| !character.is_ascii_alphanumeric()) {
            return Some(format!("{shown} contains {}, which is not an ASCII letter or digit", quote_char(stray)));
        }
        if self.keywords.contains(&variant) {
            return Some(format!("{shown} is a keyword"));
        }
        self.variants.contains(&variant).then(|| format!("{shown} is taken by the enum itself"))
    }

    /// Says why `method` cannot be the name of a method, if so.
    ///
    /// A method begins with a small letter and goes on in small letters, digits and underscores, all of them ASCII.
    pub(crate) fn method_fault(&self, method: &str) -> Option<String> {
        let shown = quote(method);
        if !method.chars().next().is_some_and(|first| first.is_ascii_lowercase()) {
            return Some(format!("{shown} does not begin with a small letter from a to z"));
        }
        let is_stray = |&character: &char| !matches!(character, 'a'..='z' | '0'..='9' | '_');
        if let Some(stray) = method.chars().find(is_stray) {
            let stray = quote_char(stray);
            return Some(format!("{shown} contains {stray}, which is not a small ASCII letter, digit or underscore"));
        }
        if self.keywords.contains(&method) {
            return Some(format!("{shown} is a keyword"));
        }
        self.methods.contains(&method).then(|| format!("every set of codes has a method {shown}"))
    }
}

/// Says why `name` cannot be the name of a code, if so.
///
/// A name begins with a letter, so that it is not taken for a number when it is parsed.
pub(crate) fn name_fault(name: &str) -> Option<&'static str> {
    if !name.chars().next().is_some_and(char::is_alphabetic) {
        Some("a name begins with a letter")
    } else if name.chars().any(char::is_control) {
        Some("a name has no control characters")
    } else {
        None
    }
}

fn quote_char(character: char) -> String {
    quote(character.encode_utf8(&mut [0; 4]))
}
