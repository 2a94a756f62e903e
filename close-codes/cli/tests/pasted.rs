//! `explain` finds the codes in lines of real logs, error messages and values.
//!
//! Each line is in the form that the named program writes. Names, addresses and times are changed.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn explain(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let command = command.arg("explain").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// Returns the numbers of the answers, in their order.
fn codes(arguments: &[&str], input: &[u8]) -> Vec<u64> {
    let output = explain(&[&["--json"], arguments].concat(), input);
    let answers: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    answers.as_array().unwrap().iter().map(|answer| answer["code"].as_u64().unwrap()).collect()
}

/// Each text, and the codes in it.
const TEXTS: &[(&str, &[u64])] = &[
    // gorilla/websocket
    ("websocket: close 1006 (abnormal closure): unexpected EOF", &[1006]),
    ("close 1006 (abnormal closure)", &[1006]),
    ("2026/11/27 14:56:25 error: websocket: close 1001 (going away)", &[1001]),
    ("websocket: close 4008 (policy violation): slow", &[4008]),
    ("read tcp 10.0.0.7:3000->10.0.0.9:4123: websocket: close 1009 (message too big)", &[1009]),
    // coder/websocket
    ("failed to get reader: received close frame: status = StatusNormalClosure and reason = \"\"", &[1000]),
    ("failed to read JSON message: received close frame: status = StatusCode(4000) and reason = \"bye\"", &[4000]),
    ("received close frame: status = StatusMessageTooBig and reason = \"read limited at 32769 bytes\"", &[1009]),
    // Python's websockets
    (
        "received 1011 (internal error) keepalive ping timeout; then sent 1011 (internal error) keepalive ping timeout",
        &[1011],
    ),
    ("sent 1011 (internal error) keepalive ping timeout; no close frame received", &[1011]),
    ("received 1000 (OK); then sent 1000 (OK)", &[1000]),
    ("received 1001 (going away) bye; then sent 1000 (OK)", &[1001, 1000]),
    ("received 4001 (private use) token; then sent 4001 (private use) token", &[4001]),
    ("websockets.exceptions.ConnectionClosedError: no close frame received or sent", &[1006]),
    (
        "websockets.exceptions.ConnectionClosedError: code = 1006 (connection closed abnormally [internal]), no reason",
        &[1006],
    ),
    ("WebSocket connection is closed: code = 1005 (no status code [internal]), no reason", &[1005]),
    (
        "2017-03-29 11:33:57,429 INFO websockets.protocol.fail_connection:613   Failing the WebSocket connection: 1006",
        &[1006],
    ),
    // websocket-client
    (r"fin=1 opcode=8 data=b'\x03\xe8'", &[1000]),
    (r"opcode=8, data=b'\x03\xf0'", &[1008]),
    (r"++Rcv decoded: fin=1 opcode=8 data=b'\x0f\xa8slow'", &[4008]),
    // aiohttp
    ("WSMessage(type=<WSMsgType.CLOSE: 8>, data=1006, extra='')", &[1006]),
    ("WSMessage(type=<WSMsgType.CLOSE: 8>, data=4001, extra='kicked')", &[4001]),
    ("close code: WSCloseCode.OK", &[1000]),
    // Starlette and uvicorn
    ("starlette.websockets.WebSocketDisconnect: 1006", &[1006]),
    ("starlette.websockets.WebSocketDisconnect: (<CloseCode.NO_STATUS_RCVD: 1005>, '')", &[1005]),
    ("{'type': 'websocket.disconnect', 'code': 1012, 'reason': None}", &[1012]),
    // Java: Jetty, Java-WebSocket, Jakarta, Spring, Ktor
    ("WebSocket connection closed unexpectedly by the server: [1006] WebSocket Read EOF", &[1006]),
    ("onClose: code: 1006 reason:\"\" remote:true", &[1006]),
    (
        "closed with exit code 1002 additional info: Invalid status code received: 400 Status line: HTTP/1.1 400",
        &[1002],
    ),
    ("closureCode=1011; closureReason=\"EofException\";", &[1011]),
    ("CloseReason[1001,The client is leaving]", &[1001]),
    ("CloseReason: code [CLOSED_ABNORMALLY], reason [null]", &[1006]),
    ("CloseReason(reason=GOING_AWAY, message=bye)", &[1001]),
    ("CloseStatus[code=1006, reason=null]", &[1006]),
    ("Connection closed: 1006, reason: ", &[1006]),
    ("1006 null", &[1006]),
    // .NET and SignalR
    (
        "Connection disconnected with error 'Error: WebSocket closed with status code: 1006 (no reason given).'.",
        &[1006],
    ),
    (
        "[2020-10-27T19:37:35.404Z] Error: Connection disconnected with error 'Error: WebSocket closed with status code: 1006 ().'.",
        &[1006],
    ),
    ("Exception: WebSocket closed with status code: 1002 (null).", &[1002]),
    (
        "WebSocketException (0x80004005): The remote party closed the WebSocket connection without completing the close handshake.",
        &[1006],
    ),
    ("CloseStatus: EndpointUnavailable, CloseStatusDescription: null", &[1001]),
    ("WebSocketCloseStatus.PolicyViolation", &[1008]),
    ("CloseStatus = Empty", &[1005]),
    // Browsers, Node.js
    (
        "CloseEvent {isTrusted: true, wasClean: false, code: 1006, reason: '', type: 'close', timeStamp: 4823.600000023842}",
        &[1006],
    ),
    (
        "close { target: WebSocket, isTrusted: true, wasClean: true, code: 4008, reason: \"slow\", timeStamp: 3021 }",
        &[4008],
    ),
    ("{\"isTrusted\":true,\"wasClean\":false,\"code\":1006,\"reason\":\"\"}", &[1006]),
    ("WebSocket closed. Code: 1006, Reason: ", &[1006]),
    ("socket.onclose app.js:4123 1006", &[1006]),
    ("Disconnected (code: 1006, reason: \"\") from ws://localhost:3000/", &[1006]),
    ("RangeError: Invalid WebSocket frame: MASK must be set { [Symbol(status-code)]: 1002 }", &[1002]),
    ("close 1005 <Buffer >", &[1005]),
    ("Error: WebSocket was closed before the connection was established", &[1006]),
    ("case CLOSE_ABNORMAL: reconnect()", &[1006]),
    // Discord
    ("Shard 3 disconnected with 4014: Disallowed intent(s).", &[4014]),
    // This library
    ("1001 Going Away: \"bye\"", &[1001]),
    ("4008 Application: \"slow\\ndown\" (clean)", &[4008]),
    ("1006 Abnormal Closure (not clean; not opened)", &[1006]),
    (
        "1002 Protocol error (not clean, started by the peer; failed: a close frame holds 1006 Abnormal Closure)",
        &[1002, 1006],
    ),
    ("CloseFrame { code: GoingAway, reason: \"bye\" }", &[1001]),
    ("CloseFrame { code: Unregistered(4008), reason: \"slow, 4000 messages\" }", &[4008]),
    ("Unregistered(4008)", &[4008]),
    ("Unregistered(999)", &[999]),
    ("CloseEvent { code: AbnormalClosure, was_clean: false, outcome: None }", &[1006]),
    ("the close frame holds 1006 Abnormal Closure, which is for local use only", &[1006]),
    // Rust: tungstenite, axum, actix, tokio-websockets, fastwebsockets
    ("Some(CloseFrame { code: Away, reason: \"\" })", &[1001]),
    ("Close(Some(CloseFrame { code: Library(4000), reason: Utf8Bytes(b\"bye\") }))", &[4000]),
    ("Close(Some(CloseFrame { code: Normal, reason: Utf8Bytes(b\"code 1006\") }))", &[1000, 1006]),
    ("Library(4000)", &[4000]),
    ("Bad(1014)", &[1014]),
    ("bye (1001)", &[1001]),
    ("Protocol", &[1002]),
    ("Away", &[1001]),
    ("WebSocket protocol error: Connection reset without closing handshake", &[1006]),
    ("Protocol(ResetWithoutClosingHandshake)", &[1006]),
    ("CloseFrame { code: 1001, reason: Utf8Bytes(Utf8Bytes(b\"bye\")) }", &[1001]),
    ("CloseReason { code: Normal, description: None }", &[1000]),
    ("Close(Some(CloseReason { code: Other(4001), description: Some(\"kicked\") }))", &[4001]),
    ("CloseCode(1001)", &[1001]),
    ("Some((CloseCode(1011), \"panic\"))", &[1011]),
    ("CloseCode::Policy", &[1008]),
    ("close_code::TRY_AGAIN_LATER", &[1013]),
    ("InvalidCloseCode: 1014", &[1014]),
    // Other forms
    ("1001 (going away)", &[1001]),
    ("(4008)", &[4008]),
    ("(1006)", &[1006]),
    ("code=1006", &[1006]),
    ("closes with 1005/1006", &[1005, 1006]),
    ("Close Code: 0x03EE", &[1006]),
    ("code=0xfa8, reason=\"slow\"", &[4008]),
    ("\u{1b}[31mclose\u{1b}[0m \u{1b}[1m1006\u{1b}[0m", &[1006]),
    ("连接断开，错误代码是1006，没有原因", &[1006]),
    ("WebSocket关闭，代码: 4011", &[4011]),
    ("クローズコード1006で切断", &[1006]),
    ("Conexión cerrada, código 2500", &[2500]),
    ("the server is going away", &[1001]),
];

#[test]
fn codes_are_found_in_texts() {
    assert!(TEXTS.len() >= 40);
    let wrong = TEXTS.iter().filter_map(|&(text, expected)| {
        let found = codes(&[text], b"");
        (found != expected).then(|| format!("{text}\n  found {found:?}, not {expected:?}\n"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// Texts with numbers and words that are not close codes.
const NOTHING: &[&str] = &[
    "Server listening on port 3000",
    "WebSocket connection to 'ws://localhost:3000/' failed: net::ERR_SSL_PROTOCOL_ERROR",
    "GET /ws/4001 HTTP/1.1",
    "10.0.0.7:4001 connected",
    "[fe80::1006]: timed out",
    "1012 Going Away",
    "sshd[1012]: Accepted publickey",
    "\"GET /ws HTTP/1.1\" 101 1006",
    "Unexpected server response: 502 Bad Gateway",
    "500 Internal Server Error",
    "handshake took 1006 ms",
    "closed after 4000",
    "received 2048 items",
    "closed 2048 files",
    "sent 1011 bytes",
    "Fri Nov 27 14:56:25 2026",
    "2026-11-27 14:56:25 +1030 connected",
    "[14/Feb/2020:15:22:33] connected",
    "550e8400-e29b-4100-a716-446655440000",
    "Error Domain=NSURLErrorDomain Code=-1005 \"The network connection was lost.\"",
    "ERROR 1045 (28000): Access denied for user",
    "see RFC 2616 and #1006",
    "price: 1006.50, 1000,5 and 3,008",
    "uid=1000 gid=1000 pid=1001",
    "at socket.js:1006:11",
    "version 1.4001.2",
    "sha256:1006abcd",
    "error: size exceeds the status",
    "-1006 and more",
    "at 0x03EE, code: 0x7FFF03EE, code: 0x10",
    r"> Frame(fin=True, opcode=9, data=b'\x0f\xa0')",
];

#[test]
fn other_numbers_are_not_codes() {
    let found: Vec<_> = NOTHING.iter().map(|text| (text, codes(&["--", text], b""))).collect();
    let wrong: Vec<_> = found.into_iter().filter(|(_, codes)| !codes.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let output = explain(&[NOTHING[0]], b"");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
}

#[test]
fn a_log_names_each_code_once() {
    let log = b"\
2026-11-27T14:56:25.1006Z INFO listening on 0.0.0.0:3000
2026-11-27T14:56:26Z WARN peer=10.0.0.7:4123 closed code=1006 reason=\"\"
2026-11-27T14:56:27Z INFO 4008 Flood: \"slow\" (clean)
2026-11-27T14:56:28Z WARN peer=10.0.0.8:4124 closed code=1006 reason=\"\"
2026-11-27T14:56:29Z INFO the server is going away \xFF
2026-11-27T14:56:30Z INFO close 1001 (going away)
";
    assert_eq!(codes(&["-"], log), [1006, 4008, 1001]);
}

#[test]
fn a_table_is_searched_too() {
    let table = ["--table", "tests/commands/tables/game.csv"];
    let find = |text| codes(&[&[text][..], &table].concat(), b"");
    assert_eq!(find("kicked: token expired, user logged out"), [4001]);
    assert_eq!(find("Err(TokenExpired)"), [4001]);
    assert_eq!(find("code: Flood"), [4008]);
    assert_eq!(find("a flood of messages"), [0; 0]);
    // A code of the table is more likely than another number.
    assert_eq!(find("client 4555 left with 4002"), [4002]);
}

/// The pages about migrating list the names of other libraries. A test compares the pages with the libraries.
#[test]
fn names_of_other_libraries_are_known() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/adapters/migrating");
    for page in ["actix_http_3", "axum_0_8", "fastwebsockets_0_10", "tokio_websockets_0_13", "tungstenite_0_30"] {
        let page = std::fs::read_to_string(format!("{folder}/{page}.md")).unwrap();
        let row = |row: &str| {
            let mut cells = row.trim_start_matches("| ").split(" | ").map(|cell| cell.replace('`', ""));
            Some((cells.next()?.parse::<u64>().ok()?, cells.next()?))
        };
        let (numbers, names): (Vec<_>, Vec<_>) = page.lines().filter_map(row).unzip();
        assert!(numbers.len() > 10);
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        assert_eq!(codes(&names, b""), numbers);
        let shown: Vec<_> = names.iter().map(|name| format!("CloseFrame {{ code: {name}, reason: \"\" }}")).collect();
        assert_eq!(codes(&shown.iter().map(String::as_str).collect::<Vec<_>>(), b""), numbers);
    }
}

/// Changes bytes of the texts, and cuts and joins them.
#[test]
fn no_text_makes_it_panic() {
    let mut seed: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let parts =
        b"\\x03\\xe8'\"(:-.,/[]{}= 1006 4008 99999 code Away \xC3\xA9\xE7\xA0\x81\x1B[0m\xF0\x9F\x98\x80\xFF\0\t";
    let mut input = Vec::new();
    for _ in 0..4000 {
        let mut line = TEXTS[next(TEXTS.len())].0.as_bytes().to_vec();
        for _ in 0..next(6) {
            let (at, part) = (next(line.len() + 1), next(parts.len()));
            line.splice(at..line.len().min(at + next(4)), parts[part..parts.len().min(part + next(9))].iter().copied());
        }
        input.extend(line);
        input.push(b'\n');
    }
    for arguments in [&["-"][..], &["-", "--json"]] {
        let output = explain(arguments, &input);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    for line in input.split(|&byte| byte == b'\n').take(40) {
        let line = String::from_utf8_lossy(line).replace('\0', "");
        let output = explain(&["--", &line], b"");
        assert!(matches!(output.status.code(), Some(0 | 2)), "{line:?}");
    }
}

/// A log is read line by line. Of a very long line, only the beginning is read.
#[test]
fn a_log_may_be_longer_than_an_input_file() {
    let mut log = b"INFO listening on 0.0.0.0:3000\n".to_vec();
    log.extend(b"WARN closed code=1006\r\n");
    for _ in 0..4000 {
        log.extend(b"INFO peer connected\n");
        log.extend(vec![b'x'; 2300]);
        log.push(b'\n');
    }
    log.extend(vec![b'x'; 1 << 20]);
    log.extend(b" closed code=1011\nclosed code=4008");
    assert!(log.len() > 9_000_000);
    assert_eq!(codes(&["-"], &log), [1006, 4008]);
    let output = explain(&["-"], &log);
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("line 2") && shown.contains("line 8004"), "{shown}");

    let log = "INFO connected\n".repeat(600_000);
    let output = explain(&["-"], log.as_bytes());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && told.starts_with("error: no close code was found in `INFO"), "{told}");
    assert!(told.len() < 300, "{told}");
}

/// Blank lines at the beginning count.
#[test]
fn lines_are_counted_from_the_first() {
    let output = explain(&["-"], b"\n\nINFO connected\nclosed code=1006\n");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("line 4"), "{shown}");
}
