//! `WithCloseEvent` in random schedules.
//!
//! The model has a library, its peer, and tasks with their own wakers. An oracle computes the expected event only from the log of
//! reads, writes and flushes. A failure prints its seed. The environment variable `SCHEDULES` sets the number of schedules.
#![cfg(feature = "stream")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::struct_excessive_bools,
    clippy::unwrap_used,
    reason = "what goes wrong here fails a test"
)]

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use close_codes::stream::{SocketFailure, SocketMessage};
use close_codes::{CloseCode, CloseEvent, CloseFrame, CodePolicy, ReceivedClose, Role, WithCloseEvent};
use futures_core::Stream;
use futures_sink::Sink;

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");

/// Random numbers that are the same in every run: xorshift64.
#[derive(Clone)]
struct Random(Rc<Cell<u64>>);

impl Random {
    fn new(seed: u64) -> Self {
        let this = Self(Rc::new(Cell::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)));
        for _ in 0..4 {
            this.below(1);
        }
        this
    }

    fn below(&self, limit: usize) -> usize {
        let mut x = self.0.get();
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.0.set(x);
        usize::try_from(x >> 33).unwrap() % limit
    }

    fn one_in(&self, n: usize) -> bool {
        self.below(n) == 0
    }
}

// --- The library ---

/// A message of the library. `ANSWERS` and `READS` are the trait's constants. `CODED` is `true` if closing the sink sends a code.
#[derive(Clone, Debug)]
enum Message<const ANSWERS: bool, const READS: bool, const CODED: bool> {
    Data,
    Close(Vec<u8>),
}

#[derive(Debug)]
struct Failure(SocketFailure);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it broke")
    }
}

impl<const ANSWERS: bool, const READS: bool, const CODED: bool> SocketMessage for Message<ANSWERS, READS, CODED> {
    type Error = Failure;
    type Outgoing = Self;

    const ANSWERS_CLOSE: bool = ANSWERS;
    const READS_WHILE_CLOSING: bool = READS;
    const DEFAULT_CLOSE: CloseFrame =
        if CODED { CloseFrame::from_static(CloseCode::NormalClosure, "") } else { CloseFrame::EMPTY };

    fn close_body(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Close(body) => Some(Cow::Borrowed(body)),
            Self::Data => None,
        }
    }

    fn outgoing_close(outgoing: &Self) -> Option<CloseFrame> {
        let Self::Close(body) = outgoing else { return None };
        Some(CloseFrame::parse(body, CodePolicy::Strict).expect("the frame may be sent").echo())
    }

    fn from_frame(frame: CloseFrame) -> Self {
        Self::Close(frame.encode().to_vec())
    }

    /// The code without the reason.
    fn answer(close: &ReceivedClose<'_>) -> CloseFrame {
        CloseFrame::forwarding(close.code(), "")
    }

    fn classify(error: &Failure) -> SocketFailure {
        error.0
    }
}

/// An arrival from the peer.
#[derive(Clone, Debug)]
enum Arrival {
    Data,
    Close(&'static [u8]),
    /// A frame that breaks the protocol.
    Broken,
    Reset,
    End,
}

/// An event in the log, which is in order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// The library has returned a close frame.
    ReadClose(Vec<u8>),
    /// The library has returned an error; `true` if the peer broke the protocol.
    ReadError(bool),
    ReadEnd,
    /// A close frame is in the sink.
    Started(Vec<u8>),
    /// A flush has ended.
    Flushed,
    CloseCalled,
    /// The application asks for a close frame.
    Asked,
    TimerFired,
    TimeOut,
    /// A call by the application has returned.
    Returned,
    Dropped,
}

struct Wire {
    answers: bool,
    /// `true` if the library reports a broken protocol to the peer.
    reports: bool,
    incoming: VecDeque<Arrival>,
    /// The number of data messages that arrive at once, after `incoming`.
    flood: usize,
    stream_ended: bool,
    stream_waker: Option<Waker>,
    room: usize,
    /// The messages in the sink: the body of a close frame, or data.
    buffer: VecDeque<Option<Vec<u8>>>,
    /// The number of messages that the transport accepts now.
    credits: usize,
    has_reserved: bool,
    has_close: bool,
    is_broken: bool,
    sink_waker: Option<Waker>,
    written: Vec<Option<Vec<u8>>>,
    log: Vec<Entry>,
    is_dropped: bool,
}

impl Wire {
    fn wake_stream(&mut self) {
        if let Some(waker) = self.stream_waker.take() {
            waker.wake();
        }
    }

    fn wake_sink(&mut self) {
        if let Some(waker) = self.sink_waker.take() {
            waker.wake();
        }
    }

    fn arrive(&mut self, arrival: Arrival) {
        if let Arrival::End | Arrival::Reset = arrival {
            self.credits = usize::MAX;
            self.wake_sink();
        }
        self.incoming.push_back(arrival);
        self.wake_stream();
    }

    fn write(&mut self) -> Result<(), Failure> {
        if self.is_broken {
            return Err(Failure(SocketFailure::Transport));
        }
        while self.credits > 0 {
            let Some(message) = self.buffer.pop_front() else { break };
            self.written.push(message);
            self.credits = self.credits.saturating_sub(1);
        }
        Ok(())
    }

    fn close(&mut self, body: Vec<u8>) {
        self.has_close = true;
        self.log.push(Entry::Started(body.clone()));
        self.buffer.push_back(Some(body));
    }

    fn flush(&mut self, cx: &Context<'_>) -> Poll<Result<(), Failure>> {
        self.sink_waker = None;
        self.write()?;
        if self.buffer.is_empty() {
            return Poll::Ready(Ok(()));
        }
        self.sink_waker = Some(cx.waker().clone());
        Poll::Pending
    }

    fn has_written_close(&self) -> bool {
        self.written.iter().any(Option::is_some)
    }
}

struct Socket(Rc<RefCell<Wire>>);

impl Drop for Socket {
    fn drop(&mut self) {
        let mut wire = self.0.borrow_mut();
        wire.log.push(Entry::Dropped);
        wire.is_dropped = true;
    }
}

/// A socket whose messages are `M`.
struct Typed<M>(Socket, std::marker::PhantomData<M>);

impl<M> Unpin for Typed<M> {}

impl<const A: bool, const R: bool, const C: bool> Stream for Typed<Message<A, R, C>> {
    type Item = Result<Message<A, R, C>, Failure>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut wire = self.0.0.borrow_mut();
        assert!(!wire.stream_ended, "the stream was polled after its end");
        // A poll that returns `Ready` wakes no task, not even an earlier caller.
        wire.stream_waker = None;
        let arrival = match wire.incoming.pop_front() {
            Some(arrival) => arrival,
            None if wire.flood > 0 => {
                wire.flood -= 1;
                Arrival::Data
            }
            None => {
                wire.stream_waker = Some(cx.waker().clone());
                return Poll::Pending;
            }
        };
        Poll::Ready(match arrival {
            Arrival::Data => Some(Ok(Message::Data)),
            Arrival::Close(body) if wire.answers && !wire.has_close && parse(body).is_none() => {
                wire.stream_ended = true;
                wire.log.push(Entry::ReadError(true));
                wire.close(REPORT.to_vec());
                Some(Err(Failure(SocketFailure::Reported(CloseFrame::from_static(CloseCode::ProtocolError, "broken")))))
            }
            Arrival::Close(body) => {
                wire.log.push(Entry::ReadClose(body.to_vec()));
                if wire.answers && !wire.has_close {
                    wire.close(body[..body.len().min(2)].to_vec());
                }
                Some(Ok(Message::Close(body.to_vec())))
            }
            Arrival::Broken => {
                wire.stream_ended = true;
                wire.log.push(Entry::ReadError(true));
                let reports = wire.reports && !wire.has_close;
                if reports {
                    wire.close(REPORT.to_vec());
                }
                Some(Err(Failure(if reports {
                    SocketFailure::Reported(CloseFrame::from_static(CloseCode::ProtocolError, "broken"))
                } else {
                    SocketFailure::Protocol(CloseFrame::from_static(CloseCode::MessageTooBig, "it broke"))
                })))
            }
            Arrival::Reset => {
                wire.stream_ended = true;
                wire.is_broken = true;
                wire.log.push(Entry::ReadError(false));
                Some(Err(Failure(SocketFailure::Transport)))
            }
            Arrival::End => {
                wire.stream_ended = true;
                wire.log.push(Entry::ReadEnd);
                None
            }
        })
    }
}

impl<const A: bool, const R: bool, const C: bool> Sink<Message<A, R, C>> for Typed<Message<A, R, C>> {
    type Error = Failure;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let mut wire = self.0.0.borrow_mut();
        wire.sink_waker = None;
        if wire.buffer.len() >= wire.room {
            wire.write()?;
        }
        if wire.buffer.len() >= wire.room {
            wire.sink_waker = Some(cx.waker().clone());
            return Poll::Pending;
        }
        wire.has_reserved = true;
        Poll::Ready(Ok(()))
    }

    fn start_send(self: Pin<&mut Self>, message: Message<A, R, C>) -> Result<(), Failure> {
        let mut wire = self.0.0.borrow_mut();
        assert!(std::mem::take(&mut wire.has_reserved), "`start_send` without room");
        if wire.has_close || wire.is_broken {
            return Err(Failure(SocketFailure::Transport));
        }
        match message {
            Message::Data => wire.buffer.push_back(None),
            Message::Close(body) => wire.close(body),
        }
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let mut wire = self.0.0.borrow_mut();
        let poll = wire.flush(cx);
        if let Poll::Ready(Ok(())) = poll {
            wire.log.push(Entry::Flushed);
        }
        poll
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let mut wire = self.0.0.borrow_mut();
        wire.log.push(Entry::CloseCalled);
        wire.flush(cx)
    }
}

// --- The oracle ---

/// The close frame that the library sends to a peer that breaks the protocol.
const REPORT: &[u8] = b"\x03\xEAbroken";

/// Code and reason, unless the body breaks the protocol.
type Parsed = Option<(u16, &'static str)>;

/// Bodies of close frames, and their code and reason by RFC 6455.
const BODIES: [(&[u8], Parsed); 6] = [
    (b"\x03\xE9bye", Some((1001, "bye"))),
    (b"", Some((1005, ""))),
    (b"\x0F\xA1", Some((4001, ""))),
    (b"\x03\xEElost", None),
    (b"\x03", None),
    (b"\x03\xE8\xFF", None),
];

fn parse(body: &[u8]) -> Parsed {
    BODIES.iter().find(|(bytes, _)| *bytes == body).expect("the body is in `BODIES`").1
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    code: u16,
    reason: String,
    clean: bool,
    initiator: &'static str,
    sent: Option<Vec<u8>>,
    failed: bool,
    timed_out: bool,
}

impl From<&CloseEvent> for Seen {
    fn from(event: &CloseEvent) -> Self {
        let outcome = event.outcome().expect("the event has an outcome");
        assert!(outcome.opened() && outcome.was_clean() == event.was_clean());
        Self {
            code: event.code().as_u16(),
            reason: event.reason().to_owned(),
            clean: event.was_clean(),
            initiator: event.initiator_key(),
            sent: outcome.sent().map(|frame| frame.encode().to_vec()),
            failed: outcome.failed(),
            timed_out: outcome.timed_out(),
        }
    }
}

/// The oracle: computes the expected event from the log.
fn expected(role: Role, log: &[Entry]) -> Seen {
    let mut received = None;
    let mut own = None;
    let mut is_sent = false;
    let mut initiator = "none";
    let mut failed = false;
    let mut timed_out = false;
    let mut is_timer_over = false;
    let mut begins = |who| {
        if initiator == "none" {
            initiator = who;
        }
    };
    let mut entries = log.iter().peekable();
    while let Some(entry) = entries.next() {
        match entry {
            Entry::ReadClose(body) => {
                begins("remote");
                received.get_or_insert_with(|| {
                    failed = parse(body).is_none();
                    parse(body)
                });
            }
            Entry::Asked => begins("local"),
            Entry::Started(body) => {
                begins("local");
                own = Some(body.clone());
            }
            Entry::Flushed => is_sent |= own.is_some(),
            Entry::ReadError(false) | Entry::ReadEnd | Entry::Dropped => break,
            Entry::ReadError(true) => {
                begins("local");
                failed |= received.is_none();
                // The error is reported to the peer if this is possible at once.
                if let Some(Entry::Started(body)) = entries.peek() {
                    own = Some(body.clone());
                    entries.next();
                }
                is_sent |= own.is_some() && entries.peek() == Some(&&Entry::Flushed);
                break;
            }
            Entry::TimerFired => is_timer_over = true,
            Entry::Returned if !is_timer_over => {}
            Entry::Returned | Entry::TimeOut => {
                begins("local");
                timed_out = true;
                break;
            }
            Entry::CloseCalled => {}
        }
        if role == Role::Server && is_sent && received.is_some() {
            break;
        }
    }
    let (code, reason, is_valid) = match received.flatten() {
        Some((code, reason)) => (code, reason, true),
        None => (1006, "", false),
    };
    let (clean, sent) = (is_valid && is_sent, own.filter(|_| is_sent));
    Seen { code, reason: reason.to_owned(), clean, initiator, sent, failed, timed_out }
}

// --- The executor ---

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Task {
    name: &'static str,
    future: Option<Pin<Box<dyn Future<Output = ()>>>>,
    flag: Arc<Flag>,
}

impl Task {
    fn new(name: &'static str, future: impl Future<Output = ()> + 'static) -> Self {
        Self { name, future: Some(Box::pin(future)), flag: Arc::new(Flag(AtomicBool::new(true))) }
    }

    fn is_woken(&self) -> bool {
        self.future.is_some() && self.flag.0.load(Ordering::Relaxed)
    }

    fn poll(&mut self) {
        self.flag.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(Arc::clone(&self.flag));
        let Some(future) = &mut self.future else { return };
        if future.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            self.future = None;
        }
    }
}

#[derive(Default)]
struct Timers(Vec<(bool, Option<Waker>)>);

/// The state that all parts of a schedule share.
#[derive(Clone)]
struct World {
    random: Random,
    wire: Rc<RefCell<Wire>>,
    timers: Rc<RefCell<Timers>>,
    /// `true` if futures are dropped at random.
    cancels: Rc<Cell<bool>>,
    /// `true` if the last call of the task has a timer.
    is_timed: Rc<Cell<bool>>,
    /// `true` if the application has read a close frame.
    has_close: Rc<Cell<bool>>,
}

impl World {
    fn log(&self, entry: Entry) {
        self.wire.borrow_mut().log.push(entry);
    }

    /// Makes a call by the application. Returns `None` if the call was dropped.
    async fn call<F: Future>(&self, future: F) -> Option<F::Output> {
        let mut future = pin!(future);
        poll_fn(|cx| {
            let poll = future.as_mut().poll(cx);
            self.log(Entry::Returned);
            match poll {
                Poll::Ready(output) => Poll::Ready(Some(output)),
                Poll::Pending if self.cancels.get() && self.random.one_in(6) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }
        })
        .await
    }

    /// Records an item that was read. Returns `true` if more may follow. After a close frame, only the end may follow.
    fn read<const A: bool, const R: bool, const C: bool>(
        &self,
        item: Option<&Result<Message<A, R, C>, Failure>>,
    ) -> bool {
        let Some(Ok(message)) = item else { return false };
        assert!(!self.has_close.get(), "{message:?} after the peer's close frame");
        self.has_close.set(matches!(message, Message::Close(_)));
        true
    }

    /// Lets another task run.
    async fn pause(&self) {
        let mut is_over = !self.random.one_in(3);
        poll_fn(|cx| {
            if std::mem::replace(&mut is_over, true) {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    /// Returns a timer that ends at a random time.
    fn timer(&self) -> impl Future<Output = ()> + use<> {
        let number = {
            let mut timers = self.timers.borrow_mut();
            timers.0.push((false, None));
            timers.0.len() - 1
        };
        let world = self.clone();
        poll_fn(move |cx| {
            let mut timers = world.timers.borrow_mut();
            let (is_over, waker) = &mut timers.0[number];
            if *is_over {
                return Poll::Ready(());
            }
            *waker = Some(cx.waker().clone());
            Poll::Pending
        })
    }
}

// --- The application ---

type Wrapped<M> = WithCloseEvent<Typed<M>>;

/// A task that owns the whole socket.
async fn whole<const A: bool, const R: bool, const C: bool>(world: World, mut socket: Wrapped<Message<A, R, C>>) {
    let random = world.random.clone();
    for _ in 0..random.below(6) {
        match random.below(16) {
            0..6 => {
                if let Some(item) = world.call(socket.recv()).await {
                    if !world.read(item.as_ref()) {
                        break;
                    }
                }
            }
            6..9 => {
                let _ = world.call(socket.send(Message::Data)).await;
            }
            9 => {
                let _ = world.call(socket.send(Message::Close(BYE.encode().to_vec()))).await;
            }
            10 => {
                world.log(Entry::Asked);
                let _ = world.call(socket.close_with(BYE, std::future::pending::<()>())).await;
            }
            11 => {
                let _ = world.call(poll_fn(|cx| Pin::new(&mut socket).poll_flush(cx))).await;
            }
            12 => {
                world.log(Entry::Asked);
                let _ = world.call(poll_fn(|cx| Pin::new(&mut socket).poll_close(cx))).await;
            }
            13 => {
                world.log(Entry::TimeOut);
                socket.time_out();
            }
            14 => {
                let _ = world.call(socket.closed()).await;
            }
            _ => world.pause().await,
        }
    }
    match random.below(8) {
        0 => {}
        1 | 2 => while world.call(socket.closed()).await.is_none() {},
        3 => loop {
            if let Some(item) = world.call(socket.recv()).await {
                if !world.read(item.as_ref()) {
                    break;
                }
            }
        },
        4 => {
            world.log(Entry::Asked);
            while world.call(poll_fn(|cx| Pin::new(&mut socket).poll_close(cx))).await.is_none() {}
        }
        _ => {
            world.is_timed.set(true);
            loop {
                world.log(Entry::Asked);
                let timer = world.timer();
                let log = world.clone();
                let timer = async move {
                    timer.await;
                    log.log(Entry::TimerFired);
                };
                if world.call(socket.close_with(BYE, timer)).await.is_some() {
                    break;
                }
            }
        }
    }
}

type Half<M> = Rc<RefCell<Wrapped<M>>>;

async fn read<const A: bool, const R: bool, const C: bool>(world: World, half: Half<Message<A, R, C>>, leaves: bool) {
    loop {
        let item = world.call(poll_fn(|cx| Pin::new(&mut *half.borrow_mut()).poll_next(cx))).await;
        if item.is_some_and(|item| !world.read(item.as_ref())) || leaves && world.has_close.get() {
            break;
        }
        if world.random.one_in(4) {
            world.pause().await;
        }
    }
}

async fn write<const A: bool, const R: bool, const C: bool>(
    world: World,
    half: Half<Message<A, R, C>>,
    is_endless: bool,
) {
    let mut closed = half.borrow().watch();
    let mut left = world.random.below(5);
    // Like `forward` with `take_until`: sends no message after the end.
    while is_endless || left > 0 {
        left = left.saturating_sub(1);
        let mut is_closed = false;
        let next = world
            .call(poll_fn(|cx| {
                if Pin::new(&mut closed).poll(cx).is_ready() {
                    is_closed = true;
                    return Poll::Ready(Ok(()));
                }
                // The task has no message to send.
                if is_endless && left == 0 {
                    return Poll::Pending;
                }
                Pin::new(&mut *half.borrow_mut()).poll_ready(cx)
            }))
            .await;
        match next {
            None => continue,
            _ if is_closed => break,
            Some(Err(_)) => break,
            Some(Ok(())) => {}
        }
        world.pause().await;
        let message = if world.random.one_in(8) { Message::Close(BYE.encode().to_vec()) } else { Message::Data };
        let sent = Pin::new(&mut *half.borrow_mut()).start_send(message);
        world.log(Entry::Returned);
        if sent.is_err() {
            break;
        }
        let _ = world.call(poll_fn(|cx| Pin::new(&mut *half.borrow_mut()).poll_flush(cx))).await;
    }
    if world.random.one_in(4) {
        return;
    }
    world.log(Entry::Asked);
    while world.call(poll_fn(|cx| Pin::new(&mut *half.borrow_mut()).poll_close(cx))).await.is_none() {
        if world.random.one_in(8) {
            return;
        }
    }
}

/// Calls `time_out` after a random time.
async fn guard<const A: bool, const R: bool, const C: bool>(world: World, half: Half<Message<A, R, C>>) {
    let (mut timer, mut closed) = (pin!(world.timer()), half.borrow().watch());
    let is_over = poll_fn(|cx| {
        if Pin::new(&mut closed).poll(cx).is_ready() {
            return Poll::Ready(false);
        }
        timer.as_mut().poll(cx).map(|()| true)
    })
    .await;
    if is_over {
        world.log(Entry::TimeOut);
        half.borrow_mut().time_out();
    }
}

async fn join(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let mut are_done = [false; 2];
    poll_fn(|cx| {
        are_done[0] = are_done[0] || one.as_mut().poll(cx).is_ready();
        are_done[1] = are_done[1] || other.as_mut().poll(cx).is_ready();
        if are_done == [true; 2] { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

// --- The peer ---

#[derive(Clone, Debug)]
enum Step {
    Send(Arrival),
    /// Waits until this endpoint has written a close frame.
    AwaitClose,
    Flood,
}

struct Peer {
    steps: VecDeque<Step>,
    /// `true` if the peer never ends the connection.
    is_silent: bool,
    /// `true` if the peer reads the messages of this endpoint.
    reads: bool,
    has_ended: bool,
}

impl Peer {
    fn new(random: &Random) -> Self {
        let mut steps = VecDeque::new();
        let send = |steps: &mut VecDeque<Step>, arrival| steps.push_back(Step::Send(arrival));
        let close = || Arrival::Close(BODIES[random.below(if random.one_in(3) { 6 } else { 3 })].0);
        for _ in 0..random.below(4) {
            send(&mut steps, Arrival::Data);
        }
        let is_silent = random.one_in(4);
        match random.below(8) {
            // The peer answers.
            0..3 => {
                steps.push_back(Step::AwaitClose);
                send(&mut steps, close());
            }
            // The peer closes.
            3 | 4 => send(&mut steps, close()),
            5 => send(&mut steps, Arrival::Broken),
            6 => steps.push_back(Step::Flood),
            _ => {}
        }
        // More frames, which break the protocol.
        for _ in 0..random.below(3) {
            send(&mut steps, if random.one_in(2) { Arrival::Data } else { close() });
        }
        if !is_silent {
            if random.one_in(3) {
                steps.push_back(Step::AwaitClose);
            }
            send(&mut steps, if random.one_in(4) { Arrival::Reset } else { Arrival::End });
        }
        Self { steps, is_silent, reads: !is_silent || !random.one_in(4), has_ended: false }
    }

    fn can_go_on(&self, wire: &Wire) -> bool {
        match self.steps.front() {
            Some(Step::AwaitClose) => wire.has_written_close(),
            Some(_) => true,
            None => false,
        }
    }

    fn go_on(&mut self, wire: &mut Wire) {
        match self.steps.pop_front() {
            Some(Step::Send(arrival)) => {
                self.has_ended |= matches!(arrival, Arrival::End | Arrival::Reset);
                wire.arrive(arrival);
            }
            Some(Step::Flood) => {
                wire.flood = 150;
                wire.wake_stream();
            }
            Some(Step::AwaitClose) | None => {}
        }
    }

    /// Ends the connection, unless the peer is silent.
    fn leave(&mut self, wire: &mut Wire) {
        if !self.is_silent && !self.has_ended {
            self.has_ended = true;
            self.steps.clear();
            wire.arrive(Arrival::End);
        }
    }
}

// --- A schedule ---

struct Schedule {
    world: World,
    tasks: Vec<Task>,
    peer: Peer,
}

impl Schedule {
    /// Runs tasks, peer and timers in random order, until none of them can continue.
    fn run(&mut self) {
        for _ in 0..5000 {
            let random = &self.world.random;
            let woken: Vec<_> = (0..self.tasks.len()).filter(|&task| self.tasks[task].is_woken()).collect();
            let (can_peer, can_write) = {
                let wire = self.world.wire.borrow();
                (self.peer.can_go_on(&wire), self.peer.reads && wire.credits == 0)
            };
            let timers: Vec<_> = (0..)
                .zip(&self.world.timers.borrow().0)
                .filter_map(|(number, (is_over, _))| (!is_over).then_some(number))
                .collect::<Vec<usize>>();
            match random.below(8) {
                0 | 1 if can_peer => self.peer.go_on(&mut self.world.wire.borrow_mut()),
                2 if can_write => {
                    let mut wire = self.world.wire.borrow_mut();
                    wire.credits = 1 + random.below(3);
                    wire.wake_sink();
                }
                3 if !timers.is_empty() && (random.one_in(4) || woken.is_empty()) => {
                    let number = timers[random.below(timers.len())];
                    let waker = {
                        let timer = &mut self.world.timers.borrow_mut().0[number];
                        timer.0 = true;
                        timer.1.take()
                    };
                    if let Some(waker) = waker {
                        waker.wake();
                    }
                }
                // A task is woken for another reason.
                4 if self.world.cancels.get() && random.one_in(4) => {
                    let task = &self.tasks[random.below(self.tasks.len())];
                    task.flag.0.store(true, Ordering::Relaxed);
                }
                _ if !woken.is_empty() => {
                    let task = &mut self.tasks[woken[random.below(woken.len())]];
                    if random.one_in(8) {
                        // From now on, the task has another waker, and its old waker does nothing.
                        task.flag = Arc::new(Flag(AtomicBool::new(true)));
                    }
                    task.poll();
                }
                _ if !can_peer && !can_write && timers.is_empty() => return self.check_rest(),
                _ => {}
            }
        }
        panic!("the schedule does not end");
    }

    /// Polls each task when none can continue. A task that makes progress now should have been woken.
    fn check_rest(&mut self) {
        let before = self.progress();
        let cancels = self.world.cancels.replace(false);
        for index in 0..self.tasks.len() {
            self.tasks[index].poll();
            let (after, log) = (self.progress(), &self.world.wire.borrow().log);
            assert!(after == before, "the {} was not woken: {before:?}, {after:?}; {log:?}", self.tasks[index].name);
        }
        self.world.cancels.set(cancels);
    }

    fn progress(&self) -> (usize, usize, usize, usize) {
        let wire = self.world.wire.borrow();
        (
            self.tasks.iter().filter(|task| task.future.is_some()).count(),
            wire.incoming.len() + wire.flood,
            wire.buffer.len(),
            wire.log.iter().filter(|entry| matches!(entry, Entry::Started(_) | Entry::Dropped)).count(),
        )
    }
}

fn schedule<const A: bool, const R: bool, const C: bool>(seed: u64) {
    let random = Random::new(seed);
    let role = if random.one_in(2) { Role::Server } else { Role::Client };
    let peer = Peer::new(&random);
    let wire = Rc::new(RefCell::new(Wire {
        answers: A,
        reports: A && random.one_in(2),
        incoming: VecDeque::new(),
        flood: 0,
        stream_ended: false,
        stream_waker: None,
        room: 1 + random.below(3),
        buffer: VecDeque::new(),
        credits: random.below(4),
        has_reserved: false,
        has_close: false,
        is_broken: false,
        sink_waker: None,
        written: Vec::new(),
        log: Vec::new(),
        is_dropped: false,
    }));
    let world = World {
        random: random.clone(),
        wire: Rc::clone(&wire),
        timers: Rc::default(),
        cancels: Rc::new(Cell::new(true)),
        is_timed: Rc::default(),
        has_close: Rc::default(),
    };
    let socket: Wrapped<Message<A, R, C>> =
        WithCloseEvent::new(Typed(Socket(Rc::clone(&wire)), std::marker::PhantomData), role);

    let listeners: Vec<_> = (0..random.below(3))
        .map(|_| {
            let events = Arc::new(Mutex::new(Vec::new()));
            let to = Arc::clone(&events);
            socket.on_close(move |event| to.lock().unwrap().push(Seen::from(event)));
            events
        })
        .collect();
    let last = socket.watch();
    let told = Rc::new(RefCell::new(Vec::new()));
    let mut tasks = Vec::new();
    let watchers = random.below(3);
    for _ in 0..watchers {
        let (world, told, watch) = (world.clone(), Rc::clone(&told), last.clone());
        tasks.push(Task::new("watcher", async move {
            loop {
                if let Some(event) = world.call(watch.clone()).await {
                    return told.borrow_mut().push(Seen::from(&event));
                }
            }
        }));
    }
    if random.one_in(3) {
        tasks.push(Task::new("task", whole(world.clone(), socket)));
    } else {
        let half = Rc::new(RefCell::new(socket));
        if random.one_in(3) {
            tasks.push(Task::new("guard", guard(world.clone(), Rc::clone(&half))));
        }
        // A writer that waits for the end needs a reader that reads to the end.
        let (leaves, is_endless) = [(false, false), (false, true), (true, false)][random.below(3)];
        let (reader, writer) = (read(world.clone(), Rc::clone(&half), leaves), write(world.clone(), half, is_endless));
        if random.one_in(4) {
            tasks.push(Task::new("reader and writer", join(reader, writer)));
        } else {
            tasks.push(Task::new("reader", reader));
            tasks.push(Task::new("writer", writer));
        }
    }

    let mut schedule = Schedule { world, tasks, peer };
    schedule.run();
    schedule.peer.leave(&mut wire.borrow_mut());
    schedule.run();
    schedule.world.cancels.set(false);
    schedule.run();
    for task in &mut schedule.tasks {
        let may_wait = schedule.peer.is_silent && !(schedule.world.is_timed.get() && task.name == "task");
        assert!(task.future.is_none() || may_wait, "the {} never ends", task.name);
        if task.name != "watcher" {
            task.future = None;
        }
    }
    schedule.run();
    for task in &schedule.tasks {
        assert!(task.future.is_none(), "the {} never ends, although there is an event", task.name);
    }

    let wire = wire.borrow();
    assert!(wire.is_dropped, "the transport was not dropped");
    assert!(
        wire.log.iter().filter(|entry| matches!(entry, Entry::Started(_))).count() <= 1,
        "more than one close frame was sent"
    );
    let event = Seen::from(&last.event().expect("the connection has an event"));
    assert_eq!(event, expected(role, &wire.log), "{role:?}: {:?}", wire.log);
    for events in listeners {
        assert_eq!(*events.lock().unwrap(), std::slice::from_ref(&event), "the listener's events");
    }
    assert_eq!(*told.borrow(), vec![event; watchers], "the watchers' events");
}

/// Runs every eighth seed, so that the eight tests together run all seeds.
fn schedules<const A: bool, const R: bool, const C: bool>() {
    let count = std::env::var("SCHEDULES").map_or(100_000, |count| count.parse().expect("SCHEDULES is a number"));
    let first = u64::from(A) + 2 * u64::from(R) + 4 * u64::from(C);
    for seed in (first..count).step_by(8) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| schedule::<A, R, C>(seed))) {
            println!("seed {seed}: answers: {A}, reads while closing: {R}, closes with a code: {C}");
            resume_unwind(panic);
        }
    }
}

#[test]
fn does_not_answer() {
    schedules::<false, false, false>();
}

#[test]
fn answers() {
    schedules::<true, false, false>();
}

#[test]
fn reads_while_closing() {
    schedules::<false, true, false>();
}

#[test]
fn answers_and_reads_while_closing() {
    schedules::<true, true, false>();
}

#[test]
fn does_not_answer_and_closes_with_a_code() {
    schedules::<false, false, true>();
}

#[test]
fn answers_and_closes_with_a_code() {
    schedules::<true, false, true>();
}

#[test]
fn reads_while_closing_with_a_code() {
    schedules::<false, true, true>();
}

#[test]
fn answers_and_reads_while_closing_with_a_code() {
    schedules::<true, true, true>();
}
