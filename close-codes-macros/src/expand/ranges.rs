//! The ranges of codes.

use close_codes_registry::{Range, Registry};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{by_language, docs, match_self, number, path, pattern};
use crate::ast::Enum;

/// Gives the enum its ranges and what is known about them.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let ranges = &registry.ranges;
    let variants = ranges.iter().map(|range| {
        let (docs, variant) = (docs::range(range), format_ident!("{}", range.variant));
        quote!(#(#[doc = #docs])* #variant)
    });
    let paths = ranges.iter().map(|range| path(&range.variant));

    let containing = ranges.iter().map(|range| {
        let (pattern, path) = (pattern(&range.codes), path(&range.variant));
        quote!(#pattern => #path,)
    });
    // Faulty ranges have been reported; what is missing of them must not be reported again by the compiler.
    let numbers: usize = ranges.iter().map(|range| range.codes.len()).sum();
    let gap = (numbers < 1 << 16).then(|| quote!(_ => panic!("the registry is faulty")));
    let bounds = of_each(ranges, &|range| {
        let (first, last) = (number(*range.codes.start()), number(*range.codes.end()));
        quote!(#first..=#last)
    });
    let key = of_each(ranges, &|range| {
        let key = &range.key;
        quote!(#key)
    });
    let name_in = by_language(registry, &|language| {
        of_each(ranges, &|range| {
            let name = range.texts.get(language).map(|text| &text.name);
            quote!(#name)
        })
    });
    let description_in = by_language(registry, &|language| {
        of_each(ranges, &|range| {
            let description = range.texts.get(language).map(|text| &text.description);
            quote!(#description)
        })
    });
    let (name, declaration) = (&item.name, item.with_variants(variants));
    quote! {
        #declaration

        impl #name {
            /// The ranges, in ascending order.
            pub const ALL: &'static [Self] = &[#(#paths),*];

            /// The range that a number is in.
            #[inline]
            #[must_use]
            pub const fn of(code: u16) -> Self {
                match code {
                    #(#containing)*
                    #gap
                }
            }

            /// The first and the last number of the range.
            #[inline]
            #[must_use]
            pub const fn bounds(self) -> ::core::ops::RangeInclusive<u16> {
                #bounds
            }

            /// The name in a language.
            #[inline]
            #[must_use]
            pub const fn name_in(self, language: Language) -> &'static str {
                #name_in
            }

            /// The purpose of the range, in a language.
            #[inline]
            #[must_use]
            pub const fn description_in(self, language: Language) -> &'static str {
                #description_in
            }

            /// A stable label in `snake_case`, such as `application`, for metrics and translation files.
            #[inline]
            #[must_use]
            pub const fn key(self) -> &'static str {
                #key
            }
        }
    }
}

/// A `match self` with what `value` gives for each range.
fn of_each(ranges: &[Range], value: &dyn Fn(&Range) -> TokenStream) -> TokenStream {
    match_self(ranges, |range| &range.variant, value, &TokenStream::new())
}
