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

use crate::event::CloseEvent;

/// A future that gives the [`CloseEvent`] of a connection, to any number of tasks: see
/// [`WithCloseEvent::watch`](crate::WithCloseEvent::watch).
///
/// It never fails. It waits until somebody who has the socket has read to its end, or dropped it.
#[must_use = "a future does nothing unless it is awaited"]
pub struct Closed {
    end: Arc<End>,
    /// Under which this future's waker is kept, once it has been polled.
    key: Option<u64>,
}

/// The end of a connection, for those who wait for it.
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

    /// Nothing is called or dropped under the lock that may need it in turn, such as a waker, which can own a task that waits.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn event(&self) -> Option<Arc<CloseEvent>> {
        match &*self.state() {
            State::Closed(event) => Some(Arc::clone(event)),
            State::Open { .. } => None,
        }
    }

    /// Has the listener called with the event, at once if it is there already.
    pub(super) fn on_close(&self, listener: Listener) {
        let event = match &mut *self.state() {
            State::Open { listeners, .. } => return listeners.push(listener),
            State::Closed(event) => Arc::clone(event),
        };
        listener(&event);
    }

    /// Tells all who wait. Whoever panics, the tasks have been told before.
    pub(super) fn close(&self, event: CloseEvent) {
        let event = Arc::new(event);
        let before = match &mut *self.state() {
            State::Closed(_) => return,
            open @ State::Open { .. } => mem::replace(open, State::Closed(Arc::clone(&event))),
        };
        let State::Open { listeners, wakers, .. } = before else { return };
        wakers.into_values().for_each(Waker::wake);
        for listener in listeners {
            listener(&event);
        }
    }
}

impl Closed {
    pub(super) const fn new(end: Arc<End>) -> Self {
        Self { end, key: None }
    }

    /// The event, if the connection has closed.
    #[must_use]
    pub fn event(&self) -> Option<Arc<CloseEvent>> {
        self.end.event()
    }
}

impl Future for Closed {
    type Output = Arc<CloseEvent>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let waker = cx.waker().clone();
        let replaced = match &mut *this.end.state() {
            State::Closed(event) => return Poll::Ready(Arc::clone(event)),
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

/// Another future for the same event.
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

/// The event, if there is one.
impl fmt::Debug for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Closed").field(&self.event()).finish()
    }
}
