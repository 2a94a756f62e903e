use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::close_event::CloseEvent;
use super::invalid_state_error::InvalidStateError;
use super::options::{AddEventListenerOptions, EventListenerOptions};
use super::target_id::{Identity, TargetId};

/// A list of listeners for a [`CloseEvent`]: DOM's `EventTarget`, and the `onclose` of WHATWG's `WebSocket`.
///
/// A listener gets the event and the target, and may change both: it may stop the event, add and remove listeners, and dispatch
/// another event.
///
/// ```
/// use close_codes::dom::{CloseEvent, CloseEventInit, CloseEventListener, CloseEventTarget};
/// use std::sync::mpsc;
///
/// let (sender, seen) = mpsc::channel();
/// let mut target = CloseEventTarget::new();
///
/// let handler = sender.clone();
/// target.set_onclose(CloseEventListener::new(move |event, _| {
///     handler.send(format!("handler: {}", event.code())).unwrap();
/// }));
/// let listener = CloseEventListener::new(move |event, _| {
///     sender.send(format!("listener: {}", event.reason())).unwrap();
/// });
/// target.add_event_listener("close", &listener);
/// target.add_event_listener("close", &listener); // already added, so ignored
///
/// let init = CloseEventInit { code: 1001, reason: "bye".into(), ..Default::default() };
/// assert_eq!(target.dispatch_event(&mut CloseEvent::new("close", init)), Ok(true));
/// assert_eq!(seen.try_iter().collect::<Vec<_>>(), ["handler: 1001 Going Away", "listener: bye"]);
/// ```
///
/// # Order
///
/// - Capturing listeners are called first, then the others. In each group, listeners are called in the order in which they were
///   added (DOM, section 2.9).
/// - The `onclose` handler has the place at which it was set, and keeps this place if another handler replaces it (HTML, section
///   8.1.8.1).
/// - A listener that is removed before its turn is not called.
/// - A listener that is added during the dispatch is not called, with one exception: a capturing listener adds one that does
///   not capture.
///
/// # Listeners that panic
///
/// DOM reports an exception and continues with the next listener. Here, a panic goes up to the caller of the dispatch, and the
/// remaining listeners are not called. Event and target can be used afterwards: the dispatch has ended. Only listeners that were
/// called and had [`once`](AddEventListenerOptions::once) are removed.
///
/// # Differences from the DOM
///
/// - A listener that replaces its event or its target (`*event = …`) ends the dispatch. The event that it replaced stays in the
///   middle of its dispatch, and cannot be dispatched again.
/// - Targets do not have parents: the event is always [at its target](super::Event::AT_TARGET).
/// - `AbortSignal` does not exist here. Use [`remove_event_listener`](Self::remove_event_listener).
/// - A listener does not return a value. To cancel an event, `onclose` calls [`prevent_default`](CloseEvent::prevent_default).
#[derive(Debug)]
pub struct CloseEventTarget {
    id: TargetId,
    /// The listeners, in ascending order of their place.
    listeners: Vec<Registered>,
    next_place: u64,
}

#[derive(Debug)]
struct Registered {
    place: u64,
    type_: String,
    listener: CloseEventListener,
    options: AddEventListenerOptions,
    /// `true` for the `onclose` handler: it is not a duplicate of any listener, and only `set_onclose` removes it.
    is_handler: bool,
}

/// A function that is called with a [`CloseEvent`]. It is a handle, and equal only to its clones.
///
/// The function must be `Send` and `Sync`, because a target can be shared between threads: keep state in an atomic, a mutex or a
/// channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CloseEventListener(Identity<Function>);

type Function = dyn Fn(&mut CloseEvent, &mut CloseEventTarget) + Send + Sync;

impl CloseEventListener {
    /// Makes a listener from a function.
    #[inline]
    pub fn new(function: impl Fn(&mut CloseEvent, &mut CloseEventTarget) + Send + Sync + 'static) -> Self {
        Self(Identity(Arc::new(function)))
    }

    #[inline]
    fn call(&self, event: &mut CloseEvent, target: &mut CloseEventTarget) {
        (self.0.0)(event, target);
    }
}

impl CloseEventTarget {
    /// Makes a target without listeners.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { id: TargetId::new(), listeners: Vec::new(), next_place: 0 }
    }

    /// Sets the `onclose` handler. `None` removes it.
    ///
    /// ```
    /// use close_codes::dom::{CloseEventListener, CloseEventTarget};
    ///
    /// let mut target = CloseEventTarget::new();
    /// target.set_onclose(CloseEventListener::new(|event, _target| println!("{}", event.code())));
    /// assert!(target.onclose().is_some());
    /// target.set_onclose(None);
    /// ```
    #[inline]
    pub fn set_onclose(&mut self, handler: impl Into<Option<CloseEventListener>>) {
        let present = self.listeners.iter().position(|registered| registered.is_handler);
        match (present.and_then(|index| self.listeners.get_mut(index)), handler.into()) {
            (Some(present), Some(handler)) => present.listener = handler,
            (None, Some(handler)) => self.register("close", &handler, AddEventListenerOptions::default(), true),
            (_, None) => self.listeners.retain(|registered| !registered.is_handler),
        }
    }

    /// The `onclose` handler, which is called with events of the type `close`.
    #[inline]
    #[must_use]
    pub fn onclose(&self) -> Option<&CloseEventListener> {
        self.listeners.iter().find(|registered| registered.is_handler).map(|handler| &handler.listener)
    }

    /// Adds a listener, which is called with each event of the type.
    ///
    /// Does nothing if the same listener has already been added with the same type and
    /// [`capture`](AddEventListenerOptions::capture).
    #[inline]
    pub fn add_event_listener(&mut self, type_: &str, listener: &CloseEventListener) {
        self.add_event_listener_with(type_, listener, AddEventListenerOptions::default());
    }

    /// Adds a listener with options: see [`add_event_listener`](Self::add_event_listener).
    #[inline]
    pub fn add_event_listener_with(
        &mut self,
        type_: &str,
        listener: &CloseEventListener,
        options: AddEventListenerOptions,
    ) {
        if !self.listeners.iter().any(|registered| registered.is(type_, listener, options.capture)) {
            self.register(type_, listener, options, false);
        }
    }

    /// Removes the listener that was added with this type and does not capture. Does nothing without such a listener.
    #[inline]
    pub fn remove_event_listener(&mut self, type_: &str, listener: &CloseEventListener) {
        self.remove_event_listener_with(type_, listener, EventListenerOptions::default());
    }

    /// Removes a listener with options: see [`remove_event_listener`](Self::remove_event_listener).
    #[inline]
    pub fn remove_event_listener_with(
        &mut self,
        type_: &str,
        listener: &CloseEventListener,
        options: EventListenerOptions,
    ) {
        self.listeners.retain(|registered| !registered.is(type_, listener, options.capture));
    }

    /// Calls the listeners with the event, as a WebSocket itself does (DOM, _fire an event_). A
    /// [trusted](super::Event::is_trusted) event stays trusted.
    ///
    /// Returns `false` if the event was canceled, otherwise `true`.
    ///
    /// # Errors
    ///
    /// The same as for [`dispatch_event`](Self::dispatch_event).
    #[inline]
    pub fn fire(&mut self, event: &mut CloseEvent) -> Result<bool, InvalidStateError> {
        let is_trusted = event.is_trusted();
        self.dispatch(event, is_trusted)
    }

    /// Calls the listeners with the event, as a script does. After that, the event is not
    /// [trusted](super::Event::is_trusted) any more.
    ///
    /// Returns `false` if the event was canceled, otherwise `true`.
    ///
    /// # Errors
    ///
    /// If the event is already being dispatched: a listener dispatched the event that it was called with.
    #[inline]
    pub fn dispatch_event(&mut self, event: &mut CloseEvent) -> Result<bool, InvalidStateError> {
        self.dispatch(event, false)
    }

    /// The identity of this target: the [`Event::target`](super::Event::target) of events that are dispatched here.
    #[inline]
    #[must_use]
    pub const fn id(&self) -> &TargetId {
        &self.id
    }

    #[inline]
    fn register(
        &mut self,
        type_: &str,
        listener: &CloseEventListener,
        options: AddEventListenerOptions,
        is_handler: bool,
    ) {
        let place = self.next_place;
        self.next_place += 1;
        self.listeners.push(Registered { place, type_: type_.into(), listener: listener.clone(), options, is_handler });
    }

    #[inline]
    fn dispatch(&mut self, event: &mut CloseEvent, is_trusted: bool) -> Result<bool, InvalidStateError> {
        if event.event.dispatching {
            return Err(InvalidStateError::new());
        }
        event.event.is_trusted = is_trusted;
        let dispatch = Dispatch::begin(event, &self.id);
        self.invoke(dispatch.event, true);
        self.invoke(dispatch.event, false);
        Ok(dispatch.event.return_value())
    }

    /// Returns `true` if the event is being dispatched here. It is not if a listener has replaced the event or this target.
    #[inline]
    fn has(&self, event: &CloseEvent) -> bool {
        event.current_target() == Some(&self.id)
    }

    /// Calls the listeners that capture, or those that do not.
    #[inline]
    fn invoke(&mut self, event: &mut CloseEvent, capture: bool) {
        if event.cancel_bubble() || !self.has(event) {
            return;
        }
        // Places ascend: a listener that is added from now on has a place beyond the end.
        let mut places = 0..self.next_place;
        while let Some(index) = self.listeners.iter().position(|registered| {
            places.contains(&registered.place)
                && registered.options.capture == capture
                && registered.type_ == event.type_()
        }) {
            let Some(Registered { place, listener, options, .. }) = self.listeners.get(index) else { break };
            places.start = place + 1;
            let (listener, AddEventListenerOptions { once, passive, .. }) = (listener.clone(), *options);
            if once {
                self.listeners.remove(index);
            }
            event.event.in_passive_listener = passive;
            listener.call(event, self);
            if event.event.stop_immediate_propagation || !self.has(event) {
                break;
            }
        }
    }
}

impl Default for CloseEventTarget {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Registered {
    #[inline]
    fn is(&self, type_: &str, listener: &CloseEventListener, capture: bool) -> bool {
        !self.is_handler && self.options.capture == capture && self.type_ == type_ && self.listener == *listener
    }
}

/// An event that is being dispatched. Dropping this value ends the dispatch, also after a panic.
struct Dispatch<'a> {
    event: &'a mut CloseEvent,
}

impl<'a> Dispatch<'a> {
    #[inline]
    fn begin(event: &'a mut CloseEvent, target: &TargetId) -> Self {
        event.event.begin_dispatch(target);
        Self { event }
    }
}

impl Drop for Dispatch<'_> {
    #[inline]
    fn drop(&mut self) {
        self.event.event.end_dispatch();
    }
}
