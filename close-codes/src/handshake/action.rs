use crate::frame::CloseBody;

/// What the caller of [`CloseHandshake`](crate::CloseHandshake) has to do now. That is all there is: a `match` needs no wildcard.
#[must_use = "the handshake goes on when this is done"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandshakeAction {
    /// Nothing: go on as before.
    Continue,
    /// Send a close frame with this body, and no data frame after it; a message that is on its way may be finished first
    /// (RFC 6455, section 5.5.1). Then call [`close_sent`](crate::CloseHandshake::close_sent), or, if it could not be written,
    /// [`transport_ended`](crate::CloseHandshake::transport_ended). It comes once in a connection's life.
    Send(CloseBody),
    /// Wait for the peer's close frame, and go on reading. A peer that is lost never sends one: set a timer, and call
    /// [`time_out`](crate::CloseHandshake::time_out) when it is over. RFC 6455 names no time; some seconds are usual.
    AwaitClose,
    /// Wait for the peer, a server, to drop the transport (RFC 6455, section 7.1.1). Set a timer here too, or let that of
    /// [`AwaitClose`](Self::AwaitClose) run on.
    AwaitEnd,
    /// Drop the transport now. Then call [`transport_ended`](crate::CloseHandshake::transport_ended).
    ///
    /// If a TCP connection is closed while data from the peer is unread, it is reset, and the close frame may be lost on its
    /// way: shut down the sending side first, and read for a while until the peer has done so too (RFC 6455, section 7.1.1).
    Drop,
}

/// What to do with data, or a control frame other than a close frame, that has arrived.
#[must_use = "it says whether to take what has arrived"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Take it as usual.
    Deliver,
    /// Answer a ping (RFC 6455, section 5.5.2), and take data if you like: this endpoint has asked to close, and the peer has
    /// not yet. A browser does not deliver data any more, as its `readyState` is no longer `OPEN`.
    Optional,
    /// Throw it away unread, and answer no ping: it is behind the peer's close frame, or the connection has failed (RFC 6455,
    /// sections 1.4, 5.5.2 and 7.1.7).
    Discard,
}
