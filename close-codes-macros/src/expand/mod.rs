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
use proc_macro2::{Span, TokenStream};
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

/// `first..=last`, or the number alone if it is one.
fn pattern(codes: &RangeInclusive<u16>) -> TokenStream {
    let (first, last) = (codes.start(), codes.end());
    if first == last { quote!(#first) } else { quote!(#first..=#last) }
}

/// Ascending ranges, each joined with the one before it if no number lies between them: one comparison less.
fn join(ranges: impl Iterator<Item = RangeInclusive<u16>>) -> Vec<RangeInclusive<u16>> {
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

#[cfg(test)]
mod tests {
    use close_codes_registry::check::table::{self, Registered};
    use close_codes_registry::{Registry, Source, generated};
    use proc_macro2::{Delimiter, TokenStream, TokenTree};
    use quote::quote;

    use super::{codes, join, languages, ranges, set};
    use crate::ast::Enum;

    #[test]
    fn only_neighbouring_ranges_are_joined() {
        assert_eq!(join([0..=1, 2..=3, 5..=5].into_iter()), [0..=3, 5..=5]);
        assert_eq!(join([0..=u16::MAX].into_iter()), [0..=u16::MAX]);
    }

    /// The names after `keyword` in the blocks of an expansion, such as those of the functions in an `impl`.
    fn names(keyword: &str, tokens: TokenStream) -> Vec<String> {
        let blocks = tokens.into_iter().filter_map(|tree| match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
            _ => None,
        });
        let trees: Vec<_> = blocks.flatten().collect();
        let is_keyword = |tree: &TokenTree| matches!(tree, TokenTree::Ident(ident) if ident == keyword);
        let named = trees.iter().zip(trees.iter().skip(1)).filter(|(tree, _)| is_keyword(tree));
        named.map(|(_, name)| name.to_string()).filter(|name| name != "fn").collect()
    }

    /// Whoever adds a method adds it to the list, so that no column of a table can be called the same.
    #[test]
    fn every_name_that_is_generated_is_reserved() {
        let registry = Registry::embedded().expect("it is sound");
        let item: Enum = syn::parse2(quote!(
            enum Codes {}
        ))
        .expect("it is an enum");
        for expansion in
            [codes::expand(&item, &registry), ranges::expand(&item, &registry), languages::expand(&item, &registry)]
        {
            for constant in names("const", expansion) {
                assert!(generated::REGISTRY.variants.contains(&&*constant), "{constant}");
            }
        }

        let source = Source::new("x.csv", b"code,name,retry:bool\n4001,One,true\n");
        let rules = generated::rules(&registry, Registered::Refuse);
        let table = table::check(&source, rules).into_result().expect("it is sound");
        let set = set::expand(&set::Set {
            item: &item,
            before: TokenStream::new(),
            table: &table,
            variants: None,
            site: proc_macro2::Span::call_site(),
            watched: None,
            facade: &quote!(::close_codes),
        });
        assert_eq!(names("const", set.clone()), generated::SET.variants);
        let mut methods = names("fn", set);
        methods.retain(|method| !method.starts_with("__"));
        let columns = methods.split_off(methods.len() - 2);
        assert_eq!(columns, ["retry", "retry_of"]);
        for method in &methods {
            assert!(generated::SET.methods.contains(&&**method), "{method}");
        }
        assert_eq!(methods.len(), 8, "{methods:?}");
    }
}
