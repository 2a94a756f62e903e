//! The procedural macros of `close-codes`. Depend on `close-codes` instead.
//!
//! Three macros add the registry's data to the enums of `close-codes`. The crate `close-codes-registry` reads and checks
//! this data. The fourth macro, [`macro@close_codes`], is public.
//!
//! The output of the three macros is also in a file, for builds without macros. `examples/generate.rs` writes the file.

#![forbid(unsafe_code)]

mod arguments;
mod ast;
mod code_set;
mod derives;
mod expand;
mod table_file;

use std::sync::LazyLock;

use close_codes_registry::{Checked, Registry, Sources, check, generated};
use proc_macro::TokenStream;
use syn::parse_macro_input;

use crate::ast::Enum;

/// The registry, read once for all macros.
static REGISTRY: LazyLock<Checked<Registry>> = LazyLock::new(|| check(&Sources::embedded(), &generated::REGISTRY));

/// Adds a variant for each registered code to an enum, and methods with the registry's data. Reports all problems of the
/// registry.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn registered_codes(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    let mut tokens = expand::problems(&REGISTRY.problems);
    tokens.extend(expand::codes::expand(&item, &REGISTRY.model));
    tokens.into()
}

/// Adds a variant for each range of codes to an enum. [`macro@registered_codes`] reports the problems.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn code_ranges(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    expand::ranges::expand(&item, &REGISTRY.model).into()
}

/// Adds a variant for each language of the texts to an enum. [`macro@registered_codes`] reports the problems.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn languages(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Enum);
    expand::languages::expand(&item, &REGISTRY.model).into()
}

// The documentation is at the re-export in `close-codes`. rustdoc would add a doc comment from here, and links to a hidden macro
// would be dead.
#[allow(missing_docs, reason = "the re-export has the documentation")]
#[proc_macro_attribute]
pub fn close_codes(arguments: TokenStream, item: TokenStream) -> TokenStream {
    code_set::generate(arguments.into(), item.into(), &REGISTRY.model).into()
}
