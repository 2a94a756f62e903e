//! The list of all paths.

use serde_json::{Value, json};

use super::program::Program;

fn index(program: &Program) -> Value {
    let answer = program.get("/index.json");
    assert!(answer.contains("content-type: application/json\r\n"), "{answer}");
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

fn entry<'i>(index: &'i Value, path: &str) -> &'i Value {
    let mut found = index["paths"].as_array().unwrap().iter().filter(|entry| entry["path"] == path);
    found.next().unwrap_or_else(|| panic!("{path} is not listed"))
}

fn report(code: u16, name: &str, reason: &str, was_clean: bool) -> Value {
    json!({ "opened": true, "code": code, "name": name, "reason": reason, "wasClean": was_clean })
}

#[test]
fn each_path_has_what_a_correct_client_reports() {
    let program = Program::start(&[]);
    let index = index(&program);
    let abnormal = || report(1006, "Abnormal Closure", "", false);
    let normal = || report(1000, "Normal Closure", "", true);
    for (path, sends, closer, section, report) in [
        ("/close", json!(["CLOSE"]), "server", "5.5.1", report(1005, "No Status Rcvd", "", true)),
        ("/close/1000", json!(["CLOSE 1000"]), "server", "7.4.1", normal()),
        ("/close/1014", json!(["CLOSE 1014"]), "server", "7.4.1", report(1014, "Bad Gateway", "", true)),
        ("/close/3000", json!(["CLOSE 3000"]), "server", "7.4.2", report(3000, "Unauthorized", "", true)),
        ("/close/4000", json!(["CLOSE 4000"]), "server", "7.4.2", report(4000, "Application", "", true)),
        ("/raw/0FA1627965", json!(["CLOSE 4001 \"bye\""]), "server", "5.5.1", report(4001, "Application", "bye", true)),
        ("/drop", json!(["FIN"]), "server", "7.2.1", abnormal()),
        ("/reset", json!(["RST"]), "server", "7.2.1", abnormal()),
        ("/silent", json!([]), "client", "5.5.1", abnormal()),
        ("/echo", json!(["CLOSE 1000"]), "client", "", normal()),
        ("/flood", json!(["TEXT ...", "CLOSE 1000"]), "client", "", normal()),
        ("/slow", json!(["CLOSE 1000"]), "client", "", normal()),
        ("/one-byte", json!(["CLOSE 0x03"]), "server", "", abnormal()),
        ("/1005", json!(["CLOSE 1005"]), "server", "", abnormal()),
        ("/two-closes", json!(["CLOSE 1000", "CLOSE"]), "server", "", normal()),
        ("/data-after-close", json!(["CLOSE 1000", "TEXT \"Hello World!\""]), "server", "", normal()),
        ("/masked", json!(["PING [masked]", "CLOSE 1000 [masked]"]), "server", "", abnormal()),
        ("/fin-inside-message", json!(["TEXT \"fragment1\" [not final]", "FIN"]), "server", "", abnormal()),
        ("/silence", json!([]), "client", "", abnormal()),
    ] {
        let entry = entry(&index, path);
        assert_eq!(entry["sends"], sends, "{path}");
        assert_eq!(entry["closedBy"], closer, "{path}");
        assert_eq!(entry["report"], report, "{path}");
        // The sections of cases are facts of the cases.
        if entry["group"] != "case" {
            assert_eq!(entry["section"].as_str().unwrap_or_default(), section, "{path}");
        }
    }
    let refused = entry(&index, "/http/503");
    assert_eq!(
        *refused,
        json!({
            "group": "http",
            "path": "/http/503",
            "title": "HTTP 503 Service Unavailable",
            "description": "",
            "section": "4.1",
            "sends": ["HTTP 503"],
            "closedBy": "server",
            "report": { "opened": false, "code": 1006, "name": "Abnormal Closure", "reason": "", "wasClean": false },
        })
    );
    assert_eq!(index["seconds"], 600);
    assert_eq!(
        index["parameters"],
        json!([
            { "name": "after", "example": "after=2s", "path": null },
            { "name": "reason", "example": "reason=bye", "path": "/close/CODE" },
            { "name": "times", "example": "times=3", "path": null },
        ])
    );
    assert_eq!(index["languages"].as_array().unwrap().len(), 7);
}

#[test]
fn each_case_for_clients_is_listed_once() {
    let program = Program::start(&[]);
    let index = index(&program);
    let paths: Vec<_> =
        index["paths"].as_array().unwrap().iter().map(|entry| entry["path"].as_str().unwrap()).collect();
    for (at, path) in paths.iter().enumerate() {
        assert!(!paths[..at].contains(path), "{path} is listed twice");
        // A browser may open each of them.
        assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-.".contains(&byte)), "{path}");
    }
    let data = include_str!("../../src/cases/cases.toml");
    let names = data.split("[[case]]").skip(1).filter(|case| !case.contains("side = \"server\""));
    let names = names.map(|case| case.split_once("name = \"").unwrap().1.split('"').next().unwrap());
    let expected: Vec<_> = names.map(|name| format!("/{name}")).collect();
    assert!(expected.len() > 50);
    let cases = index["paths"].as_array().unwrap().iter().filter(|entry| entry["group"] == "case");
    let cases: Vec<_> = cases.map(|entry| entry["path"].as_str().unwrap()).collect();
    assert_eq!(cases, expected);
    // Each listed path of a WebSocket opens.
    for path in paths.iter().filter(|path| !path.starts_with("/http/")) {
        drop(program.open(path));
    }
}

#[test]
fn the_codes_of_tables_are_listed_with_their_names() {
    let table = concat!(env!("CARGO_TARGET_TMPDIR"), "/serve-game.csv");
    std::fs::write(table, "code,name,description\n1999,Old,\n4001,Kicked,\"Thrown\nout\"\n4100-4199,Fraud,\n").unwrap();
    let mut program = Program::start(&["--table", table, "--unassigned", "allow"]);
    let index = index(&program);
    program.whole_line();
    let kicked = entry(&index, "/close/4001");
    assert_eq!(
        (&kicked["group"], &kicked["title"], &kicked["table"], &kicked["report"]["name"]),
        (&json!("table"), &json!("4001 Kicked"), &json!("serve-game"), &json!("Kicked"))
    );
    // A code that may not be sent has the path of its bytes.
    let old = entry(&index, "/raw/07CF");
    assert_eq!((&old["title"], &old["report"]["code"]), (&json!("1999 Old"), &json!(1006)));
    for (path, body, outcome) in [
        ("/close/4001", "0FA1", "4001 Kicked"),
        ("/close/4150", "1036", "4150 Fraud"),
        ("/close/4300", "10CC", "4300 Application"),
    ] {
        let mut client = program.open(path);
        assert_eq!(client.read(4), super::client::bytes(&format!("8802 {body}")));
        client.write_hex(&format!("8882 00000000 {body}"));
        client.rest();
        client.finish();
        let story = program.story(&client);
        assert!(story.ends_with(&format!("; server: {outcome} (clean); client: {outcome} (clean)")), "{story}");
    }
}

/// The name of 1001 in `registry/data/translations/es.csv`.
#[test]
fn the_names_in_the_log_are_in_the_language() {
    let mut program = Program::start(&["--lang", "es"]);
    let mut client = program.open("/close/1001");
    client.write_hex("8882 00000000 03E9");
    client.rest();
    client.finish();
    let story = program.story(&client);
    let outcome = "1001 Extremo no disponible (clean)";
    assert!(story.ends_with(&format!("; server: {outcome}; client: {outcome}")), "{story}");
}
