//! The examples of a service, run as a user runs them.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::Command;

const EXPECTED: &str = r#"connection 1 of 5
  4008 Flood, reason "slow down", clean: connect again
connection 2 of 5
  1012 Service Restart, reason "back in a minute", clean: connect again
connection 3 of 5
  1006 Abnormal Closure, reason "", not clean: connect again
connection 4 of 5
  4321 Application, reason "", clean: connect again
connection 5 of 5
  4001 Token expired, reason "log in again", clean: stop
"#;

fn run(program: &str) {
    let output = Command::new(program).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), EXPECTED);
    assert!(output.status.success());
}

#[test]
fn by_axum() {
    run(env!("CARGO_BIN_EXE_service-axum"));
}

#[test]
fn by_tokio_tungstenite() {
    run(env!("CARGO_BIN_EXE_service-tokio-tungstenite"));
}
