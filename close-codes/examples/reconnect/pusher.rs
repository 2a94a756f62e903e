//! A table with IANA's headings. Its bands give most values, and the rows give only those that differ.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of Pusher Channels, protocol 7.
#[close_codes::close_codes("examples/codes/pusher.csv")]
pub(crate) enum PusherCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    let action = PusherCode::action_of(code);
    let wait = PusherCode::wait_ms_of(code).map(|wait| format!("wait {wait} ms"));
    // A back-off means: wait, then connect again.
    let reconnect = PusherCode::reconnect_of(code).or_else(|| action.map(|action| action == "backoff"));
    Advice { note: wait.or_else(|| action.map(str::to_owned)), ..Advice::new::<PusherCode>(code, reconnect) }
}
