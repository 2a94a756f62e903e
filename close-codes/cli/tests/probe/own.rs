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

    // Each of these paths breaks a rule, or does what a `note` is for. The moment decides if its frames come before those of the
    // probe, which is another note, so only the finding of the path is compared.
    for (path, finding) in [
        ("silent", format!("must 5.5.1: does not answer the close frame within 2.0 s {HINT}")),
        ("drop", "must 5.5.1: ends TCP without an answer to the close frame".to_owned()),
        ("1005", "must 7.4.1: sends 1005, which MUST NOT be in a close frame".to_owned()),
        ("masked", "must 5.1: masks a frame, although it is a server".to_owned()),
        ("data-after-close", "must 5.5.1: sends a data frame after its close frame".to_owned()),
        ("bad-utf8", "note 5.5.1: sends a close reason that is not UTF-8: its peer MUST fail (8.1)".to_owned()),
        ("two-closes", "note 7.1.5: sends another close frame".to_owned()),
        ("long-length", "must 5.2: sends a length with more bits than it needs".to_owned()),
    ] {
        let run = run(&["probe", &url(path), "--case", "1.2", "--json"]);
        let found = verdict(&run.json(), "1.2");
        assert!(found.contains(&finding), "{path}: {found}");
        assert_eq!(found.starts_with("broken"), finding.starts_with("must"), "{path}: {found}");
    }
    drop(serve);
    log.join().unwrap();
}
