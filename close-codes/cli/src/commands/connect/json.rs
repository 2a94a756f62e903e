//! The report as JSON.

use serde_json::{Value, json};

use super::session::{Ended, Ending};
use crate::net::fault::Fault;
use crate::unopened::Unopened;

/// Returns how the connection ended, and the explanations of the code.
pub(super) fn json(url: &str, ending: &Ending, explanations: &[Value]) -> Value {
    let (ended, unopened) = match ending {
        Ending::Ended(ended) => (Some(ended), None),
        Ending::Unopened(unopened) => (None, Some(unopened)),
    };
    let failure = |unopened: &Unopened| {
        json!({
            "kind": unopened.kind(),
            // Null without an answer.
            "status": unopened.status().map(|status| status.as_u16()),
            // Null without a redirect.
            "location": unopened.location(),
            // Null unless the server explains the status with a text that is not a page.
            "text": unopened.text(),
            "message": unopened.to_string(),
        })
    };
    let messages = |ended: &Ended| json!({ "in": ended.messages_in, "out": ended.messages_out });
    json!({
        "url": url,
        "opened": ended.is_some(),
        // Null if the connection was opened.
        "failure": unopened.map(failure),
        "outcome": ending.outcome(),
        // Null unless the server broke the protocol, apart from its close frame.
        "fault": ended.and_then(|ended| ended.closed.fault).map(Fault::key),
        // These are null if the connection was not opened.
        "tcp": ended.map(Ended::tcp_key),
        "secondsOpen": ended.map(|ended| ended.open_for.as_secs_f64()),
        "messages": ended.map(messages),
        // Null also if the server did not choose one.
        "subprotocol": ended.and_then(|ended| ended.subprotocol.as_deref()),
        "explanations": explanations,
    })
}
