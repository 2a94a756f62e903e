//! The names in the generated code. Variants and columns of a file cannot have them.
//!
//! The callers of the checker pass these names: the macros, which generate the code, and the command, which accepts the same
//! tables. The names are here because a crate of procedural macros can export only macros. A test in `close-codes-macros`
//! compares them with the generated code.

use crate::check::table::{Allowed, Options, Rules};
use crate::model::Registry;
use crate::name::Reserved;

/// The names in the enums of the registry.
pub const REGISTRY: Reserved = Reserved { variants: &["Unregistered", "ALL"], methods: &[], keywords: KEYWORDS };

/// The names in an enum that the attribute `close_codes` generates.
pub const SET: Reserved = Reserved { variants: &["ALL", "BANDS"], methods: METHODS, keywords: KEYWORDS };

/// The rules of the attribute `close_codes`.
#[must_use]
pub const fn rules(registry: &Registry, allowed: Allowed) -> Rules<'_> {
    let options = Options { registered: "`registered = \"allow\"`", unassigned: "`unassigned = \"allow\"`" };
    Rules { registry, allowed, options, reserved: SET }
}

/// The methods of the enum and of its traits. A column with the same name would hide the method of the trait.
const METHODS: &[&str] = &[
    "from_u16",
    "as_u16",
    "code",
    "name",
    "description",
    "references",
    "key",
    "frame",
    // The column `band` would have the function `band_of`.
    "band",
    "band_of",
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

/// The keywords of all editions that could be the name of a variant or a method.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];
