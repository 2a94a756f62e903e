//! The endpoint of `close-codes serve`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::{HINT, run, verdict};

/// A server that is killed at the end.
struct Serve(Child);

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn serve_closes_as_rfc_6455_says() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let mut serve = Serve(command.args(["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(serve.0.stdout.take().unwrap()).lines();
    let page = lines.next().unwrap().unwrap();
    // The log goes on, and nobody reads it later.
    let log = std::thread::spawn(move || lines.for_each(drop));
    let url = |path: &str| format!("{}{path}", page.trim().replacen("http:", "ws:", 1));

    let probed = run(&["probe", &url("echo"), "--json"]);
    let json = probed.has_status(0).json();
    let summary = &json["summary"];
    assert_eq!((&summary["broken"], &summary["notFollowed"], &summary["notOpened"]), (&0.into(), &0.into(), &0.into()));
    assert!(summary["kept"].as_u64().unwrap() > 70, "{summary}");

    // Each of these paths breaks a rule, or does not follow one.
    let broken = |path: &str, case: &str, expected: &str| {
        let run = run(&["probe", &url(path), "--case", case, "--timeout", "500ms", "--json"]);
        assert_eq!(verdict(&run.json(), case), expected, "{path}");
    };
    broken("silent", "1.2", &format!("broken must 5.5.1: does not answer the close frame within 500 ms {HINT}"));
    broken("drop", "1.2", "broken must 5.5.1: ends TCP without an answer to the close frame");
    broken(
        "1005",
        "1.2",
        "broken must 7.4.1: sends 1005, which MUST NOT be in a close frame note 5.5.1: answers 1000 with 1005",
    );
    broken("masked", "1.2", "broken must 5.1: masks a frame, although it is a server");
    broken("data-after-close", "1.2", "broken must 5.5.1: sends a data frame after its close frame");
    broken("bad-utf8", "1.2", "kept note 5.5.1: sends a close reason that is not UTF-8: its peer MUST fail (8.1)");
    // It sends both before it reads.
    broken("two-closes", "1.2", "kept note 7.1.5: sends another close frame");
    broken("long-length", "1.2", "broken must 5.2: sends a length with more bits than it needs");
    drop(serve);
    log.join().unwrap();
}
