//! The options as the server sees them, and the messages as the user sees them.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use super::peer::{self, CLOSE, Peer, TEXT, header};
use super::{connect, meet, meet_at};

/// RFC 6455, section 4.1: the requirements for the request.
#[test]
fn the_request_is_as_the_standard_says() {
    let (told, (request, host)) = meet_at("ws://HOST/chat/room?name=a%20b&x=1", &["--close", "1000"], |peer| {
        let request = peer.open();
        assert_eq!(peer.frame().0, CLOSE);
        peer.send(b"\x88\x02\x03\xE8");
        (request, peer.stream.local_addr().unwrap().to_string())
    });
    assert_eq!(told.status, Some(0));
    assert_eq!(request.lines().next(), Some("GET /chat/room?name=a%20b&x=1 HTTP/1.1"));
    assert_eq!(header(&request, "Host"), Some(&*host));
    assert_eq!(header(&request, "Upgrade"), Some("websocket"));
    assert_eq!(header(&request, "Connection"), Some("Upgrade"));
    assert_eq!(header(&request, "Sec-WebSocket-Version"), Some("13"));
    // The base64 of 16 bytes.
    let key = header(&request, "Sec-WebSocket-Key").unwrap();
    assert!(key.len() == 24 && key.ends_with("=="), "{key}");
    for name in ["Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Origin", "Authorization"] {
        assert_eq!(header(&request, name), None, "{name}");
    }
}

/// An empty path stands for `/` (RFC 6455, section 3).
#[test]
fn the_request_has_a_path() {
    for (path, line) in [("", "GET / HTTP/1.1"), ("?x=1", "GET /?x=1 HTTP/1.1"), ("?", "GET /? HTTP/1.1")] {
        let (told, request) = meet_at(&format!("ws://HOST{path}"), &[], |peer| {
            let request = peer.open();
            peer.send(b"\x88\x00");
            peer.frame();
            request
        });
        assert_eq!((request.lines().next(), told.status), (Some(line), Some(0)), "{path:?}");
    }
}

#[test]
fn an_ipv6_address_without_a_path() {
    // Some machines do not have IPv6.
    let Ok(listener) = TcpListener::bind("[::1]:0") else { return };
    let port = listener.local_addr().unwrap().port();
    let (told, request) = thread::scope(|scope| {
        let server = scope.spawn(|| {
            let mut peer = Peer::accept(&listener, 0);
            let request = peer.open();
            peer.send(b"\x88\x00");
            peer.frame();
            request
        });
        let told = connect(&[&format!("ws://[::1]:{port}?x")]);
        (told, server.join().unwrap())
    });
    assert_eq!((request.lines().next(), told.status), (Some("GET /?x HTTP/1.1"), Some(0)), "{}", told.err);
    assert_eq!(header(&request, "Host"), Some(&*format!("[::1]:{port}")));
}

#[test]
fn headers_and_subprotocols_are_sent() {
    let arguments = [
        "--header",
        "Authorization: Bearer a:b",
        "-H",
        "Origin:https://example.com",
        "--header",
        "Cookie: a=1",
        "--header",
        "Host: chat.example.com",
        "--subprotocol",
        "chat.v2",
        "--subprotocol",
        "chat.v1",
    ];
    let (told, request) = meet(&arguments, |peer| {
        let request = peer::open(&mut peer.stream, "Sec-WebSocket-Protocol: chat.v1\r\n");
        peer.send(b"\x88\x00");
        peer.frame();
        request
    });
    assert_eq!(header(&request, "Authorization"), Some("Bearer a:b"));
    assert_eq!(header(&request, "Origin"), Some("https://example.com"));
    assert_eq!(header(&request, "Cookie"), Some("a=1"));
    assert_eq!(header(&request, "Host"), Some("chat.example.com"));
    assert_eq!(request.to_ascii_lowercase().matches("\r\nhost:").count(), 1, "{request}");
    assert_eq!(header(&request, "Sec-WebSocket-Protocol"), Some("chat.v2, chat.v1"));
    assert_eq!(told.report().last().map(String::as_str), Some("Subprotocol chat.v1"), "{}", told.out);
    assert_eq!(told.status, Some(0));
}

/// The server may choose only one of the subprotocols (RFC 6455, section 4.2.2).
#[test]
fn a_list_of_subprotocols_is_not_a_choice() {
    let (told, _) = meet(&["--subprotocol", "a", "--subprotocol", "b"], |peer| {
        peer::open(&mut peer.stream, "Sec-WebSocket-Protocol: a, b\r\n");
        peer.rest()
    });
    assert_eq!(told.report()[1], "Detail the server chose the subprotocol `a, b`, which was not offered");
    assert_eq!(told.status, Some(2));
}

/// The messages come in their order, then the close frame.
#[test]
fn messages_are_sent_before_the_close_frame() {
    let long = "é".repeat(60);
    let (told, ()) = meet(&["--send", "one", "--close", "4001", "--send", "", "--send", &long], |peer| {
        peer.open();
        assert_eq!(peer.frame(), (TEXT, b"one".to_vec()));
        assert_eq!(peer.frame(), (TEXT, b"".to_vec()));
        assert_eq!(peer.frame(), (TEXT, long.clone().into_bytes()));
        assert_eq!(peer.frame(), (CLOSE, b"\x0F\xA1".to_vec()));
        peer.send(b"\x88\x02\x0F\xA1");
    });
    assert!(told.out.contains("Messages sent      3\n"), "{}", told.out);
    assert_eq!(told.status, Some(1));
}

/// `--after` closes with 1000, or with the code of `--close`, and not before its time.
#[test]
fn the_client_closes_after_a_time() {
    for (arguments, body, status) in [
        (&["--after", "400ms"][..], &b"\x03\xE8"[..], 0),
        (&["--after", "400ms", "--close", "4001:late"], b"\x0F\xA1late", 1),
    ] {
        let (told, waited) = meet(arguments, |peer| {
            // The time begins after the opening, so this is before it.
            let start = Instant::now();
            peer.open();
            assert_eq!(peer.frame(), (CLOSE, body.to_vec()));
            let waited = start.elapsed();
            peer.send(&[&[0x88, u8::try_from(body.len()).unwrap()], body].concat());
            waited
        });
        assert!(waited >= Duration::from_millis(400), "{waited:?}");
        assert_eq!((told.status, &*told.report()[0]), (Some(status), "This client closed the connection."));
    }
}

/// A server that closes first is not waited for.
#[test]
fn the_server_closes_before_the_time() {
    let (told, ()) = meet(&["--after", "24h"], |peer| {
        peer.open();
        peer.send(b"\x88\x02\x03\xE9");
        assert_eq!(peer.frame(), (CLOSE, b"\x03\xE9".to_vec()));
    });
    assert_eq!((told.status, &*told.report()[0]), (Some(0), "The server closed the connection."));
}

/// Messages are printed line by line, also those that arrive after this client has started to close.
#[test]
fn messages_are_printed() {
    let (told, ()) = meet(&["--print", "--close", "1000"], |peer| {
        peer.open();
        assert_eq!(peer.frame().0, CLOSE);
        peer.send(b"\x81\x05hello\x82\x03\x00\x7F\xFF\x81\x00\x82\x00\x82\x01\x01");
        peer.send(b"\x81\x0Ca\nb\r\x1B[2J\xE2\x80\xAE\\");
        peer.send(&[&b"\x82\x41"[..], &[0xAB; 65]].concat());
        peer.send(b"\x88\x02\x03\xE8");
    });
    let expected = format!(
        "text: hello\nbinary, 3 bytes: 00 7f ff\ntext: \nbinary, 0 bytes:\nbinary, 1 byte: 01\n\
         text: a\\nb\\r\\u{{1b}}[2J\\u{{202e}}\\\nbinary, 65 bytes:{} …\n\nThis client closed the connection.\n",
        " ab".repeat(64)
    );
    assert!(told.out.starts_with(&expected), "{}", told.out);
    assert!(told.out.contains("Messages received  7\n"), "{}", told.out);
    assert_eq!((told.status, &*told.err), (Some(0), ""));
}

/// Without `--print`, messages are only counted.
#[test]
fn messages_are_not_printed_without_the_option() {
    let (told, ()) = meet(&[], |peer| {
        peer.open();
        peer.send(b"\x81\x05hello\x88\x00");
        peer.frame();
    });
    assert!(told.out.starts_with("The server closed the connection.\n"), "{}", told.out);
    assert!(told.out.contains("Messages received  1\n") && !told.out.contains("hello"), "{}", told.out);
}
