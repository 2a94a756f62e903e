/// Who sends a close frame.
///
/// See [`CloseCode::may_be_sent_by`](crate::CloseCode::may_be_sent_by).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The endpoint that accepted the connection (RFC 6455, section 4.2).
    Server,
    /// The endpoint that opened the connection (RFC 6455, section 4.1).
    Client,
    /// A script that calls WHATWG's `WebSocket.close(code, reason)`. The browser itself is a [`Client`](Self::Client).
    Browser,
}
