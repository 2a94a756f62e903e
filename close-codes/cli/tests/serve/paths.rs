//! The bytes of each path, the end of TCP, and the line of the log.

use std::time::{Duration, Instant};

use super::client::{Client, End, bytes};
use super::program::Program;

/// The close frame of a client, with a mask of zeros.
const ANSWER: &str = "8880 00000000";
const ANSWER_1000: &str = "8882 00000000 03E8";
/// The close frame of a client that fails the connection.
const FAIL_1002: &str = "8882 00000000 03EA";
const FAIL_1007: &str = "8882 00000000 03EF";

/// Checks what comes from a path, answers, and checks the end of TCP and the line of the log.
fn check(program: &mut Program, path: &str, sent: &str, answer: &str, story: &str) {
    let expected = bytes(sent);
    let mut client = program.open(path);
    assert_eq!(client.read(expected.len()), expected, "{path}");
    client.write_hex(answer);
    assert_eq!(client.rest(), (Vec::new(), End::Fin), "{path}");
    client.finish();
    assert_eq!(program.story(&client), story, "{path}");
}

#[test]
fn a_close_frame_follows_the_protocol() {
    let mut program = Program::start(&[]);
    let program = &mut program;
    check(
        program,
        "/close",
        "8800",
        ANSWER,
        "sent: CLOSE; came: CLOSE, FIN; server: 1005 No Status Rcvd (clean); client: 1005 No Status Rcvd (clean)",
    );
    check(
        program,
        "/close/4001?reason=bye",
        "8805 0FA1 627965",
        "8885 00000000 0FA1 627965",
        "sent: CLOSE 4001 \"bye\"; came: CLOSE 4001 \"bye\", FIN; server: 4001 Application: \"bye\" (clean); \
         client: 4001 Application: \"bye\" (clean)",
    );
    // A client may answer with another code.
    check(
        program,
        "/close/1012",
        "8802 03F4",
        ANSWER_1000,
        "sent: CLOSE 1012; came: CLOSE 1000, FIN; server: 1000 Normal Closure (clean); \
         client: 1012 Service Restart (clean)",
    );
    // Percent-encoding, and a plus for a space.
    check(
        program,
        "/close/1000?reason=%E2%9C%93+%2B%25&after=1ms",
        "8808 03E8 E29C93 20 2B25",
        ANSWER_1000,
        "sent: CLOSE 1000 \"\u{2713} +%\"; came: CLOSE 1000, FIN; server: 1000 Normal Closure (clean); \
         client: 1000 Normal Closure: \"\u{2713} +%\" (clean)",
    );
    // An answer that breaks the protocol.
    check(
        program,
        "/close/1000",
        "8802 03E8",
        "8881 00000000 03",
        "sent: CLOSE 1000; came: CLOSE 0x03, FIN; server: 1006 Abnormal Closure (not clean); \
         client: 1000 Normal Closure (clean)",
    );
}

/// The named ways to break the protocol, and the bytes of RFC 6455, section 5.2.
#[test]
fn illegal_frames_are_sent_byte_by_byte() {
    const FAILED: &str = "client: 1006 Abnormal Closure (not clean)";
    let mut program = Program::start(&[]);
    let stars = "2A".repeat(124);
    for (path, hex, answer, sent) in [
        ("/one-byte", "8801 03", FAIL_1002, "CLOSE 0x03"),
        ("/1005", "8802 03ED", FAIL_1002, "CLOSE 1005"),
        ("/1006", "8802 03EE", FAIL_1002, "CLOSE 1006"),
        ("/1015", "8802 03F7", FAIL_1002, "CLOSE 1015"),
        ("/1016", "8802 03F8", FAIL_1002, "CLOSE 1016"),
        ("/5000", "8802 1388", FAIL_1002, "CLOSE 5000"),
        ("/bad-utf8", "8805 03E8 6279FF", FAIL_1007, "CLOSE 0x03E86279FF"),
        ("/reserved-bits", "F802 03E8", FAIL_1002, "CLOSE 1000 [RSV1, RSV2, RSV3]"),
        ("/fragmented-close", "0802 03E8 8003 627965", FAIL_1002, "CLOSE 1000 [not final], CONTINUATION \"bye\""),
        ("/text-bad-utf8", "8103 6279FF", FAIL_1007, "TEXT 0x6279FF"),
        ("/raw/03", "8801 03", FAIL_1002, "CLOSE 0x03"),
        ("/raw/fFFf00", "8803 FFFF00", FAIL_1002, "CLOSE 65535 \"\\u{0}\""),
        (
            "/126-bytes",
            &format!("887E 007E 03E8 {stars}"),
            FAIL_1002,
            &format!("CLOSE 1000 \"{}...\" (124 bytes)", "*".repeat(60)),
        ),
        (
            &format!("/raw/0FA1{stars}"),
            &format!("887E 007E 0FA1 {stars}"),
            FAIL_1002,
            &format!("CLOSE 4001 \"{}...\" (124 bytes)", "*".repeat(60)),
        ),
    ] {
        let code = if answer == FAIL_1002 { "1002 Protocol error" } else { "1007 Invalid frame payload data" };
        let came = if answer == FAIL_1002 { "1002" } else { "1007" };
        // Both sent a close frame before TCP ended, so it was clean for the server (section 7.1.4).
        let (mark, clean) = if sent.starts_with("TEXT") { (" (not answered)", "not clean") } else { ("", "clean") };
        let story = format!("sent: {sent}; came: CLOSE {came}{mark}, FIN; server: {code} ({clean}); {FAILED}");
        check(&mut program, path, hex, answer, &story);
    }
}

#[test]
fn more_frames_than_one_are_sent() {
    const CAME: &str = "came: CLOSE 1000, FIN; server: 1000 Normal Closure (clean)";
    let mut program = Program::start(&[]);
    for (path, hex, sent) in [
        ("/1014", "8802 03F6", "CLOSE 1014"),
        ("/two-closes", "8802 03E8 8800", "CLOSE 1000, CLOSE"),
        ("/ping-after-close", "8802 03E8 8900", "CLOSE 1000, PING"),
        ("/data-after-close", "8802 03E8 810C 48656C6C6F20576F726C6421", "CLOSE 1000, TEXT \"Hello World!\""),
        ("/long-length", "887E 0002 03E8", "CLOSE 1000 [16-bit length]"),
    ] {
        let client = match path {
            "/1014" => "1014 Bad Gateway (clean)",
            // The minimal number of bytes must be used (RFC 6455, section 5.2).
            "/long-length" => "1006 Abnormal Closure (not clean)",
            _ => "1000 Normal Closure (clean)",
        };
        let story = format!("sent: {sent}; {CAME}; client: {client}");
        check(&mut program, path, hex, ANSWER_1000, &story);
    }
}

#[test]
fn the_server_masks_its_frames() {
    let mut program = Program::start(&[]);
    let mut client = program.open("/masked");
    assert_eq!(client.read(6)[..2], bytes("8980"));
    let frame = client.read(8);
    assert_eq!(frame[..2], bytes("8882"));
    // RFC 6455, section 5.3.
    assert_eq!([frame[6] ^ frame[2], frame[7] ^ frame[3]], [0x03, 0xE8]);
    client.write_hex(FAIL_1002);
    assert_eq!(client.rest(), (Vec::new(), End::Fin));
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: PING [masked], CLOSE 1000 [masked]; came: CLOSE 1002, FIN; "), "{story}");
    assert!(story.ends_with("; client: 1006 Abnormal Closure (not clean)"), "{story}");
}

#[test]
fn tcp_ends_without_a_close_frame() {
    let mut program = Program::start(&[]);
    for (path, end, sent, came) in [
        ("/drop", End::Fin, "FIN", "FIN"),
        ("/drop?after=20ms", End::Fin, "FIN", "FIN"),
        ("/fin", End::Fin, "FIN", "FIN"),
        ("/reset", End::Rst, "RST", "nothing"),
        ("/reset?after=20ms", End::Rst, "RST", "nothing"),
        ("/rst", End::Rst, "RST", "nothing"),
    ] {
        let mut client = program.open(path);
        assert_eq!(client.rest(), (Vec::new(), end), "{path}");
        if end == End::Fin {
            client.finish();
        }
        let abnormal = "1006 Abnormal Closure (not clean)";
        let story = format!("sent: {sent}; came: {came}; server: {abnormal}; client: {abnormal}");
        assert_eq!(program.story(&client), story, "{path}");
    }
}

#[test]
fn a_silent_server_answers_pings_but_no_close_frame() {
    let mut program = Program::start(&[]);
    for path in ["/silent?after=300ms", "/silence?after=300ms"] {
        let start = Instant::now();
        let mut client = program.open(path);
        client.write_hex("8982 00000000 6869");
        assert_eq!(client.read(4), bytes("8A02 6869"));
        client.write_hex(ANSWER_1000);
        assert_eq!(client.rest(), (Vec::new(), End::Fin));
        assert!(start.elapsed() >= Duration::from_millis(300));
        client.finish();
        let abnormal = "1006 Abnormal Closure (not clean)";
        assert_eq!(
            program.story(&client),
            format!(
                "sent: FIN; came: CLOSE 1000 (not answered), FIN; server: 1000 Normal Closure (not clean); \
                 client: {abnormal}"
            )
        );
    }
}

/// A message of a legal length, but longer than the server keeps. What follows it is read.
#[test]
fn a_long_message_is_discarded() {
    let mut program = Program::start(&[]);
    let mut client = program.open("/silent");
    client.write(&[&bytes("82FE 9C40 01020304")[..], &vec![b'x'; 40_000]].concat());
    client.write(&[&bytes("81FF 0000000000011170 00000000")[..], &vec![b'x'; 70_000]].concat());
    client.write_hex("8180 00000000 8981 00000000 61");
    assert_eq!(client.read(3), bytes("8A01 61"));
    client.write_hex(ANSWER_1000);
    client.finish();
    let abnormal = "1006 Abnormal Closure (not clean)";
    assert_eq!(
        program.story(&client),
        format!(
            "sent: nothing; came: 1 message, 2 frames of more than 32 KiB, CLOSE 1000 (not answered), FIN; \
             server: 1000 Normal Closure (not clean); client: {abnormal}"
        )
    );
    // The end inside of such a frame.
    let mut client = program.open("/silent");
    client.write(&[&bytes("82FE 9C40 01020304")[..], &vec![b'x'; 30_000]].concat());
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: nothing; came: 1 frame of more than 32 KiB, FIN inside of a frame; "), "{story}");
    let mut client = program.open("/silent");
    client.write_hex("8380 00000000");
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: nothing; came: a frame with the undefined opcode 3, FIN; "), "{story}");
}

/// Takes 10 seconds, the patience of the server. Only eight connections at once send long frames.
#[test]
fn clients_that_do_not_read_do_not_stop_the_others() {
    let mut program = Program::start(&[]);
    let clients: Vec<_> = (0..16).map(|_| Client::open_narrow(program.address, "/2-mib")).collect();
    let start = Instant::now();
    let mut reader = program.open("/2-mib");
    assert_eq!(reader.read(2), bytes("817F"));
    assert!(start.elapsed() < Duration::from_secs(35));
    for _ in 0..=clients.len() {
        let line = program.whole_line();
        // The buffers of the system may take all of a frame.
        assert!(line.contains("s; sent: TEXT \"") || line.contains("s; sent: not all of TEXT \""), "{line}");
    }
}

#[test]
fn messages_are_sent_back() {
    let mut program = Program::start(&[]);
    let mut client = program.open("/echo");
    client.write_hex("8182 00000000 6869"); // The text `hi`.
    assert_eq!(client.read(4), bytes("8102 6869"));
    client.write_hex("8283 01020304 010203"); // Bytes under a mask.
    assert_eq!(client.read(5), bytes("8203 000000"));
    client.write_hex("0181 00000000 61 8980 00000000 8081 00000000 62"); // Two fragments, and a ping between them.
    assert_eq!(client.read(6), bytes("8A00 8102 6162"));
    client.write_hex("8885 00000000 0FA1 627965");
    assert_eq!(client.rest(), (bytes("8805 0FA1 627965"), End::Fin));
    client.finish();
    let line = program.line(&client);
    assert!(line.starts_with("/echo; "), "{line}");
    assert!(
        line.ends_with(
            "s; sent: 3 messages, CLOSE 4001 \"bye\"; came: 3 messages, CLOSE 4001 \"bye\", FIN; \
             server: 4001 Application: \"bye\" (clean); client: 4001 Application: \"bye\" (clean)"
        ),
        "{line}"
    );
    // A message that is longer than 32 KiB.
    let mut client = program.open("/echo");
    client.write(&[&bytes("82FE 8001 00000000")[..], &vec![0; 0x8001]].concat());
    assert_eq!(client.rest().0, bytes("8802 03F1"));
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: CLOSE 1009; "), "{story}");
    // After a time, the server closes.
    let mut client = program.open("/echo?after=50ms");
    assert_eq!(client.read(4), bytes("8802 03E8"));
    client.write_hex(ANSWER_1000);
    assert_eq!(client.rest(), (Vec::new(), End::Fin));
}

#[test]
fn a_flood_ends_when_the_client_closes() {
    let mut program = Program::start(&[]);
    let mut client = program.open("/flood");
    for number in 1..=100 {
        assert_eq!(client.read(4), bytes("817E 03E8"));
        let text = String::from_utf8(client.read(1000)).unwrap();
        assert_eq!(text, format!("{number:<1000}"));
    }
    client.write_hex(ANSWER_1000);
    let (rest, end) = client.rest();
    assert!(rest.ends_with(&bytes("20 8802 03E8")), "a message is complete before the close frame");
    assert_eq!(rest.len() % 1004, 4);
    assert_eq!(end, End::Fin);
    client.finish();
    let story = program.story(&client);
    let number: usize = story.strip_prefix("sent: ").unwrap().split(' ').next().unwrap().parse().unwrap();
    assert_eq!(number, 100 + rest.len() / 1004);
    let rest = " messages, CLOSE 1000; came: CLOSE 1000, FIN; server: 1000 Normal Closure (clean); \
                client: 1000 Normal Closure (clean)";
    assert_eq!(story, format!("sent: {number}{rest}"));
}

#[test]
fn a_slow_server_answers_late() {
    let mut program = Program::start(&[]);
    let mut client = program.open("/slow?after=200ms");
    let start = Instant::now();
    client.write_hex("8182 00000000 6869");
    assert_eq!(client.read(4), bytes("8102 6869"));
    assert!(start.elapsed() >= Duration::from_millis(200));
    let start = Instant::now();
    client.write_hex(ANSWER_1000);
    assert_eq!(client.rest(), (bytes("8802 03E8"), End::Fin));
    assert!(start.elapsed() >= Duration::from_millis(200));
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: 1 message, CLOSE 1000; came: 1 message, CLOSE 1000, FIN; "), "{story}");
}

#[test]
fn the_server_waits_before_it_acts() {
    let program = Program::start(&[]);
    for (path, sent, end) in [
        ("/close?after=200ms", "8800", End::Fin),
        ("/close/4001?after=200ms&reason=bye", "8805 0FA1 627965", End::Fin),
        ("/raw/03?after=200ms", "8801 03", End::Fin),
        ("/1005?after=200ms", "8802 03ED", End::Fin),
        ("/echo?after=200ms", "8802 03E8", End::Fin),
        ("/drop?after=200ms", "", End::Fin),
        ("/reset?after=200ms", "", End::Rst),
        ("/silent?after=200ms", "", End::Fin),
    ] {
        let start = Instant::now();
        let mut client = program.open(path);
        let expected = bytes(sent);
        assert_eq!(client.read(expected.len()), expected, "{path}");
        if !sent.is_empty() {
            assert!(start.elapsed() >= Duration::from_millis(200), "{path}");
            client.write_hex(ANSWER_1000);
        }
        assert_eq!(client.rest(), (Vec::new(), end), "{path}");
        assert!(start.elapsed() >= Duration::from_millis(200), "{path}");
    }
}

#[test]
fn the_client_may_close_before_the_server() {
    let mut program = Program::start(&[]);
    for path in ["/close/4001?after=1m", "/raw/03?after=1m", "/reset?after=1m", "/echo", "/flood?after=1m"] {
        let mut client = program.open(path);
        client.write_hex("8885 00000000 0FA2 627965");
        let (bytes_of_server, end) = client.rest();
        assert!(bytes_of_server.ends_with(&bytes("8805 0FA2 627965")), "{path}: {bytes_of_server:02X?}");
        assert_eq!(end, End::Fin);
        client.finish();
        let story = program.story(&client);
        let end = "CLOSE 4002 \"bye\"; came: CLOSE 4002 \"bye\", FIN; server: 4002 Application: \"bye\" (clean); \
                   client: 4002 Application: \"bye\" (clean)";
        assert!(story.ends_with(end), "{path}: {story}");
    }
}

#[test]
fn a_client_that_leaves_is_logged() {
    let mut program = Program::start(&[]);
    let client = program.open("/echo");
    client.finish();
    let abnormal = "1006 Abnormal Closure (not clean)";
    assert_eq!(program.story(&client), format!("sent: nothing; came: FIN; server: {abnormal}; client: {abnormal}"));
    let mut client = program.open("/echo");
    client.write_hex("8182 00");
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: nothing; came: FIN inside of a frame; "), "{story}");
    // A frame without a mask (RFC 6455, section 5.1).
    let mut client = program.open("/echo");
    client.write_hex("8102 6869");
    assert_eq!(client.rest().0, bytes("8802 03EA"));
    client.finish();
    let story = program.story(&client);
    assert!(story.starts_with("sent: CLOSE 1002; came: FIN; server: 1006 Abnormal Closure (not clean)"), "{story}");
}

/// Takes 10 seconds, the patience of the server.
#[test]
fn a_client_that_does_not_answer_is_dropped() {
    let mut program = Program::start(&[]);
    let mut clients = [program.open("/close/1001"), program.open("/1001")];
    for client in &mut clients {
        assert_eq!(client.rest().0, bytes("8802 03E9"));
    }
    let lines = [program.whole_line(), program.whole_line()];
    for line in lines {
        assert!(
            line.contains(
                "; sent: CLOSE 1001; came: nothing; server: 1006 Abnormal Closure (not clean, timed out); client: 1001 "
            ),
            "{line}"
        );
    }
}
