//! The kind of a file: each command takes a table of private codes for a table, under any heading that the attribute accepts.
//! The last tests are about the meaning of a table's cells, which `diff` and `check` compare and note.
#![allow(clippy::unwrap_used, reason = "an unexpected value fails the test")]

use std::path::Path;
use std::process::Command;

/// Private tables whose headings have words of IANA's file and of the project's files. The second code is 4004 in each.
const TABLES: [&str; 6] = [
    "Status Code,Meaning,Reconnect\n4000,Unknown error,Yes\n4004,Auth failed,No\n",
    "Status Code,Meaning,Contact,Reference,Change Controller\n4000,Token expired,[team-a],[https://x.example],\n\
     4004,Auth failed,[team-a],,\n",
    "Status Code,Meaning,Contact\n4000,Unknown error,[team-a]\n4004,Auth failed,[team-b]\n",
    "Status Code,Meaning,Contact,Reference\n4000-4003,Unassigned,,\n4001,Unknown error,,\n4004,Auth failed,,\n",
    "Code,Name,Description,Reconnect\n4000,Unknown error,Something is wrong.,Yes\n4004,Auth failed,Log in.,No\n",
    "Status Code;Meaning;Variant;Sender;Reconnect;HTTP Status\n4000;Unknown error;;server;no;500\n4004;Auth failed;;;;401\n",
];

/// Words of the headings of the registry. A table that has one of them is not a file of the registry.
const WORDS: [&str; 9] = [
    "On The Wire",
    "Sender",
    "Reconnect",
    "HTTP Status",
    "Item",
    "Contact",
    "Change Controller",
    "Name",
    "Status Code",
];

struct Folder(tempfile::TempDir);

/// The exit status, standard output and standard error.
type Ran = (Option<i32>, String, String);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap())
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        let output = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

const NO_PROBLEMS: &str = "1 file: no problems\n";

/// Runs each command on a private table that has the code 4004, `Auth failed`.
fn is_a_table(table: &str) {
    let folder = Folder::new();
    folder.write("codes.csv", table);
    let (code, out, err) = folder.run(&["check", "codes.csv"]);
    // There may be a note on a column without a type.
    assert!(code == Some(0) && out.contains("1 file: no problems") && err.is_empty(), "{table}{out}{err}");
    assert!(!out.contains("error") && !out.contains("registry"), "{table}{out}");

    let (code, out, err) = folder.run(&["diff", "codes.csv", "codes.csv"]);
    assert_eq!((code, &*out, &*err), (Some(0), "no difference\n", ""), "{table}");
    folder.write("new.csv", table.replace("Auth failed", "Login failed"));
    let (code, out, err) = folder.run(&["diff", "codes.csv", "new.csv"]);
    assert!(code == Some(1) && out.contains("renamed    4004 Auth failed is now Login failed"), "{table}{out}{err}");
    // The version of a set of codes: its variants are the API.
    assert!(out.contains("the variant `AuthFailed` (4004) becomes `LoginFailed`"), "{table}{out}");

    let (code, out, err) = folder.run(&["explain", "4004", "--table", "codes.csv"]);
    assert!(code == Some(0) && out.starts_with("4004 Auth failed (codes)\n"), "{table}{out}{err}");
    let (code, out, err) = folder.run(&["export", "codes.csv", "--format", "typescript"]);
    assert!(code == Some(0) && out.contains("AuthFailed: 4004"), "{table}{out}{err}");
    assert!(!out.contains("GoingAway"), "{table}{out}");

    // A private table is not IANA's registry.
    std::fs::create_dir(folder.0.path().join("data")).unwrap();
    copy_registry(&folder.0.path().join("data"));
    let (code, out, err) = folder.run(&["update", "--data", "data", "codes.csv"]);
    assert_eq!(code, Some(1), "{table}{out}{err}");
    assert!(
        err.lines().filter(|line| line.starts_with("error")).all(|line| line.starts_with("error: codes.csv:")),
        "{err}"
    );
    assert!(out.ends_with("nothing is written: fix the problems first\n"), "{out}");
}

/// The files of the registry in this repository.
fn registry() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../registry/data")
}

fn copy_registry(to: &Path) {
    std::fs::create_dir(to.join("translations")).unwrap();
    for folder in ["", "translations"] {
        for file in std::fs::read_dir(registry().join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, to.join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
}

#[test]
fn a_private_table_is_a_table_in_each_command() {
    for table in TABLES {
        is_a_table(table);
    }
}

#[test]
fn one_word_of_a_heading_does_not_decide() {
    for word in WORDS {
        let (code, name) = match word {
            "Name" => ("Status Code", "Name"),
            "Status Code" => ("Status Code", "Meaning"),
            _ => ("code", "name"),
        };
        let (other, cell) = if [code, name].contains(&word) { ("note", "x") } else { (word, "no") };
        is_a_table(&format!("{code},{name},{other}\n4001,Unknown error,yes\n4004,Auth failed,{cell}\n"));
    }
}

/// The whole heading of a file of the project makes it this file. A file with one column less or more is a table.
#[test]
fn the_files_of_the_registry_are_found_by_their_whole_heading() {
    let folder = Folder::new();
    for (file, kind) in [
        ("close-code-number.csv", "IANA's registry"),
        ("ranges.csv", "a file of ranges"),
        ("properties.csv", "a file of properties"),
        ("causes.csv", "a file of causes"),
        ("translations/es.csv", "a translation"),
    ] {
        let text = std::fs::read_to_string(registry().join(file)).unwrap();
        folder.write("es.csv", &text);
        folder.write("codes.csv", "code,name\n4001,One\n");
        let (code, _, err) = folder.run(&["diff", "codes.csv", "es.csv"]);
        assert!(code == Some(2) && err.contains(&format!("es.csv is {kind}")), "{err}");
        let (code, out, err) = folder.run(&["check", "es.csv"]);
        assert!(code == Some(0) && out.ends_with(NO_PROBLEMS), "{out}{err}");

        let (heading, rows) = text.split_once('\n').unwrap();
        let (more, cells) = (heading.trim_end().to_owned() + ",More\n", rows.replace('\r', ""));
        folder.write("es.csv", more + &cells);
        let (code, _, err) = folder.run(&["diff", "codes.csv", "es.csv"]);
        assert!(code == Some(1) && !err.contains(kind), "{err}");
    }
    // Older copies of IANA's file lack the last column.
    let iana = std::fs::read_to_string(registry().join("close-code-number.csv")).unwrap();
    let older: Vec<_> = iana.split_terminator("\r\n").map(|row| row.rsplit_once(',').unwrap().0).collect();
    folder.write("old.csv", older.join("\r\n"));
    folder.write("new.csv", &iana);
    let (code, out, err) = folder.run(&["diff", "old.csv", "new.csv"]);
    assert!(code == Some(1) && out.contains("added      the column `Change Controller`"), "{out}{err}");
    // Without 1000, or without unassigned codes, it is not IANA's file.
    for lacking in ["1000,", "Unassigned"] {
        let rows: Vec<_> = iana.split_inclusive("\r\n").filter(|row| !row.contains(lacking)).collect();
        folder.write("old.csv", rows.concat());
        let (code, _, err) = folder.run(&["diff", "old.csv", "new.csv"]);
        assert_eq!(code, Some(2));
        assert!(err.contains("old.csv is a table of private codes, and new.csv is IANA's registry"), "{err}");
    }
}

/// Each command reads tables with each separator, and refuses files in other forms with the same words as the attribute.
#[test]
fn each_command_reads_each_form_of_a_table() {
    let table = "Code,Name,reconnect:bool\n4000,Unknown error,Yes\n4004,Auth failed,No\n";
    for separator in [";", "\t"] {
        is_a_table(&table.replace(',', separator));
        is_a_table(&format!("sep=,\r\n{table}").replace(',', separator));
    }
    let folder = Folder::new();
    for (file, cure) in [
        ("codes.md", "Markdown: convert it with `close-codes import codes.md --output codes.csv`"),
        ("codes.json", "JSON: convert it with `close-codes import codes.json --output codes.csv`"),
        ("codes.yaml", "YAML: save it as CSV"),
    ] {
        folder.write(file, table);
        for command in [
            &["check", file][..],
            &["diff", file, file],
            &["export", file, "--format", "json"],
            &["explain", "4004", "--table", file],
        ] {
            let (code, _, err) = folder.run(command);
            assert_eq!((code, err), (Some(2), format!("error: `{file}` is {cure}\n")), "{command:?}");
        }
    }
}

#[test]
fn each_command_has_the_same_limits() {
    let folder = Folder::new();
    let rows = "4001,One\n".repeat(10_001);
    folder.write("rows.csv", format!("code,name\n{rows}"));
    folder.write("columns.csv", format!("code,name{}\n", ",".repeat(99)));
    folder.write("bytes.csv", vec![b'x'; (8 << 20) + 1]);
    for (file, code, message) in [
        ("rows.csv", 1, ":10002:1: the table has more than 10000 rows: remove some\n"),
        ("columns.csv", 1, ":1:109: the table has more than 100 columns: remove some\n"),
        ("bytes.csv", 2, " is too long: give a file of at most 8 MiB (8388608 bytes)\n"),
    ] {
        for command in [&["check", file][..], &["export", file, "--format", "json"], &["diff", file, file]] {
            let (status, out, err) = folder.run(command);
            let told = out + &err;
            assert!(status == Some(code) && told.contains(&format!("error: {file}{message}")), "{command:?}: {told}");
        }
    }
}

/// The headings may differ if the columns mean the same.
#[test]
fn a_difference_of_form_is_not_a_difference_of_columns() {
    let folder = Folder::new();
    folder.write("old.csv", "code,name,description,retry:bool,Team\n4001,One,First.,true,a\n");
    folder.write("new.csv", "Status Code;NAME;Meaning;retry : Bool;TEAM\n4001;One;First.;Yes;a\n");
    let (code, out, err) = folder.run(&["diff", "old.csv", "new.csv"]);
    assert!(code == Some(1) && out.starts_with("form       the same content:"), "{out}{err}");
    assert!(out.ends_with("\nnext version: none is needed\n"), "{out}");
    // The description of a column is content.
    folder.write("new.csv", "code,name,description,retry:bool: Connect again.,Team\n4001,One,First.,true,a\n");
    let (code, out, err) = folder.run(&["diff", "old.csv", "new.csv"]);
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(
        out,
        "changed    the description of the column `retry:bool`\n\nnext version: patch\n  only texts or references \
         change\n"
    );
    let (_, out, _) = folder.run(&["diff", "old.csv", "new.csv", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["columnsChanged"], serde_json::json!(["retry:bool"]));
}

/// A name is only text. But a program decides by the values.
#[test]
fn a_changed_value_is_more_than_a_changed_text() {
    const OLD: &str = "code,name,description,retry:bool\n4000-4499,Try again,,yes\n4001,One,First.,no\n4002,Two,,\n";
    let folder = Folder::new();
    folder.write("old.csv", OLD);
    for (from, to, expected) in [
        (
            "Try again",
            "Retry",
            "renamed    4000-4499 Try again is now Retry\n\n\
             next version: patch\n  only texts or references change\n",
        ),
        (
            "First.",
            "The first.",
            "changed    4001 One: description was `First.` and is now `The first.`\n\n\
             next version: patch\n  only texts or references change\n",
        ),
        // 4002 has the value of the band.
        (
            "again,,yes",
            "again,,no",
            "changed    4000-4499 Try again: retry:bool was `true` and is now `false`\n\n\
             next version: minor\n  the method `retry` returns another value for 4000-4499, 4002: programs may behave differently\n",
        ),
        (
            "First.,no",
            "First.,yes",
            "changed    4001 One: retry:bool was `false` and is now `true`\n\n\
             next version: minor\n  the method `retry` returns another value for 4001: programs may behave differently\n",
        ),
        (
            "code,name,description,retry:bool\n4000-4499,Try again,,yes\n4001,One,First.,no\n4002,Two,,\n",
            "code,name,description,retry:bool,key\n4000-4499,Try again,,yes,\n4001,One,First.,no,first\n4002,Two,,,two\n",
            "added      the column `key`\n\n\
             next version: minor\n  the key `one` (4001) becomes `first`: metrics and translations may have the old one\n",
        ),
        (
            "4001,",
            "4010-4019,Pause,,\n4001,",
            "added      4010-4019 Pause\n\nnext version: minor\n  the band 4010-4019 is new\n",
        ),
        (
            "4000-4499,Try again,,yes\n",
            "",
            "removed    4000-4499 Try again\n             retry:bool: true\n\n\
             next version: major\n  the method `band_of` is removed\n  \
             the method `retry` returns `Option<bool>` instead of `bool`\n",
        ),
    ] {
        folder.write("new.csv", OLD.replacen(from, to, 1));
        let (code, out, err) = folder.run(&["diff", "old.csv", "new.csv"]);
        assert!(code == Some(1) && out == expected, "{from}: {out}{err}");
    }
}

/// A band of one number is a band, and not the code with this number.
#[test]
fn a_band_of_one_number_is_not_a_code() {
    let folder = Folder::new();
    let check = |one: &str, other: &str| {
        folder.write("one.csv", one);
        folder.write("other.csv", other);
        folder.run(&["check", "one.csv", "other.csv"])
    };
    let diff = |old: &str, new: &str| {
        folder.write("old.csv", format!("code,name,retry:bool\n{old}"));
        folder.write("new.csv", format!("code,name,retry:bool\n{new}"));
        let (_, out, err) = folder.run(&["diff", "old.csv", "new.csv"]);
        out + &err
    };
    let both = "code,name,retry:bool\n4001,Code,\n4001-4001,Other,yes\n";
    for (one, other) in [
        ("code,name,retry:bool\n4001-4001,Band,yes\n", "code,name,retry:bool\n4001,Code,yes\n"),
        (both, both),
        ("code,name,retry:bool\n1006-1006,,true\n", "code,name,retry:bool\n1006-1006,Lost,true\n"),
    ] {
        assert_eq!(check(one, other), (Some(0), "2 files: no problems\n".to_owned(), String::new()), "{one}{other}");
    }
    let out = diff("4001,Code,\n4001-4001,Other,yes\n", "4001-4001,Other,yes\n4001,Code,\n");
    assert!(out.starts_with("form       the same content:"), "{out}");
    assert_eq!(
        diff("4001,One,yes\n4002,Two,yes\n", "4001-4001,One,yes\n4002,Two,yes\n"),
        "added      4001-4001 One\n             retry:bool: true\n\
         removed    4001 One\n             retry:bool: true\n\n\
         next version: major\n  the variant `One` (4001) is removed\n"
    );
    assert_eq!(
        diff("4001,Code,no\n4001-4001,Other,yes\n", "4001,Code,no\n4001-4001,Other,no\n"),
        "changed    4001-4001 Other: retry:bool was `true` and is now `false`\n\n\
         next version: minor\n  \
         the method `retry` returns another value for 4001-4001: programs may behave differently\n"
    );
    assert_eq!(
        diff("4001,Code,no\n4001-4001,Other,yes\n", "4001,Code,yes\n4001-4001,Other,yes\n"),
        "changed    4001 Code: retry:bool was `false` and is now `true`\n\n\
         next version: minor\n  \
         the method `retry` returns another value for 4001: programs may behave differently\n"
    );
}

/// The registry names a code of its own that has no name.
#[test]
fn a_name_from_the_registry_is_the_name_of_the_code() {
    const CHECK: [&str; 5] = ["check", "one.csv", "other.csv", "--registered", "allow"];
    const DIFF: [&str; 5] = ["diff", "one.csv", "other.csv", "--registered", "allow"];
    let folder = Folder::new();
    folder.write("one.csv", "code,name\n3003,\n");
    folder.write("other.csv", "code,name\n3003,Forbidden\n");
    assert_eq!(folder.run(&CHECK), (Some(0), "2 files: no problems\n".to_owned(), String::new()));
    // The name of the registry may be written. A name of its own takes the description away, too.
    let (code, out, err) = folder.run(&DIFF);
    assert!(code == Some(1) && out.starts_with("form       the same content:"), "{out}{err}");
    folder.write("other.csv", "code,name\n3003,Banned\n");
    let (code, out, err) = folder.run(&DIFF);
    let description = "The peer does not have permission for what it requested. Equivalent to HTTP status 403.";
    let changes = format!(
        "renamed    3003 Forbidden is now Banned\n\
         changed    3003 Forbidden: description was `{description}` and is now empty\n\nnext version: major\n"
    );
    assert!(code == Some(1) && out.starts_with(&changes), "{out}{err}");
    for name in ["No Status Rcvd", ""] {
        folder.write("one.csv", "code,name,variant\n1005,,\n");
        folder.write("other.csv", format!("code,name,variant\n1005,{name},NoStatusReceived\n"));
        let (code, out, err) = folder.run(&DIFF);
        assert!(code == Some(1) && out.starts_with("form       the same content:"), "{out}{err}");
    }
    folder.write("one.csv", "code,name\n1005,\n");
    folder.write("other.csv", "code,name\n1005,No Status Rcvd\n");
    let (code, out, err) = folder.run(&DIFF);
    assert!(code == Some(1) && out.starts_with("form       the same content:"), "{out}{err}");
    folder.write("one.csv", "code,name\n3003,\n");
    folder.write("other.csv", "code,name\n4001,Kicked\n3003,Banned\n");
    let (code, out, _) = folder.run(&CHECK);
    let message = "code 3003 is `Banned` here and `Forbidden` in one.csv:2:1: use another number";
    assert!(code == Some(1) && out.starts_with(&format!("error: other.csv:3:1: {message}")), "{out}");
}

/// Another form of the same decision is not a change: an export leaves out each cell that follows from others.
#[test]
fn an_export_has_no_difference_to_its_source() {
    // The names make each variant of this table, so the export has no column `variant`.
    const SIMPLE: &str = "code,name,variant,description,reference\n4001,Kicked,Kicked,,\n4002,One Two,,,\n";
    const TABLE: &str = "code,name,variant,key,retry:bool,wait:i64,share:f64\n\
        4000-4499,Group,,,yes,(none),0.50\n\
        4000-4099,,,,true,,(none)\n\
        4001,Kicked,Kicked,kicked,true,+5,0.5\n\
        4002,Gone,Left,left,(NONE),(none),(none)\n\
        4500,Last,,last_one,(none),,\n";
    let folder = Folder::new();
    folder.write("old.csv", TABLE);
    let (code, out, err) = folder.run(&["export", "old.csv", "--format", "csv"]);
    assert_eq!((code, &*err), (Some(0), ""));
    assert_eq!(
        out,
        "code,name,variant,key,retry:bool,wait:i64,share:f64\n4000-4499,Group,,,true,(none),0.5\n\
         4000-4099,,,,true,,(none)\n4001,Kicked,,,,5,0.5\n4002,Gone,Left,,(none),,\n4500,Last,,last_one,,,\n"
    );
    folder.write("new.csv", out);
    let (code, out, err) = folder.run(&["diff", "old.csv", "new.csv"]);
    assert!(code == Some(1) && err.is_empty(), "{err}");
    assert_eq!(
        out,
        "form       the same content: only ranges of free codes, line ends, quotes, order, white space or the form of \
         cells differ\n\nnext version: none is needed\n"
    );
    folder.write("simple.csv", SIMPLE);
    folder.write("new.csv", folder.run(&["export", "simple.csv", "--format", "csv"]).1);
    let (_, out, err) = folder.run(&["diff", "simple.csv", "new.csv"]);
    assert!(out.starts_with("form       the same content:"), "{out}{err}");
    folder.write("new.csv", "code,name,key\n4001,Kicked,out\n4002,One Two,one_two\n");
    let (_, out, err) = folder.run(&["diff", "simple.csv", "new.csv"]);
    assert!(out.starts_with("added      the column `key`\n\nnext version: minor\n"), "{out}{err}");
    // An empty cell has the value of its band.
    let told = |from: &str, to: &str| {
        assert_eq!(TABLE.matches(from).count(), 1);
        folder.write("new.csv", TABLE.replace(from, to));
        folder.run(&["diff", "old.csv", "new.csv"]).1
    };
    let another = |codes: &str| {
        format!(
            "next version: minor\n  the method `retry` returns another value for {codes}: programs may behave differently\n"
        )
    };
    assert_eq!(
        told("(NONE)", ""),
        "changed    4002 Gone: retry:bool was empty and is now `true`\n\n".to_owned() + &another("4002")
    );
    assert_eq!(
        told("Group,,,yes", "Group,,,no"),
        "changed    4000-4499 Group: retry:bool was `true` and is now `false`\n\n".to_owned() + &another("4000-4499")
    );
    assert!(
        told("4001,Kicked,Kicked", "4001,Kicked,Out")
            .starts_with("changed    4001 Kicked: variant was `Kicked` and is now `Out`\n\nnext version: major\n")
    );
}

/// A text is read as a key or a variant before it is read as a name (see `names.rs` of the macros' tests).
#[test]
fn a_note_names_the_code_that_a_shared_name_means() {
    let folder = Folder::new();
    for (table, line, meant) in [
        ("code,name,variant\n4402,Gone,Left\n4403,Gone,\n", 2, 4403),
        ("code,name,variant\n4402,Gone,\n4403,Gone,Left\n", 3, 4402),
        ("code,name,variant\n4402,Gone away,Left\n4403,gone away,Lost\n", 3, 4402),
        ("code,name,variant,key\n4402,gone,Left,\n4403,Gone,Lost,gone\n", 2, 4403),
    ] {
        folder.write("codes.csv", table);
        let (code, out, err) = folder.run(&["check", "codes.csv"]);
        let notes: Vec<_> = out.lines().filter(|line| line.starts_with("note")).collect();
        let place = format!("note: codes.csv:{line}:6: code {meant} has the same name: as text, `");
        assert!(
            code == Some(0)
                && matches!(*notes, [note] if note.starts_with(&place) && note.ends_with(&format!("` means {meant}"))),
            "{table}{out}{err}"
        );
    }
}

/// A note shows the beginning of a long text. The time grows with the length, not with its square.
#[test]
fn a_note_on_a_long_name_is_short() {
    let folder = Folder::new();
    folder.write("codes.csv", format!("code,name,{}\n4001,{},1\n", "x".repeat(200_000), "aB".repeat(200_000)));
    let (code, out, err) = folder.run(&["check", "codes.csv"]);
    assert!(code == Some(0) && out.lines().all(|line| line.chars().count() < 250), "{err}");
    let name = "the name makes the variant `ABaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaB...` and the key \
                `a_ba_ba_ba_ba_ba_ba_ba_ba_ba_ba_ba_ba_ba...`: write another one in a column `variant`\n";
    assert!(out.contains(name), "{out}");
}
