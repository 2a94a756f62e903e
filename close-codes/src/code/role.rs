/// The role of an endpoint (RFC 6455, section 1.2): server or client. A browser is a client.
///
/// See [`CloseCode::may_be_sent_by`](crate::CloseCode::may_be_sent_by) and [`CloseHandshake::new`](crate::CloseHandshake::new).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The endpoint that accepted the connection (RFC 6455, section 4.2).
    Server,
    /// The endpoint that opened the connection (RFC 6455, section 4.1).
    Client,
}
