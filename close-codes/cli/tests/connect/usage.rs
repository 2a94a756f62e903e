//! Arguments that are refused before anything is opened.

use super::connect;

#[test]
fn wrong_usage() {
    for (arguments, message) in [
        (
            &["localhost:9001/chat"][..],
            "error: `localhost:9001/chat` has no scheme: write `ws://localhost:9001/chat`\n",
        ),
        (&["http://localhost/"], "error: `http:` is not a scheme of WebSocket: use `ws:` or `wss:`\n"),
        (&["ws://localhost/#top"], "error: `ws://localhost/#top` has a `#`, which is not allowed: write `%23`\n"),
        (&["/drop"], "error: `/drop` has no host: write `ws://localhost:9001/drop`\n"),
        (&["ws://localhost:99999/"], "error: `99999` is not a port: use a number from 1 to 65535\n"),
        (&["ws://localhost:0/"], "error: `0` is not a port: use a number from 1 to 65535\n"),
        (&["ws://localhost:+80/"], "error: `+80` is not a port: use a number from 1 to 65535\n"),
        (
            &["ws://user:secret@localhost/"],
            "error: an address of a WebSocket has no user name and no password: leave them out\n",
        ),
        (&["ws://localhost/", "--header", "Origin"], "error: `Origin` is not a header: write `Name: value`\n"),
        (
            &["ws://localhost/", "--header", "Upgrade: h2c"],
            "error: the header `upgrade` belongs to the opening handshake: leave it out\n",
        ),
        (
            &["ws://localhost/", "--header", "Sec-WebSocket-Protocol: chat"],
            "error: the header `sec-websocket-protocol` is that of `--subprotocol`: use this option\n",
        ),
        (
            &["ws://localhost/", "--header", "Sec-WebSocket-Extensions: permessage-deflate"],
            "error: extensions are not supported: leave out the header `sec-websocket-extensions`\n",
        ),
        (
            &["ws://localhost/", "--subprotocol", "a b"],
            "error: `a b` is not a subprotocol: use letters, digits and signs such as `-`, `.` and `_`\n",
        ),
        (
            &["ws://localhost/", "--subprotocol", "a", "--subprotocol", "a"],
            "error: the subprotocol `a` is given more than once: give it only once\n",
        ),
        (&["ws://localhost/", "--close", "1004"], "1004 is reserved: it has no meaning yet\n"),
        (
            &["ws://localhost/", "--close", "1005"],
            "1005 is for local use only: write none for a close frame without a code\n",
        ),
        (
            &["ws://localhost/", "--close", "1006"],
            "1006 is for local use only: write a code that may be sent, such as 1011\n",
        ),
        (
            &["ws://localhost/", "--close", "1015"],
            "1015 is for local use only: write a code that may be sent, such as 1011\n",
        ),
        (
            &["ws://localhost/", "--close", "+1000"],
            "write a code such as 1000, a code and a reason such as 4001:bye, or none\n",
        ),
        (&["ws://localhost/", "--close", "2000"], "2000 is not registered: use a private code from 4000 to 4999\n"),
        (
            &["ws://localhost/", "--close", "5000"],
            "5000 is outside of 1000-4999: use a private code from 4000 to 4999\n",
        ),
        (
            &["ws://localhost/", "--close", "bye"],
            "write a code such as 1000, a code and a reason such as 4001:bye, or none\n",
        ),
        (
            &["ws://localhost/", "--close", &format!("4001:{}", "é".repeat(62))],
            "the reason has 124 bytes: shorten it to 123 bytes\n",
        ),
        (&["ws://localhost/", "--after", "soon"], "write a number with a unit, such as 500ms, 2s or 1m 30s\n"),
        (&["ws://localhost/", "--timeout", "25h"], "the longest duration is 24h\n"),
        (&["ws://localhost/", "--lang", "tlh"], "error: the language `tlh` is not available: choose one of "),
        (&["ws://localhost/", "--print", "--json"], "error: the argument '--print' cannot be used with '--json'\n"),
        (
            &["ws://localhost/", "--table", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/faulty.csv")],
            "error: nothing was opened: correct the problems of the tables first\n",
        ),
    ] {
        let told = connect(arguments);
        assert!(told.err.contains(message), "{arguments:?}: {}", told.err);
        assert_eq!((told.status, &*told.out), (Some(2), ""), "{arguments:?}");
    }
}

/// Arguments that are quoted in a message cannot control a terminal.
#[test]
fn arguments_are_escaped() {
    let text = "a\n::error ::\u{1b}]0;x\u{7}\u{202e}b";
    for arguments in [
        &[text][..],
        &[&format!("{text}://x/")],
        &[&format!("ws://{text}/")],
        &["ws://x/", "--header", text],
        &["ws://x/", "--subprotocol", text],
        &["ws://x/", "--close", text],
        &["ws://x/", "--timeout", text],
        &["ws://x/", "--lang", text],
    ] {
        let told = connect(arguments);
        let is_unsafe = |&character: &char| character != '\n' && (character.is_control() || character == '\u{202e}');
        assert_eq!(told.err.chars().find(is_unsafe), None, "{:?}", told.err);
        assert!(!told.err.lines().any(|line| line.starts_with("::error")), "{}", told.err);
        assert_eq!((told.status, &*told.out), (Some(2), ""), "{arguments:?}");
    }
}
