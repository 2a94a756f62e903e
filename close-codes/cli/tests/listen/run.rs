//! The run of the command: its output, its exit status, and its end.

use crate::client::{Fault, Socket};
use crate::listener::{Listener, command};
use crate::verdicts::connect_until_gone;

#[test]
fn a_run_that_ends_by_itself() {
    let listener = Listener::start(&["--once", "--case", "2", "--case", "7.3"]);
    assert_eq!(connect_until_gone(&listener, Fault::None), 7);
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.stdout.lines().last(), Some("exit status 0: no MUST is broken"));
    assert!(ran.stdout.contains("\n\n6 kept, 0 not followed, 0 broken, 1 observed\n"), "{ran:?}");
    // The reason of the peer has control characters.
    let line = ran.stdout.lines().find(|line| line.trim_start().starts_with("2.5")).unwrap();
    assert!(line.contains("kept") && !ran.stdout.contains('\u{1b}'), "{line:?}");
}

#[test]
fn a_must_that_is_broken_is_exit_status_1() {
    let listener = Listener::start(&["--once", "--case", "1.2"]);
    assert_eq!(connect_until_gone(&listener, Fault::TalksOn), 1);
    let ran = listener.end();
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stdout.contains("MUST 5.5.1: sends a data frame after its close frame"), "{ran:?}");
}

#[test]
fn a_should_that_is_not_followed_is_exit_status_0() {
    let listener = Listener::start(&["--once", "--case", "3.1"]);
    assert_eq!(connect_until_gone(&listener, Fault::Leaves), 1);
    let ran = listener.end();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("\n\n0 kept, 1 not followed, 0 broken, 0 observed\n"), "{ran:?}");
}

#[test]
fn json_and_junit_of_a_run() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("close.xml");
    let listener = Listener::start(&["--once", "--case", "1.1", "--json", "--junit", file.to_str().unwrap()]);
    assert_eq!(connect_until_gone(&listener, Fault::None), 1);
    let ran = listener.end();
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&report["url"], &report["cases"][0]["verdict"]), (&serde_json::Value::Null, &"kept".into()));
    let xml = std::fs::read_to_string(file).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("testcase")).count(), 1);
}

/// The exit status of a run that is ended early is 2, because nobody knows the verdict of the other cases, but a broken MUST is
/// certain.
#[cfg(unix)]
#[test]
fn runs_that_are_ended_early() {
    let ran = Listener::start(&["--case", "1"]).interrupt();
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("the results are not complete: 21 cases not played"), "{ran:?}");

    for (fault, code) in [(Fault::None, 2), (Fault::TalksOn, 1)] {
        let listener = Listener::start(&["--case", "1"]);
        Socket::open(&listener, "/").unwrap().run(fault);
        listener.wait_for_played(1);
        let open = Socket::open(&listener, "/").unwrap();
        let ran = listener.signal("TERM");
        assert_eq!(ran.code, Some(code), "{ran:?}");
        assert!(ran.stdout.contains("20 not played"), "{ran:?}");
        drop(open);
    }

    // All cases are played, and the command goes on without `--once`.
    let listener = Listener::start(&["--case", "1.1"]);
    assert_eq!(connect_until_gone(&listener, Fault::None), 1);
    listener.wait_for_played(1);
    let ran = listener.interrupt();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("all cases are played"), "{ran:?}");
}

/// A client that never comes, or that does not come back, does not stop a pipeline.
#[test]
fn clients_that_stay_away() {
    let arguments = ["--case", "1.1", "--case", "1.2", "--once", "--idle"];
    let listener = Listener::start(&[&arguments[..], &["1ms"]].concat());
    let ran = listener.end();
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("\nno client has connected for 1ms: the run ends\n"), "{ran:?}");
    assert!(ran.stderr.contains("error: the results are not complete: 2 cases not played"), "{ran:?}");

    let listener = Listener::start(&[&arguments[..], &["3s"]].concat());
    Socket::open(&listener, "/").unwrap().run(Fault::None);
    let ran = listener.end();
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stdout.contains("\n1 kept, 0 not followed, 0 broken, 0 observed, 1 not played\n"), "{ran:?}");
}

#[test]
fn an_address_of_ipv6() {
    if let Err(error) = std::net::TcpListener::bind("[::1]:0") {
        return eprintln!("skipped, because this machine has no IPv6: {error}");
    }
    let listener = Listener::start_at("[::1]:0", &["--once", "--case", "1.2"]);
    assert!(listener.address.starts_with("[::1]:"), "{}", listener.address);
    assert_eq!(connect_until_gone(&listener, Fault::None), 1);
    assert_eq!(listener.end().code, Some(0));
}

#[test]
fn a_port_in_use() {
    let listener = Listener::start(&[]);
    let output = command(&listener.address, &[]).output().unwrap();
    let (_, port) = listener.address.split_once(':').unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains(&format!("error: the port {port} is in use: ")), "{stderr}");
    assert_eq!(output.stdout, b"");
}

#[test]
fn wrong_arguments() {
    for (address, arguments) in [
        ("localhost", &[][..]),
        ("127.0.0.1", &[]),
        ("127.0.0.1:70000", &[]),
        ("127.0.0.1:0", &["ws://localhost:1/"]),
        ("127.0.0.1:0", &["--trigger", "bye"]),
        ("127.0.0.1:0", &["--case", "99"]),
    ] {
        let output = command(address, arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{address} {arguments:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{address} {arguments:?}");
        if arguments.is_empty() {
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert!(stderr.contains("write an IP address and a port, such as 127.0.0.1:9002"), "{stderr}");
        }
    }
}
