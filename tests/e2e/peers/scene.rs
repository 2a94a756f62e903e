use std::io::{self, Write};
use std::sync::mpsc::channel;
use std::time::Duration;

use close_codes::stream::SocketMessage;
use close_codes::{CloseCode, CloseEvent, CloseFrame, WithCloseEvent};
use futures_util::{Sink, SinkExt, Stream};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

/// The close frame with which this side starts to close.
const OWN: CloseFrame = CloseFrame::from_static(CloseCode::from_u16(4001), "genug für heute");

/// The time limit of a scenario. All should be much faster.
const PATIENCE: Duration = Duration::from_secs(10);

/// The time that this side waits for the peer's close frame: longer than a scenario may take.
const ENOUGH: Duration = Duration::from_secs(60);

/// Scenarios, with this side's part. The peer's part is in `peer.py`, `peer.mjs` and `page.html`.
const SCENARIOS: [(&str, Part); 21] = [
    ("peer-1000", Part::Read),
    ("peer-1001", Part::Read),
    ("peer-1005", Part::Read),
    ("peer-1014", Part::Read),
    ("peer-3001", Part::Read),
    ("peer-4001", Part::Read),
    ("peer-fin", Part::Read),
    ("peer-gone", Part::Read),
    ("peer-rst", Part::Read),
    ("bad-999", Part::Read),
    ("bad-1005", Part::Read),
    ("bad-reason", Part::Read),
    ("bad-text", Part::Read),
    ("own-4001", Part::CLOSE),
    ("own-late", Part::CLOSE),
    ("own-unanswered", Part::GIVE_UP),
    ("own-sink", Part::CloseSink),
    ("own-drop", Part::Drop),
    ("both-4002", Part::CROSS),
    ("both-1014", Part::CROSS),
    ("both-999", Part::CROSS),
];

#[derive(Clone, Copy)]
enum Part {
    /// Reads until the end.
    Read,
    /// Waits until the peer is ready, does not read for the time `hold`, and then closes.
    Close { hold: Duration, patience: Duration },
    /// Waits until the peer is ready, closes the sink, and reads until the end.
    CloseSink,
    /// Waits until the peer is ready, and then drops the socket.
    Drop,
}

/// A WebSocket that has a close event.
pub(crate) trait Socket {
    fn on_close(&mut self, listener: impl FnOnce(&CloseEvent) + Send + 'static);

    /// Waits for a message.
    async fn recv(&mut self);

    /// Reads until the connection has closed.
    async fn closed(&mut self);

    /// Closes, and waits for the peer, but not longer than `patience`.
    async fn close(&mut self, frame: CloseFrame, patience: Duration);

    /// Closes with the library's default close frame.
    async fn close_sink(&mut self);
}

impl<S, M, E> Socket for WithCloseEvent<S>
where
    S: Stream<Item = Result<M, E>> + Sink<M::Outgoing> + Unpin,
    M: SocketMessage<Error = E>,
    E: std::error::Error,
{
    fn on_close(&mut self, listener: impl FnOnce(&CloseEvent) + Send + 'static) {
        Self::on_close(self, listener);
    }

    async fn recv(&mut self) {
        self.recv().await;
    }

    async fn closed(&mut self) {
        while let Some(Ok(_)) = self.recv().await {}
        self.closed().await;
    }

    async fn close(&mut self, frame: CloseFrame, patience: Duration) {
        self.close_with(frame, sleep(patience)).await;
    }

    async fn close_sink(&mut self) {
        // The event also shows an error or the end.
        let _ = SinkExt::close(self).await;
    }
}

/// A connection of an adapter with a peer, in a scenario.
pub(crate) struct Scene {
    adapter: &'static str,
    peer: String,
    scenario: &'static str,
    part: Part,
}

impl Scene {
    /// Makes a scene, or returns `None` if the scenario does not exist.
    pub(crate) fn new(adapter: &'static str, peer: &str, scenario: &str) -> Option<Self> {
        let (scenario, part) = SCENARIOS.into_iter().find(|(name, _)| *name == scenario)?;
        Some(Self { adapter, peer: peer.into(), scenario, part })
    }

    /// Makes the scene that a client asks for with a path `/PEER/SCENARIO`.
    pub(crate) fn asked_for(adapter: &'static str, path: &str) -> Option<Self> {
        let (peer, scenario) = path.strip_prefix('/')?.split_once('/')?;
        Self::new(adapter, peer, scenario)
    }

    /// Returns the path that asks a server for this scene.
    pub(crate) fn path(&self) -> String {
        format!("/{}/{}", self.adapter, self.scenario)
    }

    /// Plays this side's part, and prints how the connection closed.
    pub(crate) async fn play(self, mut socket: impl Socket) {
        let (sender, receiver) = channel();
        socket.on_close(move |event| drop(sender.send(facts(event))));
        let in_time = timeout(PATIENCE, self.part.play(&mut socket)).await.is_ok();
        drop(socket);
        let events: Vec<_> = receiver.try_iter().collect();
        let Self { adapter, peer, scenario, .. } = self;
        if in_time {
            let line =
                json!({ "side": "own", "adapter": adapter, "peer": peer, "scenario": scenario, "events": events });
            print(&line.to_string());
        } else {
            eprintln!("{scenario}, {adapter}, {peer}: does not end; events after the drop: {events:?}");
        }
    }
}

impl Part {
    const CLOSE: Self = Self::Close { hold: Duration::ZERO, patience: ENOUGH };

    /// Gives up before the peer reads again, which takes some seconds.
    const GIVE_UP: Self = Self::Close { hold: Duration::ZERO, patience: Duration::from_millis(200) };

    /// Waits until the peer's close frame has arrived: the peer sends it soon after its message `ready`.
    const CROSS: Self = Self::Close { hold: Duration::from_millis(600), patience: ENOUGH };

    async fn play(self, socket: &mut impl Socket) {
        match self {
            Self::Read => socket.closed().await,
            Self::Close { hold, patience } => {
                socket.recv().await;
                sleep(hold).await;
                socket.close(OWN, patience).await;
            }
            Self::CloseSink => {
                socket.recv().await;
                socket.close_sink().await;
                socket.closed().await;
            }
            Self::Drop => socket.recv().await,
        }
    }
}

fn facts(event: &CloseEvent) -> Value {
    json!({ "code": event.code().as_u16(), "reason": event.reason(), "clean": event.was_clean() })
}

/// Returns the scenarios for servers: all except that of a page that goes away.
pub(crate) fn scenarios() -> impl Iterator<Item = &'static str> {
    SCENARIOS.into_iter().map(|(name, _)| name).filter(|name| *name != "peer-gone")
}

/// Prints a line. Ignores an error: then the reader has stopped reading.
pub(crate) fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
