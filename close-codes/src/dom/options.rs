/// DOM's options to add a listener: see [`add_event_listener_with`](super::CloseEventTarget::add_event_listener_with).
///
/// All are `false` by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct AddEventListenerOptions {
    /// Calls the listener before all listeners that do not capture.
    pub capture: bool,
    /// Removes the listener before its first call.
    pub once: bool,
    /// Ignores calls of `prevent_default` by the listener.
    pub passive: bool,
}

/// DOM's options to remove a listener: see [`remove_event_listener_with`](super::CloseEventTarget::remove_event_listener_with).
///
/// Two listeners of the same function and type differ only in `capture`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct EventListenerOptions {
    /// Removes the listener that captures, not the one that does not.
    pub capture: bool,
}
