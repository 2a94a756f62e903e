//! `close-codes import`: what is written is read back, and no input makes it fail in another way than with a message.
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let command = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A run that fails early does not read all of its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Imports a text from standard input. Returns the exit status, the CSV, and what was reported.
fn import(input: &[u8]) -> (i32, String, String) {
    let output = run(&["import", "-"], input);
    let status = output.status.code().unwrap();
    let [csv, told] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(matches!(status, 0..=2), "status {status}: {told}");
    (status, csv, told)
}

/// Returns the records of a CSV text.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_file_is_written_and_the_table_is_accepted() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let csv = folder.path().join("codes.csv");
    let csv = csv.to_str().unwrap();
    let markdown = "| Code | Name | Retry |\n|---|---|---|\n| 4001 | Kicked | no |\n| 4100–4199 | Draining | yes |\n";
    let output = run(&["import", "-", "--output", csv], markdown.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.ends_with(&format!("1 code and 1 band written to {csv}\n")), "{told}");
    let written = fs::read_to_string(csv).unwrap();
    assert_eq!(written, "code,name,retry:bool\n4001,Kicked,false\n4100-4199,Draining,true\n");
    assert_eq!(run(&["check", csv], b"").status.code(), Some(0));
}

/// The CSV may have been edited since the last import.
#[test]
fn a_file_with_another_content_is_kept() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let csv = folder.path().join("codes.csv");
    let csv = csv.to_str().unwrap();
    let markdown = b"| Code | Name |\n|---|---|\n| 4001 | Kicked |\n";
    assert_eq!(run(&["import", "-", "-o", csv], markdown).status.code(), Some(0));
    assert_eq!(run(&["import", "-", "-o", csv], markdown).status.code(), Some(0), "the same content");
    fs::write(csv, "code,name,key\n4001,Kicked,kicked_out\n").unwrap();
    let output = run(&["import", "-", "-o", csv], markdown);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    let expected =
        format!("error: {csv} exists with other content: add `--replace` to overwrite it, or choose another file\n");
    assert!(told.ends_with(&expected), "{told}");
    assert_eq!(fs::read_to_string(csv).unwrap(), "code,name,key\n4001,Kicked,kicked_out\n");
    assert_eq!(run(&["import", "-", "-o", csv, "--replace"], markdown).status.code(), Some(0));
    assert_eq!(fs::read_to_string(csv).unwrap(), "code,name\n4001,Kicked\n");
}

/// The table of a wiki, as it was found, becomes a checked table and a file for a client.
#[test]
fn from_a_wiki_to_typescript() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let [csv, client] = ["chat.csv", "chat-codes.ts"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    let wiki = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/import/wiki.md");
    let steps: [&[&str]; 3] = [
        &["import", wiki, "-o", &csv],
        &["check", &csv, "--registered", "allow"],
        &["export", &csv, "--registered", "allow", "-f", "typescript", "-o", &client],
    ];
    for step in steps {
        let output = run(step, b"");
        assert_eq!(output.status.code(), Some(0), "{step:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let client = fs::read_to_string(client).unwrap();
    for part in ["RateLimited: 1008", "Unauthorized: 4001", "SessionReplaced: 4002", "ServerDraining: 4100", "retryOf"]
    {
        assert!(client.contains(part), "{part}: {client}");
    }
    assert_eq!(run(&["check", &csv], b"").status.code(), Some(1), "1008 needs the option");
}

/// A dash inside a band is not the value of the band. An empty cell is.
#[test]
fn a_dash_in_a_band_is_no_value() {
    let markdown = "Code | Name | Retry\n---|---|---\n4001 | A | –\n4002 | B | \n4999 | C | n/a\n4000-4099 | D | yes\n\
                    4010-4019 | E | -\n4015 | F | -\n";
    let (status, csv, told) = import(markdown.as_bytes());
    let expected =
        "code,name,retry:bool\n4001,A,(none)\n4002,B,\n4999,C,\n4000-4099,D,true\n4010-4019,E,(none)\n4015,F,(none)\n";
    assert_eq!((status, csv.as_str()), (0, expected), "{told}");
}

/// The file has the form of Fluxer's documentation. `tests/library/tests/protocol_tables/fluxer.rs` uses the table.
#[test]
fn the_table_of_a_public_protocol_is_written() {
    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/library/codes/");
    let markdown = fs::read(format!("{FOLDER}fluxer.md")).unwrap();
    let (status, csv, told) = import(&markdown);
    assert_eq!(status, 0, "{told}");
    assert_eq!(csv, fs::read_to_string(format!("{FOLDER}fluxer.csv")).unwrap());
}

#[test]
fn the_form_of_a_file_is_found_by_its_content() {
    let json = r#"[{"code": 4001, "name": "Kicked"}]"#;
    let markdown = "[Home](/)\n\n| Code | Name |\n|---|---|\n| 4001 | Kicked |\n";
    let bare = "Code | Name\n---|---\n4001 | Kicked";
    let crlf = markdown.replace('\n', "\r\n");
    let with_mark = format!("\u{FEFF}{markdown}");
    for text in [json, markdown, bare, &crlf, &with_mark] {
        let (status, csv, told) = import(text.as_bytes());
        assert_eq!((status, csv.as_str()), (0, "code,name\n4001,Kicked\n"), "{text:?}: {told}");
    }
}

#[test]
fn what_is_not_a_table_is_one_error() {
    let wide = format!("{}\n{}\n| 4001 |\n", "| Code ".repeat(101), "|---".repeat(101));
    let many = format!("[{{{}}}]", (0..101).map(|key| format!("\"{key}\": 4001")).collect::<Vec<_>>().join(","));
    let utf_16: Vec<u8> = "| Code |".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let inputs: [(&[u8], &str); 10] = [
        (b"", "has no table: give a Markdown table"),
        (b"| 4001 |", "has no table: give a Markdown table"),
        (b"    | Code | Name |\n    |---|---|\n    | 4001 | In code |", "has no table: give a Markdown table"),
        (b"code,name\n4001,Kicked\n", "has no table: give a Markdown table"),
        (b"\xFF\xFE|", "is not UTF-8: save it as UTF-8"),
        (&utf_16, "is not UTF-8: save it as UTF-8"),
        (
            b"{\"a\": [1], \"b\": true}",
            "error: standard input has no table: give an array of objects, or an object with",
        ),
        (wide.as_bytes(), "the table has 101 columns: give at most 100"),
        (many.as_bytes(), "the objects in standard input have more than 100 different keys: give at most 100"),
        (b"[{\"code\": 4001,}]", "error: cannot read standard input as JSON: key must be a string at line 1 column 16"),
    ];
    for (input, expected) in inputs {
        let (status, csv, told) = import(input);
        assert_eq!((status, csv.as_str()), (2, ""), "{told}");
        assert!(told.starts_with("error: ") && told.contains(expected) && told.lines().count() == 1, "{told}");
    }
}

#[test]
fn no_cell_reaches_the_terminal_as_it_is() {
    let hostile = "| Code \u{1B}[31m | Na\u{202E}me |\n|---|---|\n| \u{1B}]0;x\u{7} | a |\n| 4001 | b[^\u{202E}] |\n";
    let json = "[{\"code\": \"\\u001b[31m\", \"name\": \"a\"}, {\"code\": 4001, \"\\u202e\": {}}]";
    for text in [hostile, json] {
        let (_, _, told) = import(text.as_bytes());
        assert!(!told.chars().any(|shown| shown != '\n' && (shown.is_control() || shown == '\u{202E}')), "{told:?}");
    }
}

/// Nested markup, which some parsers follow by recursion, and long runs of one character.
#[test]
fn deep_and_long_input_is_read() {
    let deep = [
        "[".repeat(500_000),
        "{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000),
        "[".repeat(100_000) + &"]".repeat(100_000),
        format!("[{{\"code\": 4001, \"name\": {}1{}}}]", "[".repeat(100_000), "]".repeat(100_000)),
        "> ".repeat(100_000),
        format!("| Code | Name |\n|---|---|\n| 4001 | {} |\n", "*a ".repeat(100_000)),
        format!("| Code | Name |\n|---|---|\n| 4001 | {} |\n", "[a](".repeat(50_000)),
        format!("| Code | Name |\n|---|---|\n| 4001 | {}", "|".repeat(1_000_000)),
        format!("| Code | Name |\n|---|---|\n{}", "| 4001 |\n".repeat(10_000)),
    ];
    for text in deep {
        import(text.as_bytes());
    }
}

/// Pieces of markup in random order.
#[test]
fn any_text_ends_with_a_status() {
    const PIECES: &[&str] = &[
        "|",
        "|",
        "|",
        "|",
        "\n",
        "\n",
        "|---|---|---|\n",
        "Code",
        "Name",
        "Description",
        "Retry?",
        "4001",
        "4002",
        "4000-4999",
        "4000–4010",
        "1006",
        "2000",
        "99999",
        "-1",
        "yes",
        "✓",
        "-",
        "n/a",
        "(none)",
        "`",
        "**",
        "\\|",
        "\\",
        "<br>",
        "<b>",
        "&amp;",
        "&#0;",
        "&nbsp;",
        "[a](https://x.example/)",
        "[^1]",
        "\n\n[^1]: note\n\n",
        "![i](j)",
        "# Title\n\n",
        "> ",
        "- ",
        "```\n",
        "\u{202E}",
        "\u{A0}",
        "\u{0}",
        "é",
        "漢字",
        "\t",
        "\r",
        "\"",
        ",",
        "{",
        "}",
        "[",
        "]",
        ":",
        "retry:bool",
        "x:u8",
        "key",
    ];
    let mut random = fastrand::Rng::with_seed(17);
    for _ in 0..300 {
        let mut text = String::new();
        if random.bool() {
            text.push_str("| Code | Name | Retry? |\n|---|---|---|\n");
        }
        for _ in 0..random.usize(..80) {
            text.push_str(random.choice(PIECES).unwrap());
        }
        let (status, csv, told) = import(text.as_bytes());
        assert_eq!(status == 0, !told.contains("error: "), "{text:?}: {told}");
        let records = records(&csv);
        assert!(records.windows(2).all(|pair| pair[0].len() == pair[1].len()), "{text:?}: {csv}");
    }
}

/// Each code from 1000 to 4999 in a cell of codes, and each word beside it, is in the CSV, or its line is reported.
#[test]
fn no_code_and_no_word_is_lost() {
    const CODES: &[&str] = &[
        "4001",
        "`4001`",
        "4001 Failed to connect",
        "4002 (Read/write error)",
        "4002 (Read; write) and more",
        "4003: Bad frame...",
        "4004 – Gone & done",
        "4005<br>Closed by peer",
        "4000–4010",
        "4000..4010 Range of many",
        "4001, 4002",
        "4001; 4002 / 4003 & 4004",
        "4001 and 4002",
        "4001 or 4002 Kicked",
        "4001 to 4005",
        "4001 to 5 players",
        "4002, others",
        "4002 4003",
        "4006 2FA needed",
        "4xxx",
        "4001 + bye",
        "1006",
        "99999",
        "about 4001",
        "~4001",
        "4009 – 4003",
    ];
    const NAMES: &[&str] = &["Kicked", "Failed to connect", "Read/write error", "Too slow, e.g. late. Retry.", "", "–"];
    const HEADINGS: [&str; 3] = ["Name", "Reason", "Description"];
    let pairs = CODES.iter().flat_map(|code| NAMES.iter().map(move |name| (code, name)));
    for ((code, name), heading) in pairs.zip(HEADINGS.iter().cycle()) {
        // The other rows show that this column has the codes.
        let markdown = format!("| Code | {heading} |\n|---|---|\n| {code} | {name} |\n| 4900 | A |\n| 4901 | B |\n");
        let (status, csv, told) = import(markdown.as_bytes());
        assert!(matches!(status, 0 | 1), "{markdown}\n{told}");
        if told.contains("error: standard input:3:") {
            continue;
        }
        let records = records(&csv);
        let has_code = |number: u16| {
            records.iter().skip(1).any(|record| {
                let (first, last) = record[0].split_once('-').unwrap_or((&record[0], &record[0]));
                (first.parse().unwrap()..=last.parse().unwrap()).contains(&number)
            })
        };
        let has_word = |word: &str| {
            let is_part = |cell: &String| cell.split(|part: char| !part.is_alphanumeric()).any(|part| part == word);
            records.iter().skip(1).any(|record| record.iter().any(is_part))
        };
        let text = format!("{code} {name}").replace("<br>", " ");
        for word in text.split(|part: char| !part.is_alphanumeric()).filter(|word| !word.is_empty()) {
            // Between two codes.
            let is_between = code.contains(&format!(" {word} 4")) && ["and", "or", "to"].contains(&word);
            let arrives = match word.parse() {
                Ok(number @ 1000..=4999) => has_code(number),
                _ => is_between || has_word(word),
            };
            assert!(arrives, "{word}: {markdown}\n{csv}\n{told}");
        }
    }
}

/// Returns the CSV of a text that is imported without any problem.
fn converted(text: &str) -> String {
    let (status, csv, told) = import(text.as_bytes());
    assert_eq!(status, 0, "{text}\n{csv}\n{told}");
    csv
}

/// The text beside a code keeps its words and its marks.
#[test]
fn the_text_after_a_code_is_kept_as_it_is() {
    for (cell, code, name) in [
        ("4001 Failed to connect", "4001", "Failed to connect"),
        ("4002 (Read/write error)", "4002", "Read/write error"),
        ("4003: wait – and retry…", "4003", "wait – and retry…"),
        ("4004 - A & B; C", "4004", "A & B; C"),
        ("4005<br>Gone", "4005", "Gone"),
        ("4100 to 4199 (Yours or mine)", "4100-4199", "Yours or mine"),
        ("4006 (a) or (b)", "4006", "(a) or (b)"),
    ] {
        assert_eq!(
            converted(&format!("| Code | Retry |\n|---|---|\n| {cell} | yes |\n")),
            format!("code,name,retry:bool\n{code},{name},true\n")
        );
        // A name that says the same is not a second text.
        let named = format!("| Code | Name |\n|---|---|\n| {cell} | {name} |\n");
        assert_eq!(converted(&named), format!("code,name\n{code},{name}\n"));
    }
}

/// The names of methods, and the headings of the columns without a type, cannot be the names of typed columns.
#[test]
fn each_typed_column_gets_a_name_that_it_can_have() {
    for (headings, cells, expected) in [
        ("Meaning | Description", "M | D", "code,name,description,meaning_2:str\n4001,N,D,M\n"),
        ("Reference | Variant", "1 | 2", "code,name,reference_2:u16,variant_2:u16\n4001,N,2,3\n"),
        ("Key | References", "1 | 2", "code,name,key_2:u16,references_2:u16\n4001,N,2,3\n"),
        ("Description | Type", "1 | 2", "code,name,description_2:u16,type_2:u16\n4001,N,2,3\n"),
        ("wait 2 | wait2", "1 | 2", "code,name,wait_2:u16,wait2_2:u16\n4001,N,2,3\n"),
        ("meaning:str | meaning:Str", "1 | 2", "code,name,meaning_2:str,meaning_3:str\n4001,N,2,3\n"),
        ("retry:Bool | Wait: u8 : Seconds.", "no | 2", "code,name,retry:bool,wait:u8: Seconds.\n4001,N,false,3\n"),
    ] {
        // Other numbers than 0 and 1.
        let cells = cells.replace('2', "3").replace('1', "2");
        let markdown = format!("| Code | Name | {headings} |\n|---|---|---|---|\n| 4001 | N | {cells} |\n");
        assert_eq!(converted(&markdown), expected);
    }
}

/// The words are those of a cell in our CSV. Numbers are truth values only without other numbers.
#[test]
fn one_and_zero_are_truth_values() {
    for (cells, kind, expected) in [
        (["1", "0"], "bool", ["true", "false"]),
        (["1", "TRUE"], "bool", ["true", "true"]),
        (["✓", "0"], "bool", ["true", "false"]),
        (["1", "2"], "u16", ["1", "2"]),
        (["yes", "2"], "str", ["yes", "2"]),
    ] {
        let [one, other] = cells;
        let markdown =
            format!("| Code | Name | Retry |\n|---|---|---|\n| 4001 | A | {one} |\n| 4002 | B | {other} |\n");
        let [one, other] = expected;
        assert_eq!(converted(&markdown), format!("code,name,retry:{kind}\n4001,A,{one}\n4002,B,{other}\n"));
    }
}

/// Names and variants are compared as a set compares them: without uppercase letters.
#[test]
fn proposed_variants_are_unique() {
    for (rows, expected) in [
        (&["4001 | Wi-Fi lost", "4002 | Wifi lost"][..], "4001,Wi-Fi lost,\n4002,Wifi lost,WifiLost4002\n"),
        (
            &["4001 | Error 4003", "4002 | Error", "4003 | Error"],
            "4001,Error 4003,\n4002,Error,\n4003,Error,ErrorCode4003\n",
        ),
        (&["4001 | Error B", "4002 | error_b"], "4001,Error B,ErrorB4001\n4002,error_b,\n"),
        (&["4001 | 404 not found"], "4001,404 not found,Code404NotFound\n"),
        (&["1008 | ", "4001 | Policy-violation"], "1008,,\n4001,Policy-violation,PolicyViolation4001\n"),
        (&["4001 | all", "4002 | self"], "4001,all,\n4002,self,SelfCode\n"),
    ] {
        let mut markdown = "| Code | Name |\n|---|---|\n".to_owned();
        for row in rows {
            writeln!(markdown, "| {row} |").unwrap();
        }
        assert_eq!(converted(&markdown), format!("code,name,variant\n{expected}"));
    }
    let keys = "| Code | Name | Key |\n|---|---|---|\n| 4001 | Kicked | out |\n| 4002 | Out | kicked |\n";
    let (_, csv, told) = import(keys.as_bytes());
    assert_eq!(csv, "code,name,variant,key\n4001,Kicked,Kicked4001,out\n4002,Out,Out4002,kicked\n", "{told}");
    let twice = "| Code | Name | Key |\n|---|---|---|\n| 4001, 4002 | Kicked | out |\n";
    let (status, _, told) = import(twice.as_bytes());
    assert!(status == 1 && told.contains("`out` is also the key or variant of code 4001"), "{told}");
}

/// A full stop does not always end a sentence.
#[test]
fn a_sentence_is_cut_at_its_end() {
    for (sentence, name, description) in [
        ("Too many requests, e.g. 100 per minute.", "Too many requests, e.g. 100 per minute", ""),
        ("Bad token etc. was sent. Log in.", "Bad token etc. was sent", "Bad token etc. was sent. Log in."),
        (
            "Too slow (max. 5 s; see below). Retry.",
            "Too slow (max. 5 s; see below)",
            "Too slow (max. 5 s; see below). Retry.",
        ),
        ("It failed. Retry.", "It failed", "It failed. Retry."),
    ] {
        let csv = converted(&format!("| Code | Reason |\n|---|---|\n| 4001 | {sentence} |\n"));
        let expected = [["code", "name", "description"], ["4001", name, description]];
        let columns = if description.is_empty() { 2 } else { 3 };
        assert_eq!(records(&csv), expected.map(|record| record[..columns].to_vec()));
    }
}

/// The name of a file comes before its first character.
#[test]
fn a_markdown_file_may_begin_like_json() {
    let table = "| Code | Name |\n|---|---|\n| 4001 | Kicked |\n";
    let between = format!("[Home](x)\n\n{table}\n[TBD]\n");
    assert_eq!(converted(&between), "code,name\n4001,Kicked\n");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for (name, text) in [("a.md", between), ("b.MD", format!("{{\"a\"}}\n\n{table}\n{{b}}"))] {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let output = run(&["import", file.to_str().unwrap()], b"");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "code,name\n4001,Kicked\n", "{name}");
    }
}

/// Keys outside of 1000 to 4999 are not codes.
#[test]
fn the_positions_of_a_list_in_json_are_not_codes() {
    let expected = "code,name\n4001,Kicked\n4002,Gone\n";
    for json in [
        r#"{"0": {"code": 4001, "name": "Kicked"}, "1": {"code": 4002, "name": "Gone"}}"#,
        r#"{"0": {"name": "Kicked", "code": 4001}, "1": {"name": "Gone", "code": 4002}}"#,
        r#"{"4001": {"code": 4001, "name": "Kicked"}, "4002": {"code": "4002", "name": "Gone"}}"#,
    ] {
        assert_eq!(converted(json), expected);
    }
    let (status, _, told) = import(br#"{"4001": {"code": 4002, "name": "Kicked"}}"#);
    assert!(status == 1 && told.contains("the value is left out: `code` is there twice"), "{told}");
}

/// A table with random cells. Each cell is written as Markdown, and as the text that is expected in the CSV.
#[test]
fn each_cell_arrives_as_it_is_meant() {
    const NAMES: &[(&str, &str)] = &[
        ("Kicked", "Kicked"),
        ("**Bold** one", "Bold one"),
        ("`code`", "code"),
        ("a \\| b", "a | b"),
        ("`a \\| b` two", "a | b two"),
        ("Say \"no\", please", "Say \"no\", please"),
        ("[Linked](https://a.example/x\\|y)", "Linked"),
        ("Line<br>break", "Line break"),
        ("Line<BR />break two", "Line break two"),
        ("&lt;b&gt; &amp; c", "<b> & c"),
        ("No&nbsp;break", "No break"),
        ("~~Old~~", "Old"),
        ("snake_case_name", "snake_case_name"),
        ("  Spaces  ", "Spaces"),
        ("Ünïcödé 漢字", "Ünïcödé 漢字"),
    ];
    const FLAGS: &[(&str, &str)] = &[
        ("yes", "true"),
        ("No", "false"),
        ("✓", "true"),
        ("❌", "false"),
        ("✔️", "true"),
        ("`true`", "true"),
        ("", ""),
    ];
    let mut random = fastrand::Rng::with_seed(6455);
    for _ in 0..200 {
        // Either with the pipes at both ends of a line, or without them.
        let [begin, end] = if random.bool() { ["| ", " |"] } else { ["", ""] };
        let mut markdown =
            format!("{begin}Close code | Name | Retry? | Wait{end}\n{begin}:-- | --: | --- | ---{end}\n");
        let mut expected = vec![["code", "name", "retry:bool", "wait:u16"].map(str::to_owned).to_vec()];
        let rows = random.usize(1..20);
        let mut names = NAMES.to_vec();
        random.shuffle(&mut names);
        for (row, (name, meant)) in (0..rows).zip(names) {
            let number = 4000 + 10 * row;
            let (code, own) = match random.u8(..4) {
                0 => (format!("{number} – {}", number + 5), format!("{number}-{}", number + 5)),
                1 => (format!("`{number}`"), number.to_string()),
                2 => (format!("[**{number}**](#{number})"), number.to_string()),
                _ => (number.to_string(), number.to_string()),
            };
            // The first row decides the types.
            let (flag, value) = if row == 0 { ("yes", "true") } else { *random.choice(FLAGS).unwrap() };
            let wait = random.u16(..);
            writeln!(markdown, "{begin}{code} | {name} | {flag} | {wait}{end}").unwrap();
            expected.push([own.as_str(), meant, value, &wait.to_string()].map(str::to_owned).to_vec());
        }
        let (_, csv, told) = import(markdown.as_bytes());
        // A variant is proposed for a name that does not make one.
        let mut records = records(&csv);
        if let Some(variant) = records[0].iter().position(|heading| heading == "variant") {
            for record in &mut records {
                record.remove(variant);
            }
        }
        assert_eq!(records, expected, "{markdown}\n{told}");
    }
}
