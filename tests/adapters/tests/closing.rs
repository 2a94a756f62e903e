//! The output of the example `closing`: five ways to close, as both endpoints see them.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::Command;

#[test]
fn both_endpoints_see_how_it_ended() {
    let output = Command::new(env!("CARGO_BIN_EXE_closing")).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        r#"The client closes normally:
  client: 1000 Normal Closure: "bye" (clean, started by this endpoint)
  server: 1000 Normal Closure: "bye" (clean, started by the peer)
The client closes with a private code:
  client: 4003 Logged Out: "see you" (clean, started by this endpoint)
  server: 4003 Logged Out: "see you" (clean, started by the peer)
The client closes without a code:
  client: 1005 No Status Rcvd (clean, started by this endpoint)
  server: 1005 No Status Rcvd (clean, started by the peer)
The client closes by dropping the connection:
  client: 1006 Abnormal Closure (not clean)
  server: 1006 Abnormal Closure (not clean)
The client closes with a bad frame:
  client: 1002 Protocol error: "a close frame holds 1006 Abnormal Closure, which is for local use only" (clean, started by this endpoint; sent an empty close frame)
  server: 1006 Abnormal Closure (not clean, started by the peer; failed: a close frame holds 1006 Abnormal Closure, which is for local use only; sent 1002 Protocol error: "a close frame holds 1006 Abnormal Closure, which is for local use only")
  The codes differ: each endpoint reports the close frame that it received, or 1006 if that frame breaks the protocol.
"#
    );
    assert!(output.status.success());
}
