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

/// The number of messages to discard in a row before other tasks may run.
const AT_ONCE: usize = 32;

/// A side of a socket. Each side wakes only one task.
#[derive(Clone, Copy)]
enum Side {
    Stream,
    Sink,
}

/// A library's WebSocket, with exactly one [`CloseEvent`], however the connection ends.
///
/// It is a [`Stream`] and a [`Sink`] like the library's own socket, and passes messages through. The event carries the
/// [outcome](CloseEvent::outcome): which endpoint closed first, which close frames were sent and received, and what failed or timed
/// out. There are three ways to get the event:
///
/// - The task that owns the socket awaits [`closed`](Self::closed) or [`close_with`](Self::close_with).
/// - Any other task awaits [`watch`](Self::watch).
/// - A listener is called: [`on_close`](Self::on_close).
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
///     // Such as: 1001 Going Away: "bye" (clean, started by the peer)
///     println!("{event}");
/// }
/// # }
/// ```
///
/// If the compiler says that a socket does not implement [`Stream`], enable the feature for its library and version: see the
/// [adapters](crate::adapters).
///
/// # When the event occurs
///
/// - The stream ends (`None`) or gives an error. A task must read that far.
/// - A server has sent its close frame and received the client's: it then drops the transport (RFC 6455, section 7.1.1). A
///   client waits for the server to do so.
/// - The caller has waited long enough: [`time_out`](Self::time_out), or the timer of [`close_with`](Self::close_with).
/// - The socket is dropped.
///
/// Code and reason are those of the peer's close frame, even if this endpoint closed first. The code is 1005 if that frame was
/// empty. It is 1006 if no close frame arrived, or one that breaks the protocol. The event is [clean](CloseEvent::was_clean) if
/// the peer's close frame was received and this endpoint's was sent. A frame counts as sent when the sink has been flushed.
///
/// The event does not end the transport: drop the socket after the event. After the event, the stream gives `None`.
///
/// The wrapper adds 384 bytes to the socket on a 64-bit machine, and makes one small allocation.
///
/// # Part in the closing handshake
///
/// - If the library does not answer the peer's close frame, the wrapper does, before the caller sees the frame. So a caller that
///   drops the socket at the close frame has closed cleanly, unless the sink had no room for the answer.
/// - It discards everything that arrives after the peer's close frame (RFC 6455, sections 1.4 and 5.5.1).
/// - If the peer breaks the protocol and the library does not tell it so, the wrapper sends 1002, 1007 or 1009 (RFC 6455, section
///   7.1.7). If the sink has no room at that moment, no frame is sent.
/// - It sends a close frame when the sink is closed, if none was sent before.
/// - It replaces a close frame that may not be sent, as [`CloseFrame::forwarding`] does.
///
/// The [adapters](crate::adapters) say what each library hides.
///
// `tests/adapters` runs the example, which needs futures-util.
#[cfg_attr(not(doctest), doc = include_str!("splitting.md"))]
///
/// [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
/// [`Sink`]: https://docs.rs/futures-sink/0.3/futures_sink/trait.Sink.html
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
    /// Wraps an open connection, as its server.
    #[must_use]
    pub fn server(socket: S) -> Self {
        Self::new(socket, Role::Server)
    }

    /// Wraps an open connection, as its client.
    #[must_use]
    pub fn client(socket: S) -> Self {
        Self::new(socket, Role::Client)
    }

    /// Wraps an open connection, in the given role.
    #[must_use]
    pub fn new(socket: S, role: Role) -> Self {
        Self { socket, closing: Closing::new(role) }
    }

    /// Receives the next message, or `None` at the end. The same as `futures_util::StreamExt::next`.
    ///
    /// Cancel safe: no message is lost.
    pub async fn recv(&mut self) -> Option<Result<M, M::Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Sends a message. The same as `futures_util::SinkExt::send`.
    ///
    /// Not cancel safe: if the future is dropped while the sink has no room, the message is lost.
    ///
    /// # Errors
    ///
    /// The error of the library's sink.
    pub async fn send(&mut self, message: M::Outgoing) -> Result<(), <S as Sink<M::Outgoing>>::Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_ready(cx)).await?;
        Pin::new(&mut *self).start_send(message)?;
        poll_fn(|cx| Pin::new(&mut *self).poll_flush(cx)).await
    }

    /// Reads until the connection has closed, and returns the event. Discards messages that arrive before that.
    ///
    /// The peer decides how long this takes: [`close_with`](Self::close_with) has a limit. Cancel safe.
    pub async fn closed(&mut self) -> CloseEvent {
        poll_fn(|cx| self.poll_closed(Caller::Reader, cx)).await
    }

    /// Closes the connection within a time limit: sends the close frame, and reads until the peer has closed too or the timer is
    /// ready.
    ///
    /// The timer may be any future. If a close frame has been sent already, this one is not sent. Messages that arrive are
    /// discarded. The event has the code of the peer's answer, which is usually the same code, or 1006 if the peer does not answer
    /// in time. Drop the socket after this call.
    ///
    /// If the returned future is dropped before it is ready, continue to read or drop the socket: then the event occurs.
    ///
    /// ```
    /// # #[cfg(feature = "with-axum-0_8")] {
    /// use std::time::Duration;
    ///
    /// use axum::extract::ws::WebSocket;
    /// use close_codes::{CloseCode, CloseFrame, WithCloseEvent};
    ///
    /// const RESTARTING: CloseFrame =
    ///     CloseFrame::from_static(CloseCode::ServiceRestart, "back in a minute");
    ///
    /// # async fn sleep(_: Duration) {}
    /// async fn restart(mut socket: WithCloseEvent<WebSocket>) {
    ///     // Use the timer of your runtime, such as `tokio::time::sleep`.
    ///     let timer = sleep(Duration::from_secs(5));
    ///     let event = socket.close_with(RESTARTING, timer).await;
    ///     if event.outcome().is_some_and(|outcome| outcome.timed_out()) {
    ///         println!("the client did not answer");
    ///     }
    /// }
    /// # }
    /// ```
    pub async fn close_with(&mut self, frame: CloseFrame, timer: impl Future) -> CloseEvent {
        self.closing.start(frame);
        let mut timer = pin!(timer);
        poll_fn(|cx| {
            // Before reading: a peer that never stops sending would keep the timer from being polled.
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

    /// Reads until the event has occurred. Pauses at times: a peer that never stops sending must not keep other tasks from running.
    fn poll_closed(&mut self, caller: Caller, cx: &mut Context<'_>) -> Poll<CloseEvent> {
        for _ in 0..AT_ONCE {
            if let Some(event) = self.event() {
                return Poll::Ready(event);
            }
            // A message, an error and the end all show in the event.
            let _ = ready!(self.poll_item(caller, cx));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Polls for the next message, and discards those after the peer's close frame.
    fn poll_item(&mut self, caller: Caller, cx: &mut Context<'_>) -> Poll<Option<Result<M, M::Error>>> {
        for _ in 0..AT_ONCE {
            if self.closing.handshake.is_ended() {
                return Poll::Ready(None);
            }
            // After the peer's close frame nothing is left to read, and reading may end the connection before this endpoint's
            // frame is written.
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

    /// Puts this endpoint's close frame into the sink, and flushes the sink, as far as that is not done yet.
    fn poll_own(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), <S as Sink<M::Outgoing>>::Error>> {
        let mut socket = Pin::new(&mut self.socket);
        if let Some(frame) = self.closing.to_start() {
            ready!(socket.as_mut().poll_ready(cx))?;
            let message = M::from_frame(frame);
            let frame = M::outgoing_close(&message).unwrap_or(frame);
            let result = socket.as_mut().start_send(message);
            // A library that answers may be sending its own close frame, and refuse this one.
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

    /// Does the same while reading. Ignores an error: reading gets the error too.
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

    /// Polls a side of the socket, so that both callers are woken if both wait for it.
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
    /// Returns the event, if it has occurred.
    #[must_use]
    pub fn event(&self) -> Option<CloseEvent> {
        self.closing.end.event()
    }

    /// Returns a future of the event, for another task.
    ///
    /// A task must read the socket to the end, or drop it. If the same task owns the socket, the future never completes: use
    /// [`closed`](Self::closed) instead.
    pub fn watch(&self) -> Closed {
        Closed::new(Arc::clone(&self.closing.end))
    }

    /// Adds a listener, which is called once with the event.
    ///
    /// The call that reads the end of the connection, or drops the socket, calls the listener. If the connection has closed already,
    /// the listener is called now.
    ///
    /// Listeners are called one after the other, after all tasks have been woken. If a listener panics, the others are still called.
    /// Then the first panic goes on in the thread that read or dropped, unless that thread is panicking already.
    pub fn on_close(&self, listener: impl FnOnce(&CloseEvent) + Send + 'static) {
        self.closing.end.on_close(Box::new(listener));
    }

    /// Stops waiting for the peer: the event occurs now.
    ///
    /// The event is clean if both close frames were exchanged before. Otherwise it has the code 1006. Drop the socket after this
    /// call.
    pub fn time_out(&mut self) {
        self.closing.time_out();
    }

    /// Sets the policy for received codes; the default is [`Strict`](CodePolicy::Strict). A code that the library itself refuses is
    /// still refused.
    #[must_use]
    pub const fn with_policy(mut self, policy: CodePolicy) -> Self {
        self.closing.handshake.set_policy(policy);
        self
    }

    /// Returns the library's socket.
    #[must_use]
    pub const fn get_ref(&self) -> &S {
        &self.socket
    }

    /// Returns the library's socket, to configure it. The wrapper does not see messages that are read or written there.
    #[must_use]
    pub const fn get_mut(&mut self) -> &mut S {
        &mut self.socket
    }

    /// Unwraps the library's socket. The event occurs now, if it has not occurred yet, as when the wrapper is dropped.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.socket
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
        // Any message may have to be discarded.
        (0, self.socket.size_hint().1)
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

    /// Discards the message if this endpoint's close frame has taken the room since [`poll_ready`](Self::poll_ready): data must not
    /// follow a close frame (RFC 6455, section 5.5.1).
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

/// Shows the socket, and the event if it has occurred.
impl<S: fmt::Debug> fmt::Debug for WithCloseEvent<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithCloseEvent")
            .field("socket", &self.socket)
            .field("event", &self.event())
            .finish_non_exhaustive()
    }
}
