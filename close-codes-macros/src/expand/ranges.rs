//! The ranges of codes.

use close_codes_registry::{Range, Registry};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{by_language, docs, match_self, path, pattern};
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
    let limits = of_each(ranges, &|range| {
        let (first, last) = (range.codes.start(), range.codes.end());
        quote!((#first, #last))
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
            const EACH: &'static [Self] = &[#(#paths),*];

            #[inline]
            const fn containing(number: u16) -> Self {
                match number {
                    #(#containing)*
                    #gap
                }
            }

            /// First and last number.
            #[inline]
            const fn limits(self) -> (u16, u16) {
                #limits
            }

            #[inline]
            const fn table_key(self) -> &'static str {
                #key
            }

            #[inline]
            const fn table_name(self, language: crate::Language) -> &'static str {
                #name_in
            }

            #[inline]
            const fn table_description(self, language: crate::Language) -> &'static str {
                #description_in
            }
        }
    }
}

/// A `match self` with what `value` gives for each range.
fn of_each(ranges: &[Range], value: &dyn Fn(&Range) -> TokenStream) -> TokenStream {
    match_self(ranges, |range| &range.variant, value, &TokenStream::new())
}
