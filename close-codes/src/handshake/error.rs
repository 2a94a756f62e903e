use core::fmt;

/// The error for a method of [`CloseHandshake`](crate::CloseHandshake) that was called in the wrong state.
///
/// The handshake is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HandshakeError {
    /// `close` was called after [`HandshakeAction::Send`](super::HandshakeAction::Send) had been returned, or after the handshake
    /// timed out. An endpoint sends only one close frame.
    AlreadyClosing,
    /// `close_sent` was called, but no close frame was waiting to be sent.
    NothingToSend,
    /// `opening_failed` or `tls_failed` was called after a frame had been sent or received.
    AlreadyEstablished,
    /// The connection has ended, and its outcome has already been returned.
    AlreadyEnded,
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlreadyClosing => "the connection is already closing; only one close frame may be sent",
            Self::NothingToSend => {
                "no close frame was waiting to be sent: call `close_sent` once, after `HandshakeAction::Send`"
            }
            Self::AlreadyEstablished => "the connection was already open: call `transport_ended` when it ends",
            Self::AlreadyEnded => "the connection has ended; its outcome has already been returned",
        })
    }
}

impl core::error::Error for HandshakeError {}
