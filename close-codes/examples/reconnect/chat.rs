//! A few codes without a table: the enum lists the codes, and a `match` decides.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of a chat.
#[close_codes::close_codes]
pub(crate) enum ChatCode {
    /// The session's token has expired.
    TokenExpired = 4001,
    /// A newer client took the seat.
    Replaced = 4002,
    /// Too many messages, too fast.
    Flood = 4008,
}

pub(crate) fn advise(code: CloseCode) -> Advice {
    let reconnect = ChatCode::try_from(code).ok().map(|code| match code {
        ChatCode::TokenExpired | ChatCode::Replaced => false,
        ChatCode::Flood => true,
    });
    Advice::new::<ChatCode>(code, reconnect)
}
