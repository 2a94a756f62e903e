//! Requests that do not open a WebSocket.

use std::time::{Duration, Instant};

use super::client::{Client, opening};
use super::program::Program;

/// Sends an opening handshake that is refused, and returns status and content.
fn refused(program: &Program, path: &str) -> (u16, String) {
    parts(&program.request(&opening(path).replace("Connection: Upgrade", "Connection: Upgrade, close")))
}

fn parts(answer: &str) -> (u16, String) {
    let (head, content) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    let status = head.strip_prefix("HTTP/1.1 ").unwrap().get(..3).unwrap().parse().unwrap();
    (status, content.trim_end().to_owned())
}

#[test]
fn an_opening_handshake_is_refused_with_a_status() {
    let mut program = Program::start(&[]);
    for status in [200, 204, 302, 304, 401, 404, 426, 429, 500, 503, 599] {
        let path = format!("/http/{status}");
        assert_eq!(refused(&program, &path).0, status);
        let line = program.whole_line();
        let end = format!(" {path}; HTTP {status}; client: 1006 Abnormal Closure (not clean, not opened)");
        assert!(line.ends_with(&end), "{line}");
        // Without a WebSocket, too.
        assert_eq!(parts(&program.get(&path)).0, status);
        let line = program.whole_line();
        assert!(line.ends_with(&format!(" GET {path}; HTTP {status}")), "{line}");
    }
    // RFC 9110, sections 11.6.1, 10.2.2 and 7.8.
    for (path, header) in [
        ("/http/401", "www-authenticate: Basic"),
        ("/http/407", "proxy-authenticate: Basic"),
        ("/http/302", "location: /echo"),
        ("/http/405", "allow: GET"),
        ("/http/426", "upgrade: websocket"),
    ] {
        let answer = program.request(&opening(path).replace("Connection: Upgrade", "Connection: Upgrade, close"));
        assert!(answer.contains(&format!("\r\n{header}")), "{path}: {answer}");
    }
}

#[test]
fn a_late_answer_has_a_line_also_if_nobody_waits_for_it() {
    let mut program = Program::start(&[]);
    let start = Instant::now();
    assert_eq!(refused(&program, "/http/503?after=200ms").0, 503);
    assert!(start.elapsed() >= Duration::from_millis(200));
    let line = program.whole_line();
    assert!(line.ends_with("?after=200ms; HTTP 503; client: 1006 Abnormal Closure (not clean, not opened)"), "{line}");
    let mut client = Client::connect(program.address);
    client.write(opening("/http/503?after=5m").as_bytes());
    client.finish();
    assert_eq!(program.line(&client), "/http/503?after=5m; the client ended TCP before the answer");
    // The end of the server does not wait.
    let mut client = Client::connect(program.address);
    client.write(opening("/http/429?after=5m").as_bytes());
    // The server has read the request when it answers another one on a later connection.
    program.get("/http/200");
    program.signal("INT");
    assert!(client.rest().0.starts_with(b"HTTP/1.1 429 "));
    let (_, out, _) = program.wait();
    let lines: Vec<_> = out.lines().map(|line| line.split_once("; ").unwrap().1).collect();
    assert_eq!(lines, ["HTTP 200", "HTTP 429; client: 1006 Abnormal Closure (not clean, not opened)"]);
}

#[test]
fn a_wrong_path_is_refused_with_words() {
    let mut program = Program::start(&["--time", "1h"]);
    let long = "a".repeat(124);
    for (path, status, words) in [
        ("/clos/4001", 404, "the path `/clos/4001` is unknown: use /close/CODE, or see / for all paths"),
        ("/ehco", 404, "the path `/ehco` is unknown: use /echo, or see / for all paths"),
        ("/one-bite", 404, "the path `/one-bite` is unknown: use /one-byte, or see / for all paths"),
        ("/own-close-echo", 404, "the path `/own-close-echo` is unknown"),
        ("/", 404, "`/` is the page: open it in a browser, or connect to a path such as /drop"),
        ("/index.json", 404, "`/index.json` is not for a WebSocket: connect to a path such as /drop"),
        ("/close/", 400, "`` is not a close code: write a number from 0 to 65535"),
        ("/close/abc", 400, "`abc` is not a close code: write a number from 0 to 65535"),
        ("/close/65536", 400, "`65536` is not a close code: write a number from 0 to 65535"),
        ("/close/-1", 400, "`-1` is not a close code: write a number from 0 to 65535"),
        ("/close/+1000", 400, "`+1000` is not a close code: write a number from 0 to 65535"),
        ("/close/1005", 400, "1005 may not be sent: use /1005 or /raw/03ED to send it"),
        ("/close/1006?reason=bye", 400, "1006 may not be sent: use /1006-bye or /raw/03EE627965 to send it"),
        ("/close/2500", 400, "2500 may not be sent: use /raw/09C4 to send it"),
        ("/close/1010", 400, "a server should not send 1010: use /1010 or /raw/03F2 to send it"),
        (
            &*format!("/close/1000?reason={long}"),
            400,
            "the reason has 124 bytes, but at most 123 are allowed: use /raw/HEX to send it",
        ),
        ("/close?reason=bye", 400, "a reason needs a code: use /close/CODE?reason=TEXT"),
        ("/echo?reason=bye", 400, "a reason needs a code: use /close/CODE?reason=TEXT"),
        (
            "/close/1000?reason=%",
            400,
            "`reason` has a `%` without two hexadecimal digits: write `%25` for a percent sign",
        ),
        (
            "/close/1000?reason=%4",
            400,
            "`reason` has a `%` without two hexadecimal digits: write `%25` for a percent sign",
        ),
        (
            "/close/1000?reason=%zz",
            400,
            "`reason` has a `%` without two hexadecimal digits: write `%25` for a percent sign",
        ),
        ("/close/1000?reason=%FF", 400, "`reason` is not UTF-8: use /raw/HEX for any bytes"),
        ("/close/1000?raeson=bye", 400, "the parameter `raeson` is unknown: use `reason`, `after` or `times`"),
        ("/close/1000?reason=a&reason=b", 400, "the parameter `reason` is given more than once: give it only once"),
        ("/echo?after=banana", 400, "`banana` is not a duration: write one such as after=2s or after=500ms"),
        ("/echo?after", 400, "`` is not a duration: write one such as after=2s or after=500ms"),
        ("/echo?after=2", 400, "`2` is not a duration: write one such as after=2s or after=500ms"),
        ("/echo?after=-2s", 400, "`-2s` is not a duration: write one such as after=2s or after=500ms"),
        ("/echo?after=61m", 400, "`after` is longer than a connection may be open (1h): write a shorter time"),
        ("/echo?after=9999999999999999999y", 400, "`9999999999999999999y` is not a duration"),
        ("/raw/0", 400, "the number of hexadecimal digits is odd: write two for each byte, as in /raw/03E8"),
        ("/raw/0g", 400, "`g` is not a hexadecimal digit: write two digits for each byte, as in /raw/03E8"),
        ("/raw/03%45", 400, "`%` is not a hexadecimal digit: write two digits for each byte, as in /raw/03E8"),
        (&*format!("/raw/{}", "00".repeat(4097)), 400, "the body has more than 4096 bytes: shorten it"),
        ("/http/101", 400, "`101` is not a status for an answer: write one from 200 to 599"),
        ("/http/+503", 400, "`+503` is not a status for an answer: write one from 200 to 599"),
        ("/drop?times=0", 400, "`0` is not a number of connections: write one such as times=3"),
        ("/drop?times=%2B3", 400, "`+3` is not a number of connections: write one such as times=3"),
        ("/drop?times=4294967296", 400, "`4294967296` is not a number of connections: write one such as times=3"),
        ("/drop?times", 400, "`` is not a number of connections: write one such as times=3"),
        ("/drop?times=2&times=3", 400, "the parameter `times` is given more than once: give it only once"),
        ("/http/600", 400, "`600` is not a status for an answer: write one from 200 to 599"),
        ("/http/teapot", 400, "`teapot` is not a status for an answer: write one from 200 to 599"),
    ] {
        let (found, content) = refused(&program, path);
        assert_eq!(found, status, "{path}: {content}");
        assert!(content.starts_with(words), "{path}: {content}");
        let line = program.whole_line();
        let client = "client: 1006 Abnormal Closure (not clean, not opened)";
        assert!(line.ends_with(&format!("; HTTP {status}: {content}; {client}")), "{line}");
        // The same words without a WebSocket.
        if !["/", "/index.json"].contains(&path) {
            assert_eq!(parts(&program.get(path)), (status, content.clone()), "{path}");
            let line = program.whole_line();
            assert!(line.ends_with(&format!("; HTTP {status}: {content}")), "{line}");
        }
    }
}

#[test]
fn a_path_for_a_websocket_needs_one() {
    let mut program = Program::start(&[]);
    for path in ["/close/4001", "/echo", "/one-byte"] {
        let answer = program.get(path);
        let (status, content) = parts(&answer);
        assert_eq!(status, 426);
        assert_eq!(content, "this path is for a WebSocket: open it with a WebSocket client, or on the page /");
        // RFC 9110, section 15.5.22.
        assert!(answer.contains("\r\nupgrade: websocket\r\n"), "{answer}");
        let line = program.whole_line();
        assert!(line.ends_with(&format!(" GET {path}; HTTP 426: {content}")), "{line}");
    }
}

/// RFC 6455, section 4.2.1.
#[test]
fn a_wrong_opening_handshake_is_refused() {
    let program = Program::start(&[]);
    let right = opening("/echo").replace("Connection: Upgrade", "Connection: Upgrade, close");
    for (from, to, status) in [
        ("Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Version: 8\r\n", 426),
        ("Sec-WebSocket-Version: 13\r\n", "", 426),
        ("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", 400),
        ("Connection: Upgrade, close", "Connection: close", 400),
        // Another protocol is ignored (RFC 9110, section 7.8), and the path is for a WebSocket.
        ("Upgrade: websocket", "Upgrade: h2c", 426),
        ("HTTP/1.1", "HTTP/1.0", 400),
        ("GET", "POST", 400),
    ] {
        let request = right.replace(from, to);
        assert_ne!(request, right);
        let answer = program.request(&request);
        let answer = answer.replacen("HTTP/1.0", "HTTP/1.1", 1);
        assert_eq!(parts(&answer).0, status, "{request}{answer}");
        if status == 426 {
            assert!(answer.contains("\r\nsec-websocket-version: 13\r\n"), "{answer}");
        }
    }
}

#[test]
fn hostile_requests_do_not_stop_the_server() {
    let mut program = Program::start(&[]);
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(20_000)), "431"),
        (format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(20_000)), "431"),
        (format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: x\r\n".repeat(200)), "431"),
        ("GET /\u{7f} HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), "400"),
        ("\u{1}\u{2}\u{3}\r\n\r\n".to_owned(), "400"),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc".to_owned(), "405"),
        ("DELETE /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(), "405"),
        ("GET /echo HTTP/1.0\r\n\r\n".to_owned(), "426"),
    ] {
        let answer = program.request(&request);
        assert_eq!(answer.get(9..12), Some(status), "{request:.100}{answer}");
    }
    // Characters that control a terminal, and a path that is long.
    let mut raw = "GET /".as_bytes().to_vec();
    raw.extend("\u{9b}31m\u{202e}|; HTTP 200".replace(' ', "%20").as_bytes());
    raw.extend(b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(parts(&program.request_bytes(&raw)).0, 404);
    program.get(&format!("/{}", "y".repeat(300)));
    // Each connection has a line.
    let lines: Vec<_> = (0..10).map(|_| program.whole_line()).collect();
    let count = |part: &str| lines.iter().filter(|line| line.contains(part)).count();
    assert!(!lines.iter().any(|line| line.chars().any(char::is_control)), "{lines:?}");
    assert_eq!(count(" -; the request is refused: message head is too large"), 3, "{lines:?}");
    assert_eq!(count(" -; the request is refused: invalid "), 2, "{lines:?}");
    assert_eq!(count(" GET /\\u{9b}31m\\u{202e}|;%20HTTP%20200; HTTP 404: the path "), 1, "{lines:?}");
    assert_eq!(count(&format!(" GET /{}...; HTTP 404: the path ", "y".repeat(195))), 1, "{lines:?}");
}

/// Takes 10 seconds, the time for the headers.
#[test]
fn headers_must_arrive_in_time() {
    let mut program = Program::start(&[]);
    let mut client = Client::connect(program.address);
    client.write(b"GET / HTTP/1.1\r\nHost: loc");
    let (bytes, _) = client.rest();
    assert!(bytes.is_empty() || bytes.starts_with(b"HTTP/1.1 408"), "{bytes:?}");
    assert_eq!(program.line(&client), "-; no request came in time");
    let mut client = Client::connect(program.address);
    client.write(b"GET / HTTP/1.1\r\nHost: loc");
    client.finish();
    assert_eq!(program.line(&client), "-; the client ended TCP before its request was complete");
}

#[test]
fn the_page_and_the_index_are_in_the_wanted_language() {
    let program = Program::start(&[]);
    let language_of = |program: &Program, path: &str, accepted: &str| {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: {accepted}\r\nConnection: close\r\n\r\n"
        );
        let (status, content) = parts(&program.request(&request));
        assert_eq!(status, 200, "{content}");
        let json: serde_json::Value = serde_json::from_str(&content).unwrap();
        json["language"].as_str().unwrap().to_owned()
    };
    for (path, accepted, tag) in [
        ("/index.json", "", "en"),
        ("/index.json", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("/index.json", "tlh, pt-BR;q=0.5", "pt"),
        ("/index.json?lang=ja", "de", "ja"),
        ("/index.json?lang=zh-CN", "de", "zh-Hans"),
    ] {
        assert_eq!(language_of(&program, path, accepted), tag, "{path} {accepted}");
    }
    let (status, content) = parts(&program.get("/index.json?lang=tlh"));
    assert_eq!(
        (status, &*content),
        (400, "the language `tlh` is not available: use one of en, de, es, fr, ja, pt, zh-Hans")
    );
    let page = program.get("/?lang=fr");
    assert!(
        page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("content-type: text/html; charset=utf-8"),
        "{page}"
    );
    assert!(page.contains("<html lang=\"fr\""), "{page}");
    let head = program.request("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    let program = Program::start(&["--lang", "es"]);
    assert_eq!(language_of(&program, "/index.json", "de"), "es");
    assert_eq!(language_of(&program, "/index.json?lang=de", "fr"), "de");
}

/// A long path is not compared with all others, which would take long.
#[test]
fn a_long_path_is_refused_without_a_proposal() {
    let program = Program::start(&[]);
    let (status, content) = refused(&program, &format!("/drop{}", "p".repeat(200)));
    assert_eq!(status, 404);
    assert!(content.ends_with("` is unknown: see / for all paths"), "{content}");
}

/// The server chooses the first subprotocol that is a token (RFC 6455, section 4.1: "non-empty strings", as in RFC 2616).
#[test]
fn the_first_subprotocol_is_chosen() {
    let program = Program::start(&[]);
    for (offered, chosen) in [
        ("chat.v2, chat.v1", Some("chat.v2")),
        (", chat", Some("chat")),
        ("a b, \"chat\", chat", Some("chat")),
        ("a b", None),
        ("", None),
    ] {
        let header = format!("Connection: Upgrade\r\nSec-WebSocket-Protocol: {offered}");
        let answer = program.request(&opening("/drop").replace("Connection: Upgrade", &header));
        assert!(answer.starts_with("HTTP/1.1 101 "), "{answer}");
        let found = answer.lines().find_map(|line| line.strip_prefix("sec-websocket-protocol: "));
        assert_eq!(found, chosen, "{offered}");
    }
}

/// Scripts of other pages may read the index. The page is not shown inside of others.
#[test]
fn the_headers_of_pages() {
    let program = Program::start(&[]);
    let index = program.get("/index.json");
    assert!(index.contains("\r\naccess-control-allow-origin: *\r\n"), "{index}");
    let page = program.get("/");
    assert!(page.contains("\r\nx-frame-options: DENY\r\n"), "{page}");
    assert!(!page.contains("access-control-allow-origin"), "{page}");
}
