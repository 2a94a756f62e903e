/// How a listener is called. All are `false` by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct AddEventListenerOptions {
    /// Before all listeners that do not capture.
    pub capture: bool,
    /// At the first event only: it is removed before it is called.
    pub once: bool,
    /// Without the power to cancel the event.
    pub passive: bool,
}

/// Which of two listeners is meant that are the same but for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct EventListenerOptions {
    /// The one that captures.
    pub capture: bool,
}
