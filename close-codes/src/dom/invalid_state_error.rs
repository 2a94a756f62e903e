use core::fmt;

/// The error for an event that is already being dispatched: DOM's `InvalidStateError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidStateError(());

impl InvalidStateError {
    #[inline]
    pub(super) const fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for InvalidStateError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event is already being dispatched: dispatch a new event instead")
    }
}

impl core::error::Error for InvalidStateError {}
