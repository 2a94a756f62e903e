//! The example `reconnect`, run as a user runs it.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::{Command, Output};

fn reconnect(arguments: &str) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "close-codes", "--example", "reconnect", "--"])
        .args(arguments.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

fn answer(arguments: &str) -> String {
    let output = reconnect(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_protocol_is_asked_before_the_registry() {
    assert_eq!(
        answer("graphql 1000 1006 1008 1012 4403 4401 4321 1999"),
        "\
1000 Normal Closure: stop
1006 Abnormal Closure: connect again
1008 Policy Violation: stop
1012 Service Restart: connect again
4403 Forbidden: connect again
4401 Unauthorized: stop
4321 Application: unknown
1999 Standard: stop
"
    );
    assert_eq!(
        answer("discord 4000 4004 4007 4013 4006 1006"),
        "\
4000 Unknown error: connect again
4004 Authentication failed: stop
4007 Invalid seq: connect again (start a new session)
4013 Invalid intent(s): stop
4006 Application: unknown
1006 Abnormal Closure: connect again
"
    );
    assert_eq!(
        answer("pusher 4000 4001 4002 4100 4150 4202 4301 4999 1003 1001"),
        "\
4000 Application only accepts SSL connections: stop (tls_only)
4001 Application does not exist: stop (refused)
4002 Application: stop (refused)
4100 Over capacity: connect again (wait 1000 ms)
4150 Application: connect again (wait 1000 ms)
4202 Closed after inactivity: connect again (wait 0 ms)
4301 Client event rejected (rate limit): stop (refused)
4999 Application: stop (refused)
1003 Unsupported Data: connect again (backoff)
1001 Going Away: connect again
"
    );
    assert_eq!(
        answer("centrifugo 3000 3008 3014 3509 3999 4499 4500 1009 1000 5000"),
        "\
3000 connection closed: connect again
3008 slow: connect again
3014 state invalidated: connect again (Clear token and state before connecting again.)
3509 too many errors: stop
3999 Library: stop
4499 Application: connect again
4500 Application: stop
1009 Message Too Big: stop (The endpoint received a message that is too big for it to process.)
1000 Normal Closure: connect again
5000 Undefined: connect again
"
    );
    assert_eq!(
        answer("socketcluster 1000 1005 1006 1008 4001 4008 4321 4500"),
        "\
1000 Normal Closure: stop
1005 No Status Rcvd: connect again (at once)
1006 Abnormal Closure: connect again
1008 Policy Violation: connect again
4001 Client pong timed out: connect again (at once)
4008 Server rejected handshake: connect again
4321 Application: connect again
4500 Application: stop
"
    );
    assert_eq!(
        answer("gladia 1000 1001 1006 4399 4400 4499 4500"),
        "\
1000 Normal Closure: stop
1001 Going Away: stop
1006 Abnormal Closure: connect again
4399 Application: connect again
4400 Application: stop
4499 Application: stop
4500 Application: connect again
"
    );
    assert_eq!(
        answer("chat 4001 4002 4008 1000 4004"),
        "\
4001 Token Expired: stop
4002 Replaced: stop
4008 Flood: connect again
1000 Normal Closure: stop
4004 Application: unknown
"
    );
}

#[test]
fn bad_arguments_are_reported() {
    let output = reconnect("chat 4001 teapot");
    assert_eq!(output.stdout, b"4001 Token Expired: stop\n");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "reconnect: `teapot`: not a close code: write a number from 0 to 65535, or the name or key of a known code\n"
    );
    assert_eq!(output.status.code(), Some(2));

    let output = reconnect("telnet 4001");
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("usage: reconnect (graphql|"));
    assert_eq!(output.status.code(), Some(2));
}
