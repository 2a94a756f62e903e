//! The server's part in a connection.

use std::borrow::Cow;
use std::time::Duration;

use close_codes::CloseFrame;
use hyper::StatusCode;

use crate::cases::Step;

/// The part of the server in a connection, as the path asks.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) action: Action,
    /// The parameter `after`.
    pub(super) after: Option<Duration>,
    /// The parameter `times`: the number of connections that this plan is for. Later ones are like `/echo`.
    pub(super) times: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Action {
    /// Closes with this frame, as RFC 6455 says.
    Close(CloseFrame),
    /// Sends what a script says, legal or not.
    Play(Cow<'static, [Step]>),
    /// Never answers a close frame.
    Silent,
    /// Sends each message back.
    Echo,
    /// Sends messages as fast as the client reads.
    Flood,
    /// Sends each message back, but reads late.
    Slow,
    /// Refuses the opening handshake.
    Refuse(StatusCode),
}

/// The time that a client gets for each step of the closing handshake, and after the last step of a script.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The delay of `/slow` without the parameter `after`.
pub(super) const SLOW: Duration = Duration::from_secs(5);

impl Action {
    /// Returns `true` if the path leaves it to the client to close.
    pub(super) const fn is_closed_by_client(&self) -> bool {
        matches!(self, Self::Silent | Self::Echo | Self::Flood | Self::Slow)
    }
}
