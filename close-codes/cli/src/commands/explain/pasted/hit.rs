//! A code that was found in a line.

use crate::document::Document;

/// The reason to take a part of a text for a code; the best comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Evidence {
    /// A number or a name that is clearly a code: `close 4008`, `code: Away`, `1006`.
    Clear,
    /// A number that is often something else: 1000, and 3000 to 4999.
    Number,
    /// A name of three words or more: `Connection reset without closing handshake`.
    LongName,
    /// A name of two words: `the server is going away`.
    ShortName,
}

/// A code in a line.
pub(super) struct Hit<'d> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: u16,
    pub(super) evidence: Evidence,
    pub(super) by: Vec<&'d Document>,
}
