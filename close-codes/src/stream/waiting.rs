use alloc::sync::Arc;
use alloc::task::Wake;
use core::mem;
use core::task::{Context, Waker};

use super::calls::Calls;

/// The caller of a poll. The two halves of a socket may be in two tasks.
#[derive(Clone, Copy)]
pub(super) enum Caller {
    Reader,
    Writer,
}

/// The wakers of the callers that wait for one side of a socket: its stream or its sink. A side keeps only the waker of its
/// last poll, but both callers may wait for it.
#[derive(Default)]
pub(super) struct Waiting {
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// A waker that wakes both callers.
struct Both(Waker, Waker);

impl Wake for Both {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut calls = Calls::default();
        calls.call(|| self.0.wake_by_ref());
        calls.call(|| self.1.wake_by_ref());
        calls.finish();
    }
}

impl Waiting {
    /// Returns the place of the caller's waker, and that of the other caller.
    const fn places(&mut self, caller: Caller) -> (&mut Option<Waker>, &mut Option<Waker>) {
        match caller {
            Caller::Reader => (&mut self.reader, &mut self.writer),
            Caller::Writer => (&mut self.writer, &mut self.reader),
        }
    }

    /// Returns the waker to poll with, if the other caller waits too and the caller's own waker does not wake it.
    pub(super) fn waker(&mut self, caller: Caller, cx: &Context<'_>) -> Option<Waker> {
        match self.places(caller).1 {
            Some(other) if !other.will_wake(cx.waker()) => {
                Some(Arc::new(Both(cx.waker().clone(), other.clone())).into())
            }
            _ => None,
        }
    }

    /// Notes that the caller waits.
    pub(super) fn wait(&mut self, caller: Caller, cx: &Context<'_>) {
        match self.places(caller).0 {
            Some(own) => own.clone_from(cx.waker()),
            own => *own = Some(cx.waker().clone()),
        }
    }

    /// Notes that the side was ready for the caller. It may wake nobody now, so the other caller has to poll again.
    pub(super) fn ready(&mut self, caller: Caller) {
        let (own, other) = self.places(caller);
        *own = None;
        if let Some(other) = other.take() {
            other.wake();
        }
    }

    /// Wakes all who wait.
    pub(super) fn wake(&mut self) {
        let mut calls = Calls::default();
        for waker in self.take() {
            calls.call(|| waker.wake());
        }
        calls.finish();
    }

    /// Takes the wakers of all who wait.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Waker> + use<> {
        let Self { reader, writer } = mem::take(self);
        reader.into_iter().chain(writer)
    }
}
