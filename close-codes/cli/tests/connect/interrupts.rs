//! Ctrl-C and SIGTERM.

use std::process::Command;

use super::meet;
use super::peer::{CLOSE, Peer};

fn signal(peer: &Peer, name: &str) {
    assert!(Command::new("kill").args([name, &peer.client.to_string()]).status().unwrap().success());
}

#[test]
fn ctrl_c_closes_with_1000_and_waits() {
    for name in ["-INT", "-TERM"] {
        let (told, ()) = meet(&[], |peer| {
            peer.open();
            // An answered ping shows that the connection is open in the client.
            peer.send(b"\x89\x00");
            peer.frame();
            signal(peer, name);
            assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
            // What comes before the server's close frame still counts.
            peer.send(b"\x81\x05hello\x88\x02\x03\xE8");
        });
        let report = told.report();
        assert_eq!(report[0], "This client closed the connection.", "{name}: {}", told.out);
        assert_eq!(report[1], "Code 1000 Normal Closure");
        assert!(told.out.contains("Messages received  1\n"), "{}", told.out);
        assert_eq!((told.status, told.explained()), (Some(0), "1000 Normal Closure"));
    }
}

#[test]
fn a_second_ctrl_c_drops_the_connection() {
    let (told, rest) = meet(&["--timeout", "1h"], |peer| {
        peer.open();
        peer.send(b"\x89\x00");
        peer.frame();
        signal(peer, "-INT");
        assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
        signal(peer, "-INT");
        peer.rest()
    });
    assert_eq!(
        told.report()[..5],
        [
            "This client dropped the connection and did not wait for the server.",
            "Code 1006 Abnormal Closure",
            "Closed cleanly no",
            "Close frame sent 1000 Normal Closure",
            "End of TCP by this client",
        ]
    );
    assert_eq!((told.status, told.explained(), rest), (Some(1), "1006 Abnormal Closure", Vec::new()));
}

/// If the closing handshake has already begun, the first Ctrl-C drops the connection.
#[test]
fn ctrl_c_while_the_connection_is_closing() {
    let (told, _) = meet(&["--close", "4001", "--timeout", "1h"], |peer| {
        peer.open();
        assert_eq!(peer.frame(), (CLOSE, b"\x0F\xA1".to_vec()));
        signal(peer, "-INT");
        peer.rest()
    });
    assert_eq!(told.report()[0], "This client dropped the connection and did not wait for the server.");
    assert_eq!(told.report()[3], "Close frame sent 4001 Application");
    assert_eq!(told.status, Some(1));
    // After both close frames, the connection is clean without the end of TCP (RFC 6455, section 7.1.4).
    let (told, _) = meet(&["--timeout", "1h"], |peer| {
        peer.open();
        peer.send(b"\x88\x02\x03\xE8");
        assert_eq!(peer.frame(), (CLOSE, b"\x03\xE8".to_vec()));
        signal(peer, "-INT");
        peer.rest()
    });
    assert_eq!(told.report()[0], "The server closed the connection.");
    assert_eq!(told.report()[4], "End of TCP by this client");
    assert_eq!(told.status, Some(0));
}

#[test]
fn ctrl_c_stops_the_opening() {
    let (told, _) = meet(&["--timeout", "1h"], |peer| {
        peer.request();
        signal(peer, "-INT");
        peer.rest()
    });
    assert_eq!(told.report(), ["Not opened: this client was interrupted."]);
    assert_eq!((told.status, told.explained()), (Some(2), "1006 Abnormal Closure"));
}
