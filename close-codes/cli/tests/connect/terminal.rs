//! The status line on a terminal, which the program `script` makes.

use std::process::{Command, Stdio};
use std::{net::TcpListener, thread};

use super::peer::{CLOSE, Peer};

/// Returns all that a terminal gets, and the exit status. `None` without the `script` of util-linux, which Linux must have.
fn on_terminal(arguments: &str, script: impl FnOnce(&mut Peer) + Send) -> Option<(String, Option<i32>)> {
    let version = Command::new("script").arg("--version").stdin(Stdio::null()).output();
    if !version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains("util-linux")) {
        assert_ne!(std::env::consts::OS, "linux", "these tests need the program `script`: install util-linux");
        return None;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let line = format!("stty cols 100; exec {} connect {url} {arguments}", env!("CARGO_BIN_EXE_close-codes"));
    let output = thread::scope(|scope| {
        scope.spawn(|| script(&mut Peer::accept(&listener, 0)));
        let mut command = Command::new("script");
        command
            .args(["--quiet", "--return", "--command", &line, "/dev/null"])
            .env("TERM", "xterm")
            .stdin(Stdio::null());
        command.output().unwrap()
    });
    Some((String::from_utf8(output.stdout).unwrap(), output.status.code()))
}

#[test]
fn the_status_line_and_the_messages_do_not_mix() {
    let told = on_terminal("--print --send one", |peer| {
        peer.open();
        assert_eq!(peer.frame(), (1, b"one".to_vec()));
        peer.send(b"\x81\x05hello");
        // The client has printed the message when the pong arrives.
        peer.send(b"\x89\x00");
        peer.frame();
        peer.send(b"\x81\x05again\x88\x02\x03\xE8");
        assert_eq!(peer.frame().0, CLOSE);
    });
    let Some((told, status)) = told else { return };
    assert!(told.contains("connecting to ws://127.0.0.1:"), "{told:?}");
    assert!(told.contains(" received, 1 sent; Ctrl-C closes"), "{told:?}");
    // Each message begins a line: the status line before it was erased.
    for line in ["text: hello\r\n", "text: again\r\n"] {
        let before = told.split_once(line).map(|(before, _)| before).unwrap();
        assert!(before.ends_with("\r\u{1b}[2K") || before.ends_with('\n'), "{told:?}");
    }
    let report = told.rsplit_once("\u{1b}[2K").map(|(_, report)| report).unwrap();
    assert!(report.contains("The server closed the connection."), "{told:?}");
    assert!(!report.contains("Ctrl-C"), "the status line is gone: {told:?}");
    assert_eq!(status, Some(0));
}

#[test]
fn the_status_line_says_that_the_connection_is_closing() {
    let told = on_terminal("--close 1000 --timeout 2s", |peer| {
        peer.open();
        assert_eq!(peer.frame().0, CLOSE);
        peer.rest();
    });
    let Some((told, status)) = told else { return };
    assert!(told.contains("closing; Ctrl-C drops the connection"), "{told:?}");
    assert_eq!(status, Some(1));
}
