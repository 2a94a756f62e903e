use core::fmt;

/// The endpoint that started to close a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Initiator {
    /// The local endpoint: it started to close, failed the connection or timed out before the peer's close frame arrived.
    Local,
    /// The peer: its close frame arrived first.
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

/// Writes `this endpoint` or `the peer`.
impl fmt::Display for Initiator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Local => "this endpoint",
            Self::Remote => "the peer",
        })
    }
}
