use core::fmt;

use crate::code::{CloseCode, CodeOf, CodeSet};
use crate::util::escape::Quoted;

/// Writes the code with its name in the set, and the reason in quotes unless it is empty: `1001 Going Away: "bye"`.
pub(crate) fn format_close<S: CodeSet>(code: CloseCode, reason: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}", CodeOf::<S>::from(code))?;
    if reason.is_empty() { Ok(()) } else { write!(f, ": {}", Quoted(reason)) }
}
