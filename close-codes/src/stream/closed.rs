use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::calls::Calls;
use crate::event::CloseEvent;

/// A future of a connection's [`CloseEvent`]: see [`WithCloseEvent::watch`](crate::WithCloseEvent::watch).
///
/// It never fails. It completes when the task that owns the socket, or a half of it, has read to the end or dropped it. Clone
/// it to wait in several tasks.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Closed {
    end: Arc<End>,
    /// The key of this future's waker, once it has been polled.
    key: Option<u64>,
}

/// The end of a connection, shared with the tasks and listeners that wait for it.
pub(super) struct End(Mutex<State>);

enum State {
    Open { listeners: Vec<Listener>, wakers: BTreeMap<u64, Waker>, next_key: u64 },
    Closed(Arc<CloseEvent>),
}

type Listener = Box<dyn FnOnce(&CloseEvent) + Send>;

impl End {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(State::Open { listeners: Vec::new(), wakers: BTreeMap::new(), next_key: 0 })))
    }

    /// Locks the state. Under the lock, do not call or drop anything that may take the lock too. A waker is such a thing: it can
    /// own a task that waits.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn event(&self) -> Option<CloseEvent> {
        match &*self.state() {
            State::Closed(event) => Some((**event).clone()),
            State::Open { .. } => None,
        }
    }

    /// Calls the listener with the event: now, if the connection has closed, and otherwise when it closes.
    pub(super) fn on_close(&self, listener: Listener) {
        let event = match &mut *self.state() {
            State::Open { listeners, .. } => return listeners.push(listener),
            State::Closed(event) => Arc::clone(event),
        };
        let mut calls = Calls::default();
        calls.call(|| listener(&event));
        calls.finish();
    }

    /// Wakes these tasks and all tasks that wait here. Then calls the listeners.
    pub(super) fn close(&self, event: CloseEvent, tasks: impl Iterator<Item = Waker>) {
        let event = Arc::new(event);
        let before = match &mut *self.state() {
            State::Closed(_) => return,
            open @ State::Open { .. } => mem::replace(open, State::Closed(Arc::clone(&event))),
        };
        let State::Open { listeners, wakers, .. } = before else { return };
        let mut calls = Calls::default();
        for waker in tasks.chain(wakers.into_values()) {
            calls.call(|| waker.wake());
        }
        for listener in listeners {
            calls.call(|| listener(&event));
        }
        calls.finish();
    }
}

impl Closed {
    pub(super) const fn new(end: Arc<End>) -> Self {
        Self { end, key: None }
    }

    /// Returns the event, if the connection has closed.
    #[must_use]
    pub fn event(&self) -> Option<CloseEvent> {
        self.end.event()
    }
}

impl Future for Closed {
    type Output = CloseEvent;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let waker = cx.waker().clone();
        let replaced = match &mut *this.end.state() {
            State::Closed(event) => return Poll::Ready((**event).clone()),
            State::Open { wakers, next_key, .. } => {
                let key = *this.key.get_or_insert_with(|| {
                    *next_key += 1;
                    *next_key
                });
                wakers.insert(key, waker)
            }
        };
        drop(replaced);
        Poll::Pending
    }
}

/// Makes another future of the same event.
impl Clone for Closed {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.end))
    }
}

impl Drop for Closed {
    fn drop(&mut self) {
        let Some(key) = self.key else { return };
        let removed = match &mut *self.end.state() {
            State::Open { wakers, .. } => wakers.remove(&key),
            State::Closed(_) => None,
        };
        drop(removed);
    }
}

/// Shows the event, if the connection has closed.
impl fmt::Debug for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Closed").field(&self.event()).finish()
    }
}
