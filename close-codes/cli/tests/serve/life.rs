//! The start and the end of the program, and its bounds.

use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use super::client::{Client, End, bytes, opening};
use super::program::Program;

/// Runs the command with arguments that it refuses, and returns the status, standard output and standard error.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_close-codes")).arg("serve").args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn wrong_arguments_and_a_port_in_use_are_errors() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    for (arguments, words) in [
        (
            &["--port", &port][..],
            &*format!(
                "error: the port {port} is in use: end the other program, or use `--port {}` (`--port 0` takes a free one)\n",
                port.parse::<u16>().unwrap().checked_add(1).unwrap_or(65534)
            ),
        ),
        (&["codes.csv"], "error: the argument `codes.csv` is unknown: for a table, write `--table codes.csv`\n"),
        (&["--port", "65536"], "error: invalid value '65536' for '--port <PORT>'"),
        (
            &["--address", "localhost"],
            "error: invalid value 'localhost' for '--address <IP>': write an IP address such as 127.0.0.1 or ::1",
        ),
        (&["--address", "192.0.2.1", "--port", "0"], "error: the address 192.0.2.1 does not belong to this machine"),
        (
            &["--connections", "0"],
            "error: invalid value '0' for '--connections <NUMBER>': write a number from 1 to 100000",
        ),
        (&["--time", "ten"], "error: invalid value 'ten' for '--time <DURATION>': write a number with a unit"),
        (&["--lang", "tlh"], "error: the language `tlh` is not available: choose one of "),
        (&["--table", "missing.csv"], "error: cannot read missing.csv: "),
    ] {
        let (status, out, err) = run(arguments);
        assert_eq!((status, &*out), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.starts_with(words), "{arguments:?}: {err}");
    }
}

#[test]
fn a_limit_of_open_files_that_is_too_low_is_an_error() {
    let script =
        format!("ulimit -n 300 && exec {} serve --port 0 --connections 500", env!("CARGO_BIN_EXE_close-codes"));
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert_eq!(
        err,
        "error: the system allows too few open files for 500 connections: raise the limit with `ulimit -n 600`, \
         or use `--connections 200` or fewer\n"
    );
}

#[test]
fn another_address_than_loopback_is_noted() {
    let program = Program::start(&["--address", "0.0.0.0"]);
    program.signal("INT");
    let (status, _, err) = program.wait();
    assert_eq!(status.code(), Some(0));
    assert_eq!(err, "note: other machines can reach this server: use it only in a network that you trust\n");
    let program = Program::start(&["--address", "::1"]);
    assert!(program.address.is_ipv6());
    program.open("/echo");
    program.signal("INT");
    assert_eq!(program.wait().2, "");
}

#[test]
fn signals_close_all_connections() {
    for signal in ["INT", "TERM"] {
        let program = Program::start(&[]);
        let mut echo = program.open("/echo");
        let mut waiting = program.open("/close/4001?after=5m");
        let mut silent = program.open("/silent");
        let deaf = program.open("/echo");
        let flooded = program.open("/flood");
        let half = Client::connect(program.address);
        let start = Instant::now();
        program.signal(signal);
        for client in [&mut echo, &mut waiting] {
            assert_eq!(client.read(20), [&bytes("8812 03E9")[..], b"the server stops"].concat());
            client.write_hex("8882 00000000 03E9");
            assert_eq!(client.rest(), (Vec::new(), End::Fin));
            client.finish();
        }
        assert!(silent.rest().0.is_empty());
        let addresses = [echo.address(), waiting.address(), silent.address(), deaf.address()];
        let (status, out, err) = program.wait();
        assert!(start.elapsed() < Duration::from_secs(20));
        assert_eq!((status.code(), &*err), (Some(0), ""));
        let ends = [
            "came: CLOSE 1001, FIN; server: 1001 Going Away (clean); client: 1001 Going Away: \"the server stops\" (clean)",
            "came: CLOSE 1001, FIN; server: 1001 Going Away (clean); client: 1001 Going Away: \"the server stops\" (clean)",
            "came: nothing; server: 1006 Abnormal Closure (not clean, the server stops); client: 1006 Abnormal Closure (not clean)",
            "came: nothing; server: 1006 Abnormal Closure (not clean, timed out); client: 1001 Going Away: \"the server stops\" (clean)",
        ];
        for (address, end) in addresses.into_iter().zip(ends) {
            let line = out.lines().find(|line| line.contains(&address.to_string())).unwrap_or_else(|| panic!("{out}"));
            assert!(line.ends_with(end), "{line}");
        }
        // The messages may fill all buffers, and then the close frame does not leave.
        let is_flooded = |line: &&str| line.contains(&flooded.address().to_string());
        let line = out.lines().find(is_flooded).unwrap_or_default();
        assert!(line.contains("; came: nothing; server: 1006 Abnormal Closure (not clean, timed out); "), "{line}");
        assert_eq!(out.lines().count(), 5, "{out}");
        drop(half);
    }
}

#[test]
fn a_connection_is_open_for_a_limited_time() {
    let mut program = Program::start(&["--time", "300ms"]);
    let frame = [&bytes("8810 03E9")[..], b"the time is up"].concat();
    for path in ["/echo", "/slow?after=200ms"] {
        let mut client = program.open(path);
        assert_eq!(client.read(18), frame, "{path}");
        client.write_hex("8882 00000000 03E9");
        assert_eq!(client.rest(), (Vec::new(), End::Fin));
        client.finish();
        let story = program.story(&client);
        assert!(story.ends_with("client: 1001 Going Away: \"the time is up\" (clean)"), "{story}");
    }
    let mut client = program.open("/silent");
    assert_eq!(client.rest(), (Vec::new(), End::Fin));
    assert_eq!(
        program.story(&client),
        "sent: nothing; came: nothing; server: 1006 Abnormal Closure (not clean, the time is up); \
         client: 1006 Abnormal Closure (not clean)"
    );
    // A client that does not answer a close frame.
    let mut client = program.open("/1000");
    assert_eq!(client.rest().0, bytes("8802 03E8"));
    assert_eq!(
        program.story(&client),
        "sent: CLOSE 1000; came: nothing; server: 1006 Abnormal Closure (not clean, the time is up); \
         client: 1000 Normal Closure (clean)"
    );
}

#[test]
fn more_connections_are_refused() {
    let mut program = Program::start(&["--connections", "2"]);
    let (first, _second) = (program.open("/echo"), program.open("/echo"));
    for _ in 0..3 {
        let mut third = Client::connect(program.address);
        third.write(opening("/echo").as_bytes());
        let (answer, _) = third.rest();
        assert!(answer.starts_with(b"HTTP/1.1 503 Service Unavailable\r\n"), "{}", String::from_utf8_lossy(&answer));
        assert_eq!(program.line(&third), "-; HTTP 503: too many connections are open");
    }
    first.finish();
    program.line(&first);
    // The line is written before the place is free.
    let start = Instant::now();
    while !program
        .request(&opening("/http/404").replace("Upgrade\r\nSec", "Upgrade, close\r\nSec"))
        .starts_with("HTTP/1.1 404")
    {
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}
