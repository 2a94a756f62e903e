//! The close event of each adapter's socket, over loopback, against a peer that may break the protocol.
//!
//! Each test says what the peer does. The expected event follows from RFC 6455, sections 7.1.4 to 7.1.6, and from what the adapters'
//! docs say that their libraries hide.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what goes wrong here fails a test"
)]

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::{LocalSet, spawn_local};
use tokio::time::timeout;

mod endpoint;
mod many;
mod peer;
mod split;

use endpoint::{Adapter, LONG, Plan, Play, Seen};
use peer::{Peer, body};

/// The time after which a test hangs.
const TOO_LONG: Duration = Duration::from_secs(30);

/// A connection, as the peer sees it.
struct Connection {
    peer: Peer,
    play: Play,
    told: oneshot::Receiver<Seen>,
}

impl Connection {
    async fn open(adapter: Adapter, what: Plan) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (stream, accepted) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
        let (play, told) = Play::new(what);
        spawn_local(adapter.open(accepted.unwrap().0, play.clone()));
        let stream = stream.unwrap();
        let peer = if adapter.is_client() { Peer::server(stream).await } else { Peer::client(stream).await };
        Self { peer, play, told }
    }

    fn timer(&self) -> Arc<Notify> {
        Arc::clone(&self.play.time_out)
    }
}

/// Returns the one event, which the listener and the waiting task must both have got.
async fn event(play: Play, told: oneshot::Receiver<Seen>) -> Seen {
    let seen = told.await.unwrap();
    let events = play.events.lock().unwrap();
    assert_eq!(*events, std::slice::from_ref(&seen), "the listener and the task get the same single event");
    seen
}

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    LocalSet::new().block_on(&runtime, async { timeout(TOO_LONG, test).await.expect("the test hangs") })
}

/// Runs the peer's script with a connection of each adapter. Checks the event of this endpoint, and the close frame that the peer
/// got.
#[allow(clippy::needless_pass_by_value, reason = "it is called with closures")]
fn each(
    plan: Plan,
    script: impl AsyncFn(&mut Peer, &Notify) -> Option<Vec<u8>>,
    check: impl Fn(Adapter, Seen, Option<Vec<u8>>),
) {
    for adapter in Adapter::ALL {
        run(async {
            let mut connection = Connection::open(adapter, plan).await;
            let timer = connection.timer();
            let told = script(&mut connection.peer, &timer).await;
            drop(connection.peer);
            let seen = event(connection.play, connection.told).await;
            if let Some(told) = &told {
                assert_eq!(
                    sent(&seen).as_ref(),
                    Some(told),
                    "{adapter:?}: the outcome must have the frame that the peer got"
                );
            }
            check(adapter, seen, told);
        });
    }
}

/// Returns the body of the close frame that was sent, according to the outcome.
fn sent(seen: &Seen) -> Option<Vec<u8>> {
    Some(seen.outcome.unwrap().sent()?.encode().to_vec())
}

/// Returns the key of the initiator, and two bools: this endpoint failed the connection, and its time ran out.
const fn how(seen: &Seen) -> (&'static str, bool, bool) {
    let outcome = seen.outcome.unwrap();
    (outcome.initiator_key(), outcome.failed(), outcome.timed_out())
}

fn clean(code: u16, reason: &str) -> Seen {
    Seen { code, reason: reason.into(), clean: true, outcome: None }
}

const fn lost() -> Seen {
    Seen { code: 1006, reason: String::new(), clean: false, outcome: None }
}

/// Returns the answer to a close frame: tokio-websockets leaves the reason out.
fn echo(adapter: Adapter, sent: &[u8]) -> &[u8] {
    if adapter.is_tokio_websockets() { &sent[..sent.len().min(2)] } else { sent }
}

#[test]
fn the_peer_closes_with_code_and_reason() {
    for (code, reason) in [(1000, ""), (1001, "bye"), (3000, "hörst du 你好?"), (4999, &*"x".repeat(123))] {
        let sent = body(code, reason);
        each(
            Plan::Echo,
            async |peer, _| {
                peer.send_close(&sent).await;
                peer.told().await
            },
            |adapter, seen, told| {
                assert_eq!(seen, clean(code, reason), "{adapter:?}");
                assert_eq!(told.as_deref(), Some(echo(adapter, &sent)), "{adapter:?}");
            },
        );
    }
}

#[test]
fn the_peer_closes_without_a_code() {
    each(
        Plan::Echo,
        async |peer, _| {
            peer.send_close(b"").await;
            peer.told().await
        },
        |adapter, seen, told| {
            assert_eq!((seen, told), (clean(1005, ""), Some(vec![])), "{adapter:?}");
        },
    );
}

#[test]
fn dropping_the_socket_at_the_close_frame_is_clean() {
    let sent = body(1001, "bye");
    each(
        Plan::LeaveAtClose,
        async |peer, _| {
            peer.send_close(&sent).await;
            peer.told().await
        },
        |adapter, seen, told| {
            assert_eq!((seen, told.as_deref()), (clean(1001, "bye"), Some(echo(adapter, &sent))), "{adapter:?}");
        },
    );
}

#[test]
fn messages_pass_through() {
    each(
        Plan::Echo,
        async |peer, _| {
            for text in ["one", "two", &*"three".repeat(1000)] {
                peer.send(&peer.text(text.as_bytes())).await;
                assert_eq!(peer.next_text().await, Some(text.as_bytes().to_vec()));
            }
            peer.send_close(&body(1000, "")).await;
            peer.told().await
        },
        |adapter, seen, told| assert_eq!((seen, told), (clean(1000, ""), Some(body(1000, ""))), "{adapter:?}"),
    );
}

#[test]
fn the_peer_drops_the_connection() {
    each(
        Plan::Echo,
        async |peer, _| {
            peer.finish().await;
            peer.told().await
        },
        |adapter, seen, told| assert_eq!((seen, told), (lost(), None), "{adapter:?}"),
    );
}

#[test]
fn the_peer_ends_in_the_middle_of_a_frame() {
    each(
        Plan::Echo,
        async |peer, _| {
            let frame = peer.close(&body(1001, "going away"));
            peer.send(&frame[..frame.len() - 3]).await;
            peer.finish().await;
            let _ = peer.told().await;
            None
        },
        |adapter, seen, _| assert_eq!(seen, lost(), "{adapter:?}"),
    );
}

#[test]
fn the_peer_resets_the_connection_in_the_middle_of_a_frame() {
    for adapter in Adapter::ALL {
        run(async {
            let mut connection = Connection::open(adapter, Plan::Echo).await;
            let frame = connection.peer.text(b"half of it");
            connection.peer.send(&frame[..frame.len() / 2]).await;
            connection.peer.reset();
            assert_eq!(event(connection.play, connection.told).await, lost(), "{adapter:?}");
        });
    }
}

/// Uses only codes that may not be sent.
#[test]
fn the_peer_sends_a_bad_code() {
    for code in [0, 999, 1004, 1005, 1006, 1015, 1999, 2999, 5000, 65535] {
        each(
            Plan::Echo,
            async |peer, _| {
                peer.send_close(&body(code, "bye")).await;
                peer.told().await
            },
            |adapter, seen, told| {
                if adapter.is_tungstenite() {
                    assert_eq!(seen, clean(1002, "Protocol violation"), "{adapter:?}, {code}");
                } else {
                    assert_eq!(seen, lost(), "{adapter:?}, {code}");
                }
                assert_eq!(told.unwrap()[..2], body(1002, ""), "{adapter:?}, {code}");
            },
        );
    }
}

/// Uses a code that may be sent. Only tungstenite refuses it.
#[test]
fn the_peer_sends_1014() {
    let sent = body(1014, "bye");
    each(
        Plan::Echo,
        async |peer, _| {
            peer.send_close(&sent).await;
            peer.told().await
        },
        |adapter, seen, told| {
            if adapter.is_tungstenite() {
                assert_eq!(seen, clean(1002, "Protocol violation"), "{adapter:?}");
                assert_eq!(told, Some(body(1002, "Protocol violation")), "{adapter:?}");
            } else {
                assert_eq!((seen, told.as_deref()), (clean(1014, "bye"), Some(echo(adapter, &sent))), "{adapter:?}");
            }
        },
    );
}

#[test]
fn the_peer_sends_invalid_utf_8() {
    each(
        Plan::Echo,
        async |peer, _| {
            peer.send_close(b"\x03\xE8by\xFF").await;
            peer.told().await
        },
        |adapter, seen, told| {
            // For actix-http, a bad code and a bad reason are the same error.
            let code = if adapter.is_actix() { 1002 } else { 1007 };
            assert_eq!((seen, &told.unwrap()[..2]), (lost(), &body(code, "")[..]), "{adapter:?}");
        },
    );
    each(
        Plan::Echo,
        async |peer, _| {
            peer.send(&peer.text(b"by\xFF")).await;
            peer.told().await
        },
        |adapter, seen, told| {
            assert_eq!(how(&seen), ("local", true, false), "{adapter:?}");
            assert_eq!((seen, &told.unwrap()[..2]), (lost(), &body(1007, "")[..]), "{adapter:?}");
        },
    );
}

#[test]
fn the_peer_sends_a_body_that_is_too_short_or_too_long() {
    for sent in [&b"\x03"[..], &body(1000, &"x".repeat(124))] {
        each(
            Plan::Echo,
            async |peer, _| {
                peer.send_close(sent).await;
                peer.told().await
            },
            |adapter, seen, told| {
                assert!(matches!(how(&seen), (_, true, false)), "{adapter:?}");
                assert_eq!((seen, &told.unwrap()[..2]), (lost(), &body(1002, "")[..]), "{adapter:?}, {}", sent.len());
            },
        );
    }
}

/// Exceeds the default limit of actix-ws. The limit of the others is 64 MiB.
#[test]
fn the_peer_sends_too_big_a_message() {
    run(async {
        let mut connection = Connection::open(Adapter::ActixWs, Plan::Echo).await;
        connection.peer.send(&connection.peer.text(&vec![b'x'; 65537])).await;
        let told = connection.peer.told().await;
        assert_eq!(told.as_ref().unwrap()[..2], body(1009, ""));
        let seen = event(connection.play, connection.told).await;
        assert_eq!((how(&seen), sent(&seen)), (("local", true, false), told));
        assert_eq!(seen, lost());
    });
}

/// Returns the event after this endpoint has closed first. actix-ws ends the connection after its own close frame, and does not
/// wait for the peer's.
fn closed_by_us(adapter: Adapter, expected: Seen) -> Seen {
    if adapter.is_actix() { lost() } else { expected }
}

#[test]
fn we_close() {
    for plan in [Plan::CloseWith, Plan::SendClose] {
        each(
            plan,
            async |peer, _| {
                let told = peer.next_close().await?;
                peer.send_close(&told).await;
                peer.end().await;
                Some(told)
            },
            |adapter, seen, told| {
                assert_eq!(told, Some(body(4001, "expired")), "{adapter:?}");
                assert_eq!(seen, closed_by_us(adapter, clean(4001, "expired")), "{adapter:?}");
            },
        );
    }
}

#[test]
fn we_close_and_messages_are_still_on_their_way() {
    each(
        Plan::CloseWith,
        async |peer, _| {
            for _ in 0..10 {
                peer.send(&peer.text(b"on its way")).await;
            }
            let told = peer.next_close().await?;
            peer.send_close(&told).await;
            peer.end().await;
            None
        },
        |adapter, seen, _| assert_eq!(seen, closed_by_us(adapter, clean(4001, "expired")), "{adapter:?}"),
    );
}

/// Sends a close frame of the peer that is not an answer to ours.
#[test]
fn both_close_at_once() {
    each(
        Plan::CloseWith,
        async |peer, _| {
            peer.send_close(&body(3001, "at once")).await;
            peer.told().await
        },
        |adapter, seen, told| {
            // Our frame, if it was sent before the peer's was read; otherwise our answer.
            let is_ours = told == Some(body(4001, "expired"));
            assert!(is_ours || told.as_deref() == Some(echo(adapter, &body(3001, "at once"))), "{adapter:?}");
            let at_once = clean(3001, "at once");
            assert_eq!(seen, if is_ours { closed_by_us(adapter, at_once) } else { at_once }, "{adapter:?}");
        },
    );
    each(
        Plan::SendClose,
        async |peer, _| {
            let told = peer.next_close().await;
            peer.send_close(&body(3001, "at once")).await;
            peer.end().await;
            told
        },
        |adapter, seen, told| {
            assert_eq!(told, Some(body(4001, "expired")), "{adapter:?}");
            assert_eq!(seen, closed_by_us(adapter, clean(3001, "at once")), "{adapter:?}");
        },
    );
}

#[test]
fn the_sink_is_closed() {
    each(
        Plan::CloseSink,
        async |peer, _| {
            let told = peer.next_close().await?;
            peer.send_close(&told).await;
            peer.end().await;
            Some(told)
        },
        |adapter, seen, told| {
            let code = adapter.is_tokio_websockets().then_some(1000);
            assert_eq!(told, Some(code.map_or_else(Vec::new, |code| body(code, ""))), "{adapter:?}");
            assert_eq!(seen, closed_by_us(adapter, clean(code.unwrap_or(1005), "")), "{adapter:?}");
        },
    );
}

#[test]
fn the_peer_never_answers() {
    each(
        Plan::CloseWith,
        async |peer, timer| {
            let told = peer.next_close().await;
            timer.notify_one();
            assert_eq!(peer.next_close().await, None);
            told
        },
        |adapter, seen, told| {
            // actix-ws has ended the connection already.
            assert_eq!(how(&seen), ("local", false, !adapter.is_actix()), "{adapter:?}");
            assert_eq!((seen, told), (lost(), Some(body(4001, "expired"))), "{adapter:?}");
        },
    );
}

/// Fills the buffers, so that the answer has to wait too. All bytes must arrive, and both tasks must be woken.
#[test]
fn the_peer_closes_while_a_long_message_is_written() {
    let sent = body(1001, "bye");
    for plan in [Plan::SplitAndRead, Plan::SplitAndLeave] {
        each(
            plan,
            async |peer, _| {
                peer.await_frame().await;
                peer.send_close(&sent).await;
                assert_eq!(peer.next_text().await.map(|text| text.len()), Some(LONG));
                peer.told().await
            },
            |adapter, seen, told| {
                assert_eq!((seen, told.as_deref()), (clean(1001, "bye"), Some(echo(adapter, &sent))), "{adapter:?}");
            },
        );
    }
}

/// Checks that the timer of `close_with` still ends the call.
#[test]
fn the_peer_never_stops_sending() {
    each(
        Plan::CloseWith,
        async |peer, timer| {
            let told = peer.next_close().await;
            let frames = peer.text(b"more").repeat(10_000);
            peer.flood(&frames, timer).await;
            told
        },
        |adapter, seen, told| {
            assert_eq!((seen, told), (lost(), Some(body(4001, "expired"))), "{adapter:?}");
        },
    );
}

/// Checks that everything after a close frame is discarded (RFC 6455, sections 1.4 and 5.5.1).
#[test]
fn nothing_is_read_after_the_peers_close_frame() {
    for adapter in Adapter::ALL {
        for in_fragments in [false, true] {
            run(async {
                let Connection { mut peer, play, told } = Connection::open(adapter, Plan::Echo).await;
                let messages = Arc::clone(&play.messages);
                let (before, after) = if in_fragments {
                    peer.fragments(b"fra", b"gment").into()
                } else {
                    (peer.text(b"one"), [peer.close(&body(1000, "")), peer.text(b"late")].concat())
                };
                peer.send(&[before, peer.close(&body(4001, "")), after].concat()).await;
                let sent_here = peer.next_close().await;
                peer.end().await;
                let seen = event(play, told).await;
                assert_eq!((sent(&seen), &seen), (sent_here, &clean(4001, "")), "{adapter:?}");
                // The text and the close frame. Some libraries do not deliver the beginning of a text.
                let expected = if in_fragments && adapter != Adapter::ActixWs { 1 } else { 2 };
                assert_eq!(messages.load(Ordering::Relaxed), expected, "{adapter:?}, in fragments: {in_fragments}");
            });
        }
    }
}

#[test]
fn we_vanish() {
    each(
        Plan::Vanish,
        async |peer, _| peer.told().await,
        |adapter, seen, told| assert_eq!((seen, told), (lost(), None), "{adapter:?}"),
    );
}
