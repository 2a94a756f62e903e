//! `close-codes export --all`: the exports of a project, from `close-codes.toml`.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, str};

use tempfile::TempDir;

const CONFIG: &str = r#"
[[export]]
table = "codes/chat.csv"
format = "typescript"
output = "web/codes.ts"

[[export]]
table = "codes/lobby.csv"
format = "json"
output = "web/lobby.json"
name = "RoomCode"

[[export]]
table = "codes/chat.csv"
into = "docs/codes.md"

[[export]]
table = "codes/lobby.csv"
into = "docs/codes.md"
name = "RoomCode"
lang = "fr"
registered = "allow"

[[export]]
format = "svg"
output = "docs/registry.svg"
"#;

const CHAT: &str = "code,name\n4001,Kicked\n";
const LOBBY: &str = "code,name,retry:bool\n4001,Lobby closed,true\n4100-4199,,false\n";

const MARKED: &str = "# Codes\n\n<!-- close-codes: codes of ChatCode -->\n<!-- close-codes: end -->\n\n\
    <!-- close-codes: codes of RoomCode -->\n<!-- close-codes: end -->\n";

struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap());
        for folder in ["codes", "docs", "web"] {
            fs::create_dir(project.path(folder)).unwrap();
        }
        let files = [
            ("close-codes.toml", CONFIG),
            ("codes/chat.csv", CHAT),
            ("codes/lobby.csv", LOBBY),
            ("docs/codes.md", MARKED),
        ];
        for (file, text) in files {
            project.write(file, text);
        }
        project
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Returns the names of all files, in order.
    fn files(&self) -> Vec<String> {
        let folders = ["", "codes", "docs", "web"].map(|folder| self.path(folder));
        let entries =
            folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
        let files = entries.filter(|path| path.is_file());
        let mut names: Vec<_> =
            files.map(|path| path.strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// Runs `export --all`. Returns the exit status, standard output and standard error.
    fn export(&self, folder: &str, options: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        let output = command.args(["export", "--all"]).args(options).current_dir(self.path(folder)).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// Returns the lines with an error, without the lines of the file below them.
    fn errors(&self, options: &[&str]) -> (i32, Vec<String>) {
        let (status, _, told) = self.export("", options);
        (status, told.lines().filter_map(|line| line.strip_prefix("error: ")).map(str::to_owned).collect())
    }
}

const WRITTEN: [&str; 8] = [
    "close-codes.toml",
    "codes/chat.csv",
    "codes/lobby.csv",
    "docs/codes.md",
    "docs/registry.svg",
    "web/codes.ts",
    "web/lobby.json",
    "web/lobby.schema.json",
];

const NOTE: &str =
    "docs/codes.md does not show the bands of RoomCode: add a line `<!-- close-codes: ranges of RoomCode -->`\n";

#[test]
fn all_exports_are_written_and_checked() {
    let project = Project::new();
    let told = "web/codes.ts does not exist: export it\n\
        web/lobby.json does not exist: export it\n\
        web/lobby.schema.json does not exist: export it\n\
        docs/registry.svg does not exist: export it\n\
        docs/codes.md:4: out of date from here: export the file again\n";
    assert_eq!(project.export("", &["--check"]), (1, told.to_owned(), format!("note: {NOTE}")));
    assert_eq!(project.files().len(), 4, "`--check` writes nothing");

    assert_eq!(project.export("", &[]), (0, String::new(), format!("note: {NOTE}")));
    assert_eq!(project.files(), WRITTEN);
    assert!(project.read("web/codes.ts").contains("export const ChatCode = {"));
    assert!(project.read("web/lobby.json").contains("\"name\": \"RoomCode\""));
    assert!(project.read("docs/registry.svg").contains("WebSocket close codes"));
    let chat = "| Code | Variant | Name | Description |\n|---|---|---|---|\n| 4001 | `Kicked` | Kicked |  |\n";
    let lobby = "| Code | Variante | Nom | Description | `retry` |\n|---|---|---|---|---|\n\
        | 4001 | `LobbyClosed` | Lobby closed |  | true |\n";
    let marked = MARKED.replacen("ChatCode -->\n", &format!("ChatCode -->\n\n{chat}\n"), 1);
    let marked = marked.replacen("RoomCode -->\n", &format!("RoomCode -->\n\n{lobby}\n"), 1);
    assert_eq!(project.read("docs/codes.md"), marked);

    // Paths start at the folder of `close-codes.toml`. They are shown from the working folder.
    let told = "../web/codes.ts is up to date\n../web/lobby.json is up to date\n../web/lobby.schema.json is up to date\n\
        ../docs/registry.svg is up to date\n../docs/codes.md is up to date\n";
    assert_eq!(project.export("docs", &["--check"]), (0, told.to_owned(), format!("note: ../{NOTE}")));
}

/// One run tells everything: a table with problems, a table that is missing, a Markdown file without the part, a file that
/// is out of date, and a file that does not exist.
#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let project = Project::new();
    assert_eq!(project.export("", &[]).0, 0);
    project.write("codes/chat.csv", "code,name\n4001,Kicked\n4001,Banned\n5000,Too high\n");
    project.write("docs/codes.md", "# Codes\n");
    project.write("web/lobby.json", "{}\n");
    fs::remove_file(project.path("web/lobby.schema.json")).unwrap();
    project
        .write("close-codes.toml", &CONFIG.replace("format = \"svg\"", "table = \"codes/none.csv\"\nformat = \"svg\""));
    let before = project.read("web/codes.ts");

    let (status, stdout, stderr) = project.export("", &["--check"]);
    assert_eq!(status, 2, "a file could not be read");
    let told = "web/lobby.json:1: out of date from here: export the file again\n\
        web/lobby.schema.json does not exist: export it\n";
    assert_eq!(stdout, told);
    let errors: Vec<_> = stderr.lines().filter(|line| line.starts_with("error: ")).collect();
    let [twice, high, none, part] = errors[..] else { panic!("{stderr}") };
    assert!(twice.starts_with("error: codes/chat.csv:3:1: code 4001 is already `Kicked`"), "{twice}");
    assert!(high.starts_with("error: codes/chat.csv:4:1: code 5000 "), "{high}");
    assert!(none.starts_with("error: cannot read codes/none.csv: "), "{none}");
    assert!(part.starts_with("error: docs/codes.md has no part for RoomCode: "), "{part}");

    // Nothing is written, not even the exports of the table without problems.
    let (status, stdout, again) = project.export("", &[]);
    assert_eq!((status, stdout, again), (2, String::new(), stderr));
    assert_eq!(project.read("web/lobby.json"), "{}\n");
    assert_eq!(project.read("web/codes.ts"), before);
    assert!(!project.path("web/lobby.schema.json").exists());
}

/// A problem of a table gives the status 1, and a missing table 2. Nothing is written.
#[test]
fn a_table_that_is_faulty_or_missing() {
    let project = Project::new();
    project.write("codes/lobby.csv", "code,name\n999,Too low\n");
    for options in [&[][..], &["--check"]] {
        let (status, errors) = project.errors(options);
        assert_eq!((status, errors.len()), (1, 1), "{errors:?}");
        assert!(errors[0].starts_with("codes/lobby.csv:2:1: code 999 "), "{errors:?}");
    }
    fs::remove_file(project.path("codes/lobby.csv")).unwrap();
    assert_eq!(project.errors(&[]).0, 2);
    assert_eq!(project.files(), ["close-codes.toml", "codes/chat.csv", "docs/codes.md"]);
}

#[test]
fn each_fault_of_the_list_has_its_place() {
    let project = Project::new();
    let with = |entry: &str| format!("[[export]]\nformat = \"rust\"\noutput = \"a.rs\"\n\n[[export]]\n{entry}\n");
    let cases = [
        ("", &["close-codes.toml:1:1: the file has no exports: add a section `[[export]]`"][..]),
        (&with(""), &["close-codes.toml:5:1: the export has no file: add `output`, or `into` for Markdown"]),
        (
            &with("output = 'b'"),
            &["close-codes.toml:5:1: the export has no `format`: add one, such as `format = \"typescript\"`"],
        ),
        (
            &with("output = 'b'\ninto = 'c'"),
            &["close-codes.toml:7:8: the export has `output`, too: remove one of the two"],
        ),
        (
            &with("into = 'c'\nformat = 'html'"),
            &["close-codes.toml:7:10: `into` writes Markdown: use `output` for other formats"],
        ),
        (
            &with("format = 'rust'\noutput = './docs/../a.rs'"),
            &["close-codes.toml:5:1: the export on line 1 writes the same file: choose another one"],
        ),
        (
            &with("into = 'a.rs'"),
            &["close-codes.toml:5:1: the export on line 1 writes the same file: choose another one"],
        ),
        // All faults of all exports.
        (
            &with("table = '-'\noutput = ''\nformat = 'rust'\nname = 'chat'\nlang = 'tlh'\n[[export]]"),
            &[
                "close-codes.toml:6:9: this is not the name of a file: write one",
                "close-codes.toml:7:10: this is not the name of a file: write one",
                "close-codes.toml:9:8: write a capital from A to Z, then ASCII letters and digits, such as GameCode",
                "close-codes.toml:10:8: the language `tlh` is not available: choose one of ",
                "close-codes.toml:11:1: the export has no file: add `output`, or `into` for Markdown",
            ],
        ),
        // The rest are messages of the parser.
        (
            &with("frmat = 'rust'"),
            &["close-codes.toml:6:1: unknown field `frmat`, expected one of `table`, `format`, "],
        ),
        (
            &with("format = 'typscript'"),
            &["close-codes.toml:6:10: unknown variant `typscript`, expected one of `rust`, "],
        ),
        (&with("registered = true"), &["close-codes.toml:6:14: "]),
        (&with("output = 'b\n"), &["close-codes.toml:6:1"]),
        ("\u{feff}[[export]\n", &["close-codes.toml:1:10: "]),
        ("[[exports]]\n", &["close-codes.toml:1:3: unknown field `exports`, expected `export`"]),
    ];
    for (text, expected) in cases {
        project.write("close-codes.toml", text);
        let (status, errors) = project.errors(&[]);
        let is_same = errors.iter().zip(expected).all(|(error, expected)| error.starts_with(expected));
        assert!(status == 1 && errors.len() == expected.len() && is_same, "{text}: {status}, {errors:#?}");
    }
    fs::write(project.path("close-codes.toml"), b"\xff").unwrap();
    let (status, errors) = project.errors(&[]);
    assert!(status == 2 && errors[0].starts_with("close-codes.toml is not UTF-8: "), "{errors:?}");
    assert_eq!(project.files().len(), 4, "nothing is written");
}

/// GitHub Actions obeys a line that begins with `::`, so the name of a file must not.
#[test]
fn a_file_that_is_named_like_a_workflow_command() {
    let project = Project::new();
    let list =
        "[[export]]\nformat = 'rust'\noutput = '::error::a'\n[[export]]\nformat = 'svg'\noutput = ' ::error::b'\n";
    project.write("close-codes.toml", list);
    let (_, missing, _) = project.export("", &["--check"]);
    assert_eq!(missing, "./::error::a does not exist: export it\n./ ::error::b does not exist: export it\n");
    assert_eq!(project.export("", &[]).0, 0);
    let (status, there, _) = project.export("", &["--check"]);
    assert_eq!((status, &*there), (0, "./::error::a is up to date\n./ ::error::b is up to date\n"));
}

/// A text of the list cannot control a terminal.
#[test]
fn the_list_is_shown_safely() {
    let project = Project::new();
    for text in [
        "[[export]]\n\"\\u001b]0;x\\u0007\\u202e\" = 1\n",
        "[[export]]\nformat = '\u{202e}'\n",
        "[[export]]\nformat = 'rust'\noutput = 'a'\nlang = \"\\n::error::\\u001b\"\n",
        "[[export]]\nformat = 'rust'\noutput = 'a'\ntable = \"\\n::error::\\u001b\"\n",
        "[[export]]\ninto = \"\\n::error::\\u001b\\u202e\"\n",
        "[[export]]\nformat = 'rust'\noutput = \"\\n::error::\\u001b\\u202e\"\n",
    ] {
        project.write("close-codes.toml", text);
        let (status, stdout, stderr) = project.export("", &["--check"]);
        for told in [stdout, stderr] {
            assert!(!told.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}: {told:?}");
            assert!(!told.lines().any(|line| line.starts_with("::error")), "{text:?}: {told}");
        }
        assert_ne!(status, 0, "{text:?}");
    }
}

/// The messages name the options of `close-codes.toml`, and each export has its own.
#[test]
fn options_of_an_export() {
    let project = Project::new();
    let table = "table = 'codes/chat.csv'\nformat = 'rust'";
    let list = |options: &str| format!("[[export]]\n{table}\noutput = 'a.rs'\n{options}\n");
    project.write("codes/chat.csv", "code,name\n1008,Rate limited\n1016,Own\n");
    for (options, problems) in [
        ("", &[(2, "registered = \"allow\""), (3, "unassigned = \"allow\"")][..]),
        ("registered = 'refuse'\nunassigned = 'allow'", &[(2, "registered = \"allow\"")]),
        ("registered = 'allow'", &[(3, "unassigned = \"allow\"")]),
        ("registered = 'allow'\nunassigned = 'allow'", &[]),
    ] {
        project.write("close-codes.toml", &list(options));
        let (status, errors) = project.errors(&[]);
        assert_eq!((status, errors.len()), (i32::from(!problems.is_empty()), problems.len()), "{options}: {errors:?}");
        for (error, (line, option)) in errors.iter().zip(problems) {
            assert!(error.starts_with(&format!("codes/chat.csv:{line}:1: ")), "{error}");
            assert!(error.contains(&format!("`{option}`")) && !error.contains("--"), "{error}");
        }
    }
    assert!(project.read("a.rs").contains("RateLimited = 1008,"));
}

#[test]
fn exports_into_the_same_part() {
    let project = Project::new();
    project.write("docs/codes.md", &MARKED.replacen(" of ChatCode", "", 1));
    let (status, errors) = project.errors(&["--check"]);
    let expected = "docs/codes.md:3: several exports write this part: write `codes of ChatCode`";
    assert_eq!((status, errors), (2, vec![expected.to_owned()]));
}

/// No export replaces a table, not even that of another export.
#[test]
fn the_list_is_not_written_over() {
    for output in ["output = 'close-codes.toml'\nformat = 'rust'", "into = 'web/../close-codes.toml'"] {
        let project = Project::new();
        let list = format!("[[export]]\ntable = 'codes/chat.csv'\n{output}\n");
        project.write("close-codes.toml", &list);
        let told = "close-codes.toml:1:1: the export would replace `close-codes.toml` itself: choose another file";
        assert_eq!(project.errors(&[]), (1, vec![told.to_owned()]));
        assert_eq!(project.read("close-codes.toml"), list);
    }
}

#[test]
fn a_table_is_not_written_over() {
    let project = Project::new();
    project.write("close-codes.toml", &CONFIG.replace("web/codes.ts", "docs/../codes/lobby.csv"));
    let expected = "docs/../codes/lobby.csv is the table itself: choose another file";
    assert_eq!(project.errors(&[]), (2, vec![expected.to_owned()]));
    assert_eq!(project.read("codes/lobby.csv"), LOBBY);
}

/// Returns the lines of the block in this language in the README of the command.
fn readme_block(language: &str) -> String {
    let readme = include_str!("../README.md").replace("\r\n", "\n");
    let (_, block) = readme.split_once(&format!("\n```{language}\n")).unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

/// The README's list and the commands of its workflow fit together.
#[test]
#[cfg(unix)]
fn the_workflow_of_the_readme() {
    let project = Project::new();
    project.write("close-codes.toml", &readme_block("toml"));
    fs::remove_file(project.path("codes/lobby.csv")).unwrap();
    assert_eq!(project.export("", &[]), (0, String::new(), String::new()));

    let workflow = readme_block("yaml");
    let lines: Vec<_> = workflow.lines().filter_map(|line| line.trim().strip_prefix("- run: ")).collect();
    let [install, commands @ ..] = &lines[..] else { panic!("{workflow}") };
    assert_eq!(*install, "cargo install --git ADDRESS --locked close-codes-cli");
    assert_eq!(commands.len(), 1, "{workflow}");
    let program = Path::new(env!("CARGO_BIN_EXE_close-codes"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let run = |line: &str| {
        let mut command = Command::new("sh");
        let output = command.args(["-c", line]).current_dir(project.path("")).env("PATH", &path).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    for line in commands {
        assert!(line.starts_with("close-codes "), "{line}");
        let (status, told) = run(line);
        assert_eq!(status, Some(0), "{line}: {told}");
    }
    // The command notices a change, and a problem.
    project.write("codes/chat.csv", "code,name\n4001,Banned\n");
    assert_eq!(run(commands[0]).0, Some(1));
    project.write("codes/chat.csv", "code,name\n4001,\n");
    assert_eq!(run(commands[0]).0, Some(1));
}
