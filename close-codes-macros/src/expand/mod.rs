//! From the model to tokens, a file an enum.
//!
//! What the registry says is generated as public items, with their documentation. What is derived from these is written by
//! hand in `close-codes`. The names of other types that the output uses, such as `Language`, are those that the module of
//! the enum imports.

pub(crate) mod codes;
mod docs;
pub(crate) mod languages;
pub(crate) mod ranges;
pub(crate) mod set;

use std::ops::RangeInclusive;

use close_codes_registry::{Problems, Registry};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote};

/// A compile error for each problem.
pub(crate) fn problems(problems: &Problems) -> TokenStream {
    messages(problems).map(|message| syn::Error::new(Span::call_site(), message).into_compile_error()).collect()
}

/// The problems with the lines of their files, and how many more there are.
pub(crate) fn messages(problems: &Problems) -> impl Iterator<Item = String> + '_ {
    problems.iter().map(|problem| format!("{problem:#}")).chain(problems.unkept())
}

/// `Self::Variant`
fn path(variant: &str) -> TokenStream {
    let variant = format_ident!("{variant}");
    quote!(Self::#variant)
}

/// `1000`, without a type.
fn number(code: u16) -> Literal {
    Literal::u16_unsuffixed(code)
}

/// `first..=last`, or the number alone if it is one.
fn pattern(codes: &RangeInclusive<u16>) -> TokenStream {
    let (first, last) = (number(*codes.start()), number(*codes.end()));
    if codes.start() == codes.end() { quote!(#first) } else { quote!(#first..=#last) }
}

/// Ascending ranges, each joined with the one before it if no number lies between them: one comparison less.
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

/// A `match self` with what `value` gives for the variant of each item, and the arms of the `others`.
fn match_self<T>(
    items: &[T],
    variant: fn(&T) -> &String,
    value: &dyn Fn(&T) -> TokenStream,
    others: &TokenStream,
) -> TokenStream {
    let arms = items.iter().map(|item| {
        let (path, value) = (path(variant(item)), value(item));
        quote!(#path => #value,)
    });
    quote!(match self { #(#arms)* #others })
}

/// A `match language` with what `text` gives for the index of each language.
fn by_language(registry: &Registry, text: &dyn Fn(usize) -> TokenStream) -> TokenStream {
    let arms = registry.languages.iter().enumerate().map(|(index, language)| {
        let (variant, text) = (format_ident!("{}", language.variant), text(index));
        quote!(Language::#variant => #text,)
    });
    quote!(match language { #(#arms)* })
}
