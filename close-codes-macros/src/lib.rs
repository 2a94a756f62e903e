//! The procedural macros of the `close-codes` crate, which is the one to depend on.
//!
//! Three of them make the enums of that crate: each takes one that is written out but for its variants, and fills it from
//! the registry that `close-codes-registry` has read and checked. The fourth, [`macro@close_codes`], is for everybody.
//!
//! The output of the three is also in a file, for builds without macros. `examples/generate.rs` writes that file.

#![forbid(unsafe_code)]

mod arguments;
mod ast;
mod derives;
mod expand;
mod locate;
mod set;

use std::sync::LazyLock;

use close_codes_registry::{Checked, Registry, Sources, check, generated};
use proc_macro::TokenStream;
use syn::parse_macro_input;

use crate::ast::Enum;

/// What the files say, read once for all macros.
static REGISTRY: LazyLock<Checked<Registry>> = LazyLock::new(|| check(&Sources::embedded(), &generated::REGISTRY));

/// Gives an enum a variant for every registered code, and methods with the registry's data. Reports each problem of the
/// registry.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn registered_codes(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    let mut tokens = expand::problems(&REGISTRY.problems);
    tokens.extend(expand::codes::expand(&item, &REGISTRY.model));
    tokens.into()
}

/// Gives an enum a variant for every range of codes. It is for [`macro@registered_codes`] to report problems.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn code_ranges(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    expand::ranges::expand(&item, &REGISTRY.model).into()
}

/// Gives an enum a variant for every language in which there are texts. It is for [`macro@registered_codes`] to report
/// problems.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn languages(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    expand::languages::expand(&item, &REGISTRY.model).into()
}

// It is documented where it is re-exported, and what a doc comment says here would be added there.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn close_codes(arguments: TokenStream, item: TokenStream) -> TokenStream {
    set::generate(arguments.into(), item.into(), &REGISTRY.model).into()
}
