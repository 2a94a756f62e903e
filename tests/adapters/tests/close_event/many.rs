//! A thousand connections in one process. Each breaks off at some point of its closing handshake.

use allocation_counter::measure;
use futures_util::{StreamExt, stream};

use super::endpoint::{Adapter, Plan};
use super::{Connection, clean, event, lost, run};
use crate::peer::body;

const CONNECTIONS: u64 = 1000;
const AT_ONCE: usize = 40;

/// Pseudo-random numbers, the same in each run: Knuth's linear congruential generator.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_of<T: Copy>(&mut self, choice: &[T]) -> T {
        choice[self.below(choice.len())]
    }
}

/// The peer's last step, after it has sent its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Ends the connection, and reads the rest.
    Finish,
    /// Resets the connection.
    Reset,
    /// Answers a close frame with another one, and ends the connection.
    Answer,
    /// Reads a close frame, and never answers.
    Silence,
}

/// Close frames: the body, and the code and reason of the event if the whole frame arrives.
const BODIES: [(&[u8], u16, &str); 4] =
    [(b"\x03\xE9bye", 1001, "bye"), (b"", 1005, ""), (b"\x0F\xA1", 4001, ""), (b"\x03\xEElost", 1006, "")];

async fn break_off(number: u64) {
    let mut numbers = Numbers(number);
    let _ = numbers.below(1);
    let (adapter, plan) = (numbers.one_of(&Adapter::ALL), numbers.one_of(&Plan::ALL));
    let end = match plan {
        // These plans wait for the peer, so the peer must end the connection.
        Plan::Echo | Plan::LeaveAtClose => numbers.one_of(&[End::Finish, End::Reset]),
        Plan::SendClose | Plan::CloseSink | Plan::Vanish | Plan::SplitAndRead | Plan::SplitAndLeave => {
            numbers.one_of(&[End::Finish, End::Reset, End::Answer])
        }
        Plan::CloseWith => numbers.one_of(&[End::Finish, End::Reset, End::Answer, End::Silence]),
    };
    let (sent, code, reason) = numbers.one_of(&BODIES);

    let Connection { mut peer, play, told } = Connection::open(adapter, plan).await;
    let bytes = [peer.text(b"on its way"), peer.close(sent)].concat();
    let count = numbers.below(bytes.len() + 1);
    peer.send(&bytes[..count]).await;
    match end {
        End::Finish => {
            peer.finish().await;
            while peer.next_close().await.is_some() {}
        }
        End::Reset => peer.reset(),
        End::Answer => {
            if peer.next_close().await.is_some() && count == peer.text(b"on its way").len() {
                peer.send_close(&body(3001, "too")).await;
            }
            peer.finish().await;
            while peer.next_close().await.is_some() {}
        }
        End::Silence => {
            let _ = peer.next_close().await;
            play.time_out.notify_one();
            while peer.next_close().await.is_some() {}
        }
    }

    let what = format!("connection {number}: {adapter:?}, {plan:?}, {count} of {} bytes, {end:?}", bytes.len());
    let seen = event(play, told).await;
    let is_whole = count == bytes.len();
    let told = match code {
        1006 if adapter.is_tungstenite() => clean(1002, "Protocol violation"),
        1006 => lost(),
        _ => clean(code, reason),
    };
    if end == End::Answer && seen == clean(3001, "too") {
        return;
    }
    if is_whole && end == End::Finish && matches!(plan, Plan::Echo | Plan::LeaveAtClose) {
        assert_eq!(seen, told, "{what}");
    } else if is_whole {
        // A reset, or this endpoint's own close, may have been faster. If tungstenite closes first, it does not rewrite codes.
        assert!(seen == told || seen == lost() || !seen.clean && seen.code == told.code, "{what}: {seen:?}");
    } else {
        assert_eq!(seen, lost(), "{what}");
    }
}

fn break_all_off(seeds: std::ops::Range<u64>) {
    run(stream::iter(seeds).map(break_off).buffer_unordered(AT_ONCE).collect::<()>());
}

#[test]
fn a_thousand_connections_that_break_off_have_one_event_each_and_leave_nothing_behind() {
    // The first run makes what the thread keeps, such as buffers for the next connections.
    break_all_off(0..CONNECTIONS);
    let info = measure(|| break_all_off(0..CONNECTIONS));
    assert!(info.count_total > 10 * CONNECTIONS, "allocations must be counted: {info:?}");
    // The thread keeps buffers for the largest number of connections at once, which may be a little larger this time.
    assert!(info.count_current.unsigned_abs() < CONNECTIONS / 100, "{info:?}");
    assert!(info.bytes_current.unsigned_abs() < 64 * CONNECTIONS, "{info:?}");
}
