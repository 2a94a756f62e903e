//! Servers that attack the terminal, the memory or the patience of the user.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Stdio;

use super::peer::{self, CLOSE, Peer};
use super::{Told, command, meet};

/// Texts of a server cannot control a terminal or forge a line.
fn assert_safe(told: &Told) {
    let is_unsafe = |&character: &char| character != '\n' && (character.is_control() || character == '\u{202e}');
    assert_eq!(told.out.chars().find(is_unsafe), None, "{:?}", told.out);
    assert!(!told.out.lines().any(|line| line.starts_with("::error")), "{}", told.out);
}

#[test]
fn the_close_reason_is_escaped() {
    let (told, ()) = meet(&[], |peer| {
        peer.open();
        peer.send(b"\x88\x23\x03\xE8a\n::error ::\x1B]0;x\x07\xE2\x80\xAE\xC2\x9B2Jend.....");
        peer.frame();
    });
    assert_safe(&told);
    assert_eq!(told.report()[2], "Close reason a\\n::error ::\\u{1b}]0;x\\u{7}\\u{202e}\\u{9b}2Jend.....");
    assert_eq!(
        told.report()[4],
        "Answered with 1000 Normal Closure: a\\n::error ::\\u{1b}]0;x\\u{7}\\u{202e}\\u{9b}2Jend....."
    );
}

#[test]
fn headers_are_escaped() {
    for (answer, expected) in [
        ("HTTP/1.1 302 \u{9b}2J\r\nLocation: /\u{9b}2J\u{202e}\r\n\r\n", "Location    /\\u{9b}2J\\u{202e}\n"),
        ("HTTP/1.1 404 \u{202e}\r\n\r\n", "HTTP 404 Not Found.\n"),
    ] {
        let (told, ()) = meet(&[], |peer| {
            peer.request();
            peer.send(answer.as_bytes());
        });
        assert_safe(&told);
        assert!(told.out.contains(expected), "{}", told.out);
        assert_eq!(told.status, Some(2));
    }
    let (told, ()) = meet(&[], |peer| {
        peer::open(&mut peer.stream, "Sec-WebSocket-Protocol: \u{9b}2J\r\n");
    });
    assert_safe(&told);
    assert_eq!(told.status, Some(2));
}

/// A server that sends without a pause and never reads does not keep this client longer than `--timeout`.
#[test]
fn a_flood_does_not_stop_the_end() {
    for flood in [&b"\x82\x7D"[..], b"\x89\x7D"] {
        let block = [flood, &[b'x'; 125]].concat().repeat(64);
        let (told, ()) = meet(&["--after", "200ms", "--timeout", "2s"], |peer| {
            peer.open();
            while peer.stream.write_all(&block).is_ok() {}
        });
        assert_eq!(told.report()[0], "The server did not answer the close frame in time.", "{}", told.out);
        assert_eq!(told.status, Some(1));
    }
}

/// The same after the server's close frame.
#[test]
fn a_flood_after_the_close_frame_does_not_stop_the_end() {
    let (told, ()) = meet(&["--timeout", "2s"], |peer| {
        peer.open();
        peer.send(b"\x88\x02\x03\xE8");
        while peer.stream.write_all(&[0x81; 4096]).is_ok() {}
    });
    assert_eq!(told.report()[0], "The server closed the connection.", "{}", told.out);
    assert_eq!(told.report()[4], "End of TCP by this client: the server did not end TCP in time");
    assert_eq!(told.status, Some(0));
}

/// Frames may arrive byte by byte, and together with the answer to the opening handshake.
#[test]
fn bytes_arrive_one_by_one_or_all_at_once() {
    let frames = b"\x89\x02hi\x81\x05hello\x88\x05\x03\xE8bye";
    let (told, ()) = meet(&["--print"], |peer| {
        let request = peer.request();
        let head = format!(
            "HTTP/1.1 101 OK\r\nUPGRADE: WebSocket\r\nconnection: keep-alive, upgrade\r\nsec-websocket-accept: {}\r\n\r\n",
            peer::accept_key(&request)
        );
        peer.send(&[head.as_bytes(), frames].concat());
        assert_eq!(peer.frame(), (0xA, b"hi".to_vec()));
        assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8bye".to_vec()));
    });
    assert!(told.out.starts_with("text: hello\n\nThe server closed the connection.\n"), "{}", told.out);
    let (told, ()) = meet(&["--print"], |peer| {
        peer.stream.set_nodelay(true).unwrap();
        peer.open();
        for byte in frames {
            peer.send(&[*byte]);
        }
        assert_eq!(peer.frame(), (0xA, b"hi".to_vec()));
        assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8bye".to_vec()));
    });
    assert!(told.out.starts_with("text: hello\n\nThe server closed the connection.\n"), "{}", told.out);
    assert_eq!(told.status, Some(0));
}

/// `connect --print | head -1` ends, although the server would send forever.
#[test]
fn nobody_reads_the_messages_any_more() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let mut child = command(&[&url, "--print"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut peer = Peer::accept(&listener, child.id());
    peer.open();
    peer.send(b"\x81\x05hello");
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "text: hello\n");
    drop(out);
    peer.send(b"\x81\x05hello");
    assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
    peer.send(b"\x88\x02\x03\xE8");
    drop(peer);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
