use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;
use futures_sink::Sink;

use super::closed::Closed;
use super::closing::Closing;
use super::message::SocketMessage;
use super::waiting::{Caller, Waiting};
use crate::code::Role;
use crate::event::CloseEvent;
use crate::frame::{CloseFrame, CodePolicy};

/// The number of messages that are discarded in a row, before another task may run.
const AT_ONCE: usize = 32;

/// A side of a socket. Each wakes only one task.
#[derive(Clone, Copy)]
enum Side {
    Stream,
    Sink,
}

/// A WebSocket of a library, with the [`CloseEvent`] that it lacks: exactly one, however the connection ends.
///
/// It is the library's own [`Stream`] and [`Sink`], and passes through what goes in and out of them. Meanwhile it watches the
/// closing handshake, and when the connection has ended it tells how: to listeners, by [`on_close`](Self::on_close); to the task
/// that has the socket, by [`closed`](Self::closed); to other tasks, by [`watch`](Self::watch).
///
/// ```
/// # #[cfg(feature = "with-axum-0_8")] {
/// use axum::extract::ws::WebSocket;
/// use close_codes::WithCloseEvent;
///
/// async fn serve(socket: WebSocket) {
///     let mut socket = WithCloseEvent::server(socket);
///     while let Some(Ok(message)) = socket.recv().await {
///         // …
/// #       drop(message);
///     }
///     let event = socket.closed().await;
///     println!("{}: {:?}", event.code(), event.reason());
/// }
/// # }
/// ```
///
/// A type that cannot be wrapped has no [`SocketMessage`]: the library's feature is not enabled, or it is for another version of
/// the library. Features and versions are with the [adapters](crate::adapters).
///
/// # When there is an event
///
/// - The stream ends (`None`) or gives an error. Somebody has to read that far.
/// - For a server, both close frames have gone through: it is to drop the transport then (RFC 6455, section 7.1.1). A client waits
///   for that, and a close frame among the messages is not yet the end.
/// - The caller has waited long enough: [`time_out`](Self::time_out), or the timer of [`close_with`](Self::close_with).
/// - This value is dropped.
///
/// Its code and reason are those of the peer's close frame, also if it was this endpoint that closed first; 1005 if it had no
/// code, and 1006 if there was no close frame, or none that keeps to the protocol. It is [clean](CloseEvent::was_clean) if, by
/// then, the peer's close frame was received and this endpoint's was sent. A frame counts as sent when the sink has been flushed.
///
/// # When the transport ends
///
/// When this value is dropped. The event does not do that, and a client may wait for the server to do so (RFC 6455, section
/// 7.1.1): drop it when there is nothing more to be done with it.
///
/// # What it does besides
///
/// - When the peer closes, its close frame is answered at once, before the caller sees it: by the library, or, if the library
///   leaves that to the application, by this. So a caller who drops the socket at the close frame has closed cleanly all the
///   same, unless there was no room for the answer at that moment; who reads on waits until there is.
/// - When the peer breaks the protocol, and the library says nothing to it, this does: 1002, 1007 or 1009 (RFC 6455, section
///   7.1.7). If there is no room for the frame at that moment, it is left out.
/// - When the sink is closed, a close frame is sent if there was none.
///
/// What the libraries hide, and what is told instead, is said in the [adapters](crate::adapters).
///
#[doc = include_str!("splitting.md")]
pub struct WithCloseEvent<S> {
    // Dropped first: the event comes after the end of the transport.
    socket: S,
    closing: Closing,
}

impl<S, M> WithCloseEvent<S>
where
    S: Stream<Item = Result<M, M::Error>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage,
{
    /// The server's end of a connection that is open.
    #[must_use]
    pub fn server(socket: S) -> Self {
        Self::new(socket, Role::Server)
    }

    /// The client's end of a connection that is open.
    #[must_use]
    pub fn client(socket: S) -> Self {
        Self::new(socket, Role::Client)
    }

    /// The end of a connection that is open, whichever it is.
    #[must_use]
    pub fn new(socket: S, role: Role) -> Self {
        Self { socket, closing: Closing::new(role) }
    }

    /// The next message: `None` at the end. The same as `futures_util::StreamExt::next`.
    ///
    /// It may be given up at any time, and nothing is lost by that.
    pub async fn recv(&mut self) -> Option<Result<M, M::Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Sends a message. The same as `futures_util::SinkExt::send`: if it is given up while there is no room, the message is lost.
    ///
    /// # Errors
    ///
    /// Those of the library.
    pub async fn send(&mut self, message: M::Outgoing) -> Result<(), <S as Sink<M::Outgoing>>::Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_ready(cx)).await?;
        Pin::new(&mut *self).start_send(message)?;
        poll_fn(|cx| Pin::new(&mut *self).poll_flush(cx)).await
    }

    /// Reads on until the connection has closed, and gives the event. Messages that arrive meanwhile are thrown away.
    ///
    /// It lasts as long as the peer likes; with a limit, and with a close frame, it is [`close_with`](Self::close_with). It may be
    /// given up at any time.
    pub async fn closed(&mut self) -> CloseEvent {
        poll_fn(|cx| self.poll_closed(Caller::Reader, cx)).await
    }

    /// Closes the connection: sends the close frame, unless one has been sent already, and reads on until the peer has closed
    /// too, or until the timer is over, whatever it is a future of. Messages that arrive meanwhile are thrown away.
    ///
    /// The event has the code that the peer answers with, by custom the same; and 1006 if it does not answer in time. Drop the
    /// socket after this. If it is given up itself, there is an event when that is done, or when the socket is read on.
    ///
    /// ```
    /// # #[cfg(feature = "with-axum-0_8")] {
    /// use std::time::Duration;
    ///
    /// use axum::extract::ws::WebSocket;
    /// use close_codes::{CloseCode, CloseFrame, WithCloseEvent};
    ///
    /// const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back in a minute");
    ///
    /// # async fn sleep(_: Duration) {}
    /// async fn restart(mut socket: WithCloseEvent<WebSocket>) {
    ///     // With the timer of your runtime, such as `tokio::time::sleep`.
    ///     let event = socket.close_with(RESTARTING, sleep(Duration::from_secs(5))).await;
    ///     if !event.was_clean() {
    ///         println!("the client did not answer");
    ///     }
    /// }
    /// # }
    /// ```
    pub async fn close_with(&mut self, frame: CloseFrame, timer: impl Future) -> CloseEvent {
        self.closing.start(frame);
        let mut timer = pin!(timer);
        poll_fn(|cx| {
            // Before reading, which may take up all the time that a task is given.
            let is_over = self.event().is_none() && timer.as_mut().poll(cx).is_ready();
            let closed = self.poll_closed(Caller::Reader, cx);
            if is_over && closed.is_pending() {
                self.time_out();
                return self.poll_closed(Caller::Reader, cx);
            }
            closed
        })
        .await
    }

    /// Reads until there is an event, but not without end: a peer that never stops sending must not keep others from running.
    fn poll_closed(&mut self, caller: Caller, cx: &mut Context<'_>) -> Poll<CloseEvent> {
        for _ in 0..AT_ONCE {
            if let Some(event) = self.event() {
                return Poll::Ready(event);
            }
            // The event tells of a message, an error and the end alike.
            let _ = ready!(self.poll_item(caller, cx));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// The next message that is not to be discarded.
    fn poll_item(&mut self, caller: Caller, cx: &mut Context<'_>) -> Poll<Option<Result<M, M::Error>>> {
        for _ in 0..AT_ONCE {
            if self.closing.handshake.is_ended() {
                return Poll::Ready(None);
            }
            // After the peer's close frame there is nothing to read, and reading on may end the connection before this
            // endpoint's frame is written.
            if self.poll_own_to_read(caller, cx).is_pending() && self.closing.handshake.has_received() {
                return Poll::Pending;
            }
            if self.closing.handshake.is_ended() {
                return Poll::Ready(None);
            }
            let item = ready!(
                self.poll_side(Side::Stream, caller, cx, |this, cx| { Pin::new(&mut this.socket).poll_next(cx) })
            );
            match &item {
                None => self.closing.end(),
                Some(Err(error)) => {
                    self.closing.failed(M::classify(error));
                    let _ = self.poll_own_to_read(caller, cx);
                    self.closing.end();
                }
                Some(Ok(message)) => {
                    if !self.closing.message(message) {
                        continue;
                    }
                    let _ = self.poll_own_to_read(caller, cx);
                }
            }
            return Poll::Ready(item);
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Does what is still to be done for this endpoint's close frame.
    fn poll_own(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), <S as Sink<M::Outgoing>>::Error>> {
        let mut socket = Pin::new(&mut self.socket);
        if let Some(frame) = self.closing.to_start() {
            ready!(socket.as_mut().poll_ready(cx))?;
            let message = M::from_frame(frame);
            let frame = M::outgoing_close(&message).unwrap_or(frame);
            let result = socket.as_mut().start_send(message);
            // A library that answers may have a close frame of its own on its way, and refuse this one.
            if !M::ANSWERS_CLOSE {
                result?;
            }
            self.closing.started(frame);
        }
        if self.closing.is_to_flush() {
            ready!(socket.poll_flush(cx))?;
            self.closing.flushed();
        }
        Poll::Ready(Ok(()))
    }

    /// The same while reading. An error is left to reading, which comes to it too.
    fn poll_own_to_read(&mut self, caller: Caller, cx: &mut Context<'_>) -> Poll<()> {
        if self.closing.to_start().is_none() && !self.closing.is_to_flush() {
            return Poll::Ready(());
        }
        if ready!(self.poll_side(Side::Sink, caller, cx, Self::poll_own)).is_err() {
            self.closing.settle();
        }
        Poll::Ready(())
    }

    /// Polls the sink for the caller that writes.
    fn poll_sink<R>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Self, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        self.poll_side(Side::Sink, Caller::Writer, cx, poll)
    }

    /// Polls a side of the socket so that nobody who waits for it is forgotten.
    fn poll_side<R>(
        &mut self,
        side: Side,
        caller: Caller,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Self, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        let poll = match self.waiting(side).waker(caller, cx) {
            None => poll(self, cx),
            Some(waker) => poll(self, &mut Context::from_waker(&waker)),
        };
        match poll {
            Poll::Pending => self.waiting(side).wait(caller, cx),
            Poll::Ready(_) => self.waiting(side).ready(caller),
        }
        poll
    }

    const fn waiting(&mut self, side: Side) -> &mut Waiting {
        match side {
            Side::Stream => &mut self.closing.stream,
            Side::Sink => &mut self.closing.sink,
        }
    }
}

impl<S> WithCloseEvent<S> {
    /// Changes the policy from [`Strict`](CodePolicy::Strict). It can only allow what the library itself lets through.
    #[must_use]
    pub const fn with_policy(mut self, policy: CodePolicy) -> Self {
        self.closing.handshake.set_policy(policy);
        self
    }

    /// The library's socket.
    #[must_use]
    pub const fn get_ref(&self) -> &S {
        &self.socket
    }

    /// The library's socket, to be configured. What is read or written there is not seen here.
    #[must_use]
    pub const fn get_mut(&mut self) -> &mut S {
        &mut self.socket
    }

    /// The library's socket, unwrapped. If there has been no event, there is one now, as when this value is dropped.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.socket
    }

    /// Has a listener called with the event, once: within the call that comes to the end, or when this value is dropped. If the
    /// connection has closed already, it is called now.
    ///
    /// Listeners are called one after the other, after all tasks have been woken. If one panics, the others are still called; the
    /// first panic then goes to the caller that read or dropped, unless that thread panics already.
    pub fn on_close(&self, listener: impl FnOnce(&CloseEvent) + Send + 'static) {
        self.closing.end.on_close(Box::new(listener));
    }

    /// A future that gives the event to another task. Somebody has to go on reading, or drop the socket: whoever awaits this and
    /// has the socket himself, unread, waits for ever, and uses [`closed`](Self::closed) instead.
    pub fn watch(&self) -> Closed {
        Closed::new(Arc::clone(&self.closing.end))
    }

    /// The event, if there has been one.
    #[must_use]
    pub fn event(&self) -> Option<CloseEvent> {
        self.closing.end.event()
    }

    /// Ends the wait, whatever it was for: there is an event now, clean if both close frames went through before, and 1006
    /// otherwise. Drop the socket then.
    pub fn time_out(&mut self) {
        self.closing.time_out();
    }
}

impl<S, M> Stream for WithCloseEvent<S>
where
    S: Stream<Item = Result<M, M::Error>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage,
{
    type Item = Result<M, M::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(Caller::Reader, cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.socket.size_hint()
    }
}

impl<S, M> FusedStream for WithCloseEvent<S>
where
    S: FusedStream<Item = Result<M, M::Error>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage,
{
    fn is_terminated(&self) -> bool {
        self.closing.handshake.is_ended() || self.socket.is_terminated()
    }
}

impl<S, M, O> Sink<O> for WithCloseEvent<S>
where
    S: Stream<Item = Result<M, M::Error>> + Sink<O> + Unpin,
    M: SocketMessage<Outgoing = O>,
{
    type Error = <S as Sink<O>>::Error;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let this = self.get_mut();
        ready!(this.poll_sink(cx, |this, cx| Pin::new(&mut this.socket).poll_ready(cx)))?;
        this.closing.room();
        Poll::Ready(Ok(()))
    }

    /// Discards the message if this endpoint's close frame has taken the room since [`poll_ready`](Self::poll_ready): no data
    /// follows a close frame (RFC 6455, section 5.5.1).
    fn start_send(self: Pin<&mut Self>, message: O) -> Result<(), Self::Error> {
        let this = self.get_mut();
        if !this.closing.takes_room() {
            return Ok(());
        }
        let mut socket = Pin::new(&mut this.socket);
        match M::outgoing_close(&message) {
            None => socket.start_send(message),
            Some(frame) => {
                socket.as_mut().start_send(M::from_frame(frame))?;
                this.closing.started(frame);
                Ok(())
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.get_mut().poll_sink(cx, |this, cx| {
            ready!(this.poll_own(cx))?;
            Pin::new(&mut this.socket).poll_flush(cx)
        })
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let this = self.get_mut();
        this.closing.start(M::DEFAULT_CLOSE);
        ready!(this.poll_sink(cx, Self::poll_own))?;
        if M::READS_WHILE_CLOSING {
            let _ = ready!(this.poll_closed(Caller::Writer, cx));
        }
        this.poll_sink(cx, |this, cx| Pin::new(&mut this.socket).poll_close(cx))
    }
}

/// The socket, and the event if there is one.
impl<S: fmt::Debug> fmt::Debug for WithCloseEvent<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithCloseEvent")
            .field("socket", &self.socket)
            .field("event", &self.event())
            .finish_non_exhaustive()
    }
}
