use alloc::string::String;

use super::close_event::CloseEvent;
use crate::code::CloseCode;
use crate::handshake::CloseOutcome;
use crate::util::serde::{serde_by_way_of, serde_struct};

serde_struct!("CloseEvent", Fields {
    code: CloseCode,
    reason: String = String::new(),
    was_clean: bool,
    outcome: Option<CloseOutcome> = None,
});

serde_by_way_of! {
    /// A struct such as `{"code":4001,"reason":"gone","was_clean":false,"outcome":null}`. `reason` and `outcome` may be missing.
    /// Reading an outcome with another code, reason or `was_clean` is an error.
    CloseEvent: Fields
}

impl From<&CloseEvent> for Fields {
    fn from(event: &CloseEvent) -> Self {
        Self {
            code: event.code(),
            reason: event.reason().into(),
            was_clean: event.was_clean(),
            outcome: event.outcome().copied(),
        }
    }
}

impl TryFrom<Fields> for CloseEvent {
    type Error = &'static str;

    fn try_from(Fields { code, reason, was_clean, outcome }: Fields) -> Result<Self, Self::Error> {
        let Some(outcome) = outcome else { return Ok(Self::new(code, reason, was_clean)) };
        [Self::from(&outcome), Self::showing_tls_failure(&outcome)]
            .into_iter()
            .find(|event| (event.code(), event.reason(), event.was_clean()) == (code, &reason, was_clean))
            .ok_or("`code`, `reason` and `was_clean` do not match the outcome")
    }
}
