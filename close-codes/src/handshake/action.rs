use crate::frame::CloseFrame;

/// The caller's next step. The value takes 127 bytes. The enum is exhaustive: a `match` needs no wildcard.
#[must_use = "the handshake goes on when this is done"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandshakeAction {
    /// Do nothing, and go on as before.
    Continue,
    /// Send this close frame, and no data frame after it. A message that is being sent may be finished first (RFC 6455,
    /// section 5.5.1). Then call [`close_sent`](crate::CloseHandshake::close_sent), or, if the frame could not be written,
    /// [`transport_ended`](crate::CloseHandshake::transport_ended). This action comes at most once in a connection's life.
    Send(CloseFrame),
    /// Wait for the peer's close frame, and go on reading. A lost peer never sends one: set a timer, and call
    /// [`time_out`](crate::CloseHandshake::time_out) when it has run out. RFC 6455 names no time; some seconds are usual.
    AwaitClose,
    /// Wait for the peer, a server, to drop the transport (RFC 6455, section 7.1.1). Set a timer here too, or let that of
    /// [`AwaitClose`](Self::AwaitClose) run on.
    AwaitEnd,
    /// Drop the transport now. Then call [`transport_ended`](crate::CloseHandshake::transport_ended).
    ///
    /// If a TCP connection is closed while data from the peer is unread, it is reset, and the close frame may be lost on its
    /// way: shut down the sending side first, and read until the peer has done so too (RFC 6455, section 7.1.1).
    Drop,
}

/// The treatment of data, or of a control frame other than a close frame, that has arrived.
#[must_use = "it says whether to take what has arrived"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Take it as usual.
    Deliver,
    /// Answer a ping (RFC 6455, section 5.5.2), and take data if you like: this endpoint has asked to close, and the peer has
    /// not yet. A browser does not deliver data any more, because its `readyState` is no longer `OPEN`.
    Optional,
    /// Discard it unread, and answer no ping: it came after the peer's close frame, or the connection has failed or timed out
    /// (RFC 6455, sections 1.4, 5.5.2 and 7.1.7).
    Discard,
}
