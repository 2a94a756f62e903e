//! `WithCloseEvent` over a mock library that each test controls, step by step.
#![cfg(feature = "stream")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Wake, Waker};

use close_codes::stream::{Closed, SocketFailure, SocketMessage};
use close_codes::{CloseCode, CloseEvent, CloseFrame, CodePolicy, Initiator, Role, WithCloseEvent};
use futures_core::Stream;
use futures_core::stream::FusedStream;
use futures_sink::Sink;

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");

/// A message: the body of a close frame, or data. `ANSWERS` is `true` if the library answers close frames.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Message<const ANSWERS: bool> {
    Close(Vec<u8>),
    Data,
}

#[derive(Debug)]
struct Failure(SocketFailure);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it broke")
    }
}

impl std::error::Error for Failure {}

impl<const ANSWERS: bool> SocketMessage for Message<ANSWERS> {
    type Error = Failure;
    type Outgoing = Self;

    const ANSWERS_CLOSE: bool = ANSWERS;

    fn close_body(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Close(body) => Some(Cow::Borrowed(body)),
            Self::Data => None,
        }
    }

    fn outgoing_close(outgoing: &Self) -> Option<CloseFrame> {
        let Self::Close(body) = outgoing else { return None };
        Some(match CloseFrame::parse(body, CodePolicy::Browser) {
            Ok(close) => CloseFrame::forwarding(close.code(), close.reason()),
            Err(_) => CloseFrame::EMPTY,
        })
    }

    fn from_frame(frame: CloseFrame) -> Self {
        Self::Close(frame.encode().to_vec())
    }

    fn classify(error: &Failure) -> SocketFailure {
        error.0
    }
}

/// A mock socket. The test controls its behavior by the `Wire`.
struct Socket<const ANSWERS: bool>(Arc<Mutex<Wire<ANSWERS>>>);

#[allow(clippy::struct_excessive_bools, reason = "tests set each of them")]
struct Wire<const ANSWERS: bool> {
    /// The items that arrive; `None` is the end. Without an item, reading waits.
    arrives: VecDeque<Option<Result<Message<ANSWERS>, Failure>>>,
    sent: Vec<Message<ANSWERS>>,
    /// `true` if data arrives without end, after `arrives`.
    floods: bool,
    /// The waker that the sink wakes.
    waker: Option<Waker>,
    /// `true` if the sink is ready for a message.
    has_room: bool,
    /// `true` if the sink refuses each message.
    refuses: bool,
    is_terminated: bool,
    /// The result of flushing.
    flush: Poll<Result<(), Failure>>,
    dropped: bool,
}

impl<const ANSWERS: bool> Stream for Socket<ANSWERS> {
    type Item = Result<Message<ANSWERS>, Failure>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut wire = self.0.lock().unwrap();
        match wire.arrives.pop_front() {
            Some(item) => Poll::Ready(item),
            None if wire.floods => Poll::Ready(Some(Ok(Message::Data))),
            None => Poll::Pending,
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (3, Some(7))
    }
}

impl<const ANSWERS: bool> FusedStream for Socket<ANSWERS> {
    fn is_terminated(&self) -> bool {
        self.0.lock().unwrap().is_terminated
    }
}

impl<const ANSWERS: bool> Sink<Message<ANSWERS>> for Socket<ANSWERS> {
    type Error = Failure;

    fn poll_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        if self.0.lock().unwrap().has_room { Poll::Ready(Ok(())) } else { Poll::Pending }
    }

    fn start_send(self: Pin<&mut Self>, message: Message<ANSWERS>) -> Result<(), Failure> {
        let mut wire = self.0.lock().unwrap();
        if wire.refuses {
            return Err(Failure(SocketFailure::Transport));
        }
        wire.sent.push(message);
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let mut wire = self.0.lock().unwrap();
        wire.waker = Some(cx.waker().clone());
        match &wire.flush {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(())) => Poll::Ready(Ok(())),
            Poll::Ready(Err(Failure(failure))) => Poll::Ready(Err(Failure(*failure))),
        }
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.poll_flush(cx)
    }
}

impl<const ANSWERS: bool> Drop for Socket<ANSWERS> {
    fn drop(&mut self) {
        self.0.lock().unwrap().dropped = true;
    }
}

impl<const ANSWERS: bool> fmt::Debug for Socket<ANSWERS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a socket")
    }
}

type Wires<const ANSWERS: bool> = Arc<Mutex<Wire<ANSWERS>>>;

fn server<const ANSWERS: bool>() -> (WithCloseEvent<Socket<ANSWERS>>, Wires<ANSWERS>) {
    let wire = Arc::new(Mutex::new(Wire {
        arrives: VecDeque::new(),
        sent: Vec::new(),
        floods: false,
        waker: None,
        has_room: true,
        refuses: false,
        is_terminated: false,
        flush: Poll::Ready(Ok(())),
        dropped: false,
    }));
    (WithCloseEvent::server(Socket(Arc::clone(&wire))), wire)
}

/// Counts how often a task is woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Woken {
    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

fn poll<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

fn ready<F: Future>(future: F) -> F::Output {
    match poll(future) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future is not ready"),
    }
}

fn seen(event: &CloseEvent) -> (u16, &str, bool) {
    (event.code().as_u16(), event.reason(), event.was_clean())
}

/// The body of the close frame that was sent.
fn sent(event: &CloseEvent) -> Option<&[u8]> {
    Some(event.outcome()?.sent()?.encode())
}

fn arrive<const ANSWERS: bool>(wire: &Wires<ANSWERS>, item: Option<Result<Message<ANSWERS>, Failure>>) {
    wire.lock().unwrap().arrives.push_back(item);
}

#[allow(clippy::unnecessary_wraps, reason = "it is an item that arrives")]
fn close<const ANSWERS: bool>(body: &[u8]) -> Option<Result<Message<ANSWERS>, Failure>> {
    Some(Ok(Message::Close(body.to_vec())))
}

#[test]
fn listeners_and_tasks_get_the_same_event_once() {
    let (mut socket, wire) = server::<true>();
    let (sender, events) = mpsc::channel();
    let late = sender.clone();
    socket.on_close(move |event| sender.send(seen(event).0).unwrap());
    let (mut one, other, dropped) = (socket.watch(), socket.watch(), socket.watch());
    assert!(poll(&mut one).is_pending());
    assert!(poll(dropped).is_pending());
    assert!(socket.event().is_none() && other.event().is_none());

    arrive(&wire, close(BYE.encode()));
    arrive(&wire, None);
    assert!(matches!(ready(socket.recv()), Some(Ok(Message::Close(_)))));
    assert_eq!(events.try_recv(), Ok(1001));
    assert!(ready(socket.recv()).is_none());

    let event = ready(socket.closed());
    assert_eq!(seen(&event), (1001, "bye", true));
    // By default, an adapter assumes that the library answers with the echo.
    assert_eq!(sent(&event), Some(BYE.encode()));
    for same in [ready(one), ready(other.clone()), ready(socket.watch()), socket.event().unwrap()] {
        assert_eq!(event, same);
        assert!(event.outcome().is_some() && event.outcome() == same.outcome());
    }
    socket.on_close(move |_| late.send(1).unwrap());
    drop(socket);
    assert_eq!(events.iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn only_the_last_waker_of_a_future_is_woken() {
    let (socket, _) = server::<true>();
    let (first, second) = (Arc::new(Woken::default()), Arc::new(Woken::default()));
    let mut closed = pin!(socket.watch());
    for woken in [&first, &second] {
        assert!(closed.as_mut().poll(&mut Context::from_waker(&Arc::clone(woken).into())).is_pending());
    }
    drop(socket);
    assert_eq!((first.count(), second.count()), (0, 1));
    assert_eq!(seen(&ready(closed)), (1006, "", false));
}

#[test]
fn the_event_comes_after_the_end_of_the_transport() {
    let (socket, wire) = server::<true>();
    let (sender, events) = mpsc::channel();
    socket.on_close(move |event| sender.send((event.was_clean(), wire.lock().unwrap().dropped)).unwrap());
    drop(socket);
    assert_eq!(events.iter().collect::<Vec<_>>(), [(false, true)]);
}

#[test]
fn tasks_get_the_event_after_a_listener_panics() {
    let (mut socket, wire) = server::<true>();
    socket.on_close(|_| panic!("by a listener"));
    let mut closed = socket.watch();
    assert!(poll(&mut closed).is_pending());
    arrive(&wire, None);
    assert!(catch_unwind(AssertUnwindSafe(|| ready(socket.recv()))).is_err());
    assert_eq!(seen(&ready(closed)), (1006, "", false));
    assert_eq!(seen(&ready(socket.closed())), (1006, "", false));
}

/// A waker that panics when it is woken.
struct Panics;

impl Wake for Panics {
    fn wake(self: Arc<Self>) {
        panic!("by a waker")
    }
}

/// A socket with three wakers and three listeners. The second of each panics.
fn with_panics() -> (WithCloseEvent<Socket<true>>, [Arc<Woken>; 2], mpsc::Receiver<u16>, Vec<Closed>) {
    let (socket, _) = server::<true>();
    let woken = [Arc::new(Woken::default()), Arc::new(Woken::default())];
    let wakers = [Arc::clone(&woken[0]).into(), Waker::from(Arc::new(Panics)), Arc::clone(&woken[1]).into()];
    let mut watchers: Vec<_> = wakers.iter().map(|_| socket.watch()).collect();
    for (watcher, waker) in watchers.iter_mut().zip(&wakers) {
        assert!(Pin::new(watcher).poll(&mut Context::from_waker(waker)).is_pending());
    }
    let (sender, events) = mpsc::channel();
    let other = sender.clone();
    socket.on_close(move |event| sender.send(seen(event).0).unwrap());
    socket.on_close(|_| panic!("by a listener"));
    socket.on_close(move |event| other.send(seen(event).0).unwrap());
    (socket, woken, events, watchers)
}

#[test]
fn all_get_the_event_even_if_a_waker_and_a_listener_panic() {
    let (socket, woken, events, watchers) = with_panics();
    let panic = catch_unwind(AssertUnwindSafe(|| drop(socket))).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"by a waker"), "the first panic");
    assert_eq!(woken.map(|woken| woken.count()), [1, 1]);
    assert_eq!(events.iter().collect::<Vec<_>>(), [1006, 1006]);
    for watcher in watchers {
        assert_eq!(seen(&ready(watcher)), (1006, "", false));
    }
}

/// A second panic must not leave the destructor: it would abort the process.
#[test]
fn all_get_the_event_while_a_panic_unwinds() {
    let (socket, woken, events, _watchers) = with_panics();
    let panic = catch_unwind(AssertUnwindSafe(|| {
        let _socket = socket;
        panic!("of the application");
    }));
    assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"of the application"));
    assert_eq!(woken.map(|woken| woken.count()), [1, 1]);
    assert_eq!(events.iter().collect::<Vec<_>>(), [1006, 1006]);
}

/// Two tasks wait for the sink. The waker of one panics.
#[test]
fn a_waker_that_panics_does_not_stop_the_other_task() {
    let (mut socket, wire) = server::<true>();
    wire.lock().unwrap().flush = Poll::Pending;
    let woken = Arc::new(Woken::default());
    let (panics, wakes) = (Waker::from(Arc::new(Panics)), Waker::from(Arc::clone(&woken)));
    assert!(pin!(socket.close_with(BYE, pending::<()>())).poll(&mut Context::from_waker(&wakes)).is_pending());
    assert!(Pin::new(&mut socket).poll_flush(&mut Context::from_waker(&panics)).is_pending());
    let both = wire.lock().unwrap().waker.take().unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| both.wake())).is_err());
    assert_eq!(woken.count(), 1);
    // At the end, both are woken again, once for reading and once for writing.
    assert!(catch_unwind(AssertUnwindSafe(|| drop(socket))).is_err());
    assert_eq!(woken.count(), 3);
}

/// RFC 6455, section 5.5.1.
#[test]
fn a_close_frame_is_answered_if_the_library_does_not() {
    let (mut socket, wire) = server::<false>();
    arrive(&wire, close(BYE.encode()));
    assert!(ready(socket.recv()).is_some());
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(BYE.encode().to_vec())]);

    let (mut socket, wire) = server::<true>();
    arrive(&wire, close(BYE.encode()));
    assert!(ready(socket.recv()).is_some());
    assert!(wire.lock().unwrap().sent.is_empty());
}

/// RFC 6455, section 7.1.7.
#[test]
fn a_peer_that_breaks_the_protocol_gets_one_close_frame() {
    let (mut socket, wire) = server::<false>();
    arrive(&wire, close(b"\x03\xEElost"));
    assert!(ready(socket.recv()).is_some());
    let [Message::Close(body)] = &wire.lock().unwrap().sent[..] else { panic!("expected one close frame") };
    assert!(body.starts_with(b"\x03\xEA"), "the code is 1002");

    for (failure, sent) in [
        (SocketFailure::Transport, &[][..]),
        (SocketFailure::Reported(CloseFrame::from_static(CloseCode::ProtocolError, "broken")), &[]),
        (
            SocketFailure::Protocol(CloseFrame::from_static(CloseCode::MessageTooBig, "it broke")),
            &[Message::Close(b"\x03\xF1it broke".to_vec())],
        ),
    ] {
        let (mut socket, wire) = server::<true>();
        arrive(&wire, Some(Err(Failure(failure))));
        assert!(ready(socket.recv()).unwrap().is_err());
        assert_eq!(wire.lock().unwrap().sent, sent, "{failure:?}");
        assert_eq!(seen(&ready(socket.closed())), (1006, "", false));
    }
}

#[test]
fn an_answer_that_was_not_written_does_not_count() {
    fn answer<const ANSWERS: bool>(flush: fn() -> Poll<Result<(), Failure>>) {
        let (mut socket, wire) = server::<ANSWERS>();
        wire.lock().unwrap().flush = flush();
        arrive(&wire, close(BYE.encode()));
        arrive(&wire, None);
        if poll(socket.closed()).is_pending() {
            assert!(flush().is_pending(), "only an unwritten answer delays the event");
            socket.time_out();
        }
        assert_eq!(seen(&ready(socket.closed())), (1001, "bye", false));
    }

    answer::<true>(|| Poll::Pending);
    answer::<false>(|| Poll::Pending);
    answer::<true>(|| Poll::Ready(Err(Failure(SocketFailure::Transport))));
    answer::<false>(|| Poll::Ready(Err(Failure(SocketFailure::Transport))));
}

#[test]
fn a_failed_write_is_not_repeated() {
    fn answer<const ANSWERS: bool>() {
        let (mut socket, wire) = server::<ANSWERS>();
        wire.lock().unwrap().flush = Poll::Ready(Err(Failure(SocketFailure::Transport)));
        arrive(&wire, close(BYE.encode()));
        assert!(matches!(ready(socket.recv()), Some(Ok(Message::Close(_)))));
        assert!(wire.lock().unwrap().waker.take().is_some(), "the sink was flushed");
        assert!(poll(socket.recv()).is_pending());
        assert!(wire.lock().unwrap().waker.is_none(), "the sink was flushed again");
    }

    answer::<true>();
    answer::<false>();
}

#[test]
fn a_refused_frame_counts_only_if_the_library_answers() {
    let (mut socket, wire) = server::<false>();
    wire.lock().unwrap().refuses = true;
    arrive(&wire, close(BYE.encode()));
    arrive(&wire, None);
    let event = ready(socket.closed());
    assert_eq!((seen(&event), sent(&event)), ((1001, "bye", false), None));

    // A library that answers may refuse this endpoint's frame, because it is sending its own.
    let (mut socket, wire) = server::<true>();
    wire.lock().unwrap().refuses = true;
    assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
    arrive(&wire, close(b""));
    arrive(&wire, None);
    let event = ready(socket.closed());
    assert_eq!((seen(&event), sent(&event)), ((1005, "", true), Some(BYE.encode())));
}

#[test]
fn dropping_a_future_drops_its_waker() {
    let (socket, _) = server::<true>();
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    let mut closed = socket.watch();
    assert!(Pin::new(&mut closed).poll(&mut Context::from_waker(&waker)).is_pending());
    assert_eq!(Arc::strong_count(&woken), 3);
    drop(closed);
    assert_eq!(Arc::strong_count(&woken), 2);
}

#[test]
fn the_stream_has_at_most_the_librarys_messages_and_ends_with_the_event() {
    let (mut socket, wire) = server::<true>();
    // Some messages may be discarded.
    assert_eq!(socket.size_hint(), (0, Some(7)));
    assert!(!socket.is_terminated());
    wire.lock().unwrap().is_terminated = true;
    assert!(socket.is_terminated());
    wire.lock().unwrap().is_terminated = false;
    socket.time_out();
    assert!(socket.is_terminated());
}

#[test]
fn debug_shows_the_event() {
    let (mut socket, _) = server::<true>();
    let closed = socket.watch();
    assert_eq!(format!("{closed:?}"), "Closed(None)");
    socket.time_out();
    let event = socket.event().unwrap();
    assert_eq!(format!("{closed:?}"), format!("Closed(Some({event:?}))"));
    assert_eq!(format!("{socket:?}"), format!("WithCloseEvent {{ socket: a socket, event: Some({event:?}), .. }}"));
}

/// A sink wakes only one task, but a reader and a writer may both be waiting.
#[test]
fn all_tasks_that_wait_for_the_sink_are_woken() {
    fn context(woken: &Arc<Woken>) -> Waker {
        Arc::clone(woken).into()
    }
    let (reader, writer) = (Arc::new(Woken::default()), Arc::new(Woken::default()));
    let (mut socket, wire) = server::<true>();
    wire.lock().unwrap().flush = Poll::Pending;
    let waker = context(&writer);
    assert!(Pin::new(&mut socket).poll_flush(&mut Context::from_waker(&waker)).is_pending());

    // The peer closes. The reader polls the sink once, after the writer.
    arrive(&wire, close(BYE.encode()));
    let waker = context(&reader);
    assert!(pin!(socket.recv()).poll(&mut Context::from_waker(&waker)).is_ready());
    let wake = || wire.lock().unwrap().waker.take().unwrap().wake();
    wake();
    assert_eq!((reader.count(), writer.count()), (1, 1));

    // The writer polls the sink after the reader.
    assert!(pin!(socket.recv()).poll(&mut Context::from_waker(&waker)).is_pending());
    let waker = context(&writer);
    assert!(Pin::new(&mut socket).poll_flush(&mut Context::from_waker(&waker)).is_pending());
    wake();
    assert_eq!((reader.count(), writer.count()), (2, 2));

    // The reader is woken when the writer has flushed the close frame.
    wire.lock().unwrap().flush = Poll::Ready(Ok(()));
    assert!(Pin::new(&mut socket).poll_flush(&mut Context::from_waker(Waker::noop())).is_ready());
    assert_eq!(reader.count(), 3);
    assert_eq!(seen(&ready(socket.closed())), (1001, "bye", true));
}

#[test]
fn a_writer_also_sends_the_close_frame() {
    let (mut socket, wire) = server::<false>();
    wire.lock().unwrap().has_room = false;
    arrive(&wire, close(BYE.encode()));
    assert!(ready(socket.recv()).is_some());
    wire.lock().unwrap().has_room = true;
    let mut cx = Context::from_waker(Waker::noop());
    assert!(matches!(Pin::new(&mut socket).poll_flush(&mut cx), Poll::Ready(Ok(()))));
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(BYE.encode().to_vec())]);
}

#[test]
fn a_peer_that_never_stops_cannot_stop_the_timer() {
    let (mut socket, wire) = server::<true>();
    wire.lock().unwrap().floods = true;
    let mut over = false;
    let timer =
        std::future::poll_fn(|_| if std::mem::replace(&mut over, true) { Poll::Ready(()) } else { Poll::Pending });
    let mut closing = pin!(socket.close_with(BYE, timer));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(closing.as_mut().poll(&mut cx).is_pending());
    let Poll::Ready(event) = closing.as_mut().poll(&mut cx) else { panic!("the timer has ended") };
    assert_eq!(seen(&event), (1006, "", false));
}

#[test]
fn changing_the_policy_keeps_the_event() {
    let (socket, wire) = server::<true>();
    arrive(&wire, close(BYE.encode()));
    let mut socket = socket;
    assert!(ready(socket.recv()).is_some());
    let closed = socket.watch();
    drop(socket.with_policy(CodePolicy::Browser));
    assert_eq!(seen(&ready(closed)), (1001, "bye", true));
}

/// RFC 6455, section 7.1.1.
#[test]
fn a_server_ends_after_both_close_frames_and_a_client_waits_for_the_server() {
    for (role, is_done) in [(Role::Server, true), (Role::Client, false)] {
        let (socket, wire) = server::<false>();
        let mut socket = WithCloseEvent::new(socket.into_inner(), role);
        wire.lock().unwrap().dropped = false;
        assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
        arrive(&wire, close(b""));
        assert!(ready(socket.recv()).is_some());
        assert_eq!(socket.event().is_some(), is_done);
        arrive(&wire, None);
        let event = ready(socket.closed());
        assert_eq!(seen(&event), (1005, "", true));
        assert_eq!(event.initiator(), Some(Initiator::Local));
    }
}

#[test]
fn time_out_is_the_end() {
    let (mut socket, wire) = server::<true>();
    assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(BYE.encode().to_vec())]);
    socket.time_out();
    socket.time_out();
    assert_eq!(seen(&ready(socket.closed())), (1006, "", false));

    // Both close frames went through, but the transport has not ended (RFC 6455, section 7.1.4).
    let (mut socket, wire) = server::<true>();
    arrive(&wire, close(b""));
    assert_eq!(seen(&ready(socket.close_with(BYE, async {}))), (1005, "", true));
}

#[test]
fn an_endpoint_that_closes_is_answered_and_sends_one_frame() {
    let (mut socket, wire) = server::<false>();
    assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
    arrive(&wire, Some(Ok(Message::Data)));
    arrive(&wire, close(b"\x0F\xA1"));
    arrive(&wire, None);
    assert_eq!(seen(&ready(socket.close_with(CloseFrame::EMPTY, pending::<()>()))), (4001, "", true));
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(BYE.encode().to_vec())]);
}

#[test]
fn a_close_frame_of_the_application_counts() {
    let (mut socket, wire) = server::<true>();
    ready(socket.send(Message::Data)).unwrap();
    ready(socket.send(Message::Close(BYE.encode().to_vec()))).unwrap();
    arrive(&wire, close(BYE.encode()));
    arrive(&wire, None);
    assert_eq!(seen(&ready(socket.closed())), (1001, "bye", true));
    assert_eq!(wire.lock().unwrap().sent.len(), 2);
}

/// The close frame of `close_with` waits for the sink. Meanwhile, another close frame is sent.
#[test]
fn only_one_close_frame_is_sent() {
    // The library sends its answer.
    let (mut socket, wire) = server::<true>();
    wire.lock().unwrap().has_room = false;
    assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
    arrive(&wire, close(b"\x0F\xA1"));
    assert!(ready(socket.recv()).is_some());
    wire.lock().unwrap().has_room = true;
    arrive(&wire, None);
    assert_eq!(seen(&ready(socket.closed())), (4001, "", true));
    assert!(wire.lock().unwrap().sent.is_empty());

    // The application drops the future of `close_with` and sends its own close frame.
    let (mut socket, wire) = server::<false>();
    wire.lock().unwrap().has_room = false;
    assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
    wire.lock().unwrap().has_room = true;
    ready(socket.send(Message::Close(b"\x0F\xA2".to_vec()))).unwrap();
    arrive(&wire, close(b"\x0F\xA2"));
    arrive(&wire, None);
    assert_eq!(seen(&ready(socket.closed())), (4002, "", true));
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(b"\x0F\xA2".to_vec())]);
}

/// Close frames from the application are checked too.
#[test]
fn a_frame_that_may_not_be_sent_is_replaced() {
    let (mut socket, wire) = server::<true>();
    ready(socket.send(Message::Close(b"\x13\x88bye".to_vec()))).unwrap();
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(b"\x03\xF3".to_vec())]);
    arrive(&wire, None);
    let event = ready(socket.closed());
    assert_eq!(sent(&event), Some(&b"\x03\xF3"[..]));
}

/// RFC 6455, sections 1.4 and 5.5.1.
#[test]
fn messages_after_the_peers_close_frame_are_discarded() {
    let (socket, wire) = server::<false>();
    let mut socket = WithCloseEvent::new(socket.into_inner(), Role::Client);
    for item in [Some(Ok(Message::Data)), close(BYE.encode()), close(b"\x03\xE8"), Some(Ok(Message::Data))] {
        arrive(&wire, item);
    }
    assert!(matches!(ready(socket.recv()), Some(Ok(Message::Data))));
    assert!(matches!(ready(socket.recv()), Some(Ok(Message::Close(body))) if body == BYE.encode()));

    // A peer that never stops cannot keep other tasks from running.
    wire.lock().unwrap().floods = true;
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    assert!(pin!(socket.recv()).poll(&mut Context::from_waker(&waker)).is_pending());
    assert_eq!(woken.count(), 1, "the task continues after the others");

    wire.lock().unwrap().floods = false;
    arrive(&wire, None);
    assert!(ready(socket.recv()).is_none());
    assert_eq!(seen(&ready(socket.closed())), (1001, "bye", true));
}

/// The connection has failed, so later messages are ignored (RFC 6455, section 7.1.7).
#[test]
fn messages_after_a_broken_close_frame_are_discarded() {
    let (socket, wire) = server::<false>();
    let mut socket = WithCloseEvent::new(socket.into_inner(), Role::Client);
    for item in [close(b"\x03\xEElost"), Some(Ok(Message::Data)), close(BYE.encode()), None] {
        arrive(&wire, item);
    }
    assert!(matches!(ready(socket.recv()), Some(Ok(Message::Close(_)))));
    assert!(ready(socket.recv()).is_none());
    let event = ready(socket.closed());
    assert_eq!(seen(&event), (1006, "", false));
    assert!(event.outcome().unwrap().failed());
}

/// The answer to the peer's close frame uses the place in the sink that `poll_ready` reserved for a message.
#[test]
fn a_message_that_has_lost_its_place_is_discarded() {
    let (socket, wire) = server::<false>();
    let mut socket = WithCloseEvent::new(socket.into_inner(), Role::Client);
    let mut cx = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut socket).poll_ready(&mut cx).is_ready());
    arrive(&wire, close(BYE.encode()));
    assert!(ready(socket.recv()).is_some());
    assert!(Pin::new(&mut socket).start_send(Message::Data).is_ok());
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(BYE.encode().to_vec())]);

    // The next message has its own place. It goes to the library, which may refuse it.
    assert!(Pin::new(&mut socket).poll_ready(&mut cx).is_ready());
    assert!(Pin::new(&mut socket).start_send(Message::Data).is_ok());
    assert_eq!(wire.lock().unwrap().sent.len(), 2);
}

#[test]
fn another_policy_keeps_the_handshake() {
    let (mut socket, wire) = server::<true>();
    assert!(poll(socket.close_with(BYE, pending::<()>())).is_pending());
    let mut socket = socket.with_policy(CodePolicy::Browser);
    assert!(poll(socket.close_with(CloseFrame::EMPTY, pending::<()>())).is_pending());
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(BYE.encode().to_vec())]);
    socket.time_out();
    let event = ready(socket.closed());
    assert_eq!((event.initiator(), sent(&event)), (Some(Initiator::Local), Some(BYE.encode())));
    assert!(event.outcome().unwrap().timed_out());
}

/// A task that closes wakes the reader. So the close frame is sent even if the first task gives up.
#[test]
fn a_reader_also_sends_the_close_frame() {
    let (mut socket, wire) = server::<true>();
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    assert!(pin!(socket.recv()).poll(&mut Context::from_waker(&waker)).is_pending());
    wire.lock().unwrap().has_room = false;
    assert!(Pin::new(&mut socket).poll_close(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(woken.count(), 1);
    wire.lock().unwrap().has_room = true;
    assert!(poll(socket.recv()).is_pending());
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(Vec::new())]);
}

/// The outcome has the close frame that was really sent.
#[test]
fn the_outcome_has_the_frame_that_was_sent() {
    let told = CloseFrame::from_static(CloseCode::ProtocolError, "broken");
    let own = Message::Close(BYE.encode().to_vec());
    // First the application's frame, then the library's report, then this endpoint's report.
    let (mut socket, wire) = server::<false>();
    wire.lock().unwrap().has_room = false;
    assert!(poll(socket.close_with(told, pending::<()>())).is_pending());
    wire.lock().unwrap().has_room = true;
    ready(socket.send(own)).unwrap();
    arrive(&wire, None);
    assert_eq!(sent(&ready(socket.closed())), Some(BYE.encode()));

    for failure in [SocketFailure::Reported(told), SocketFailure::Protocol(told)] {
        let (mut socket, wire) = server::<true>();
        arrive(&wire, Some(Err(Failure(failure))));
        let event = ready(socket.closed());
        assert_eq!(sent(&event), Some(told.encode()), "{failure:?}");
        assert!(event.outcome().unwrap().failed());
    }
}

#[test]
fn the_policy_decides_about_the_peers_code() {
    let (refused, accepted) = ((1006, "", false), (5000, "bye", true));
    for (policy, expected) in [
        (CodePolicy::Strict, refused),
        (CodePolicy::Browser, accepted),
        (CodePolicy::Only(&[1000..=1000]), refused),
        (CodePolicy::Only(&[1000..=1000, 5000..=5000]), accepted),
    ] {
        let (socket, wire) = server::<false>();
        let mut socket = socket.with_policy(policy);
        arrive(&wire, close(b"\x13\x88bye"));
        arrive(&wire, None);
        assert_eq!(seen(&ready(socket.closed())), expected);
    }
}

#[test]
fn closing_the_sink_sends_a_close_frame() {
    let (mut socket, wire) = server::<false>();
    let mut cx = Context::from_waker(Waker::noop());
    assert!(matches!(Pin::new(&mut socket).poll_close(&mut cx), Poll::Ready(Ok(()))));
    assert!(matches!(Pin::new(&mut socket).poll_close(&mut cx), Poll::Ready(Ok(()))));
    assert_eq!(wire.lock().unwrap().sent, [Message::Close(Vec::new())]);
}

/// A waker that owns its task: dropping the waker drops the future.
struct Owner {
    _task: Closed,
}

impl Wake for Owner {
    fn wake(self: Arc<Self>) {}
}

#[test]
fn a_waker_may_own_the_future_that_waits() {
    let (socket, _) = server::<true>();
    let (mut other, mut closed) = (socket.watch(), socket.watch());
    assert!(poll(&mut other).is_pending());
    let owner = Waker::from(Arc::new(Owner { _task: other }));
    assert!(Pin::new(&mut closed).poll(&mut Context::from_waker(&owner)).is_pending());
    drop(owner);
    // This poll replaces the last handle of the owner.
    assert!(poll(&mut closed).is_pending());
    drop(socket);
    assert_eq!(seen(&ready(closed)), (1006, "", false));
}
