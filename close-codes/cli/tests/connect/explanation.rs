//! The explanation below the report.

use super::{Told, meet};

const GAME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/game.csv");

/// Returns the explanation with single spaces.
fn explanation(told: &Told) -> Vec<String> {
    let (_, explanation) = told.out.split_once("\n\n").unwrap();
    explanation.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

const DESCRIPTION: &str = "Description The connection failed to open, or ended before a close frame arrived. This code is only reported \
                           to the local application, never sent.";

/// Only the causes that fit are shown.
#[test]
fn the_explanation_fits() {
    let (told, ()) = meet(&[], |peer| {
        peer.open();
    });
    assert_eq!(
        explanation(&told),
        [
            "1006 Abnormal Closure",
            DESCRIPTION,
            "Reconnect yes",
            "Usual causes 1. The server's process ends: a deploy, a crash, out of memory",
            "Check if all connections end at the same moment: close them with 1001 or 1012 before the process ends.",
            "2. The peer drops the connection without a close frame",
            "Check if it happens at the same point of the conversation each time: let the peer send a close frame before it drops \
             the socket.",
            "`close-codes explain 1006` lists all usual causes.",
        ]
    );
    // The report names the cause.
    for bytes in [&b"\x88\x01\x03"[..], b"\xC1\x01x"] {
        let (told, ()) = meet(&[], |peer| {
            peer.open();
            peer.send(bytes);
            peer.frame();
        });
        assert_eq!(explanation(&told), ["1006 Abnormal Closure", DESCRIPTION, "Reconnect yes"]);
    }
    // The server closes: it does not leave a page.
    let (told, ()) = meet(&[], |peer| {
        peer.open();
        peer.send(b"\x88\x02\x03\xE9");
        peer.frame();
    });
    let lines = explanation(&told);
    assert_eq!(lines[3], "Usual causes 1. The server is shutting down", "{lines:?}");
    assert_eq!((&*lines[5], lines.len()), ("`close-codes explain 1001` lists all usual causes.", 6));
    // This client closes: the cause is known. The table's own values stay.
    let (told, ()) = meet(&["--close", "4001", "--table", GAME], |peer| {
        peer.open();
        peer.frame();
        peer.send(b"\x88\x02\x0F\xA1");
    });
    let lines = explanation(&told);
    assert_eq!(lines[0], "4001 Token expired (game)");
    assert!(lines.iter().all(|line| !line.starts_with("Sent by") && !line.starts_with("Range")), "{lines:?}");
}

/// A connection that was not opened has its cause and its cure above the explanation.
#[test]
fn the_explanation_of_a_failed_opening() {
    let (told, ()) = meet(&[], |peer| {
        peer.request();
        peer.send(b"HTTP/1.1 404 Not Found\r\n\r\n");
    });
    assert_eq!(explanation(&told), ["1006 Abnormal Closure", DESCRIPTION]);
}
