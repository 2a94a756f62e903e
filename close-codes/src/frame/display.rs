use core::fmt;

use crate::code::{CloseCode, CodeSet};
use crate::util::escape::Quoted;

/// Writes the code, by the name that the set has for it, and the reason in quotes if there is one: `1001 Going Away: "bye"`.
pub(crate) fn format_close<S: CodeSet>(code: CloseCode, reason: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match S::from_u16(code.as_u16()) {
        Some(code) => write!(f, "{code}")?,
        None => write!(f, "{code}")?,
    }
    if reason.is_empty() { Ok(()) } else { write!(f, ": {}", Quoted(reason)) }
}
