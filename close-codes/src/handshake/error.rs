use core::fmt;

use crate::code::CodeNotAllowed;

/// A call of a [`CloseHandshake`](crate::CloseHandshake) that has no place where it was made. It has changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HandshakeError {
    /// `close` came after a close frame was asked for, or after the handshake timed out: an endpoint sends only one.
    Closing,
    /// `close_sent` came without a close frame that was to be sent.
    NothingToSend,
    /// `tls_failed` came after a frame had gone over the connection.
    Established,
    /// `close` or `fail` came with a frame that may not be sent. One that was parsed under a lenient
    /// [`Profile`](crate::Profile) can be such a frame; only the echo sends it back.
    Code(CodeNotAllowed),
    /// The transport has ended, and the outcome has been given: nothing can happen any more.
    Ended,
}

impl fmt::Display for HandshakeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code(error) => return error.fmt(f),
            Self::Closing => "the connection is closing already, and only one close frame may be sent",
            Self::NothingToSend => {
                "no close frame is waiting to be sent: this is called once, after `HandshakeAction::Send`"
            }
            Self::Established => {
                "the connection is established, so that TLS did not fail; its end is `transport_ended`"
            }
            Self::Ended => "the connection has ended, and its outcome was given",
        })
    }
}

impl core::error::Error for HandshakeError {}
