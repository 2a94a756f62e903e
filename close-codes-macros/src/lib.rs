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
    fill(&item, expand::codes::expand)
}

/// Gives an enum a variant for every range of codes.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn code_ranges(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    fill(&item, expand::ranges::expand)
}

/// Gives an enum a variant for every language in which there are texts.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn languages(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    fill(&item, expand::languages::expand)
}

fn fill(item: &Enum, expand: fn(&Enum, &Registry) -> proc_macro2::TokenStream) -> TokenStream {
    match Registry::embedded() {
        Ok(registry) => expand(item, &registry).into(),
        Err(problems) => expand::problems(&problems).into(),
    }
}
