//! JSON, `JUnit` XML, and text for people.

use std::io;

use roxmltree::Document;
use serde_json::json;

use super::server::{Peer, Server};
use super::{case, probe, run};

/// Answers with a reason of its own.
fn answer(peer: &mut Peer) -> io::Result<()> {
    let body = peer.read_close()?.unwrap_or_default();
    peer.frame(0x81, b"late")?;
    peer.close(&[&body[..body.len().min(2)], b"bye\x1B[2J</x>\xE2\x80\xAE"].concat())?;
    peer.end()
}

#[test]
fn json_has_the_facts_of_a_case() {
    let server = Server::new(answer);
    let json = probe(&server, &["--case", "1.2", "--json"]).has_status(0).json();
    let case = case(&json, "1.2");
    let facts = [
        ("number", json!("1.2")),
        ("name", json!("1000")),
        ("title", json!("1000")),
        ("section", json!("5.5.1")),
        ("level", json!("must")),
        ("verdict", json!("kept")),
        ("findings", json!([])),
        ("autobahn", json!(["7.3.3", "7.7.1"])),
        ("unkept", json!(0)),
    ];
    for (member, value) in facts {
        assert_eq!(case[member], value, "{member}");
    }
    let without_time = |frame: &serde_json::Value| {
        let mut frame = frame.clone();
        assert!(frame["milliseconds"].take().is_u64());
        frame
    };
    let frame = |opcode: &str, masked: bool, length: usize, payload: &str, code: Option<u16>| {
        json!({
            "opcode": opcode, "fin": true, "reserved": 0, "masked": masked, "length": length, "payload": payload,
            "code": code, "milliseconds": null,
        })
    };
    let sent: Vec<_> = case["sent"].as_array().unwrap().iter().map(without_time).collect();
    assert_eq!(sent, [frame("close", true, 2, "03E8", Some(1000))]);
    let received: Vec<_> = case["received"].as_array().unwrap().iter().map(without_time).collect();
    let body = "03E86279651B5B324A3C2F783EE280AE";
    assert_eq!(received, [frame("text", false, 4, "6C617465", None), frame("close", false, 16, body, Some(1000))]);
    assert_eq!((&case["endOfTcp"]["first"], &case["endOfTcp"]["endpoint"]["how"]), (&json!("endpoint"), &json!("fin")));
    assert_eq!(case["endOfTcp"]["probe"], json!(null));
    let words = case["words"].as_str().unwrap();
    assert!(words.starts_with(r"closes with 1000 `bye\u{1b}[2J</x>\u{202e}`, ends TCP first"), "{words}");
}

#[test]
fn junit_has_a_suite_for_each_chapter() {
    let file = tempfile::NamedTempFile::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = file.path().to_str().unwrap();
    let cases = ["--case", "1.1", "--case", "1.2", "--case", "8.1"];
    let server = Server::new(|peer| match peer.read_close()? {
        Some(body) if body.is_empty() => peer.end(),
        Some(_) => peer.close(b"\x03\xE8</x>").and_then(|()| peer.end()),
        None => Ok(()),
    });
    let run = probe(&server, &[&cases[..], &["--junit", path]].concat());
    // The text is printed, too.
    let end = "\n1 kept, 0 not followed, 1 broken, 0 observed, 1 left out: give `--trigger TEXT` to test the server's own close\n\
               exit status 1: a MUST is broken\n";
    assert!(run.has_status(1).stdout().ends_with(end), "{}", run.stdout());
    let xml = std::fs::read_to_string(path).unwrap();
    let document = Document::parse(&xml).unwrap();
    let root = document.root_element();
    let counts = |name| root.attribute(name).unwrap();
    assert_eq!((counts("tests"), counts("failures"), counts("errors")), ("3", "1", "0"));
    let suites: Vec<_> = root.children().filter(|node| node.has_tag_name("testsuite")).collect();
    let names: Vec<_> = suites.iter().map(|suite| suite.attribute("name").unwrap()).collect();
    assert_eq!(names, ["1. Valid codes", "8. The server's own close"]);
    let tests: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    let names: Vec<_> = tests.iter().map(|test| test.attribute("name").unwrap()).collect();
    assert_eq!(names, ["1.1 An empty body", "1.2 1000", "8.1 The server's close frame is echoed"]);
    let failure = tests[0].children().find(|node| node.has_tag_name("failure")).unwrap();
    assert_eq!(failure.attribute("message"), Some("MUST 5.5.1: ends TCP without an answer to the close frame"));
    assert_eq!(failure.attribute("type"), Some("MUST"));
    assert!(tests[1].children().all(|node| !node.has_tag_name("failure")));
    let out = tests[1].children().find(|node| node.has_tag_name("system-out")).unwrap().text().unwrap();
    assert!(out.starts_with("kept: closes with 1000 `</x>`, ends TCP first"), "{out}");
    assert!(tests[2].children().any(|node| node.has_tag_name("skipped")));
}

#[test]
fn junit_on_standard_output_replaces_the_text() {
    let server = Server::new(answer);
    let run = probe(&server, &["--case", "1.2", "--junit", "-"]);
    let document = Document::parse(run.has_status(0).stdout()).unwrap();
    assert_eq!(document.root_element().attribute("tests"), Some("1"));
}

#[test]
fn nothing_of_the_peer_reaches_the_terminal_unescaped() {
    let server = Server::new(answer);
    for format in [&["--color", "never"][..], &["--json"], &["--junit", "-"]] {
        let run = probe(&server, &[&["--case", "1.2"], format].concat());
        let text = run.has_status(0).stdout();
        assert!(!text.contains(['\x1B', '\u{202E}']), "{text}");
        assert!(text.contains("[2J"), "{text}");
    }
}

/// A fault of all cases is one line with the numbers of the cases.
#[test]
fn a_rule_is_reported_once() {
    let server = Server::new(|peer| peer.read_close().and_then(|_| peer.end()));
    let cases = ["1.1", "1.2", "1.3", "1.5", "2", "3.5"].map(|case| ["--case", case]).concat();
    let run = probe(&server, &cases);
    let (_, end) = run.has_status(1).stdout().split_once("\n\nBroken\n").unwrap();
    let expected = "  \
        MUST 5.5.1: ends TCP without an answer to the close frame: 10 cases (1.1-1.3, 1.5, 2.1-2.6)\n\
        \n\
        Not followed\n  \
        SHOULD 7.1.7: ends TCP without a close frame: 1 case (3.5)\n\
        \n\
        0 kept, 1 not followed, 10 broken, 0 observed\n\
        exit status 1: a MUST is broken\n";
    assert_eq!(end, expected);
}

/// Findings that differ only in the code are one rule, too.
#[test]
fn codes_of_a_rule_are_listed_together() {
    let server = Server::new(|peer| {
        let body = peer.read_close()?.unwrap_or_default();
        peer.close(&body)?;
        // The same close frame again is not another rule.
        peer.close(&body)?;
        peer.end()
    });
    let run = probe(&server, &["--case", "4.1", "--case", "4.2", "--case", "4.4", "--case", "4.5", "--case", "4.14"]);
    let (_, end) = run.has_status(1).stdout().split_once("\n\nBroken\n").unwrap();
    let (must, _) = end.split_once("\n\n").unwrap();
    let expected = "  \
        MUST 5.5.1: sends 0, 999, which is outside of all ranges (7.4): 3 cases (4.1-4.2, 4.14)\n  \
        MUST 7.4.1: sends 1005, 1006, which MUST NOT be in a close frame: 2 cases (4.4-4.5)";
    assert_eq!(must, expected);
}

/// The verdict `observed` and a finding about allowed behaviour have different words.
#[test]
fn allowed_behaviour_is_a_note() {
    let server = Server::new(|peer| {
        peer.read_close()?;
        peer.close(b"\x03\xE9").and_then(|()| peer.end())
    });
    let arguments = ["--case", "1.2"];
    let words = "5.5.1: answers 1000 with 1001";
    let run = probe(&server, &arguments);
    assert!(run.has_status(0).stdout().contains(&format!("\n{:23}note {words}\n", "")), "{}", run.stdout());
    assert!(
        run.stdout().ends_with("\n1 kept, 0 not followed, 0 broken, 0 observed\nexit status 0: no MUST is broken\n")
    );
    let json = probe(&server, &[&arguments[..], &["--json"]].concat()).json();
    assert_eq!(super::verdict(&json, "1.2"), format!("kept note {words}"));
    let xml = probe(&server, &[&arguments[..], &["--junit", "-"]].concat());
    assert!(xml.stdout().contains(&format!("\nnote {words}</system-out>")), "{}", xml.stdout());
}

/// A terminal has 80 columns. Lines that are not wrapped fit in it.
#[test]
fn the_help_fits() {
    let help = run(&["probe", "--help"]);
    let (wrapped, table) = help.has_status(0).stdout().split_once("\nVerdicts:\n").unwrap();
    assert!(table.lines().all(|line| line.len() <= 78), "{table}");
    // A line that ends early is the end of a paragraph: the text is not broken by hand.
    let (_, about) = wrapped.split_once("\n\n").unwrap();
    let (about, _) = about.split_once("\nUsage: ").unwrap();
    let paragraphs: Vec<_> = about.split("\n\n").collect();
    for lines in paragraphs.iter().map(|paragraph| paragraph.trim_end().lines().collect::<Vec<_>>()) {
        let full = &lines[..lines.len() - 1];
        let first_word = |line: &str| line.split(' ').next().unwrap().len();
        assert!(full.iter().zip(&lines[1..]).all(|(line, next)| line.len() + 1 + first_word(next) > 80), "{about}");
    }
}

#[test]
fn the_list_has_all_cases_of_a_side() {
    let list = run(&["probe", "--list"]);
    let text = list.has_status(0).stdout();
    assert!(text.starts_with("1. Valid codes\n  1.1    MUST      An empty body (5.5.1; empty)\n"), "{text}");
    assert!(
        text.contains(
            "\n\n3. Bodies that break the protocol\n  3.1    SHOULD    A body of one byte (10.7; one-byte)\n"
        ),
        "{text}"
    );
    assert!(text.contains("(5.1; unmasked)") && !text.contains("(5.1; masked)"), "{text}");
    let part = run(&["probe", "--list", "--case", "2.1"]);
    assert_eq!(
        part.has_status(0).stdout(),
        "2. Valid reasons\n  2.1    MUST      1000 `Hello World!` (5.5.1; hello-world)\n"
    );
}
