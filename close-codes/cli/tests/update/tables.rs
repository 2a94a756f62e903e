//! Tables that IANA may publish.

use crate::server::Server;
use crate::{Folder, IANA, Ran, change};

/// Fetches a table, and checks if it is written.
fn fetch(folder: &Folder, table: &str, is_written: bool) -> Ran {
    let server = Server::with_csv(table);
    let before = folder.iana();
    let ran = folder.update(&[&server.url()]);
    let request = server.request();
    assert!(request.starts_with("GET /close-code-number.csv HTTP/1.1\r\n"), "{request}");
    assert!(request.to_lowercase().contains("\r\nuser-agent: close-codes/"), "{request}");
    assert_eq!(folder.iana(), if is_written { table.as_bytes() } else { &before }, "{ran:?}");
    assert!(folder.strangers().is_empty());
    ran
}

#[test]
fn the_same() {
    let folder = Folder::new();
    let ran = fetch(&folder, IANA, true);
    assert_eq!(ran.stdout, "close-code-number.csv is up to date\n");
    assert_eq!(ran.code, Some(0));
    let server = Server::with_csv(IANA);
    assert_eq!(folder.update(&["--check", &server.url()]).code, Some(0));
    server.request();
}

const ADDED: [&str; 2] = [
    "3009-3999,Unassigned,,,\r\n",
    "3009-3099,Unassigned,,,\r\n3100,Payment Required,[Jane_Doe],\
    [RFC9999],\r\n3101-3999,Unassigned,,,\r\n",
];

#[test]
fn a_row_added() {
    let folder = Folder::new();
    let ran = fetch(&folder, &change(IANA, ADDED[0], ADDED[1]), true);
    assert_eq!(
        ran.stdout,
        "\
added      3100 Payment Required
             Contact: Jane_Doe
             Reference: RFC9999

next version: minor
  the variant `PaymentRequired` (3100) is new

still to do by hand
  properties.csv: no sender or reconnect hint for 3100
  translations/en.csv: no name for 3100
  translations/en.csv: no description for 3100
  translations/es.csv: no name for 3100
  translations/es.csv: no description for 3100

close-code-number.csv has been replaced
"
    );
    assert_eq!(ran.code, Some(0));
}

/// Each Meaning makes a name and a variant: a sentence, one with a number, the name of a range, of the enum's last variant, of
/// another code, and one without letters of ASCII.
#[test]
fn any_meaning() {
    let folder = Folder::new();
    let sentence = "The server was acting as a relay and lost its upstream.";
    let rows = format!(
        "1016,\"{}\",[Jane_Doe],[RFC9999],\r\n1017-2999,Unassigned,,,\r\n",
        sentence.replace(" and", "\r\n        and")
    );
    let table = change(IANA, "1016-2999,Unassigned,,,\r\n", &rows);
    let rows = "3009,404 Not Found,,,\r\n3010,Library,,,\r\n3011,Unregistered,,,\r\n3012,Timeout,,,\r\n3013,\u{652f}\u{4ed8},,,\r\n\
                3014-3999,Unassigned,,,\r\n";
    let table = change(&table, ADDED[0], rows);
    let ran = fetch(&folder, &table, true);
    assert_eq!(
        ran.stdout,
        "\
added      1016 The server was acting as a relay and lost its upstream.
             Contact: Jane_Doe
             Reference: RFC9999
added      3009 404 Not Found
added      3010 Library
added      3011 Unregistered
added      3012 Timeout
added      3013 \u{652f}\u{4ed8}

next version: minor
  the variant `TheServerWasActingAsARelay` (1016) is new
  the variant `NotFound` (3009) is new
  the variant `Library3010` (3010) is new
  the variant `Unregistered3011` (3011) is new
  the variant `Timeout3012` (3012) is new
  the variant `Code3013` (3013) is new

still to do by hand
  properties.csv: no sender or reconnect hint for 1016, 3009, 3010, 3011, 3012, 3013
  properties.csv: no variant for 1016: `TheServerWasActingAsARelay` is used until you write one
  translations/en.csv: no name for 1016: `The server was acting as a relay` is used until you write one
  translations/en.csv: no description for 1016, 3009, 3010, 3011, 3012, 3013
  translations/es.csv: no name for 1016: `The server was acting as a relay` is used until you write one
  translations/es.csv: no description for 1016, 3009, 3010, 3011, 3012, 3013
  properties.csv: no variant for 3009: `NotFound` is used until you write one
  translations/en.csv: no name for 3009: `Not Found` is used until you write one
  translations/es.csv: no name for 3009: `Not Found` is used until you write one
  properties.csv: no variant for 3010: `Library3010` is used until you write one
  translations/en.csv: no name for 3010, 3011, 3013
  translations/es.csv: no name for 3010, 3011, 3013
  properties.csv: no variant for 3011: `Unregistered3011` is used until you write one
  properties.csv: no variant for 3012: `Timeout3012` is used until you write one
  translations/en.csv: no name for 3012: `Timeout 3012` is used until you write one
  translations/es.csv: no name for 3012: `Timeout 3012` is used until you write one
  properties.csv: no variant for 3013: `Code3013` is used until you write one

close-code-number.csv has been replaced
"
    );
    assert_eq!((ran.code, ran.stderr.contains("error")), (Some(0), false));

    // A variant and a name in the files replace the derived ones.
    let before = folder.path("before.csv");
    std::fs::write(&before, &table).unwrap();
    folder.change("properties.csv", "1014,", "1016,RelayFailed,server,yes,\n1014,");
    folder.change("translations/en.csv", "\n1014,", "\n1016,Relay Failed,The relay failed.\n1014,");
    let ran = folder.update(&["--check", "--json", before.to_str().unwrap()]);
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let missing = told["missing"].as_array().unwrap();
    assert!(
        missing.iter().all(|missing| missing["item"] != "1016" || missing["file"] == "translations/es.csv"),
        "{told}"
    );
    assert!(missing.contains(&serde_json::json!({
        "file": "properties.csv", "item": "3010", "what": "variant", "derived": "Library3010"
    })));
}

#[test]
fn a_row_added_and_only_looked_at() {
    let folder = Folder::new();
    let table = change(IANA, ADDED[0], ADDED[1]);
    let server = Server::with_csv(&table);
    let ran = folder.update(&["--check", &server.url()]);
    server.request();
    assert!(ran.stdout.ends_with("\nclose-code-number.csv is out of date\n"), "{}", ran.stdout);
    assert_eq!((ran.code, folder.iana()), (Some(1), IANA.as_bytes().to_owned()));

    let server = Server::with_csv(&table);
    let ran = folder.update(&["--check", "--json", &server.url()]);
    server.request();
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["added"][0]["codes"], "3100");
    assert_eq!(told["version"]["step"], "minor");
    assert_eq!(told["missing"][0]["what"], "sender or reconnect hint");
    assert_eq!(told["written"], false);
}

/// The project's rows of a removed code must be removed first, or the crates would not compile.
#[test]
fn a_row_removed() {
    let folder = Folder::new();
    let table = change(IANA, "3004-3007,Unassigned,,,\r\n3008,Timeout,[Morgan_Jones],,\r\n3009-3999,", "3004-3999,");
    let ran = fetch(&folder, &table, false);
    let difference = "\
removed    3008 Timeout
             Contact: Morgan_Jones

next version: major
  the variant `Timeout` (3008) is removed
";
    assert_eq!(ran.stdout, format!("{difference}\nnothing is written: fix the problems first\n"));
    let errors: Vec<_> = ran.stderr.lines().filter(|line| line.starts_with("error")).collect();
    let errors: Vec<_> = errors.iter().map(|error| error.split(": remove").next().unwrap()).collect();
    let is_gone = |line| format!("{line}:1: code 3008 is not in URL");
    let errors: Vec<_> = errors.iter().map(|error| without_address(error)).collect();
    assert_eq!(
        errors,
        ["properties.csv:20", "translations/en.csv:21", "translations/es.csv:21"]
            .map(|at| is_gone(format!("error: {at}")))
    );
    assert_eq!(ran.code, Some(1));

    folder.change("properties.csv", "3008,,either,yes,408\n", "");
    for texts in ["translations/en.csv", "translations/es.csv"] {
        let text = std::fs::read_to_string(folder.path(texts)).unwrap();
        let kept: Vec<_> = text.lines().filter(|line| !line.starts_with("3008,")).collect();
        std::fs::write(folder.path(texts), kept.join("\n") + "\n").unwrap();
    }
    let ran = fetch(&folder, &table, true);
    assert_eq!(ran.stdout, format!("{difference}\nclose-code-number.csv has been replaced\n"));
    assert_eq!(ran.code, Some(0));
}

/// Replaces the address of the server, whose port changes.
fn without_address(text: &str) -> String {
    let Some(start) = text.find("http://") else { return text.to_owned() };
    let end = text[start..].find(".csv").map_or(text.len(), |end| start + end + ".csv".len());
    format!("{}URL{}", &text[..start], &text[end..])
}

#[test]
fn a_meaning_renamed() {
    let folder = Folder::new();
    let table = change(IANA, "Try Again Later", "Try Later");
    let ran = fetch(&folder, &table, true);
    assert_eq!(ran.stdout, "\
renamed    1013 Try Again Later is now Try Later

next version: major
  the variant `TryAgainLater` (1013) becomes `TryLater`; to keep it, write `TryAgainLater` into properties.csv, column `Variant`

still to do by hand
  translations/en.csv: the name of 1013 is Try Again Later, but IANA now says Try Later; check the other languages, too

close-code-number.csv has been replaced
");
}

/// A pinned variant stays if the Meaning changes, so the next version is a patch.
#[test]
fn a_meaning_renamed_whose_variant_is_pinned() {
    let folder = Folder::new();
    folder.change("properties.csv", "1013,,server,yes", "1013,TryAgainLater,server,yes");
    let ran = fetch(&folder, &change(IANA, "Try Again Later", "Try Later"), true);
    assert!(ran.stdout.contains("\nnext version: patch\n  only texts or references change\n"), "{}", ran.stdout);

    // 1014 has always been pinned.
    let folder = Folder::new();
    let ran = fetch(&folder, &change(IANA, "1014,\"The server was acting", "1014,\"The server acts"), true);
    assert!(ran.stdout.starts_with("renamed    1014 The server was acting as a gateway"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\nnext version: patch\n"), "{}", ran.stdout);
}

/// IANA did this in 2025.
#[test]
fn the_references_of_1012_to_1014_changed() {
    let folder = Folder::new();
    let ran =
        fetch(&folder, &IANA.replace("https://mailarchive.ietf.org/arch/msg/hybi/", "https://archive.example/"), true);
    assert_eq!(
        ran.stdout,
        "\
changed    1012 Service Restart: Reference
             - https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/
             + https://archive.example/P_1vbD9uyHl63nbIIbFxKMfSwcM/
changed    1013 Try Again Later: Reference
             - https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/
             + https://archive.example/P_1vbD9uyHl63nbIIbFxKMfSwcM/
changed    1014 The server was acting as a gateway or proxy and received an invalid response from the upstream server. \
This is similar to 502 HTTP Status Code.: Reference
             - https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/
             + https://archive.example/l1lK4ZImO70jmcYorRa1lsLdvzY/

next version: patch
  only texts or references change

close-code-number.csv has been replaced
"
    );
}

#[test]
fn the_column_change_controller_dropped() {
    let folder = Folder::new();
    let table = change(IANA, ",Change Controller", "").replace(",\r\n", "\r\n");
    let ran = fetch(&folder, &table, true);
    assert_eq!(
        ran.stdout,
        "\
removed    the column `Change Controller`

next version: none is needed

close-code-number.csv has been replaced
"
    );
}

/// The same documents in another form.
#[test]
fn references_without_brackets() {
    let folder = Folder::new();
    let table = IANA.replace("][", " ").replace(['[', ']'], "");
    let ran = fetch(&folder, &table, true);
    assert_eq!(
        ran.stdout,
        "\
form       the same content: only ranges of free codes, line ends, quotes, order, white space or the form of cells differ

next version: none is needed

close-code-number.csv has been replaced
"
    );
}

/// Line ends and a byte order mark do not change the content, but the files differ.
#[test]
fn lf_in_place_of_crlf() {
    for table in [IANA.replace("\r\n", "\n"), format!("\u{feff}{IANA}")] {
        let ran = fetch(&Folder::new(), &table, true);
        assert_eq!(
            ran.stdout,
            "\
form       the same content: only ranges of free codes, line ends, quotes, order, white space or the form of cells differ

next version: none is needed

close-code-number.csv has been replaced
"
        );
    }
}

/// Each problem is reported with its place, and the file stays.
#[test]
fn a_faulty_table() {
    let folder = Folder::new();
    let table = change(IANA, "1001,Going Away", "1000,Going Away");
    let table = change(&table, "1003,Unsupported Data", "1003,Unsupported\u{7} Data");
    let ran = fetch(&folder, &table, false);
    assert_eq!(ran.stdout, "nothing is written: fix the problems first\n");
    let stderr = without_address(ran.stderr.split_once('\n').unwrap().1);
    assert!(
        stderr.starts_with(
            "error: URL:3:1: 1000 is already on line 2: use each number only once\n  |\n\
             3 | 1000,Going Away,[IESG_HYBI],[RFC6455],\n  | ^^^^\n"
        ),
        "{stderr}"
    );
    assert!(ran.stderr.contains(":5:6: the Meaning has control characters: "), "{}", ran.stderr);
    assert_eq!(ran.code, Some(1));
}

/// Checks a table with `--check`, and returns the output up to the first blank line.
fn difference(table: &str) -> String {
    let folder = Folder::new();
    let path = folder.path("translations/new.txt");
    std::fs::write(&path, table).unwrap();
    let ran = folder.update(&["--check", path.to_str().unwrap()]);
    assert_eq!((ran.code, folder.iana()), (Some(1), IANA.as_bytes().to_owned()), "{ran:?}");
    ran.stdout.split("\n\n").next().unwrap().to_owned()
}

/// Differences in free codes are reported and written, but not in detail.
#[test]
fn ranges_of_free_codes() {
    let last = "3009-3999,Unassigned,,,\r\n";
    for rows in [
        "3009-3998,Unassigned,,,\r\n3999,Unassigned,,,\r\n",
        "3009-3099,Unassigned,,,\r\n3100-3999,Reserved for Gateways,,,\r\n",
        "3009-3999,Reserved,,,\r\n",
    ] {
        let table = change(IANA, last, rows);
        assert_eq!(difference(&table), FORM);
        let ran = fetch(&Folder::new(), &table, true);
        assert_eq!(
            (ran.stdout, ran.code),
            (format!("{FORM}\n\nnext version: none is needed\n\nclose-code-number.csv has been replaced\n"), Some(0))
        );
    }
    let taken = change(IANA, "3001-3002,Unassigned,,,\r\n", "3001,One,,,\r\n3002,Two,,,\r\n");
    assert_eq!(difference(&taken), "added      3001 One\nadded      3002 Two");
    let resized = change(IANA, "3004-3007,Unassigned,,,\r\n", "3004,Four,,,\r\n3005-3007,UNASSIGNED,,,\r\n");
    assert_eq!(difference(&resized), "added      3004 Four");
}

const FORM: &str = "form       the same content: only ranges of free codes, line ends, quotes, order, white space or the form of cells differ";

#[test]
fn what_else_is_said_of_a_code() {
    let told = "changed    3000 Unauthorized: Contact\n             + Jane_Doe";
    assert_eq!(difference(&change(IANA, "[Leo_Tietz]", "[Leo_Tietz][Jane_Doe]")), told);
    let told = "changed    3000 Unauthorized: Reference\n             + RFC9999";
    assert_eq!(difference(&change(IANA, "[Leo_Tietz],,", "[Leo_Tietz],[RFC9999],")), told);
    let told = "changed    1011 Internal Error: Reference\n             - RFC Errata 3227";
    assert_eq!(difference(&change(IANA, "[RFC Errata 3227]", "")), told);
    let told = "changed    1011 Internal Error: Reference\n             in another order: RFC Errata 3227, RFC6455";
    assert_eq!(difference(&change(IANA, "[RFC6455][RFC Errata 3227]", "[RFC Errata 3227][RFC6455]")), told);
    let told = "changed    3000 Unauthorized: Change Controller was empty and is now `IETF`";
    assert_eq!(difference(&change(IANA, "[Leo_Tietz],,", "[Leo_Tietz],,IETF")), told);
}

#[test]
fn what_is_only_written_otherwise() {
    let (one, other) = ("1000,Normal Closure,[IESG_HYBI],[RFC6455],\r\n", "1001,Going Away,[IESG_HYBI],[RFC6455],\r\n");
    assert_eq!(difference(&change(IANA, &format!("{one}{other}"), &format!("{other}{one}"))), FORM);
    assert_eq!(difference(&IANA.replace("\r\n", "\r")), FORM);
    let more = change(&IANA.replace(",\r\n", ",,\r\n"), "Change Controller\r\n", "Change Controller,Note\r\n");
    assert_eq!(difference(&more), "added      the column `Note`");
}

/// Columns are found by their headings, so their order does not matter.
#[test]
fn columns_in_another_order() {
    let reference_first = |row: &str| {
        let cells: Vec<_> = row.rsplitn(3, ',').collect();
        format!("{},{},{}\r\n", cells[1], cells[2], cells[0])
    };
    let table: String = IANA.split_terminator("\r\n").map(reference_first).collect();
    assert!(difference(&table).starts_with("form "));
}

/// The missing rows of a file are reported, but not the problems that follow from them.
#[test]
fn rows_that_are_gone() {
    let folder = Folder::new();
    let path = folder.path("translations/new.txt");
    std::fs::write(&path, &IANA[..IANA.find("3004-3007").unwrap()]).unwrap();
    let ran = folder.update(&[path.to_str().unwrap(), "--json"]);
    assert_eq!((ran.code, folder.iana()), (Some(1), IANA.as_bytes().to_owned()));
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["problems"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(
        told["problems"][0]["message"],
        "the rows for 3004-4999 are missing, but close-code-number.csv has them: check that this file is complete"
    );
    assert_eq!((&told["written"], told.get("version")), (&serde_json::Value::Bool(false), None));
}

#[test]
fn a_meaning_that_would_take_over_the_terminal() {
    let folder = Folder::new();
    let path = folder.path("translations/new.txt");
    std::fs::write(&path, change(IANA, "Unauthorized", "Unauth\u{1b}]0;x\u{7}orized")).unwrap();
    let ran = folder.update(&[path.to_str().unwrap()]);
    assert!(
        ran.stderr.contains(":21:6: the Meaning has control characters: check that this is IANA's file\n"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains('\u{1b}') && !ran.stdout.contains('\u{1b}'));
    assert_eq!((ran.code, folder.iana()), (Some(1), IANA.as_bytes().to_owned()));
}

/// The data of a clone are found from any folder in it, without `--data`.
#[test]
fn anywhere_in_a_clone() {
    let folder = Folder::new();
    let clone = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let deep = clone.path().join("close-codes/src/code");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::create_dir(clone.path().join("registry")).unwrap();
    let data = clone.path().join("registry/data");
    std::fs::rename(folder.data.path(), &data).unwrap();
    // Files that are not translations.
    std::fs::write(data.join("translations/notes.txt"), "notes").unwrap();
    std::fs::write(data.join("translations/.es.csv"), "what an editor has left").unwrap();
    std::fs::write(clone.path().join("new.csv"), change(IANA, "[Leo_Tietz],,", "[Leo_Tietz],[RFC9999],")).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let output = command.args(["update", "../../../new.csv"]).current_dir(&deep).output().unwrap();
    let told = std::str::from_utf8(&output.stdout).unwrap();
    assert!(told.ends_with("\n../../../registry/data/close-code-number.csv has been replaced\n"), "{output:?}");
    assert!(std::fs::read_to_string(data.join("close-code-number.csv")).unwrap().contains("[RFC9999]"));
    std::fs::rename(&data, folder.data.path()).unwrap();
}
