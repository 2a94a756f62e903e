//! The library tungstenite as the client under test, used as a program uses it: read until the end, then connect again.

use std::thread;

use tungstenite::connect;

use crate::listener::Listener;
use crate::verdicts::{ALL_BUT_SILENCE, arguments, verdicts};

/// The verdicts as they follow from the library's code. tungstenite answers legal close frames, and close frames with codes that
/// may not be sent: with 1002. At any other violation, its `read` returns an error without a close frame, and the program drops
/// the socket. It does not check that a length has the minimal number of bytes (5.2).
fn expected(number: &str) -> &'static str {
    match number {
        // It takes 1014 for a code that may not be sent, which RFC 6455 leaves open.
        "1.11" | "1.12" | "1.13" | "1.21" | "6.8" | "7.2" | "7.3" | "7.4" | "7.6" => "observed",
        // 5.8, a masked frame: it ends TCP, and RFC 6455 does not ask for a close frame (5.1). 7.5: a legal close frame and FIN.
        "5.8" | "7.5" => "kept",
        _ => match number.split_once('.') {
            Some(("3" | "5" | "7", _)) => "not-followed",
            _ => "kept",
        },
    }
}

#[test]
fn the_verdicts_of_tungstenite() {
    let listener = Listener::start(&arguments(&ALL_BUT_SILENCE, &["--once", "--json"]));
    let url = format!("ws://{}/", listener.address);
    // The last error is HTTP status 410, or the listener has ended.
    let client = || {
        while let Ok((mut socket, _)) = connect(&url) {
            while socket.read().is_ok() {}
        }
    };
    thread::scope(|scope| {
        (0..8).for_each(|_| drop(scope.spawn(client)));
    });
    let report = serde_json::from_str(&listener.end().stdout).unwrap();
    let verdicts = verdicts(&report);
    // The library drops the socket before it has read the close frame of 5.8, which may reset TCP (7.1.1).
    let is_reset = |number: &str, verdict: &str| number == "5.8" && verdict == "not-followed";
    let is_wrong = |(number, verdict): &(&String, &String)| expected(number) != **verdict && !is_reset(number, verdict);
    let wrong: Vec<_> = verdicts.iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(verdicts.len(), 84);

    // What the library does is in the report: its answer to 1005, and the end without an answer to one byte.
    let words = |number: &str| {
        let case = report["cases"].as_array().unwrap().iter().find(|case| case["number"] == number).unwrap();
        case["words"].as_str().unwrap().to_owned()
    };
    assert!(words("4.4").starts_with("closes with 1002 `Protocol violation`, "), "{}", words("4.4"));
    assert!(words("3.1").starts_with("no close frame, ends TCP first"), "{}", words("3.1"));
}
