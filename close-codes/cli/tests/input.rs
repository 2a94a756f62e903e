//! Input files that the commands must not take for something else, or refuse: private tables that look like IANA's file, names
//! of files that are not UTF-8, long files.
#![allow(clippy::unwrap_used, reason = "an unexpected value fails the test")]

use std::ffi::OsStr;
use std::process::Command;

use tempfile::TempDir;

/// The exit status, standard output and standard error.
type Ran = (Option<i32>, String, String);

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap())
    }

    fn write(&self, name: impl AsRef<OsStr>, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name.as_ref()), text).unwrap();
    }

    fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        let output = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

const HEADING: &str = "Status Code,Meaning,Contact,Reference,Change Controller\n";

/// IANA never registers a number from 4000 to 4999 (RFC 6455, section 7.4.2).
#[test]
fn a_private_table_in_the_form_of_iana_is_a_table() {
    let iana =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../registry/data/close-code-number.csv"));
    let rows = |first: &str| format!("{HEADING}{first}\n1016-2999,unassigned,,,\n4001,Token expired,[me],,\n");
    for table in [
        iana.unwrap() + "4001,Token expired,[me],,\r\n",
        rows("1000-1000,Bye,[me],,"),
        rows("1000,Bye,[me],,"),
        // The band is not a row for 1000.
        format!("{HEADING}1000-1000,Bye,[me],,\n1016-2999,unassigned,,,\n3000,Token expired,[me],,\n"),
    ] {
        let number = if table.contains("\n4001,") { 4001 } else { 3000 };
        let folder = Folder::new();
        folder.write("codes.csv", &table);
        let allowed = ["--registered", "allow", "--unassigned", "allow"];
        let run = |arguments: &[&str]| folder.run(&[arguments, &allowed].concat());
        let (code, out, err) = run(&["check", "codes.csv"]);
        // There are notes on the columns without a type.
        assert!(code == Some(0) && out.contains("1 file: no problems") && err.is_empty(), "{table}{out}{err}");
        folder.write("new.csv", table.replace("Token expired", "Token lost"));
        let (code, out, err) = run(&["diff", "codes.csv", "new.csv"]);
        assert!(code == Some(1) && out.contains("the variant `TokenExpired`"), "{table}{out}{err}");
        let (code, out, err) = run(&["explain", "token_expired", "--table", "codes.csv"]);
        assert!(code == Some(0) && out.starts_with(&format!("{number} Token expired (codes)\n")), "{table}{out}{err}");
        let (code, out, err) = run(&["export", "codes.csv", "--format", "typescript"]);
        assert!(code == Some(0) && out.contains(&format!("  TokenExpired: {number},\n")), "{table}{out}{err}");
    }
}

/// A file in an old encoding often has an old name, too.
#[cfg(unix)]
#[test]
fn the_name_of_a_file_may_be_any_bytes() {
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new();
    let [table, output, list] = [&b"caf\xE9.csv"[..], b"caf\xE9.ts", b"caf\xE9.md"].map(OsStr::from_bytes);
    folder.write(table, "code,name\n4001,Kicked\n");
    folder.write(list, "|Code|Name|\n|---|---|\n|4001|Kicked|\n");
    let run = |arguments: &[&OsStr]| folder.run(arguments);
    let [check, diff, explain, export, import] = ["check", "diff", "explain", "export", "import"].map(OsStr::new);
    assert_eq!(run(&[check, table]), (Some(0), "1 file: no problems\n".to_owned(), String::new()));
    assert_eq!(run(&[diff, table, table]), (Some(0), "no difference\n".to_owned(), String::new()));
    let (code, out, err) = run(&[explain, "4001".as_ref(), "--table".as_ref(), table]);
    assert!(code == Some(0) && out.starts_with("4001 Kicked (caf\u{FFFD})\n"), "{out}{err}");
    let to_output = [export, table, "--format".as_ref(), "typescript".as_ref(), "--output".as_ref(), output];
    assert_eq!(run(&to_output), (Some(0), String::new(), String::new()));
    let (code, _, err) = run(&[&to_output[..], &["--check".as_ref()]].concat());
    assert_eq!((code, err), (Some(0), String::new()));
    let (code, out, err) = run(&[import, list]);
    assert!(code == Some(0) && out == "code,name\n4001,Kicked\n", "{out}{err}");
    folder.write(table, "code,name\n4001,\n");
    let (code, _, err) = run(&[export, table, "--format".as_ref(), "json".as_ref()]);
    assert!(code == Some(1) && err.starts_with("error: caf\u{FFFD}.csv:2:"), "{err}");
}

/// An input has at most 8 MiB. A file that the command has written may be longer.
#[test]
fn a_long_output_is_checked() {
    let folder = Folder::new();
    let rows = (4000..4100).map(|code| format!("{code},Code {code},{}\n", "long ".repeat(12_000)));
    folder.write("codes.csv", "code,name,description\n".to_owned() + &rows.collect::<Vec<_>>().concat());
    let html = ["export", "codes.csv", "--format", "html", "--output", "codes.html"];
    assert_eq!(folder.run(&html), (Some(0), String::new(), String::new()));
    assert!(std::fs::metadata(folder.0.path().join("codes.html")).unwrap().len() > 8 << 20);
    let (code, out, err) = folder.run(&[&html[..], &["--check"]].concat());
    assert_eq!((code, &*out, &*err), (Some(0), "codes.html is up to date\n", ""));

    let text = "A line of a book.\n".repeat(500_000);
    folder.write("book.md", text + "<!-- close-codes: codes -->\n<!-- close-codes: end -->\n");
    folder.write("codes.csv", "code,name\n4001,Kicked\n");
    let into = ["export", "codes.csv", "--into", "book.md"];
    assert_eq!(folder.run(&into), (Some(0), String::new(), String::new()));
    assert_eq!(folder.run(&[&into[..], &["--check"]].concat()).0, Some(0));
}
