//! The names in the code that is generated, which a file must not take for its own.
//!
//! The checker does not know them: whoever calls it passes them in. The macros, which generate the code, and the command,
//! which accepts the same tables as the macros, both do so. A crate of procedural macros can export nothing else, so the
//! names are here; a test in `close-codes-macros` compares them with what is generated.

use crate::check::table::{Registered, Rules};
use crate::model::Registry;
use crate::name::Reserved;

/// The names in the enums that are generated from the registry.
pub const REGISTRY: Reserved = Reserved { variants: &["Unregistered", "ALL"], methods: &[], keywords: KEYWORDS };

/// The names in an enum that the attribute `close_codes` generates.
pub const SET: Reserved = Reserved { variants: &["ALL"], methods: METHODS, keywords: KEYWORDS };

/// The rules of the attribute `close_codes`.
#[must_use]
pub const fn rules(registry: &Registry, registered: Registered) -> Rules<'_> {
    Rules { registry, registered, to_allow: "registered = \"allow\"", reserved: SET }
}

/// The methods of the enum itself, and those of its traits: a method of the enum would hide a trait's.
const METHODS: &[&str] = &[
    "from_u16",
    "as_u16",
    "code",
    "name",
    "description",
    "references",
    "key",
    "frame",
    // Of traits.
    "borrow",
    "clamp",
    "clone",
    "clone_from",
    "cmp",
    "eq",
    "fmt",
    "from",
    "from_str",
    "ge",
    "gt",
    "hash",
    "into",
    "le",
    "lt",
    "max",
    "min",
    "ne",
    "partial_cmp",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
];

/// The keywords of all editions that are letters and could be the name of a variant or a method.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];
