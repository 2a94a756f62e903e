/// Options for `add_event_listener_with`. All are `false` by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct AddEventListenerOptions {
    /// Calls the listener before all listeners that do not capture.
    pub capture: bool,
    /// Removes the listener before its first call.
    pub once: bool,
    /// Ignores the listener's calls of `prevent_default`.
    pub passive: bool,
}

/// Options for `remove_event_listener_with`: only `capture` distinguishes listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct EventListenerOptions {
    /// Removes the listener that captures.
    pub capture: bool,
}
