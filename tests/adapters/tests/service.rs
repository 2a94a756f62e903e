//! The output of the examples of a service.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::Command;

const EXPECTED: &str = r#"connection 1 of 6
  service: 4008 Flood: "slow down" (clean, started by this endpoint)
  client: 4008 Flood: "slow down" (clean, started by the peer): connect again
connection 2 of 6
  service: 1012 Service Restart: "back in a minute" (clean, started by this endpoint)
  client: 1012 Service Restart: "back in a minute" (clean, started by the peer): connect again
connection 3 of 6
  service: 1006 Abnormal Closure (not clean)
  client: 1006 Abnormal Closure (not clean): connect again
no connection
  client: 1006 Abnormal Closure (not clean; not opened): connect again
connection 5 of 6
  service: 4321 Application (clean, started by this endpoint)
  client: 4321 Application (clean, started by the peer): connect again
connection 6 of 6
  service: 4001 Token expired: "log in again" (clean, started by this endpoint)
  client: 4001 Token expired: "log in again" (clean, started by the peer): stop
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
