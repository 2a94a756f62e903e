use crate::frame::CloseFrame;

/// The caller's next step in a closing handshake.
///
/// The enum is exhaustive: a `match` needs no wildcard. The value takes 127 bytes.
#[must_use = "the handshake continues only after this step"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandshakeAction {
    /// Continue as before.
    Continue,
    /// Send this close frame, and no data frame after it. You may finish a message that is being sent first (RFC 6455, section
    /// 5.5.1).
    ///
    /// Then call [`close_sent`](crate::CloseHandshake::close_sent). If the frame could not be written, call
    /// [`transport_ended`](crate::CloseHandshake::transport_ended). Each handshake returns this action at most once.
    Send(CloseFrame),
    /// Continue to read, and wait for the peer's close frame.
    ///
    /// A lost peer never sends a close frame: start a timer, and call [`time_out`](crate::CloseHandshake::time_out) when the
    /// timer ends. RFC 6455 does not name a duration; a few seconds are common.
    AwaitClose,
    /// Wait until the peer, a server, drops the transport (RFC 6455, section 7.1.1). Start a timer here too, or keep the timer
    /// of [`AwaitClose`](Self::AwaitClose).
    AwaitEnd,
    /// Drop the transport now. Then call [`transport_ended`](crate::CloseHandshake::transport_ended).
    ///
    /// A TCP connection that is closed while there is unread data from the peer is reset, and the peer may not get the close
    /// frame. So shut down the sending side first, and read until the peer has done the same (RFC 6455, section 7.1.1).
    Drop,
}

/// The treatment of a received frame that is not a close frame: data, a ping or a pong.
#[must_use = "it tells whether to deliver the frame or to discard it"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Deliver data, and answer pings, as usual.
    Deliver,
    /// Answer a ping (RFC 6455, section 5.5.2). Deliver or discard data, as you like: this endpoint has started to close, and
    /// the peer's close frame has not arrived. A browser discards data, because its `readyState` is not `OPEN` any more.
    Optional,
    /// Discard the frame, and do not answer a ping: the frame came after the peer's close frame, or the connection has failed
    /// or timed out (RFC 6455, sections 1.4, 5.5.2 and 7.1.7).
    Discard,
}
