//! Scripts with a peer in memory, which reads and writes bytes by hand.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::time::Duration;

use close_codes::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

use super::super::transcript::{OwnEnd, Stopped, Transcript};
use super::{LONGEST_PAYLOAD, Settings, play};
use crate::cases::Case;
use crate::net::frame::Unreadable;
use crate::net::wire::{End, Wire};

/// The other fields of a case.
const REST: &str = "number = '1.1'\nname = 'a'\ntitle = 'A'\nsection = '5.5.1'\nlevel = 'must'\n";

/// Plays a script. The peer gets the other end of the connection.
async fn run<F: Future>(
    role: Role,
    patience: Duration,
    case: &str,
    peer: impl FnOnce(DuplexStream) -> F,
) -> (Transcript, F::Output) {
    let case: Case = toml::from_str(&format!("{REST}{case}")).unwrap();
    let (ours, theirs) = duplex(1 << 16);
    let mut wire = Wire::new(ours, Vec::new(), LONGEST_PAYLOAD);
    let settings = Settings { role, patience, trigger: Some("bye") };
    let ours = async move {
        let transcript = play(&case, &mut wire, settings).await;
        drop(wire);
        transcript
    };
    tokio::join!(ours, peer(theirs))
}

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(200);

async fn read<const N: usize>(peer: &mut DuplexStream) -> [u8; N] {
    let mut bytes = [0; N];
    peer.read_exact(&mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn a_server_ends_tcp_after_both_close_frames() {
    let script = "send = [{ close = { code = 1000 } }]\nexpect = 'answer'";
    let (transcript, ()) = run(Role::Server, LONG, script, |mut peer| async move {
        assert_eq!(read(&mut peer).await, [0x88, 2, 3, 0xE8]);
        // A masked echo, with a key of zeros.
        peer.write_all(&[0x88, 0x82, 0, 0, 0, 0, 3, 0xE8]).await.unwrap();
        // The client waits for the end before it ends its own side.
        assert_eq!(peer.read(&mut [0]).await.unwrap(), 0);
    })
    .await;
    assert!(matches!(transcript.own_end, Some((OwnEnd::Finished, _))), "{transcript:?}");
    assert!(matches!(transcript.peer_end, Some((End::Finished, _))), "{transcript:?}");
    assert!(transcript.close().unwrap().frame.masked);
}

#[tokio::test]
async fn a_client_waits_for_the_end_of_tcp() {
    let script = "send = [{ close = { code = 1000 } }]\nexpect = 'answer'";
    let (transcript, _peer) = run(Role::Client, SHORT, script, |mut peer| async move {
        let _: [u8; 8] = read(&mut peer).await;
        peer.write_all(&[0x88, 2, 3, 0xE8]).await.unwrap();
        peer
    })
    .await;
    // The patience was over, and the caller drops the connection.
    assert_eq!((transcript.own_end, &transcript.peer_end), (None, &None));
    assert!(transcript.over >= SHORT, "{transcript:?}");
}

#[tokio::test]
async fn a_late_close_frame_does_not_shorten_the_time_for_the_end_of_tcp() {
    let script = "send = [{ close = { code = 1000 } }]\nexpect = 'answer'";
    let patience = Duration::from_secs(1);
    let (transcript, _peer) = run(Role::Client, patience, script, |mut peer| async move {
        let _: [u8; 8] = read(&mut peer).await;
        tokio::time::sleep(patience / 10).await;
        peer.write_all(&[0x88, 2, 3, 0xE8]).await.unwrap();
        peer
    })
    .await;
    let close = transcript.close().unwrap();
    assert!(transcript.over >= close.at + patience, "{transcript:?}");
}

#[tokio::test]
async fn a_server_ends_tcp_after_a_failure_but_not_in_a_case_of_silence() {
    // A client that fails the connection sends a close frame, and waits for the end (7.1.7, 7.1.1).
    let script = "send = [{ text = { bytes = 'FF' } }]\nexpect = { fail = 1007 }";
    let (transcript, ()) = run(Role::Server, LONG, script, |mut peer| async move {
        assert_eq!(read(&mut peer).await, [0x81, 1, 0xFF]);
        peer.write_all(&[0x88, 0x82, 0, 0, 0, 0, 3, 0xEF]).await.unwrap();
        assert_eq!(peer.read(&mut [0]).await.unwrap(), 0);
    })
    .await;
    assert!(matches!(transcript.own_end, Some((OwnEnd::Finished, _))), "{transcript:?}");
    // Without a failure and without our close frame, our endpoint is silent: that is the case.
    let script = "send = [{ ping = {} }]\nexpect = 'observe'";
    let (transcript, _peer) = run(Role::Server, SHORT, script, |mut peer| async move {
        peer.write_all(&[0x88, 0x80, 0, 0, 0, 0]).await.unwrap();
        peer
    })
    .await;
    assert_eq!((transcript.own_end, transcript.received.len()), (None, 1));
}

/// A client that fails without a close frame SHOULD wait until the server ends TCP (7.1.1).
#[tokio::test]
async fn a_server_ends_tcp_after_its_patience_if_the_client_should_fail() {
    for script in [
        "send = [{ text = { bytes = 'FF' } }]\nexpect = { fail = 1007 }",
        "send = [{ ping = { masking = 'wrong' } }]\nexpect = 'end'",
    ] {
        let (transcript, ()) = run(Role::Server, SHORT, script, |mut peer| async move {
            peer.read_to_end(&mut Vec::new()).await.unwrap();
        })
        .await;
        assert!(matches!(transcript.own_end, Some((OwnEnd::Finished, at)) if at >= SHORT), "{transcript:?}");
        assert!(matches!(transcript.peer_end, Some((End::Finished, _))), "{transcript:?}");
        // The client gets the patience twice.
        let (transcript, _peer) = run(Role::Server, SHORT, script, |peer| async move { peer }).await;
        assert!(transcript.own_end.is_some() && transcript.peer_end.is_none(), "{transcript:?}");
        assert!(transcript.over >= SHORT * 2, "{transcript:?}");
    }
}

/// A peer that sends much, and reads only when all is sent.
#[tokio::test]
async fn our_endpoint_reads_while_it_sends() {
    let script = "send = [{ text = { text = 'a', times = 300000 } }, { close = { code = 1000 } }]\nexpect = 'answer'";
    let (transcript, ()) = run(Role::Client, LONG, script, |mut peer| async move {
        let message = [&[0x82, 127, 0, 0, 0, 0, 0, 4, 0, 0][..], &vec![0; 1 << 18]].concat();
        peer.write_all(&message).await.unwrap();
        let mut rest = vec![0; 14 + 300_000 + 8];
        peer.read_exact(&mut rest).await.unwrap();
        peer.write_all(&[0x88, 2, 3, 0xE8]).await.unwrap();
    })
    .await;
    assert_eq!((transcript.stopped, transcript.received.len()), (None, 2));
    // The record keeps only the first bytes of both.
    let (sent, received) = (transcript.sent.first().unwrap(), transcript.received.first().unwrap());
    assert_eq!((sent.len, sent.frame.payload.len()), (300_000, 1024));
    assert_eq!((received.len, received.frame.payload.len()), (1 << 18, 1024));
}

#[tokio::test]
async fn a_script_waits_for_a_close_frame_and_echoes_it() {
    let script = "send = [{ trigger = {} }, { await-close = {} }, { echo = {} }]\nexpect = 'end'";
    let (transcript, ()) = run(Role::Client, LONG, script, |mut peer| async move {
        // The text, masked.
        let [first, second, key @ ..]: [u8; 6] = read(&mut peer).await;
        let text: [u8; 3] = read(&mut peer).await;
        let text: Vec<_> = text.iter().zip(key).map(|(byte, key)| byte ^ key).collect();
        assert_eq!((first, second, &*text), (0x81, 0x83, b"bye".as_slice()));
        peer.write_all(&[0x81, 1, b'a', 0x88, 2, 0x0F, 0xA1]).await.unwrap();
        let [first, second, key @ ..]: [u8; 6] = read(&mut peer).await;
        let body: [u8; 2] = read(&mut peer).await;
        let body: Vec<_> = body.iter().zip(key).map(|(byte, key)| byte ^ key).collect();
        assert_eq!((first, second, &*body), (0x88, 0x82, [0x0F, 0xA1].as_slice()));
    })
    .await;
    assert_eq!((transcript.stopped, transcript.sent.len(), transcript.received.len()), (None, 2, 2));
    assert!(matches!(transcript.peer_end, Some((End::Finished, _))), "{transcript:?}");
}

#[tokio::test]
async fn a_script_stops_without_the_close_frame_that_it_waits_for() {
    let script = "send = [{ await-close = {} }, { close = {} }]\nexpect = 'end'";
    let (transcript, _peer) = run(Role::Client, SHORT, script, |peer| async move { peer }).await;
    assert_eq!((transcript.stopped, transcript.sent.len()), (Some(Stopped::NoClose), 0));
    let (transcript, ()) = run(Role::Client, LONG, script, |peer| async move { drop(peer) }).await;
    assert_eq!((transcript.stopped, transcript.sent.len()), (Some(Stopped::Ended), 0));
}

#[tokio::test]
async fn a_flood_ends_with_the_patience() {
    let script = "send = []\nexpect = 'observe'";
    let (transcript, ()) = run(Role::Client, SHORT, script, |mut peer| async move {
        // It ends when our endpoint drops the connection.
        while peer.write_all(&[0x82, 0].repeat(1000)).await.is_ok() {}
    })
    .await;
    assert!(transcript.unkept > 0 && transcript.peer_end.is_none(), "{transcript:?}");
}

/// A server that closes by itself, in the packet of its opening handshake.
#[tokio::test]
async fn a_close_frame_that_is_there_comes_before_the_script() {
    let script = "send = [{ close = { code = 1000 } }]\nexpect = 'answer'";
    let case: Case = toml::from_str(&format!("{REST}{script}")).unwrap();
    let (ours, theirs) = duplex(1 << 16);
    let mut wire = Wire::new(ours, vec![0x88, 2, 3, 0xF5], LONGEST_PAYLOAD);
    let settings = Settings { role: Role::Client, patience: SHORT, trigger: None };
    let transcript = play(&case, &mut wire, settings).await;
    drop(theirs);
    assert!(transcript.close().unwrap().at < transcript.sent.first().unwrap().begun, "{transcript:?}");
}

/// A server that ends TCP right after its close frame has not seen an answer.
#[tokio::test]
async fn a_server_that_does_not_wait_ends_tcp_before_the_answer() {
    let script = "send = [{ await-close = {} }, { echo = {} }]\nexpect = 'end'";
    let (transcript, ()) = run(Role::Client, LONG, script, |mut peer| async move {
        peer.write_all(&[0x88, 0]).await.unwrap();
        // The end comes later than the close frame.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        peer.shutdown().await.unwrap();
        peer.read_to_end(&mut Vec::new()).await.unwrap();
    })
    .await;
    let (_, end) = transcript.peer_end.unwrap();
    assert!(end < transcript.sent.first().unwrap().begun);
}

#[tokio::test]
async fn frames_behind_an_unknown_opcode_are_read() {
    // The opcode 3 with a length of 16 bits and 200 bytes, which look like close frames; then a close frame. In two parts.
    let bytes = [&[0x83, 126, 0, 200][..], &[0x88; 200], &[0x88, 2, 3, 0xE8]].concat();
    for cut in [1, 2, 3, 4, 5, 100, 204, 206] {
        let (transcript, ()) = run(Role::Client, LONG, "send = []\nexpect = 'observe'", |mut peer| async {
            let (first, second) = bytes.split_at(cut);
            peer.write_all(first).await.unwrap();
            tokio::task::yield_now().await;
            peer.write_all(second).await.unwrap();
            drop(peer);
        })
        .await;
        assert_eq!(transcript.unreadable, Some(Unreadable::Opcode(3)), "{cut}");
        assert_eq!((transcript.received.len(), transcript.unkept), (1, 0), "{cut}");
        assert_eq!(transcript.close().unwrap().frame.payload, [3, 0xE8], "{cut}");
    }
}

#[tokio::test]
async fn bytes_that_are_not_a_frame_are_followed_by_the_end() {
    let script = "send = []\nexpect = 'observe'";
    let (transcript, ()) = run(Role::Client, LONG, script, |mut peer| async move {
        peer.write_all(&[0x83, 0, 0x88, 0]).await.unwrap();
    })
    .await;
    assert!(transcript.unreadable.is_some() && transcript.close().is_some(), "{transcript:?}");
    assert!(matches!(transcript.peer_end, Some((End::Finished, _))), "{transcript:?}");
    let (transcript, ()) = run(Role::Client, LONG, script, |mut peer| async move {
        peer.write_all(&[0x88, 2, 3]).await.unwrap();
    })
    .await;
    assert!(matches!(transcript.peer_end, Some((End::Cut, _))), "{transcript:?}");
}
