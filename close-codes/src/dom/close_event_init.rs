use alloc::string::String;

use super::event::EventInit;

/// WHATWG's dictionary for a new [`CloseEvent`](super::CloseEvent). By default, its members are `false`, 0 or empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[allow(clippy::struct_excessive_bools, reason = "the standard's dictionary")]
pub struct CloseEventInit {
    /// See [`EventInit::bubbles`].
    pub bubbles: bool,
    /// See [`EventInit::cancelable`].
    pub cancelable: bool,
    /// See [`EventInit::composed`].
    pub composed: bool,
    /// See [`CloseEvent::was_clean`](super::CloseEvent::was_clean).
    pub was_clean: bool,
    /// Any number from 0 to 65535. See [`CloseEvent::code`](super::CloseEvent::code).
    pub code: u16,
    /// A reason of any length, because it is not sent. See [`CloseEvent::reason`](super::CloseEvent::reason).
    pub reason: String,
}

/// Makes a dictionary with the defaults for the code, the reason and `was_clean`.
impl From<EventInit> for CloseEventInit {
    #[inline]
    fn from(init: EventInit) -> Self {
        let EventInit { bubbles, cancelable, composed } = init;
        Self { bubbles, cancelable, composed, ..Self::default() }
    }
}
