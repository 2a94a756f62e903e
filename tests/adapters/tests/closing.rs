//! The example `closing`, run as a user runs it: five ways to close, as both endpoints see them.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::Command;

#[test]
fn both_endpoints_see_how_it_ended() {
    let output = Command::new(env!("CARGO_BIN_EXE_closing")).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        r#"The client closes normally:
  client: 1000 Normal Closure, clean, reason "bye"
  server: 1000 Normal Closure, clean, reason "bye"
The client closes with a private code:
  client: 4003 Logged Out, clean, reason "see you"
  server: 4003 Logged Out, clean, reason "see you"
The client closes without a code:
  client: 1005 No Status Rcvd, clean, reason ""
  server: 1005 No Status Rcvd, clean, reason ""
The client closes by dropping the connection:
  client: 1006 Abnormal Closure, not clean, reason ""
  server: 1006 Abnormal Closure, not clean, reason ""
The client closes with a bad frame:
  client: 1002 Protocol error, clean, reason "a close frame holds 1006 Abnormal Closure, which is for local use only"
  server: 1006 Abnormal Closure, not clean, reason ""
"#
    );
    assert!(output.status.success());
}
