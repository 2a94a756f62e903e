//! The pages for people and programs, and the answers to openings that get no case.

use crate::client::{Fault, Frame, Socket};
use crate::listener::Listener;

/// The first frames of the cases 1.1, 1.2 and 3.1.
fn first_frames() -> [Frame; 3] {
    [&[][..], b"\x03\xE8", b"\x03"].map(|body| Frame {
        first: 0x88,
        second: u8::try_from(body.len()).unwrap(),
        payload: body.to_vec(),
    })
}

#[test]
fn connections_at_once_get_different_cases() {
    let listener = Listener::start(&[]);
    let mut sockets = ["/", "/chat", "/case/3.1", "/case/one-byte"].map(|path| Socket::open(&listener, path).unwrap());
    let [first, second, third] = first_frames();
    for (socket, expected) in sockets.iter_mut().zip([first, second, third.clone(), third]) {
        assert_eq!(socket.frame(), Some(expected));
    }
    let progress = &listener.json("/verdict.json")["progress"];
    assert_eq!((&progress["played"], &progress["running"]), (&0.into(), &3.into()), "{progress}");
    let states: Vec<_> =
        listener.json("/cases.json").as_array().unwrap().iter().map(|case| case["state"].clone()).collect();
    let cases = u64::try_from(states.len()).unwrap();
    assert_eq!(progress["left"], cases - 3);
    assert_eq!(states.iter().filter(|state| *state == "running").count(), 3);
    assert_eq!(states.iter().filter(|state| *state == "left").count(), states.len() - 3);
}

#[test]
fn the_script_on_the_wire() {
    let listener = Listener::start(&[]);
    let open = |name: &str| Socket::open(&listener, &format!("/case/{name}")).unwrap();
    let mut masked = open("masked");
    let (ping, close) = (masked.frame().unwrap(), masked.frame().unwrap());
    assert_eq!((ping.first, ping.second, &*ping.payload), (0x89, 0x80, &b""[..]));
    assert_eq!((close.first, close.second, &*close.payload), (0x88, 0x82, &b"\x03\xE8"[..]));
    let reserved = open("reserved-bits").frame().unwrap();
    assert_eq!((reserved.first, reserved.second), (0xF8, 0x02));
    assert!(open("rst").is_reset());
    assert!(!open("fin").is_reset());
}

#[test]
fn a_case_can_be_repeated() {
    let listener = Listener::start(&[]);
    let verdict = || {
        let report = listener.json("/verdict.json");
        crate::verdicts::verdicts(&report)["1.2"].clone()
    };
    assert_eq!(verdict(), "not-played");
    Socket::open(&listener, "/case/1.2").unwrap().run(Fault::Leaves);
    assert_eq!(listener.wait_for_played(1), 1);
    assert_eq!(verdict(), "broken");
    Socket::open(&listener, "/case/1000").unwrap().run(Fault::None);
    listener.wait_until(|| verdict() == "kept");
    assert_eq!(listener.wait_for_played(1), 1);
}

/// Section 5.5.1: the client SHOULD wait for the server to end TCP, but MAY end it at any time after both close frames.
#[test]
fn the_endpoint_that_ends_tcp_first() {
    let listener = Listener::start(&["--case", "1.2"]);
    let play = |fault| {
        Socket::open(&listener, "/case/1.2").unwrap().run(fault);
        listener.wait_for_played(1);
    };
    let first = || listener.json("/verdict.json")["cases"][0]["endOfTcp"]["first"].clone();
    play(Fault::None);
    assert_eq!(first(), "probe");
    // The listener waits only for a moment, which may be too short on a busy machine.
    listener.wait_until(|| {
        play(Fault::EndsFirst);
        first() == "endpoint"
    });
    assert_eq!(listener.json("/verdict.json")["cases"][0]["verdict"], "kept");
}

#[test]
fn the_report_in_three_forms() {
    let listener = Listener::start(&["--case", "1.1", "--case", "3.1", "--case", "4.4"]);
    Socket::open(&listener, "/").unwrap().run(Fault::EchoesAll);
    Socket::open(&listener, "/").unwrap().run(Fault::EchoesAll);
    listener.wait_for_played(2);

    let text = listener.get("/verdict", "");
    assert!(text.head.contains("content-type: text/plain; charset=utf-8"), "{text:?}");
    let lines: Vec<_> = text.body.lines().map(str::trim).collect();
    assert!(lines.iter().any(|line| line.starts_with("1.1") && line.contains("kept")), "{text:?}");
    assert!(lines.iter().any(|line| line.starts_with("3.1") && line.contains("broken")), "{text:?}");
    assert!(lines.contains(&"MUST 5.5.1: sends a close frame with a body of one byte"), "{text:?}");
    assert!(lines.contains(&"1 kept, 0 not followed, 1 broken, 0 observed, 1 not played"), "{text:?}");
    assert_eq!(lines.last(), Some(&"2 played, 0 running, 1 left"));
    assert!(!text.body.contains('\u{1b}'));

    for json in [listener.get("/verdict.json", ""), listener.get("/verdict", "Accept: application/json\r\n")] {
        assert!(json.head.contains("content-type: application/json"), "{json:?}");
        // A client in a browser reads the report with a script of another origin.
        assert!(json.head.contains("access-control-allow-origin: *"), "{json:?}");
        let report: serde_json::Value = serde_json::from_str(&json.body).unwrap();
        let verdicts = crate::verdicts::verdicts(&report);
        let expected = [("1.1", "kept"), ("3.1", "broken"), ("4.4", "not-played")];
        assert_eq!(verdicts, expected.map(|(number, verdict)| (number.to_owned(), verdict.to_owned())).into());
        assert_eq!(report["progress"], serde_json::json!({ "played": 2, "running": 0, "left": 1 }));
    }

    let xml = listener.get("/verdict.xml", "");
    assert!(xml.head.contains("content-type: application/xml"), "{xml:?}");
    let document = roxmltree::Document::parse(&xml.body).unwrap();
    let tests: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    let has = |index: usize, tag: &str| tests[index].children().any(|child| child.has_tag_name(tag));
    assert_eq!(tests.len(), 3);
    assert!(!has(0, "failure") && has(1, "failure") && has(2, "skipped"), "{}", xml.body);
}

#[test]
fn the_page_that_explains() {
    let listener = Listener::start(&[]);
    let page = listener.get("/", "");
    assert_eq!(page.status, 200);
    for word in [&*format!("ws://{}/", listener.address), "410", "/case/3.1", "/verdict", "/cases.json"] {
        assert!(page.body.contains(word), "{word}: {}", page.body);
    }
    let head = listener.send(b"HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, &*head.body), (200, ""));
    assert_eq!(listener.get("/favicon.ico", "").status, 404);
    let post = listener.send(b"POST /verdict HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert_eq!(post.status, 405);
    assert!(post.head.contains("allow: get, head"), "{post:?}");
}

#[test]
fn openings_without_a_case() {
    let listener = Listener::start(&["--case", "7.1"]);
    let refusal = Socket::open(&listener, "/case/99.9").err().unwrap();
    assert_eq!(refusal.status, 404);
    assert!(refusal.body.contains("/cases.json"), "{refusal:?}");
    // This case is not chosen.
    assert_eq!(Socket::open(&listener, "/case/1.1").err().unwrap().status, 404);

    // A version that does not exist, and no key (RFC 6455, sections 4.4 and 4.2.1).
    let version = listener.get("/", "Upgrade: websocket\r\nSec-WebSocket-Key: AA==\r\nSec-WebSocket-Version: 12\r\n");
    assert!(matches!(version.status, 400 | 426), "{version:?}");
    let key = listener.send(
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
    );
    assert_eq!(key.status, 400);
    assert_eq!(listener.json("/verdict.json")["progress"]["left"], 1);

    let open = Socket::open(&listener, "/").unwrap();
    // The case is still open, but it is not for another connection.
    let gone = Socket::open(&listener, "/").err().unwrap();
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains("/verdict"), "{gone:?}");
    drop(open);
    listener.wait_for_played(1);
    assert_eq!(Socket::open(&listener, "/").err().unwrap().status, 410);
}

/// Each case is still played after connections that do not speak HTTP, or that end TCP early.
#[test]
fn broken_connections() {
    let listener = Listener::start(&["--case", "1"]);
    let long = [b"GET / HTTP/1.1\r\nX: ".to_vec(), vec![b'x'; 1 << 20], b"\r\n\r\n".to_vec()].concat();
    for bytes in [&b""[..], b"\0\xFF\x16\x03\x01", b"GET / HTTP/1.1\r\nHost: a\r\n", &long] {
        drop(listener.try_connect(bytes));
    }
    let opening = Socket::opening(&listener, "/");
    for _ in 0..10 {
        drop(listener.connect(opening.as_bytes()));
    }
    let cases = listener.json("/cases.json").as_array().unwrap().len();
    // A case that is given back after the refusal is left for the next round.
    listener.wait_until(|| {
        crate::verdicts::connect_until_gone(&listener, Fault::None);
        listener.json("/verdict.json")["progress"]["played"] == cases
    });
}

/// The listener keeps at most 100 connections, answers more with HTTP status 503, and goes on when they have ended.
#[test]
fn too_many_connections() {
    let listener = Listener::start(&["--case", "7.1"]);
    let sockets: Vec<_> = (0..100).map(|_| Socket::open(&listener, "/case/7.1").unwrap()).collect();
    let refusal = listener.get("/verdict", "");
    assert_eq!(refusal.status, 503, "{refusal:?}");
    drop(sockets);
    listener.wait_until(|| listener.get("/verdict", "").status == 200);
}

/// A client that does not stop to send is cut off when the patience is over, and the report stays small.
#[test]
fn a_client_that_floods() {
    let listener = Listener::start(&["--case", "1.2", "--timeout", "1s"]);
    let mut socket = Socket::open(&listener, "/").unwrap();
    // A close frame, and then masked messages without content.
    socket.send(0x88, b"\x03\xE8", true);
    let messages = [0x82, 0x80, 0, 0, 0, 0].repeat(1000);
    while socket.write(&messages).is_ok() {}
    listener.wait_for_played(1);
    let page = listener.get("/verdict.json", "");
    assert!(page.body.len() < 1 << 20, "{} bytes", page.body.len());
    let report: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    let case = &report["cases"][0];
    assert_eq!(case["verdict"], "broken");
    let received = u64::try_from(case["received"].as_array().unwrap().len()).unwrap();
    assert!(received < 300 && case["unkept"].as_u64().unwrap() > 0, "{received} frames");
}
