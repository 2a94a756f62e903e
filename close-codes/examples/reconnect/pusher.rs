//! A table under IANA's headings whose bands give most of the values: the rows fill in but what differs.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of Pusher Channels, protocol 7.
#[close_codes::close_codes("examples/codes/pusher.csv")]
pub(crate) enum PusherCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    let action = PusherCode::action_of(code);
    let wait = PusherCode::wait_ms_of(code).map(|wait| format!("wait {wait} ms"));
    // To back off is to connect again, later.
    let reconnect = PusherCode::reconnect_of(code).or_else(|| action.map(|action| action == "backoff"));
    Advice { note: wait.or_else(|| action.map(str::to_owned)), ..Advice::new::<PusherCode>(code, reconnect) }
}
