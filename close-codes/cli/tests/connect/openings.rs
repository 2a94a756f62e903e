//! Each way in which an opening can fail.

use std::io::Write;
use std::net::TcpListener;

use super::peer::{Peer, accept_key};
use super::{connect, meet};

/// An answer to the opening handshake, and the lines of the report.
type Case = (&'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    for (answer, report) in cases {
        let (told, ()) = meet(&[], |peer| {
            let request = peer.request();
            // The client may have ended TCP before it has read all.
            let _ = peer.stream.write_all(answer.replace("KEY", &accept_key(&request)).as_bytes());
        });
        assert_eq!(told.report(), *report, "{answer:?}");
        assert_eq!((told.status, told.explained(), &*told.err), (Some(2), "1006 Abnormal Closure", ""), "{answer:?}");
    }
}

#[test]
fn the_server_answers_with_another_status() {
    const STATUS: &str = "What to do Check that this path is for WebSockets, and that each proxy passes on the headers Upgrade and \
                          Connection.";
    const UNAVAILABLE: &str = "What to do Try again later, and check the server or the server behind the proxy: it is overloaded or \
                               not running.";
    check(&[
        (
            "HTTP/1.1 401 Go away\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n",
            &[
                "Not opened: the server answered with HTTP 401 Unauthorized.",
                "What to do Send credentials, for example with --header 'Authorization: Bearer TOKEN'.",
            ],
        ),
        (
            "HTTP/1.1 403 Forbidden\r\n\r\n",
            &[
                "Not opened: the server answered with HTTP 403 Forbidden.",
                "What to do Check the credentials, and the origins that the server allows: --header 'Origin: https://example.com'.",
            ],
        ),
        (
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>",
            &[
                "Not opened: the server answered with HTTP 404 Not Found.",
                "What to do Correct the path of the address.",
            ],
        ),
        (
            "HTTP/1.1 503 Service Unavailable\r\n\r\n",
            &["Not opened: the server answered with HTTP 503 Service Unavailable.", UNAVAILABLE],
        ),
        ("HTTP/1.0 502\r\n\r\n", &["Not opened: the server answered with HTTP 502 Bad Gateway.", UNAVAILABLE]),
        ("HTTP/1.1 200 OK\r\n\r\nhello", &["Not opened: the server answered with HTTP 200 OK.", STATUS]),
        (
            "HTTP/1.1 426 Upgrade Required\r\n\r\n",
            &["Not opened: the server answered with HTTP 426 Upgrade Required.", STATUS],
        ),
        // A status without a known phrase.
        ("HTTP/1.1 599 Odd\r\n\r\n", &["Not opened: the server answered with HTTP 599.", STATUS]),
        (
            "HTTP/1.1 301 Moved Permanently\r\nLocation: https://example.com/chat/\r\n\r\n",
            &[
                "Not opened: the server answered with HTTP 301 Moved Permanently.",
                "Location https://example.com/chat/",
                "What to do Use the address in Location: redirects are not followed.",
            ],
        ),
        ("HTTP/1.1 304 Not Modified\r\n\r\n", &["Not opened: the server answered with HTTP 304 Not Modified.", STATUS]),
    ]);
}

/// A text after the status is shown, a page is not.
#[test]
fn the_server_explains_its_status() {
    const HEADLINE: &str = "Not opened: the server answered with HTTP 401 Unauthorized.";
    const CURE: &str = "What to do Send credentials, for example with --header 'Authorization: Bearer TOKEN'.";
    check(&[
        (
            "HTTP/1.1 401 X\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 16\r\n\r\ntoken\r\n  expired\nthe next answer",
            &[HEADLINE, "Detail token expired", CURE],
        ),
        // The end of TCP is the end of the text.
        (
            "HTTP/1.1 401 X\r\nContent-Type: application/problem+json\r\n\r\n{\"title\": \"\u{1b}[2J\u{202e}\"}",
            &[HEADLINE, "Detail {\"title\": \"\\u{1b}[2J\\u{202e}\"}", CURE],
        ),
        // The server's words are better than a guess.
        (
            "HTTP/1.1 400 X\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nbad token",
            &["Not opened: the server answered with HTTP 400 Bad Request.", "Detail bad token"],
        ),
        ("HTTP/1.1 401 X\r\nContent-Type: text/html\r\n\r\n<html>token expired</html>", &[HEADLINE, CURE]),
        ("HTTP/1.1 401 X\r\nContent-Length: 13\r\n\r\ntoken expired", &[HEADLINE, CURE]),
        ("HTTP/1.1 401 X\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n", &[HEADLINE, CURE]),
        (
            "HTTP/1.1 401 X\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
            &[HEADLINE, CURE],
        ),
    ]);
}

/// A text that never ends is cut, and one that does not come is not waited for.
#[test]
fn the_server_explains_without_an_end() {
    let (told, ()) = meet(&[], |peer| {
        peer.request();
        peer.send(b"HTTP/1.1 503 X\r\nContent-Type: text/plain\r\n\r\n");
        while peer.stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    assert_eq!(told.report()[1], format!("Detail {}", "x".repeat(1024)));
    let (told, _) = meet(&["--timeout", "1h"], |peer| {
        peer.request();
        peer.send(b"HTTP/1.1 503 X\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nover");
        peer.rest()
    });
    assert_eq!(told.report()[1], "Detail over");
    assert_eq!(told.status, Some(2));
}

/// RFC 6455, section 4.1: the client validates the server's answer.
#[test]
fn the_answer_with_status_101_is_wrong() {
    const WRONG: &str = "Not opened: the server's opening handshake is wrong.";
    const CURE: &str = "What to do Correct the server, and check that no proxy changes its answer.";
    check(&[
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            &[WRONG, "Detail the header `Sec-WebSocket-Accept` does not match the key", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
            &[WRONG, "Detail the header `Sec-WebSocket-Accept` is missing", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\n\r\n",
            &[WRONG, "Detail the header `Upgrade` is not `websocket`", CURE],
        ),
        // RFC 6455, section 4.1, page 19: the value of `Upgrade` is `websocket` alone.
        (
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c, websocket\r\nSec-WebSocket-Accept: KEY\r\n\r\n",
            &[WRONG, "Detail the header `Upgrade` is not `websocket`", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: KEY\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            &[WRONG, "Detail the header `Sec-WebSocket-Accept` is there more than once", CURE],
        ),
        (
            "HTTP/1.0 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\n\r\n",
            &[WRONG, "Detail the version is HTTP/1.0", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: KEY\r\n\r\n",
            &[WRONG, "Detail the header `Connection` does not contain `Upgrade`", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: KEY\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
            &[WRONG, "Detail the server uses an extension that was not offered", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: KEY\r\nSec-WebSocket-Protocol: chat\r\n\r\n",
            &[WRONG, "Detail the server chose the subprotocol `chat`, which was not offered", CURE],
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: KEY\r\nSec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: a\r\n\r\n",
            &[WRONG, "Detail the header `Sec-WebSocket-Protocol` is there more than once", CURE],
        ),
    ]);
}

#[test]
fn the_answer_is_not_http() {
    const GARBAGE: &[&str] = &[
        "Not opened: the server's answer is not HTTP.",
        "What to do Check the port. For a port with TLS, write wss: instead of ws:.",
    ];
    check(&[("SSH-2.0-OpenSSH_9.6\r\n", GARBAGE), ("\x15\x03\x01\x00\x02\x02\x16", GARBAGE), ("\r\n\0\0\0", GARBAGE)]);
}

#[test]
fn the_answer_is_not_complete() {
    const ENDED: &[&str] = &[
        "Not opened: the server ended TCP before its answer was complete.",
        "What to do Read the server's log. For a port with TLS, write wss: instead of ws:.",
    ];
    check(&[("", ENDED), ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: web", ENDED)]);
}

#[test]
fn tcp_is_reset_before_the_answer() {
    let (told, ()) = meet(&[], |peer| {
        // The request is left unread, so the system resets TCP.
        peer.leave_unread();
    });
    assert_eq!(
        told.report(),
        [
            "Not opened: the server reset TCP before its answer was complete.",
            "What to do Read the server's log, and check if a firewall or a proxy resets the connection. For a port with TLS, write \
             wss: instead of ws:.",
        ]
    );
    assert_eq!((told.status, told.explained()), (Some(2), "1006 Abnormal Closure"));
}

/// Answers such as 103 come before the answer (RFC 9110, section 15.2).
#[test]
fn answers_before_the_answer_are_skipped() {
    const HINTS: &str = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
    let (told, ()) = meet(&[], |peer| {
        let request = peer.request();
        peer.send(b"HTTP/1.1 100 Continue\r\n\r\n");
        let answer = format!(
            "{HINTS}HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n",
            accept_key(&request)
        );
        peer.send(&[answer.as_bytes(), b"\x88\x02\x03\xE8"].concat());
        peer.frame();
    });
    assert_eq!((told.status, told.explained()), (Some(0), "1000 Normal Closure"), "{}", told.out);
    // But not without an end.
    let (told, ()) = meet(&[], |peer| {
        peer.request();
        while peer.stream.write_all(HINTS.as_bytes()).is_ok() {}
    });
    assert_eq!(told.report()[1], "Detail the headers have more than 16 KiB");
    assert_eq!(told.status, Some(2));
}

#[test]
fn the_server_is_silent() {
    let (told, rest) = meet(&["--timeout", "2s"], |peer| {
        peer.request();
        peer.rest()
    });
    assert_eq!(
        told.report(),
        [
            "Not opened: the server did not answer in time.",
            "What to do Check the host, the port and firewalls, or allow more time with --timeout.",
        ]
    );
    assert_eq!((told.status, told.explained(), rest), (Some(2), "1006 Abnormal Closure", Vec::new()));
}

/// An answer that never ends, byte by byte or at full speed, is given up.
#[test]
fn an_endless_answer() {
    let flood = |peer: &mut Peer| {
        peer.request();
        peer.send(b"HTTP/1.1 101 Switching Protocols\r\nX: ");
        while peer.stream.write_all(&[b'x'; 4096]).is_ok() {}
    };
    let (told, ()) = meet(&[], flood);
    assert_eq!(
        told.report(),
        [
            "Not opened: the server's opening handshake is wrong.",
            "Detail the headers have more than 16 KiB",
            "What to do Correct the server, and check that no proxy changes its answer.",
        ]
    );
    assert_eq!(told.status, Some(2));
}

#[test]
fn nobody_listens() {
    // A port that was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let told = connect(&[&format!("ws://{address}/")]);
    assert_eq!(
        told.report(),
        ["Not opened: the port refuses connections.", "What to do Start the server, or correct the host or the port.",]
    );
    assert_eq!((told.status, told.explained()), (Some(2), "1006 Abnormal Closure"));
}

/// RFC 6761, section 6.4: names below `invalid` do not exist.
#[test]
fn the_host_name_is_unknown() {
    let told = connect(&["ws://name.invalid/"]);
    let report = told.report();
    assert_eq!(report[0], "Not opened: the host name was not found.");
    // The system's words.
    assert!(report[1].starts_with("Detail "), "{}", told.out);
    assert_eq!(report[2], "What to do Check the spelling of the host name, and the network of this machine.");
    assert_eq!((told.status, told.explained(), report.len()), (Some(2), "1006 Abnormal Closure", 3));
}
