//! `connect` with each path of `close-codes serve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::connect;

/// `close-codes serve` on a free port.
struct Server {
    child: Child,
    /// The host and the port.
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        let command = command.args(["serve", "--port", "0", "--table", TABLE]).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        // The log must be read, so that the server can write it.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self { child, address }
    }

    /// Sends a request with these headers, and returns the answer. The server ends TCP after it.
    fn answer(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Returns the paths that the server lists.
    fn paths(&self) -> Vec<String> {
        let answer = self.answer("/index.json", "Connection: close\r\n");
        let index: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        let paths = index["paths"].as_array().unwrap().iter();
        paths.map(|path| path["path"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/lobby.csv");

const BY_SERVER: &str = "The server closed the connection.";
const BY_CLIENT: &str = "This client closed the connection.";
const BAD_CLOSE: &str = "The server's close frame breaks the protocol.";
const BROKEN: &str = "The server broke the protocol.";
const ENDED: &str = "The server ended TCP without a close frame.";
const RESET: &str = "The server reset TCP without a close frame.";
const SILENT: &str = "The server did not answer the close frame in time.";

/// The fault of a code that may not be sent.
fn holds(code: &str) -> String {
    format!("it holds {code}, which may not be sent (RFC 6455, section 7.4)")
}

const ONE_BYTE: &str = "its body has 1 byte, and a code takes 2 (RFC 6455, section 5.5.1)";
const NOT_UTF8: &str = "its reason is not UTF-8 (RFC 6455, section 5.5.1)";
const RESERVED: &str = "a reserved bit is set, but no extension was negotiated (RFC 6455, section 5.2)";
const FRAGMENTED: &str = "a control frame is fragmented (RFC 6455, section 5.5)";

/// Paths on which the server closes: the code with its name, and the reason as the report shows it.
fn closes() -> Vec<(&'static str, &'static str, String)> {
    let none = String::new;
    let bye = || "bye".to_owned();
    vec![
        ("/close", "1005 No Status Rcvd", none()),
        ("/close/1000", "1000 Normal Closure", none()),
        ("/close/1001", "1001 Going Away", none()),
        ("/close/1002", "1002 Protocol error", none()),
        ("/close/1003", "1003 Unsupported Data", none()),
        ("/close/1007", "1007 Invalid frame payload data", none()),
        ("/close/1008", "1008 Policy Violation", none()),
        ("/close/1009", "1009 Message Too Big", none()),
        ("/close/1011", "1011 Internal Error", none()),
        ("/close/1012", "1012 Service Restart", none()),
        ("/close/1013", "1013 Try Again Later", none()),
        ("/close/1014", "1014 Bad Gateway", none()),
        ("/close/3000", "3000 Unauthorized", none()),
        ("/close/3003", "3003 Forbidden", none()),
        ("/close/3008", "3008 Timeout", none()),
        ("/close/4000", "4000 Application", none()),
        ("/close/4001", "4001 Kicked", none()),
        ("/close/4002", "4002 Replaced", none()),
        ("/close/4010", "4010 Lobby closed", none()),
        ("/close/4001?reason=a%20b&after=50ms", "4001 Kicked", "a b".to_owned()),
        ("/raw/0FA1627965", "4001 Kicked", bye()),
        ("/empty", "1005 No Status Rcvd", none()),
        ("/1000", "1000 Normal Closure", none()),
        ("/1001", "1001 Going Away", none()),
        ("/1002", "1002 Protocol error", none()),
        ("/1003", "1003 Unsupported Data", none()),
        ("/1007", "1007 Invalid frame payload data", none()),
        ("/1008", "1008 Policy Violation", none()),
        ("/1009", "1009 Message Too Big", none()),
        ("/1010", "1010 Mandatory Ext.", none()),
        ("/1011", "1011 Internal Error", none()),
        ("/1012", "1012 Service Restart", none()),
        ("/1013", "1013 Try Again Later", none()),
        ("/1014", "1014 Bad Gateway", none()),
        ("/3000", "3000 Unauthorized", none()),
        ("/3003", "3003 Forbidden", none()),
        ("/3008", "3008 Timeout", none()),
        ("/3999", "3999 Library", none()),
        ("/4000", "4000 Application", none()),
        ("/4999", "4999 Application", none()),
        ("/1000-bye", "1000 Normal Closure", bye()),
        ("/1014-bye", "1014 Bad Gateway", bye()),
        ("/hello-world", "1000 Normal Closure", "Hello World!".to_owned()),
        ("/123-bytes", "1000 Normal Closure", "*".repeat(123)),
        ("/41-characters", "1000 Normal Closure", "通信が終わりました".repeat(4) + "通信が終わ"),
        ("/4-byte-characters", "1000 Normal Closure", "👋🌍".to_owned()),
        ("/control-characters", "1000 Normal Closure", r"a\u{0}\u{1b}[31mb\r\n".to_owned()),
        ("/noncharacter", "1000 Normal Closure", r"\u{ffff}".to_owned()),
        // What comes after the first close frame, or in a message that it interrupts, does not count.
        ("/text-before-close", "1000 Normal Closure", none()),
        ("/two-closes", "1000 Normal Closure", none()),
        ("/ping-after-close", "1000 Normal Closure", none()),
        ("/data-after-close", "1000 Normal Closure", none()),
        ("/close-inside-message", "1000 Normal Closure", none()),
        ("/close-in-place-of-the-rest", "1000 Normal Closure", none()),
        ("/256-kib", "1000 Normal Closure", none()),
        ("/2-mib", "1000 Normal Closure", none()),
        ("/close-then-fin", "1000 Normal Closure", none()),
    ]
}

/// Paths on which the server breaks the protocol: the headline, the fault, and the code of this client's close frame.
fn faults() -> Vec<(&'static str, &'static str, String, &'static str)> {
    const PROTOCOL: &str = "1002 Protocol error";
    const DATA: &str = "1007 Invalid frame payload data";
    let too_long = |len| format!("its body has {len} bytes, and at most 125 are allowed (RFC 6455, section 5.5)");
    vec![
        ("/one-byte", BAD_CLOSE, ONE_BYTE.to_owned(), PROTOCOL),
        ("/126-bytes", BAD_CLOSE, too_long(126), PROTOCOL),
        ("/1000-bytes", BAD_CLOSE, too_long(1000), PROTOCOL),
        ("/65536-bytes", BAD_CLOSE, too_long(65536), PROTOCOL),
        ("/bad-utf8", BAD_CLOSE, NOT_UTF8.to_owned(), DATA),
        ("/cut-character", BAD_CLOSE, NOT_UTF8.to_owned(), DATA),
        ("/surrogate", BAD_CLOSE, NOT_UTF8.to_owned(), DATA),
        ("/overlong", BAD_CLOSE, NOT_UTF8.to_owned(), DATA),
        ("/above-unicode", BAD_CLOSE, NOT_UTF8.to_owned(), DATA),
        ("/0", BAD_CLOSE, holds("0 Unused"), PROTOCOL),
        ("/999", BAD_CLOSE, holds("999 Unused"), PROTOCOL),
        ("/1004", BAD_CLOSE, holds("1004 Reserved"), PROTOCOL),
        ("/1005", BAD_CLOSE, holds("1005 No Status Rcvd"), PROTOCOL),
        ("/1006", BAD_CLOSE, holds("1006 Abnormal Closure"), PROTOCOL),
        ("/1015", BAD_CLOSE, holds("1015 TLS handshake"), PROTOCOL),
        ("/1016", BAD_CLOSE, holds("1016 Standard"), PROTOCOL),
        ("/1100", BAD_CLOSE, holds("1100 Standard"), PROTOCOL),
        ("/1999", BAD_CLOSE, holds("1999 Standard"), PROTOCOL),
        ("/2000", BAD_CLOSE, holds("2000 Extension"), PROTOCOL),
        ("/2999", BAD_CLOSE, holds("2999 Extension"), PROTOCOL),
        ("/5000", BAD_CLOSE, holds("5000 Undefined"), PROTOCOL),
        ("/65535", BAD_CLOSE, holds("65535 Undefined"), PROTOCOL),
        ("/999-bye", BAD_CLOSE, holds("999 Unused"), PROTOCOL),
        ("/1005-bye", BAD_CLOSE, holds("1005 No Status Rcvd"), PROTOCOL),
        ("/1006-bye", BAD_CLOSE, holds("1006 Abnormal Closure"), PROTOCOL),
        ("/1015-bye", BAD_CLOSE, holds("1015 TLS handshake"), PROTOCOL),
        ("/1999-bye", BAD_CLOSE, holds("1999 Standard"), PROTOCOL),
        ("/5000-bye", BAD_CLOSE, holds("5000 Undefined"), PROTOCOL),
        ("/raw/03", BAD_CLOSE, ONE_BYTE.to_owned(), PROTOCOL),
        ("/reserved-bits", BROKEN, RESERVED.to_owned(), PROTOCOL),
        ("/rsv1", BROKEN, RESERVED.to_owned(), PROTOCOL),
        ("/rsv2", BROKEN, RESERVED.to_owned(), PROTOCOL),
        ("/rsv3", BROKEN, RESERVED.to_owned(), PROTOCOL),
        ("/fragmented-close", BROKEN, FRAGMENTED.to_owned(), PROTOCOL),
        ("/first-fragment", BROKEN, FRAGMENTED.to_owned(), PROTOCOL),
        ("/masked", BROKEN, "a frame from the server is masked (RFC 6455, section 5.1)".to_owned(), PROTOCOL),
        ("/unknown-opcode", BROKEN, "the opcode 0xB is not defined (RFC 6455, section 5.2)".to_owned(), PROTOCOL),
        ("/unknown-data-opcode", BROKEN, "the opcode 0x3 is not defined (RFC 6455, section 5.2)".to_owned(), PROTOCOL),
        ("/long-length", BROKEN, "a length has more bits than it needs (RFC 6455, section 5.2)".to_owned(), PROTOCOL),
        (
            "/lone-continuation",
            BROKEN,
            "a continuation frame came without a message to continue (RFC 6455, section 5.4)".to_owned(),
            PROTOCOL,
        ),
        (
            "/interleaved",
            BROKEN,
            "a message began before the fragments of the last one were complete (RFC 6455, section 5.4)".to_owned(),
            PROTOCOL,
        ),
        ("/text-bad-utf8", BROKEN, "a text message is not UTF-8 (RFC 6455, section 8.1)".to_owned(), DATA),
        ("/close-after-failure", BROKEN, RESERVED.to_owned(), PROTOCOL),
        ("/ping-after-failure", BROKEN, RESERVED.to_owned(), PROTOCOL),
        ("/answer-after-failure", BROKEN, RESERVED.to_owned(), PROTOCOL),
    ]
}

/// A path, options, the exit status, the headline, the code, the close frame that was sent, and the end of TCP.
type Other = (&'static str, &'static [&'static str], i32, &'static str, &'static str, &'static str, &'static str);

/// Paths without a close frame of the server, or with an answer to this client's.
const OTHERS: &[Other] = &[
    ("/drop", &[], 1, ENDED, "1006 Abnormal Closure", "none", "by the server (FIN)"),
    ("/fin", &[], 1, ENDED, "1006 Abnormal Closure", "none", "by the server (FIN)"),
    ("/fin-inside-message", &[], 1, ENDED, "1006 Abnormal Closure", "none", "by the server (FIN)"),
    ("/reset", &[], 1, RESET, "1006 Abnormal Closure", "none", "reset by the server (RST)"),
    ("/rst", &[], 1, RESET, "1006 Abnormal Closure", "none", "reset by the server (RST)"),
    (
        "/silent",
        &["--close", "1000", "--timeout", "2s"],
        1,
        SILENT,
        "1006 Abnormal Closure",
        "1000 Normal Closure",
        "by this client: the server did not end TCP in time",
    ),
    (
        "/silence",
        &["--close", "1000", "--timeout", "2s"],
        1,
        SILENT,
        "1006 Abnormal Closure",
        "1000 Normal Closure",
        "by this client: the server did not end TCP in time",
    ),
    ("/echo", &["--close", "none"], 0, BY_CLIENT, "1005 No Status Rcvd", "empty", "by the server (FIN)"),
    ("/echo", &["--close", "4002:a"], 1, BY_CLIENT, "4002 Replaced", "4002 Replaced: a", "by the server (FIN)"),
    (
        "/flood",
        &["--after", "200ms"],
        0,
        BY_CLIENT,
        "1000 Normal Closure",
        "1000 Normal Closure",
        "by the server (FIN)",
    ),
];

/// Paths that refuse the opening handshake, and the headline.
const REFUSALS: &[(&str, &str)] = &[
    ("/http/200", "Not opened: the server answered with HTTP 200 OK."),
    ("/http/302", "Not opened: the server answered with HTTP 302 Found."),
    ("/http/400", "Not opened: the server answered with HTTP 400 Bad Request."),
    ("/http/401", "Not opened: the server answered with HTTP 401 Unauthorized."),
    ("/http/403", "Not opened: the server answered with HTTP 403 Forbidden."),
    ("/http/404", "Not opened: the server answered with HTTP 404 Not Found."),
    ("/http/429", "Not opened: the server answered with HTTP 429 Too Many Requests."),
    ("/http/503", "Not opened: the server answered with HTTP 503 Service Unavailable."),
    ("/unknown", "Not opened: the server answered with HTTP 404 Not Found."),
    ("/close/1006", "Not opened: the server answered with HTTP 400 Bad Request."),
    // This case is for servers.
    ("/unmasked", "Not opened: the server answered with HTTP 404 Not Found."),
];

/// All paths are run with one server. Each path that the server lists is in a table above.
#[test]
fn each_path_of_serve() {
    let server = Server::start();
    let meet = |path: &str, options: &[&str]| {
        connect(&[&[&*format!("ws://{}{path}", server.address), "--table", TABLE], options].concat())
    };
    let (closes, faults) = (closes(), faults());
    for (path, code, reason) in &closes {
        let told = meet(path, &[]);
        let mut expected = vec![BY_SERVER.to_owned(), format!("Code {code}")];
        if !reason.is_empty() {
            expected.push(format!("Close reason {reason}"));
        }
        expected.push("Closed cleanly yes".to_owned());
        expected.push(match &code[..4] {
            "1005" => "Answered with empty".to_owned(),
            _ if reason.is_empty() => format!("Answered with {code}"),
            _ => format!("Answered with {code}: {reason}"),
        });
        expected.push("End of TCP by the server (FIN)".to_owned());
        assert_eq!(told.report().get(..expected.len()), Some(&*expected), "{path}: {}{}", told.out, told.err);
        let is_normal = ["1000", "1001", "1005"].contains(&&code[..4]);
        assert_eq!(told.status, Some(i32::from(!is_normal)), "{path}");
        assert!(told.explained().starts_with(code), "{path}: {}", told.explained());
    }
    for (path, headline, fault, code) in &faults {
        let told = meet(path, &[]);
        let report = told.report();
        let expected = [headline, "Code 1006 Abnormal Closure", "Closed cleanly no", &*format!("Fault {fault}")];
        assert_eq!(report[..4], expected, "{path}");
        let label = if *headline == BAD_CLOSE { "Answered with" } else { "Close frame sent" };
        assert!(report[4].starts_with(&format!("{label} {code}")), "{path}: {report:?}");
        assert_eq!(report[5], "End of TCP by the server (FIN)", "{path}");
        assert_eq!((told.status, told.explained()), (Some(1), "1006 Abnormal Closure"), "{path}");
    }
    for (path, options, status, headline, code, sent, tcp) in OTHERS {
        let told = meet(path, options);
        let report: Vec<_> = told.report().into_iter().filter(|line| !line.starts_with("Close reason")).collect();
        let clean = if code.starts_with("1006") { "no" } else { "yes" };
        let expected = [
            (*headline).to_owned(),
            format!("Code {code}"),
            format!("Closed cleanly {clean}"),
            format!("Close frame sent {sent}"),
            format!("End of TCP {tcp}"),
        ];
        assert_eq!(report[..5], expected, "{path} {options:?}: {}", told.err);
        assert_eq!(told.status, Some(*status), "{path} {options:?}");
        assert!(told.explained().starts_with(code), "{path} {options:?}");
    }
    for (path, headline) in REFUSALS {
        let told = meet(path, &[]);
        assert_eq!(told.report()[0], *headline, "{path}");
        assert_eq!((told.status, told.explained()), (Some(2), "1006 Abnormal Closure"), "{path}");
    }
    // The reset may arrive before this client has written its answer.
    let report = meet("/close-then-rst", &[]).report();
    assert_eq!(report[..2], [BY_SERVER, "Code 1000 Normal Closure"]);
    assert_eq!(report[4], "End of TCP reset by the server (RST)");
    let mut known: Vec<_> = closes.iter().map(|(path, ..)| *path).collect();
    known.extend(faults.iter().map(|(path, ..)| *path));
    known.extend(OTHERS.iter().map(|(path, ..)| *path).chain(REFUSALS.iter().map(|(path, _)| *path)));
    known.extend(["/slow", "/close-then-rst"]);
    let listed = server.paths();
    assert!(listed.len() > 100);
    assert_eq!(listed.iter().find(|path| !known.contains(&path.as_str())), None, "is in no table above");
}

/// The headers of a request for a WebSocket, without `Upgrade`. The key is the example of RFC 6455, section 1.3.
const KEY: &str = "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// A server ignores an upgrade to another protocol (RFC 9110, section 7.8).
#[test]
fn upgrades_of_serve() {
    let server = Server::start();
    for upgrade in ["h2c", "h2c, TLS/1.0", "websockets"] {
        let headers = format!("Upgrade: {upgrade}\r\nConnection: Upgrade, close\r\n");
        let answer = server.answer("/index.json", &headers);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{upgrade}: {answer}");
    }
    for upgrade in ["websocket", "h2c, WebSocket", "h2c\r\nUpgrade: websocket"] {
        let answer = server.answer("/drop", &format!("Upgrade: {upgrade}\r\n{KEY}"));
        assert!(answer.starts_with("HTTP/1.1 101 Switching Protocols\r\n"), "{upgrade}: {answer}");
        assert!(answer.to_ascii_lowercase().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{answer}");
    }
}

/// The server's words help with a wrong path.
#[test]
fn a_wrong_path_of_serve() {
    let server = Server::start();
    let told = connect(&[&format!("ws://{}/close/1005", server.address)]);
    assert_eq!(told.report()[1], "Detail 1005 may not be sent: use /1005 or /raw/03ED to send it");
}

/// The server answers a close frame so late that `--timeout` decides about the end.
#[test]
fn a_slow_server() {
    let server = Server::start();
    let url = format!("ws://{}/slow", server.address);
    let told = connect(&[&url, "--close", "1000", "--timeout", "2s"]);
    assert_eq!((told.status, &*told.report()[0]), (Some(1), SILENT));
    let told = connect(&[&url, "--close", "1000", "--timeout", "60s"]);
    assert_eq!((told.status, &*told.report()[0]), (Some(0), BY_CLIENT));
}

/// `--print` shows what `/echo` and `/text-before-close` send. The messages of `/flood` are counted.
#[test]
fn messages_of_serve_are_printed() {
    let server = Server::start();
    let url = |path: &str| format!("ws://{}{path}", server.address);
    let told = connect(&[&url("/echo"), "--send", "one", "--send", "zwei ✓", "--print", "--close", "1000"]);
    assert!(told.out.starts_with("text: one\ntext: zwei ✓\n\nThis client closed the connection.\n"), "{}", told.out);
    assert_eq!(told.status, Some(0));
    let told = connect(&[&url("/text-before-close"), "--print"]);
    assert!(told.out.starts_with("text: Hello World!\n\nThe server closed the connection.\n"), "{}", told.out);
    let told = connect(&[&url("/flood"), "--after", "200ms"]);
    let received =
        told.report().into_iter().find_map(|line| line.strip_prefix("Messages received ")?.parse::<u64>().ok());
    assert!(received.is_some_and(|received| received > 0), "{}", told.out);
}
