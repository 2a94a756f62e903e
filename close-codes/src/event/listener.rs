use alloc::sync::Arc;

use super::identity::Identity;
use super::{CloseEvent, CloseEventTarget};

/// What is called with a [`CloseEvent`]: a handle to a function, and equal to its clones alone.
///
/// Targets can be shared between threads, and so must be what they call: state goes into an atomic, a mutex or a channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CloseEventListener(Identity<Function>);

type Function = dyn Fn(&mut CloseEvent, &mut CloseEventTarget) + Send + Sync;

impl CloseEventListener {
    /// Makes a listener of a function.
    #[inline]
    pub fn new(function: impl Fn(&mut CloseEvent, &mut CloseEventTarget) + Send + Sync + 'static) -> Self {
        Self(Identity(Arc::new(function)))
    }

    #[inline]
    pub(super) fn call(&self, event: &mut CloseEvent, target: &mut CloseEventTarget) {
        (self.0.0)(event, target);
    }
}

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
