//! The ranges of codes.

use std::fmt::Write;

use close_codes_registry::{Range, Registry, Text};
use proc_macro2::TokenStream;

use super::{all, by_language, docs, documentation, match_self, method, parse, pattern, quoted, text_methods};
use crate::ast::Enum;

/// Adds a variant for each range, and methods with the data of the ranges.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let ranges = &registry.ranges;
    let (mut variants, mut paths, mut containing) = (String::new(), String::new(), String::new());
    let mut numbers = 0;
    for range in ranges {
        let variant = &range.variant;
        let _ = write!(variants, "{} {variant},", documentation(&docs::range(range)));
        let _ = write!(paths, "Self::{variant},");
        let _ = write!(containing, "{} => Self::{variant},", pattern(&range.codes));
        numbers += range.codes.len();
    }
    // The checker has reported faulty ranges. Without this arm, the compiler would report missing ones again.
    if numbers < 1 << 16 {
        containing.push_str("_ => panic!(\"the registry is faulty\"),");
    }
    let each = |part: fn(&Text) -> &str| {
        by_language(registry, &|language| of_each(ranges, &|range| quoted(&range.texts, language, part)))
    };
    let (name, description) = (each(|text| &text.name), each(|text| &text.description));
    let methods = [
        all(
            docs! {
                /// The ranges, in ascending order.
            },
            &paths,
        ),
        method(
            docs! {
                /// Returns the range that contains the number.
            },
            "of(code: u16) -> Self",
            &format!("match code {{ {containing} }}"),
        ),
        method(
            docs! {
                /// Returns the numbers of the range.
            },
            "bounds(self) -> ::core::ops::RangeInclusive<u16>",
            &of_each(ranges, &|range| format!("{}..={}", range.codes.start(), range.codes.end())),
        ),
        text_methods(
            [
                docs! {
                    /// Returns the name in English, such as `Application`.
                },
                docs! {
                    /// Returns the purpose of the range in English: one sentence or more.
                },
                docs! {
                    /// Returns the name in a language.
                },
                docs! {
                    /// Returns the purpose of the range in a language: one sentence or more.
                },
            ],
            &name,
            &description,
        ),
        method(
            docs! {
                /// Returns a stable label in `snake_case` for metrics and translation files, such as `application`.
            },
            "key(self) -> &'static str",
            &of_each(ranges, &|range| format!("{:?}", range.key)),
        ),
    ];
    item.implement(&parse(&variants), &parse(&methods.concat()))
}

/// A `match self` with the `value` of each range.
fn of_each(ranges: &[Range], value: &dyn Fn(&Range) -> String) -> String {
    match_self(ranges, |range| &range.variant, value, "")
}
