//! The languages of the texts.

use close_codes_registry::Registry;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{docs, path};
use crate::ast::Enum;

/// Gives the enum its languages, with their tags and names.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let languages = &registry.languages;
    let variants = languages.iter().map(|language| {
        let (docs, variant) = (docs::language(language), format_ident!("{}", language.variant));
        quote!(#(#[doc = #docs])* #variant)
    });
    let paths: Vec<_> = languages.iter().map(|language| path(&language.variant)).collect();
    let tags = languages.iter().map(|language| &language.tag);
    let names = languages.iter().map(|language| &language.name);
    let (name, declaration) = (&item.name, item.with_variants(variants));
    quote! {
        #declaration

        impl #name {
            /// The languages, English first.
            pub const ALL: &'static [Self] = &[#(#paths),*];

            /// The language's tag (BCP 47), such as `es`.
            #[inline]
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self { #(#paths => #tags,)* }
            }

            /// The language's name in the language itself, such as `Español`.
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { #(#paths => #names,)* }
            }
        }
    }
}
