use core::fmt;

/// A method of [`CloseHandshake`](crate::CloseHandshake) was called in the wrong state. The handshake is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HandshakeError {
    /// `close` was called after a close frame was asked for, or after the handshake timed out. An endpoint sends only one
    /// close frame.
    AlreadyClosing,
    /// `close_sent` was called while no close frame was to be sent.
    NothingToSend,
    /// `opening_failed` or `tls_failed` was called after a frame had been sent or received.
    AlreadyEstablished,
    /// The connection has ended, and its outcome has been given.
    AlreadyEnded,
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlreadyClosing => "the connection is closing already, and only one close frame may be sent",
            Self::NothingToSend => {
                "no close frame is to be sent: call `close_sent` once, after `HandshakeAction::Send`"
            }
            Self::AlreadyEstablished => "the connection is open already: call `transport_ended` when it ends",
            Self::AlreadyEnded => "the connection has ended, and its outcome has been given",
        })
    }
}

impl core::error::Error for HandshakeError {}
