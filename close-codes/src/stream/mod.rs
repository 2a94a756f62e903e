//! Streams of messages, and the close event that they lack.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;
use futures_sink::Sink;

use crate::{CloseBody, CloseEvent, CloseFrame, CloseHandshake, CloseReason, HandshakeAction, Profile, Role};

mod closed;
mod message;

pub use closed::Closed;
use closed::End;
pub use message::{SocketFailure, SocketMessage};

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
/// # What counts as the end
///
/// - The stream ends (`None`) or gives an error.
/// - The caller has waited long enough: [`time_out`](Self::time_out), or the timer of [`close_with`](Self::close_with).
/// - This value is dropped, with the transport in it.
///
/// The event is [clean](CloseEvent::was_clean) if the peer's close frame was received and this endpoint's was sent before that.
/// Its code and reason are those of the peer's close frame; 1005 if it had none, and 1006 if there was no close frame or none
/// that keeps to the protocol. A close frame is sent when the library's sink has been flushed.
///
/// # What it does besides
///
/// - When the peer closes, its close frame is answered at once, before the caller sees it: by the library, or, if the library
///   leaves that to the application, by this. So a caller who stops reading at the close frame has closed cleanly all the same.
/// - When the peer breaks the protocol, and the library says nothing to it, this does: 1002, 1007 or 1009 (RFC 6455, section
///   7.1.7). If there is no room for the frame at that moment, it is left out.
/// - When the sink is closed, a close frame is sent if there was none.
///
/// What the libraries hide, and what is told instead, is said in the [adapters](crate::adapters).
///
/// # Splitting
///
/// Wrap the socket first, and split then (`futures_util::StreamExt::split`): each half has to know of the other. The connection
/// has ended when both halves are dropped. Who has only a half calls [`watch`](Self::watch) and [`on_close`](Self::on_close)
/// before.
pub struct WithCloseEvent<S> {
    // Dropped first: the event comes after the end of the transport.
    socket: S,
    closing: Closing,
}

/// How the connection closes, as far as it is not the library's matter.
struct Closing {
    role: Role,
    handshake: CloseHandshake,
    own: Own,
    /// Who waits for the sink, if reading has taken the sink's place to wake for itself.
    writer: Option<Waker>,
    end: Arc<End>,
}

/// What is still to be done for this endpoint's close frame.
enum Own {
    Nothing,
    /// It goes into the sink.
    Start(CloseBody),
    /// The sink, or the library, has it.
    Flush,
}

impl<S> WithCloseEvent<S> {
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

    fn new(socket: S, role: Role) -> Self {
        let handshake = CloseHandshake::new(role, Profile::Strict);
        Self { socket, closing: Closing { role, handshake, own: Own::Nothing, writer: None, end: End::new() } }
    }

    /// With another [`Profile`] than [`Strict`](Profile::Strict), to be chosen before anything is read. It can only allow what
    /// the library itself lets through.
    #[must_use]
    pub const fn with_profile(mut self, profile: Profile) -> Self {
        self.closing.handshake = CloseHandshake::new(self.closing.role, profile);
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

    /// Has a listener called with the event, once: within the call that comes to the end, or when this value is dropped. If the
    /// connection has closed already, it is called now.
    ///
    /// Listeners are called one after the other, and after all tasks have been woken. A panic goes up to whoever read, or
    /// dropped, and the listeners behind are not called.
    pub fn on_close(&mut self, listener: impl FnOnce(&CloseEvent) + Send + 'static) {
        self.closing.end.on_close(Box::new(listener));
    }

    /// A future that gives the event, for a task that does not have the socket. The connection has to be read, or dropped, by
    /// the one who has; who is that himself uses [`closed`](Self::closed).
    pub fn watch(&self) -> Closed {
        Closed::new(Arc::clone(&self.closing.end))
    }

    /// The event, if the connection has closed.
    #[must_use]
    pub fn event(&self) -> Option<Arc<CloseEvent>> {
        self.closing.end.event()
    }

    /// The caller has waited long enough, for whatever it was, and drops this value now. The event is clean if both close frames
    /// went through before, and 1006 otherwise.
    pub fn time_out(&mut self) {
        // An error says that the connection has ended before.
        let _ = self.closing.handshake.time_out();
        self.closing.end();
    }
}

impl<S, M, E> WithCloseEvent<S>
where
    S: Stream<Item = Result<M, E>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage<Error = E>,
    E: core::error::Error,
{
    /// The next message: `None` at the end. The same as `futures_util::StreamExt::next`.
    ///
    /// It may be given up at any time, and nothing is lost by that.
    pub async fn recv(&mut self) -> Option<Result<M, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Sends a message. The same as `futures_util::SinkExt::send`.
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
    /// It lasts as long as the peer likes; with a limit, and with a close frame, it is [`close_with`](Self::close_with).
    pub async fn closed(&mut self) -> Arc<CloseEvent> {
        poll_fn(|cx| self.poll_closed(cx)).await
    }

    /// Closes the connection: sends the close frame, unless one has been sent already, and reads on until the peer has closed
    /// too, or until the timer is over, whatever it is a future of. Messages that arrive meanwhile are thrown away.
    ///
    /// A frame that was parsed under a lenient [`Profile`], and may not be sent, is sent as [`CloseBody::forwarding`] has it.
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
    pub async fn close_with(&mut self, body: impl Into<CloseBody>, timer: impl Future) -> Arc<CloseEvent> {
        self.closing.start(body.into());
        let mut timer = pin!(timer);
        poll_fn(|cx| {
            if let Poll::Ready(event) = self.poll_closed(cx) {
                return Poll::Ready(event);
            }
            if timer.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.time_out();
            self.poll_closed(cx)
        })
        .await
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Arc<CloseEvent>> {
        loop {
            if let Some(event) = self.event() {
                return Poll::Ready(event);
            }
            // Whether it is a message, an error or the end, the event tells.
            let _ = ready!(Pin::new(&mut *self).poll_next(cx));
        }
    }

    /// Does what is still to be done for this endpoint's close frame.
    fn poll_own(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), <S as Sink<M::Outgoing>>::Error>> {
        let mut socket = Pin::new(&mut self.socket);
        if let Own::Start(body) = self.closing.own {
            ready!(socket.as_mut().poll_ready(cx))?;
            socket.as_mut().start_send(M::from_body(body))?;
            self.closing.own = Own::Flush;
        }
        if let Own::Flush = self.closing.own {
            ready!(socket.poll_flush(cx))?;
            self.closing.flushed();
        }
        Poll::Ready(Ok(()))
    }

    /// The same while reading: an error is left to reading, which comes to it too. A sink wakes but one task, and that is now
    /// the one which reads: it has to wake the other, when there is no more to be done.
    fn try_own(&mut self, cx: &mut Context<'_>) {
        if let Own::Nothing = self.closing.own {
            return;
        }
        match self.poll_own(cx) {
            Poll::Pending => return,
            Poll::Ready(Ok(())) => {}
            Poll::Ready(Err(_)) => self.closing.own = Own::Nothing,
        }
        if let Some(writer) = self.closing.writer.take() {
            writer.wake();
        }
    }
}

impl Closing {
    /// This endpoint wants to close. Does nothing if it is closing already.
    fn start(&mut self, body: CloseBody) {
        let body = CloseBody::forwarding(body.code(), body.reason());
        if let Ok(HandshakeAction::Send(body)) = self.handshake.close(body) {
            self.own = Own::Start(body);
        }
    }

    /// A close frame of the application is in the sink. Which one matters to nobody here: the event shows the peer's.
    fn started(&mut self) {
        let is_first = self.handshake.close(CloseBody::EMPTY).is_ok();
        if is_first || matches!(self.own, Own::Start(_)) {
            self.own = Own::Flush;
        }
    }

    fn flushed(&mut self) {
        self.own = Own::Nothing;
        // An error says that the connection has ended before.
        let _ = self.handshake.close_sent();
    }

    /// The peer's close frame has arrived.
    fn received(&mut self, body: &[u8], library_answers: bool) {
        if let Ok(HandshakeAction::Send(answer)) = self.handshake.close_received(body) {
            self.own = Own::Start(answer);
        }
        if library_answers && matches!(self.own, Own::Start(_)) {
            self.own = Own::Flush;
        }
    }

    fn failed(&mut self, failure: SocketFailure, error: &impl fmt::Display) {
        let (code, library_tells) = match failure {
            SocketFailure::Transport => return,
            SocketFailure::Protocol(code) => (code, false),
            SocketFailure::Told(code) => (code, true),
        };
        let reason = CloseReason::truncating_fmt(format_args!("{error}"));
        let Ok(frame) = CloseFrame::new(code, &reason) else { return };
        if let Ok(HandshakeAction::Send(body)) = self.handshake.fail(frame) {
            self.own = if library_tells { Own::Flush } else { Own::Start(body) };
        }
    }

    /// The connection has ended. Only the first time this is called there is an event.
    fn end(&mut self) {
        if let Ok(outcome) = self.handshake.transport_ended() {
            self.end.close(CloseEvent::from(outcome));
        }
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.end();
    }
}

impl<S, M, E> Stream for WithCloseEvent<S>
where
    S: Stream<Item = Result<M, E>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage<Error = E>,
    E: core::error::Error,
{
    type Item = Result<M, E>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        this.try_own(cx);
        let item = ready!(Pin::new(&mut this.socket).poll_next(cx));
        match &item {
            None => this.closing.end(),
            Some(Err(error)) => {
                this.closing.failed(M::failure(error), error);
                this.try_own(cx);
                this.closing.end();
            }
            Some(Ok(message)) => match message.close_body() {
                Some(body) => {
                    this.closing.received(&body, M::ANSWERS);
                    this.try_own(cx);
                }
                None => {
                    // What to do with the message is for the caller to say, who has always been given it.
                    let _ = this.closing.handshake.data_received();
                }
            },
        }
        Poll::Ready(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.socket.size_hint()
    }
}

impl<S, M, E> FusedStream for WithCloseEvent<S>
where
    S: FusedStream<Item = Result<M, E>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage<Error = E>,
    E: core::error::Error,
{
    fn is_terminated(&self) -> bool {
        self.socket.is_terminated()
    }
}

impl<S, M, E, O> Sink<O> for WithCloseEvent<S>
where
    S: Stream<Item = Result<M, E>> + Sink<O> + Unpin,
    M: SocketMessage<Error = E, Outgoing = O>,
    E: core::error::Error,
{
    type Error = <S as Sink<O>>::Error;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let this = self.get_mut();
        let poll = Pin::new(&mut this.socket).poll_ready(cx);
        this.closing.writer = poll.is_pending().then(|| cx.waker().clone());
        poll
    }

    fn start_send(self: Pin<&mut Self>, message: O) -> Result<(), Self::Error> {
        let this = self.get_mut();
        let is_close = M::is_close(&message);
        Pin::new(&mut this.socket).start_send(message)?;
        if is_close {
            this.closing.started();
        }
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let this = self.get_mut();
        let poll = Pin::new(&mut this.socket).poll_flush(cx);
        this.closing.writer = poll.is_pending().then(|| cx.waker().clone());
        if let (Poll::Ready(Ok(())), Own::Flush) = (&poll, &this.closing.own) {
            this.closing.flushed();
        }
        poll
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let this = self.get_mut();
        this.closing.start(M::ON_CLOSE);
        ready!(this.poll_own(cx))?;
        if M::READS_WHILE_CLOSING {
            let _ = ready!(this.poll_closed(cx));
        }
        Pin::new(&mut this.socket).poll_close(cx)
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
