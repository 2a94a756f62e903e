//! Each way in which an open connection can end.

use super::meet;
use super::peer::{CLOSE, Peer, TEXT};

const GAME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/game.csv");
const LOBBY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/lobby.csv");

/// A connection, its exit status, the lines of its report without those on messages, and the first line of the explanation.
type Case = (&'static [&'static str], fn(&mut Peer), i32, &'static str, &'static str);

fn check(cases: &[Case]) {
    for (arguments, script, status, report, explained) in cases {
        let (told, ()) = meet(arguments, |peer| {
            peer.open();
            script(peer);
        });
        let lines = told.report();
        let lines: Vec<_> = lines.iter().filter(|line| !line.starts_with("Messages ")).collect();
        let expected: Vec<_> = report.trim().lines().map(str::trim).collect();
        assert_eq!(lines, expected, "{}{}", told.out, told.err);
        assert_eq!((told.status, told.explained()), (Some(*status), *explained), "{}", told.out);
        assert_eq!(told.err, "", "the status line is for a terminal");
    }
}

#[test]
fn the_server_closes() {
    check(&[
        (
            &[],
            |peer| {
                peer.send(b"\x88\x05\x03\xE8bye");
                assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8bye".to_vec()));
            },
            0,
            "
            The server closed the connection.
            Code 1000 Normal Closure
            Close reason bye
            Closed cleanly yes
            Answered with 1000 Normal Closure: bye
            End of TCP by the server (FIN)
            Open for T",
            "1000 Normal Closure",
        ),
        (
            &[],
            |peer| {
                peer.send(b"\x88\x02\x03\xE9");
                assert_eq!(peer.frame(), (CLOSE, b"\x03\xE9".to_vec()));
            },
            0,
            "
            The server closed the connection.
            Code 1001 Going Away
            Closed cleanly yes
            Answered with 1001 Going Away
            End of TCP by the server (FIN)
            Open for T",
            "1001 Going Away",
        ),
        (
            &[],
            |peer| {
                peer.send(b"\x88\x00");
                assert_eq!(peer.frame(), (CLOSE, b"".to_vec()));
            },
            0,
            "
            The server closed the connection.
            Code 1005 No Status Rcvd
            Closed cleanly yes
            Answered with empty
            End of TCP by the server (FIN)
            Open for T",
            "1005 No Status Rcvd",
        ),
        (
            &[],
            |peer| {
                peer.send(b"\x88\x02\x03\xF3");
                assert_eq!(peer.frame(), (CLOSE, b"\x03\xF3".to_vec()));
            },
            1,
            "
            The server closed the connection.
            Code 1011 Internal Error
            Closed cleanly yes
            Answered with 1011 Internal Error
            End of TCP by the server (FIN)
            Open for T",
            "1011 Internal Error",
        ),
    ]);
}

/// After both close frames, TCP may end in another way. The connection is clean (RFC 6455, section 7.1.4).
#[test]
fn the_server_does_not_end_tcp_well() {
    check(&[
        // The answer is left unread, so the system resets TCP.
        (
            &[],
            |peer| {
                peer.send(b"\x88\x02\x03\xE8");
                peer.leave_unread();
            },
            0,
            "
            The server closed the connection.
            Code 1000 Normal Closure
            Closed cleanly yes
            Answered with 1000 Normal Closure
            End of TCP reset by the server (RST)
            Open for T",
            "1000 Normal Closure",
        ),
        // RFC 6455, section 7.1.1: the server should end TCP first. This one does not.
        (
            &["--timeout", "2s"],
            |peer| {
                peer.send(b"\x88\x02\x03\xE8");
                assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
                assert_eq!(peer.rest(), b"");
            },
            0,
            "
            The server closed the connection.
            Code 1000 Normal Closure
            Closed cleanly yes
            Answered with 1000 Normal Closure
            End of TCP by this client: the server did not end TCP in time
            Open for T",
            "1000 Normal Closure",
        ),
    ]);
}

/// The same before the answer: the message is left unread, so TCP is reset directly after the close frame. An answer that could not
/// be written was not sent.
#[test]
fn tcp_is_reset_before_the_answer() {
    let (told, ()) = meet(&["--send", "hello"], |peer| {
        peer.open();
        peer.leave_unread();
        peer.send(b"\x88\x02\x03\xE8");
    });
    let report = told.report();
    assert_eq!(report[..2], ["The server closed the connection.", "Code 1000 Normal Closure"], "{}", told.out);
    // The answer may have been written before the reset arrived.
    let (rest, status) = match &*report[2] {
        "Closed cleanly yes" => ("Answered with 1000 Normal Closure", 0),
        _ => ("Answered with none", 1),
    };
    assert_eq!((&*report[3], told.status), (rest, Some(status)), "{}", told.out);
    assert_eq!(report[4], "End of TCP reset by the server (RST)", "{}", told.out);
}

/// The last table with the code has its name. The tables come before the registry.
#[test]
fn names_come_from_the_tables() {
    let kick: fn(&mut Peer) = |peer| {
        peer.send(b"\x88\x06\x0F\xA1slow");
        assert_eq!(peer.frame(), (CLOSE, b"\x0F\xA1slow".to_vec()));
    };
    check(&[
        (
            &["--table", GAME],
            kick,
            1,
            "
            The server closed the connection.
            Code 4001 Token expired
            Close reason slow
            Closed cleanly yes
            Answered with 4001 Token expired: slow
            End of TCP by the server (FIN)
            Open for T",
            "4001 Token expired (game)",
        ),
        (
            &["--table", LOBBY, "--table", GAME],
            kick,
            1,
            "
            The server closed the connection.
            Code 4001 Kicked
            Close reason slow
            Closed cleanly yes
            Answered with 4001 Kicked: slow
            End of TCP by the server (FIN)
            Open for T",
            "4001 Kicked (lobby)",
        ),
        (
            &[],
            kick,
            1,
            "
            The server closed the connection.
            Code 4001 Application
            Close reason slow
            Closed cleanly yes
            Answered with 4001 Application: slow
            End of TCP by the server (FIN)
            Open for T",
            "4001 Application (not registered)",
        ),
    ]);
}

#[test]
fn this_client_closes() {
    check(&[
        (
            &["--close", "4001:bye: now"],
            |peer| {
                assert_eq!(peer.frame(), (CLOSE, b"\x0F\xA1bye: now".to_vec()));
                peer.send(b"\x88\x0A\x0F\xA1bye: now");
            },
            1,
            "
            This client closed the connection.
            Code 4001 Application
            Close reason bye: now
            Closed cleanly yes
            Close frame sent 4001 Application: bye: now
            End of TCP by the server (FIN)
            Open for T",
            "4001 Application (not registered)",
        ),
        (
            &["--close", "none"],
            |peer| {
                assert_eq!(peer.frame(), (CLOSE, b"".to_vec()));
                peer.send(b"\x88\x00");
            },
            0,
            "
            This client closed the connection.
            Code 1005 No Status Rcvd
            Closed cleanly yes
            Close frame sent empty
            End of TCP by the server (FIN)
            Open for T",
            "1005 No Status Rcvd",
        ),
        // The code is that of the frame that was received (RFC 6455, section 7.1.5).
        (
            &["--close", "1000"],
            |peer| {
                assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
                peer.send(b"\x88\x02\x03\xE9");
            },
            0,
            "
            This client closed the connection.
            Code 1001 Going Away
            Closed cleanly yes
            Close frame sent 1000 Normal Closure
            End of TCP by the server (FIN)
            Open for T",
            "1001 Going Away",
        ),
        (
            &["--close", "1000", "--timeout", "2s"],
            |peer| {
                assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
                assert_eq!(peer.rest(), b"");
            },
            1,
            "
            The server did not answer the close frame in time.
            Code 1006 Abnormal Closure
            Closed cleanly no
            Close frame sent 1000 Normal Closure
            End of TCP by this client: the server did not end TCP in time
            Open for T",
            "1006 Abnormal Closure",
        ),
        (
            &["--close", "1000"],
            |peer| assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec())),
            1,
            "
            The server ended TCP and did not answer the close frame.
            Code 1006 Abnormal Closure
            Closed cleanly no
            Close frame sent 1000 Normal Closure
            End of TCP by the server (FIN)
            Open for T",
            "1006 Abnormal Closure",
        ),
        (
            &["--close", "1000"],
            |peer| peer.leave_unread(),
            1,
            "
            The server reset TCP and did not answer the close frame.
            Code 1006 Abnormal Closure
            Closed cleanly no
            Close frame sent 1000 Normal Closure
            End of TCP reset by the server (RST)
            Open for T",
            "1006 Abnormal Closure",
        ),
    ]);
}

#[test]
fn tcp_ends_without_a_close_frame() {
    check(&[
        (
            &[],
            |_| {},
            1,
            "
            The server ended TCP without a close frame.
            Code 1006 Abnormal Closure
            Closed cleanly no
            Close frame sent none
            End of TCP by the server (FIN)
            Open for T",
            "1006 Abnormal Closure",
        ),
        (
            &["--send", "hello"],
            |peer| peer.leave_unread(),
            1,
            "
            The server reset TCP without a close frame.
            Code 1006 Abnormal Closure
            Closed cleanly no
            Close frame sent none
            End of TCP reset by the server (RST)
            Open for T",
            "1006 Abnormal Closure",
        ),
        (
            &[],
            |peer| peer.send(b"\x81\x05hell"),
            1,
            "
            The server ended TCP inside a frame.
            Code 1006 Abnormal Closure
            Closed cleanly no
            Close frame sent none
            End of TCP by the server, inside a frame (FIN)
            Open for T",
            "1006 Abnormal Closure",
        ),
    ]);
}

/// Nothing that comes after the server's close frame counts (RFC 6455, section 5.5.1).
#[test]
fn data_after_the_close_frame_is_ignored() {
    let (told, ()) = meet(&["--print"], |peer| {
        peer.open();
        peer.send(b"\x88\x02\x03\xE8\x81\x04late\x88\x02\x0F\xA1\x83\x00");
        assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
    });
    assert_eq!(told.report()[..2], ["The server closed the connection.", "Code 1000 Normal Closure"], "{}", told.out);
    assert!(!told.out.contains("late") && told.out.contains("Messages received  0"), "{}", told.out);
}

/// A message of exactly 16 MiB is allowed, in one frame or in fragments with a ping between them.
#[test]
fn long_messages_and_fragments_are_counted() {
    let (told, ()) = meet(&["--send", "one", "--send", "two"], |peer| {
        peer.open();
        assert_eq!(peer.frame(), (TEXT, b"one".to_vec()));
        assert_eq!(peer.frame(), (TEXT, b"two".to_vec()));
        peer.send(b"\x82\x7F\x00\x00\x00\x00\x01\x00\x00\x00");
        peer.send(&vec![b'x'; 16 << 20]);
        // The character is cut by the fragments, which is legal.
        peer.send(b"\x01\x01\xC3\x89\x02ab\x80\x01\xA9");
        let (pong, payload) = peer.frame();
        assert_eq!((pong, payload), (0xA, b"ab".to_vec()));
        peer.send(b"\x88\x00");
        assert_eq!(peer.frame(), (CLOSE, b"".to_vec()));
    });
    let report = told.report();
    assert_eq!(&report[report.len() - 2..], ["Messages received 2", "Messages sent 2"], "{}", told.out);
    assert_eq!(told.status, Some(0));
}
