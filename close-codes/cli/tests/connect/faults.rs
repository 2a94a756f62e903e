//! Servers that break the protocol.

use super::meet;
use super::peer::CLOSE;

/// A close frame, the first bytes of the answer, the fault in words, and the code of the answer.
type BadClose<'a> = (&'a [u8], &'a [u8], &'a str, &'a str);

/// Bytes of the server, the body of the answer, the headline, the fault in words, and the code of the answer.
type BadFrame<'a> = (&'a [u8], &'a [u8], &'a str, Option<&'a str>, &'a str);

/// A close frame that breaks the protocol is answered with 1002, or with 1007 for text that is not UTF-8 (RFC 6455, sections 7.1.7
/// and 8.1).
#[test]
fn the_close_frame_breaks_the_protocol() {
    let cases: [BadClose<'_>; 6] = [
        (
            b"\x88\x01\x03",
            b"\x03\xEA",
            "its body has 1 byte, and a code takes 2 (RFC 6455, section 5.5.1)",
            "1002 Protocol error",
        ),
        (
            b"\x88\x02\x03\xEE",
            b"\x03\xEA",
            "it holds 1006 Abnormal Closure, which may not be sent (RFC 6455, section 7.4)",
            "1002 Protocol error",
        ),
        (
            b"\x88\x02\x13\x88",
            b"\x03\xEA",
            "it holds 5000 Undefined, which may not be sent (RFC 6455, section 7.4)",
            "1002 Protocol error",
        ),
        (
            b"\x88\x04\x03\xE8\xC3\x28",
            b"\x03\xEF",
            "its reason is not UTF-8 (RFC 6455, section 5.5.1)",
            "1007 Invalid frame payload data",
        ),
        (
            &[&b"\x88\x7E\x00\x7E\x03\xE8"[..], &[b'x'; 124]].concat(),
            b"\x03\xEA",
            "its body has 126 bytes, and at most 125 are allowed (RFC 6455, section 5.5)",
            "1002 Protocol error",
        ),
        // FIN is 0.
        (
            b"\x08\x02\x03\xE8",
            b"\x03\xEA",
            "a control frame is fragmented (RFC 6455, section 5.5)",
            "1002 Protocol error",
        ),
    ];
    for (sent, answer, fault, code) in cases {
        let (told, ()) = meet(&[], |peer| {
            peer.open();
            peer.send(sent);
            let (opcode, body) = peer.frame();
            assert_eq!((opcode, body.get(..2)), (CLOSE, Some(answer)));
        });
        let (headline, label) = if sent[0] == 0x08 {
            ("The server broke the protocol.", "Close frame sent")
        } else {
            ("The server's close frame breaks the protocol.", "Answered with")
        };
        let report = told.report();
        assert_eq!(&report[..2], [headline, "Code 1006 Abnormal Closure"], "{}", told.out);
        assert_eq!(&report[2..4], ["Closed cleanly no", &format!("Fault {fault}")], "{}", told.out);
        assert!(report[4].starts_with(&format!("{label} {code}")), "{}", told.out);
        assert_eq!((told.status, told.explained()), (Some(1), "1006 Abnormal Closure"));
    }
}

#[test]
fn the_server_breaks_the_protocol() {
    let cases: [BadFrame<'_>; 11] = [
        (
            b"\x81\x85\x01\x02\x03\x04idohn",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("a frame from the server is masked (RFC 6455, section 5.1)"),
            "1002 Protocol error",
        ),
        (
            b"\xC1\x01x",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("a reserved bit is set, but no extension was negotiated (RFC 6455, section 5.2)"),
            "1002 Protocol error",
        ),
        (
            b"\x83\x01x",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("the opcode 0x3 is not defined (RFC 6455, section 5.2)"),
            "1002 Protocol error",
        ),
        (
            b"\x8B\x00",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("the opcode 0xB is not defined (RFC 6455, section 5.2)"),
            "1002 Protocol error",
        ),
        (
            b"\x09\x00",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("a control frame is fragmented (RFC 6455, section 5.5)"),
            "1002 Protocol error",
        ),
        (
            &[&b"\x89\x7E\x00\x7E"[..], &[b'x'; 126]].concat(),
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("a control frame has more than 125 bytes (RFC 6455, section 5.5)"),
            "1002 Protocol error",
        ),
        (
            b"\x80\x01x",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("a continuation frame came without a message to continue (RFC 6455, section 5.4)"),
            "1002 Protocol error",
        ),
        (
            b"\x01\x01x\x81\x01y",
            b"\x03\xEA",
            "The server broke the protocol.",
            Some("a message began before the fragments of the last one were complete (RFC 6455, section 5.4)"),
            "1002 Protocol error",
        ),
        (
            b"\x81\x02\xC3\x28",
            b"\x03\xEF",
            "The server broke the protocol.",
            Some("a text message is not UTF-8 (RFC 6455, section 8.1)"),
            "1007 Invalid frame payload data",
        ),
        // 16 MiB and one byte: the length alone is too much.
        (
            b"\x82\x7F\x00\x00\x00\x00\x01\x00\x00\x01",
            b"\x03\xF1",
            "The server sent a message of more than 16 MiB.",
            None,
            "1009 Message Too Big",
        ),
        (
            &[&b"\x02\x7F\x00\x00\x00\x00\x01\x00\x00\x00"[..], &vec![b'x'; 16 << 20], b"\x80\x01x"].concat(),
            b"\x03\xF1",
            "The server sent a message of more than 16 MiB.",
            None,
            "1009 Message Too Big",
        ),
    ];
    for (sent, answer, headline, fault, code) in cases {
        let (told, ()) = meet(&[], |peer| {
            peer.open();
            peer.send(sent);
            assert_eq!(peer.frame(), (CLOSE, answer.to_vec()), "{headline} {fault:?}");
        });
        let mut expected =
            vec![headline.to_owned(), "Code 1006 Abnormal Closure".to_owned(), "Closed cleanly no".to_owned()];
        expected.extend(fault.map(|fault| format!("Fault {fault}")));
        expected.push(format!("Close frame sent {code}"));
        expected.push("End of TCP by the server (FIN)".to_owned());
        let report = told.report();
        assert_eq!(report.get(..expected.len()), Some(&*expected), "{}", told.out);
        assert_eq!((told.status, told.explained()), (Some(1), "1006 Abnormal Closure"));
    }
}
