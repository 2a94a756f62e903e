//! The languages of the texts.

use std::fmt::Write;

use close_codes_registry::Registry;
use proc_macro2::TokenStream;

use super::{docs, documentation, method, parse};
use crate::ast::Enum;

/// Gives the enum its languages, with their tags and names.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let (mut variants, mut paths) = (String::new(), String::new());
    let (mut tags, mut names) = (String::new(), String::new());
    for language in &registry.languages {
        let variant = &language.variant;
        let _ = write!(variants, "{} {variant},", documentation(&docs::language(language)));
        let _ = write!(paths, "Self::{variant},");
        let _ = write!(tags, "Self::{variant} => {:?},", language.tag);
        let _ = write!(names, "Self::{variant} => {:?},", language.name);
    }
    let methods = [
        documentation(docs! {
            /// The languages, English first.
        }),
        format!("pub const ALL: &'static [Self] = &[{paths}];"),
        method(
            docs! {
                /// The language's tag (BCP 47), such as `es`.
            },
            "tag(self) -> &'static str",
            &format!("match self {{ {tags} }}"),
        ),
        method(
            docs! {
                /// The language's name in the language itself, such as `Español`.
            },
            "name(self) -> &'static str",
            &format!("match self {{ {names} }}"),
        ),
    ];
    item.implement(&parse(&variants), &parse(&methods.concat()))
}
