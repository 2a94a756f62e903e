//! The procedural macros of the `close-codes` crate, which is the one to depend on.
//!
//! Each takes an enum that is written out but for its variants, and fills it from the registry that
//! `close-codes-registry` has read and checked.

#![forbid(unsafe_code)]

mod ast;
mod expand;

use close_codes_registry::Registry;
use proc_macro::TokenStream;
use syn::parse_macro_input;

use crate::ast::Enum;

/// Gives an enum a variant for every registered code, and private functions that tell what the registry says of it.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn registered_codes(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    match Registry::embedded() {
        Ok(registry) => expand::codes::expand(&item, &registry).into(),
        Err(problems) => expand::problems(&problems).into(),
    }
}

/// Gives an enum a variant for every range of codes. Leaves it out if the registry is faulty; [`macro@registered_codes`]
/// reports that.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn code_ranges(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    Registry::embedded().map(|registry| expand::ranges::expand(&item, &registry)).unwrap_or_default().into()
}

/// Gives an enum a variant for every language in which there are texts. Leaves it out if the registry is faulty;
/// [`macro@registered_codes`] reports that.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn languages(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    Registry::embedded().map(|registry| expand::languages::expand(&item, &registry)).unwrap_or_default().into()
}
