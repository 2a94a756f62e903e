//! Identifiers made from the name of a code.

use heck::{ToSnakeCase, ToTitleCase, ToUpperCamelCase};

use crate::text::{is_invisible, quote};

/// The variant of a name: `NormalClosure` for `Normal Closure`.
pub(crate) fn variant(name: &str) -> String {
    name.to_upper_camel_case()
}

/// The name of a variant: `Normal Closure` for `NormalClosure`.
pub(crate) fn words(variant: &str) -> String {
    variant.to_title_case()
}

/// The key of a variant: `normal_closure` for `NormalClosure`.
pub(crate) fn key(variant: &str) -> String {
    variant.to_snake_case()
}

/// The names that variants and columns of a file cannot have.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reserved {
    /// The variants and the constants of each enum.
    pub variants: &'static [&'static str],
    /// The methods of each enum.
    pub methods: &'static [&'static str],
    /// The keywords of the programming language.
    pub keywords: &'static [&'static str],
}

impl Reserved {
    /// Returns the fault in the name of a variant, as a predicate: `is a keyword`.
    ///
    /// A variant begins with an uppercase letter and continues with letters and digits, all in ASCII. So Unicode
    /// normalization does not change the identifier.
    #[must_use]
    pub fn variant_fault(&self, variant: &str) -> Option<String> {
        if !variant.chars().next().is_some_and(|first| first.is_ascii_uppercase()) {
            return Some("does not begin with an uppercase letter (A-Z)".to_owned());
        }
        if let Some(stray) = variant.chars().find(|character| !character.is_ascii_alphanumeric()) {
            return Some(format!("contains {}, but only ASCII letters and digits are allowed", quote_char(stray)));
        }
        if self.keywords.contains(&variant) {
            return Some("is a keyword".to_owned());
        }
        self.variants.contains(&variant).then(|| "is a reserved name".to_owned())
    }

    /// Returns the fault in the name of a method, as a predicate: `is a keyword`.
    ///
    /// A method begins with a lowercase letter and continues with lowercase letters, digits and underscores, all in
    /// ASCII.
    pub(crate) fn method_fault(&self, method: &str) -> Option<String> {
        if let Some(fault) = key_fault(method) {
            return Some(fault);
        }
        if self.keywords.contains(&method) {
            return Some("is a keyword".to_owned());
        }
        self.methods.contains(&method).then(|| "is a method of every set of codes".to_owned())
    }
}

/// Returns the fault in the key of a code, as a predicate: `contains ...`.
///
/// A key begins with a lowercase letter and continues with lowercase letters, digits and underscores, all in ASCII.
#[must_use]
pub fn key_fault(key: &str) -> Option<String> {
    if !key.chars().next().is_some_and(|first| first.is_ascii_lowercase()) {
        return Some("does not begin with a lowercase letter (a-z)".to_owned());
    }
    let is_stray = |&character: &char| !matches!(character, 'a'..='z' | '0'..='9' | '_');
    let stray = quote_char(key.chars().find(is_stray)?);
    Some(format!("contains {stray}, but only lowercase ASCII letters, digits and `_` are allowed"))
}

/// Returns the fault in the name of a registered code, as a predicate, and the cure.
///
/// The first word of a name is not a number, because the name would parse as this number.
pub(crate) fn name_fault(name: &str) -> Option<String> {
    if first_number(name).is_some() {
        Some("begins with a number: rename it".to_owned())
    } else {
        invisible_fault(name)
    }
}

/// Returns the fault in the name of a private code, as a predicate, and the cure.
///
/// The name may begin with a number that a set cannot have: `404 Not Found`.
pub(crate) fn private_name_fault(name: &str) -> Option<String> {
    if first_number(name).is_some_and(|number| matches!(number.parse(), Ok(1000_u32..=4999))) {
        return Some("begins with a number from 1000 to 4999: rename it".to_owned());
    }
    invisible_fault(name)
}

/// Returns the first word of a name, if it is a number.
fn first_number(name: &str) -> Option<&str> {
    let first = name.split(' ').next()?;
    (!first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit())).then_some(first)
}

/// Returns the first invisible character of a name as a fault, and the cure. It makes two names that look the same.
pub(crate) fn invisible_fault(name: &str) -> Option<String> {
    let invisible = name.chars().find(|&character| is_invisible(character))?;
    Some(format!("contains the invisible character {}: remove it", quote_char(invisible)))
}

fn quote_char(character: char) -> String {
    quote(character.encode_utf8(&mut [0; 4]))
}
