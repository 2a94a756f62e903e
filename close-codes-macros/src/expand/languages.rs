//! The languages of the texts.

use std::fmt::Write;

use close_codes_registry::{Language, Registry};
use proc_macro2::TokenStream;

use super::{all, docs, documentation, match_self, method, parse};
use crate::ast::Enum;

/// Adds a variant for each language, and methods for tag and name.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let languages = &registry.languages;
    let (mut variants, mut paths) = (String::new(), String::new());
    for language in languages {
        let variant = &language.variant;
        let _ = write!(variants, "{} {variant},", documentation(&docs::language(language)));
        let _ = write!(paths, "Self::{variant},");
    }
    let each = |part: fn(&Language) -> &str| {
        match_self(languages, |language| &language.variant, &|language| format!("{:?}", part(language)), "")
    };
    let methods = [
        all(
            docs! {
                /// The languages, English first.
            },
            &paths,
        ),
        method(
            docs! {
                /// Returns the language tag (BCP 47), such as `es`.
            },
            "tag(self) -> &'static str",
            &each(|language| &language.tag),
        ),
        method(
            docs! {
                /// Returns the language's own name, such as `Español`.
            },
            "name(self) -> &'static str",
            &each(|language| &language.name),
        ),
    ];
    item.implement(&parse(&variants), &parse(&methods.concat()))
}
