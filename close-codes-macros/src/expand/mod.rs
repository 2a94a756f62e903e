//! Code generation: from the model to tokens, one module for each enum.
//!
//! The registry's data becomes public items with documentation. Methods that follow from these are written by hand in
//! `close-codes`. The English `name` and `description` are generated too: rustdoc shows methods in the order of the source,
//! and these two come first.
//!
//! The output uses other types, such as `Language`, by the names that the module of the enum imports.
//!
//! The output is built as text, and parsed at the end. Each token of a `quote!` would be a call, which every user of
//! `close-codes` compiles.

/// The lines of a doc comment. An attribute `#[doc = ...]` adds a computed line.
macro_rules! docs {
    ($(#[doc = $line:expr])*) => { &[$($line),*] };
}

pub(crate) mod codes;
mod docs;
pub(crate) mod languages;
pub(crate) mod ranges;
pub(crate) mod set;

use std::fmt::Write;
use std::ops::RangeInclusive;

use close_codes_registry::{Problems, Reference, Registry, Text};
use proc_macro2::{Span, TokenStream};
use syn::Error;

/// A compile error for each problem.
pub(crate) fn problems(problems: &Problems) -> TokenStream {
    let mut errors = Vec::new();
    for message in messages(problems) {
        errors.push(Error::new(Span::call_site(), message));
    }
    compile_errors(&errors)
}

/// A message for each problem, with the line of the file, and messages with the number of further problems.
pub(crate) fn messages(problems: &Problems) -> Vec<String> {
    let mut messages = Vec::new();
    for problem in problems {
        messages.push(format!("{problem:#}"));
    }
    messages.extend(problems.unkept());
    messages
}

pub(crate) fn compile_errors(errors: &[Error]) -> TokenStream {
    let mut tokens = TokenStream::new();
    for error in errors {
        tokens.extend(error.to_compile_error());
    }
    tokens
}

#[allow(clippy::expect_used, reason = "the names are checked, and each text is a literal")]
fn parse(code: &str) -> TokenStream {
    code.parse().expect("what is generated is Rust")
}

/// A doc comment, as attributes.
fn documentation<T: AsRef<str>>(lines: &[T]) -> String {
    let mut attributes = String::new();
    for line in lines {
        let _ = write!(attributes, "#[doc = {:?}] ", line.as_ref());
    }
    attributes
}

/// A public method.
fn method(docs: &[&str], signature: &str, body: &str) -> String {
    format!("{} #[inline] #[must_use] pub const fn {signature} {{ {body} }}", documentation(docs))
}

/// The constant `ALL`, with the paths of all variants.
fn all(docs: &[&str], paths: &str) -> String {
    format!("{} pub const ALL: &'static [Self] = &[{paths}];", documentation(docs))
}

/// The methods `name`, `description`, `name_in` and `description_in`, with their docs. The last two have these bodies.
fn text_methods(docs: [&[&str]; 4], name: &str, description: &str) -> String {
    let [in_english, described_in_english, in_language, described_in_language] = docs;
    [
        method(in_english, "name(self) -> &'static str", "self.name_in(Language::En)"),
        method(described_in_english, "description(self) -> &'static str", "self.description_in(Language::En)"),
        method(in_language, "name_in(self, language: Language) -> &'static str", name),
        method(described_in_language, "description_in(self, language: Language) -> &'static str", description),
    ]
    .concat()
}

/// A `match self` with a value for the variant of each item, and the arms `others`.
fn match_self<T>(items: &[T], variant: fn(&T) -> &str, value: &dyn Fn(&T) -> String, others: &str) -> String {
    let mut arms = String::new();
    for item in items {
        let _ = write!(arms, "Self::{} => {},", variant(item), value(item));
    }
    format!("match self {{ {arms} {others} }}")
}

/// The names of documents, as a slice.
fn references(references: &[Reference]) -> String {
    let mut names = String::new();
    for reference in references {
        let _ = write!(names, "{:?},", reference.name());
    }
    format!("&[{names}]")
}

/// The name or the description in a language, as a literal.
fn quoted(texts: &[Text], language: usize, part: fn(&Text) -> &str) -> String {
    texts.get(language).map(|text| format!("{:?}", part(text))).unwrap_or_default()
}

/// `first..=last`, or the number if there is only one.
fn pattern(codes: &RangeInclusive<u16>) -> String {
    let (first, last) = (codes.start(), codes.end());
    if first == last { first.to_string() } else { format!("{first}..={last}") }
}

/// Joins neighbouring ranges, which saves a comparison. The ranges are in ascending order.
pub(crate) fn join(ranges: impl Iterator<Item = RangeInclusive<u16>>) -> Vec<RangeInclusive<u16>> {
    let mut joined: Vec<RangeInclusive<u16>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.end().checked_add(1) == Some(*range.start()) => *last = *last.start()..=*range.end(),
            _ => joined.push(range),
        }
    }
    joined
}

/// A `match language` with the `text` for the index of each language.
fn by_language(registry: &Registry, text: &dyn Fn(usize) -> String) -> String {
    let mut arms = String::new();
    for (index, language) in registry.languages.iter().enumerate() {
        let _ = write!(arms, "Language::{} => {},", language.variant, text(index));
    }
    format!("match language {{ {arms} }}")
}
