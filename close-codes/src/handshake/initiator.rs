use core::fmt;

/// The endpoint that started to close a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Initiator {
    /// This endpoint: it asked for a close frame, failed the connection or timed out before the peer's close frame arrived.
    Local,
    /// The peer: its close frame arrived before any of these.
    Remote,
}

impl Initiator {
    /// A label for metrics: `local` or `remote`.
    #[inline]
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Remote => "remote",
        }
    }
}

/// The endpoint in words: `this endpoint` or `the peer`.
impl fmt::Display for Initiator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Local => "this endpoint",
            Self::Remote => "the peer",
        })
    }
}
