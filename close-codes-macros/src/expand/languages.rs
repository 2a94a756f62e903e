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
            const EACH: &'static [Self] = &[#(#paths),*];

            #[inline]
            const fn table_tag(self) -> &'static str {
                match self { #(#paths => #tags,)* }
            }

            #[inline]
            const fn table_name(self) -> &'static str {
                match self { #(#paths => #names,)* }
            }
        }
    }
}
