//! The command `close-codes`, run as a user runs it: what it prints, and its exit code.
//!
//! Each file in `commands/` is a dialogue; `commands/tables` has the tables that they use. `TRYCMD=overwrite` records their output:
//! read it before you keep it.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::str;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_close-codes")).args(arguments).output().unwrap()
}

#[test]
fn each_command_prints_what_is_recorded() {
    trycmd::TestCases::new().case("tests/commands/*.trycmd").case("README.md");
}

/// The files that are exported from the registry in this repository are up to date.
#[test]
#[cfg(unix)]
fn exported_files_are_up_to_date() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut exports = Command::new(workspace.join("registry/scripts/exports"));
    let output = exports.arg("--check").env("CLOSE_CODES", env!("CARGO_BIN_EXE_close-codes")).output().unwrap();
    assert!(output.status.success(), "{}", str::from_utf8(&output.stdout).unwrap());
}

/// The registry does not have problems. Missing texts are notes.
#[test]
fn the_registry_here_has_no_problems() {
    let output = run(&["check"]);
    let told = str::from_utf8(&output.stdout).unwrap();
    assert!(output.status.code() == Some(0) && told.contains(" files: no problems"), "{told}");
}

/// The guide about 1006 has the causes of the registry, in their order.
#[test]
fn the_guide_has_the_causes_of_1006() {
    let output = run(&["explain", "1006", "--json"]);
    let answers: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let causes = answers[0]["causes"].as_array().unwrap();
    let causes: Vec<_> = causes.iter().map(|cause| cause["name"].as_str().unwrap()).collect();
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/guide/why_1006.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let rows = guide.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let rows = rows.take_while(|line| line.starts_with("| ")).filter_map(|row| row.split(" | ").next());
    assert_eq!(rows.map(|cell| cell.trim_start_matches("| ")).collect::<Vec<_>>(), causes);
}

#[test]
fn shells_and_man_know_every_subcommand() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&["completions", shell]);
        let script = str::from_utf8(&output.stdout).unwrap();
        for word in ["update", "diff", "check", "explain", "export", "import", "registered", "lang"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    assert!(run(&["man", "--output", folder.path().to_str().unwrap()]).status.success());
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(page("close-codes.1").contains("close\\-codes\\-update(1)"));
    assert!(page("close-codes-update.1").contains("nothing is written"));
    let printed = run(&["man"]).stdout;
    assert!(
        str::from_utf8(&printed)
            .unwrap()
            .starts_with(page("close-codes.1").split("close\\-codes\\-man(1)").next().unwrap())
    );
}

/// Colours are only for a terminal, unless an option says otherwise.
#[test]
fn colours_are_as_asked_for() {
    let colored = |arguments: &[&str]| run(arguments).stdout.contains(&0x1B);
    assert!(!colored(&["explain", "1000"]));
    assert!(colored(&["explain", "1000", "--color", "always"]));
    assert!(!colored(&["explain", "1000", "--color", "never"]));
}

const GAME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/game.csv");

#[test]
fn marked_parts_are_written_and_the_rest_is_left() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("codes.md");
    let before = include_str!("commands/tables/game.md").replace('\n', "\r\n")
        + "<!-- close-codes: ranges -->\n<!-- close-codes: end -->\nend";
    std::fs::write(&path, &before).unwrap();
    let export = ["export", GAME, "--format", "markdown", "--into", path.to_str().unwrap()];
    assert_eq!(run(&export).status.code(), Some(0));
    let after = std::fs::read_to_string(&path).unwrap();
    let (start, rest) = after.split_once("<!-- close-codes: codes of GameCode -->\r\n").unwrap();
    assert!(before.starts_with(start) && start.contains("This is for another table.\r\n"));
    let (codes, rest) = rest.split_once("<!-- close-codes: end -->\r\n").unwrap();
    assert!(codes.contains("| 4008 | `Flood` | Flood | Too many messages, too fast. | true | 429 | slow down |\r\n"));
    assert!(rest.starts_with("<!-- close-codes: ranges -->\n\n| Numbers | `retry` | `http` | `label` |\n"));
    assert!(rest.ends_with("| 4500-4999 | false |  |  |\n\n<!-- close-codes: end -->\nend"));
    let check = run(&[&export[..], &["--check"]].concat());
    assert_eq!(check.status.code(), Some(0), "{}", str::from_utf8(&check.stdout).unwrap());
}

#[test]
fn json_gets_its_schema_beside_it() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("game.codes.json");
    let export = ["export", GAME, "--format", "json", "--output", path.to_str().unwrap()];
    assert_eq!(run(&[&export[..], &["--check"]].concat()).status.code(), Some(1), "the file does not exist yet");
    assert!(!path.exists());
    assert_eq!(run(&export).status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(json.get("$schema").unwrap(), "game.codes.schema.json");
    let schema = folder.path().join("game.codes.schema.json");
    assert_eq!(std::fs::read(&schema).unwrap(), run(&["export", GAME, "--format", "json-schema"]).stdout);
    let mut names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["game.codes.json", "game.codes.schema.json"]);
    // Only the schema has changed.
    std::fs::write(&schema, "{}").unwrap();
    let check = run(&[&export[..], &["--check"]].concat());
    assert_eq!(check.status.code(), Some(1));
    assert!(
        str::from_utf8(&check.stdout)
            .unwrap()
            .contains("game.codes.schema.json:1: out of date from here: export the file again")
    );
}

/// A symbolic link stays. Its target is replaced and keeps its permissions.
#[test]
#[cfg(unix)]
fn a_file_that_is_replaced_keeps_its_place_and_its_permissions() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (file, link) = (folder.path().join("codes.md"), folder.path().join("link.md"));
    fs::write(&file, "before").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    symlink("codes.md", &link).unwrap();
    let export = ["export", GAME, "--format", "markdown", "--output", link.to_str().unwrap()];
    assert_eq!(run(&export).status.code(), Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&file).unwrap().contains("| Code |"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

/// A pipe is written to, not replaced.
#[test]
#[cfg(unix)]
fn a_pipe_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt;

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let pipe = folder.path().join("codes.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    let export = run(&["export", GAME, "--format", "json", "--output", pipe.to_str().unwrap()]);
    assert_eq!(export.status.code(), Some(0));
    assert_eq!(reader.join().unwrap(), run(&["export", GAME, "--format", "json", "--output", "-"]).stdout);
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the schema is not written");
}

/// A link whose target does not exist stays, and the target is created.
#[test]
#[cfg(unix)]
fn a_link_to_nothing_yet() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let link = folder.path().join("link.svg");
    std::os::unix::fs::symlink("codes.svg", &link).unwrap();
    assert_eq!(run(&["export", GAME, "--format", "svg", "--output", link.to_str().unwrap()]).status.code(), Some(0));
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(std::fs::read_to_string(folder.path().join("codes.svg")).unwrap().starts_with("<svg "));
}

#[test]
fn the_table_itself_is_not_written_over() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let table = folder.path().join("game.csv");
    std::fs::copy(GAME, &table).unwrap();
    let path = table.to_str().unwrap();
    let output = run(&["export", path, "--format", "html", "--output", path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(str::from_utf8(&output.stderr).unwrap().contains("game.csv is the table itself: choose another file"));
    assert_eq!(std::fs::read(&table).unwrap(), std::fs::read(GAME).unwrap());
}

/// The exit status does not change if a reader stops early.
#[test]
fn a_reader_that_stops_early() {
    let exit_code = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(str::from_utf8(&output.stderr).unwrap(), "", "{arguments:?}");
        output.status.code()
    };
    let tables = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/");
    let [old, new] = ["old.csv", "new.csv"].map(|name| tables.to_owned() + name);
    assert_eq!(exit_code(&["export", "--format", "html"]), Some(0));
    assert_eq!(exit_code(&["explain", "1000"]), Some(0));
    assert_eq!(exit_code(&["explain", "1000", "--json"]), Some(0));
    assert_eq!(exit_code(&["completions", "bash"]), Some(0));
    assert_eq!(exit_code(&["man"]), Some(0));
    assert_eq!(exit_code(&["diff", &old, &new]), Some(1));
    assert_eq!(exit_code(&["diff", &old, &old]), Some(0));
}

/// Bash completes options and values with the script.
#[test]
fn bash_completes_options_and_values() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let script = String::from_utf8(run(&["completions", "bash"]).stdout).unwrap();
    for (words, at, expected) in [
        ("close-codes exp", 1, "export"),
        ("close-codes export --fo", 2, "--format"),
        ("close-codes export --format typ", 3, "typescript"),
        ("close-codes update --ch", 2, "--check"),
    ] {
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD={at}; COMP_LINE='{words}'; COMP_POINT=${{#COMP_LINE}}\n\
             _close__codes close-codes \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["-c", &ask]).output().unwrap();
        let told = str::from_utf8(&output.stdout).unwrap();
        assert!(told.split_whitespace().any(|word| word == expected), "{words}: {output:?}");
    }
}

/// A given file of IANA decides about its codes, not the built-in registry.
#[test]
fn a_code_that_is_registered_later() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("later.csv");
    let iana = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../registry/data/close-code-number.csv");
    let iana = std::fs::read_to_string(iana).unwrap();
    assert_eq!(iana.matches("-2999,Unassigned,,,").count(), 1);
    let later = iana.replace("-2999,Unassigned,,,", "-2998,Unassigned,,,\n2999,Too Early,[Jane_Doe],[RFC9999],");
    std::fs::write(&path, later).unwrap();
    let explain = |arguments: &[&str]| -> serde_json::Value {
        let told = run(&[&["explain", "2999", "--json"], arguments].concat());
        serde_json::from_slice(&told.stdout).unwrap()
    };
    let (now, later) = (explain(&[]), explain(&["--table", path.to_str().unwrap()]));
    assert_eq!((&now[0]["allowedOnWire"], &now[0]["mayBeSentBy"]), (&false.into(), &serde_json::json!([])));
    assert_eq!((&later[0]["name"], &later[0]["allowedOnWire"]), (&"Too Early".into(), &true.into()));
    assert_eq!(later[0]["mayBeSentBy"], serde_json::json!(["server", "client"]), "a script may not close with it");
}

/// The name and the text of a file cannot control a terminal or forge a line of output.
#[test]
#[cfg(unix)]
fn names_and_texts_are_escaped() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let unsafe_text = "a\n::error title=forged::\u{1b}]0;x\u{7}\u{202e}\u{2066}b";
    let path = |name: &str| folder.path().join(format!("{unsafe_text}{name}")).to_str().unwrap().to_owned();
    let (faulty, table, missing) = (path("faulty.csv"), path("table.csv"), path("missing.csv"));
    let cell = unsafe_text.replace('\n', " ");
    std::fs::write(&faulty, format!("code,name\n{cell},{cell}\n")).unwrap();
    std::fs::write(&table, format!("code,name,description\n4001,Red,\"{cell}\"\n")).unwrap();
    let old = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/old.csv");
    for arguments in [
        vec!["check", &faulty, &table, &missing],
        vec!["diff", old, &table],
        vec!["diff", old, &faulty],
        vec!["explain", "4001", unsafe_text, "--table", &table],
        vec!["explain", "4001", "--lang", unsafe_text],
        vec!["update", unsafe_text],
        vec!["update", &faulty],
        vec!["update", &format!("ftp://{unsafe_text}")],
        vec!["export", &faulty, "--format", "rust"],
        vec!["export", &missing, "--format", "rust"],
        vec!["export", "--format", "markdown", "--into", &table],
        vec!["export", "--format", "markdown", "--output", &table, "--check"],
        vec!["export", "--format", "markdown", "--output", &missing, "--check"],
        vec!["export", "--format", "markdown", "--output", &format!("{missing}/{unsafe_text}")],
        vec!["export", &table, "--format", "markdown", "--output", &table],
        vec!["check", &format!("--{unsafe_text}")],
        vec!["export", "--format", unsafe_text],
    ] {
        let output = run(&arguments);
        for told in [&output.stdout, &output.stderr].map(|bytes| str::from_utf8(bytes).unwrap()) {
            let is_unsafe = |&character: &char| "\u{1b}\u{7}\u{202e}\u{2066}".contains(character);
            assert_eq!(told.chars().find(is_unsafe), None, "{arguments:?}: {told:?}");
            assert!(!told.lines().any(|line| line.starts_with("::error")), "{arguments:?}: {told}");
        }
    }
}

/// Wrong marks are reported, marks in fenced code are ignored, and nothing is written.
#[test]
fn marks_that_are_not_in_order() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("codes.md");
    for (text, told) in [
        (
            "text\n",
            "codes.md has no part for GameCode: add a line `<!-- close-codes: codes -->` or `<!-- close-codes: ranges -->`",
        ),
        ("<!-- close-codes: codes of Other -->\n<!-- close-codes: end -->\n", "codes.md has no part for GameCode"),
        ("```\n<!-- close-codes: codes -->\n```\n", "codes.md has no part for GameCode"),
        (
            "x\n<!--close-codes:codes-->\n",
            "codes.md:2: this mark has no end: add a line `<!-- close-codes: end -->` after it",
        ),
        (
            "<!-- close-codes: codes -->\n<!-- close-codes: ranges -->\n",
            "codes.md:1: this mark has no end: add a line `<!-- close-codes: end -->` after it",
        ),
        ("<!-- close-codes: end -->\n", "codes.md:1: this mark ends a part, but none has begun: remove it"),
        ("<!-- close-codes: colours -->\n", "codes.md:1: `colours` is not a part: write `codes`, `ranges` or `end`"),
    ] {
        std::fs::write(&path, text).unwrap();
        let output = run(&["export", GAME, "--format", "markdown", "--into", path.to_str().unwrap()]);
        let stderr = str::from_utf8(&output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && stderr.contains(told), "{text:?}: {stderr}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

/// A checkout may convert line ends. The message names the cure.
#[test]
fn a_file_that_differs_in_its_line_ends() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("codes.ts");
    let export = ["export", GAME, "--format", "typescript", "--output", path.to_str().unwrap()];
    assert_eq!(run(&export).status.code(), Some(0));
    let text = std::fs::read_to_string(&path).unwrap();
    let told_of = |text: String| {
        std::fs::write(&path, text).unwrap();
        let check = run(&[&export[..], &["--check"]].concat());
        assert_eq!(check.status.code(), Some(1));
        String::from_utf8(check.stdout).unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let in_crlf = text.replace('\n', "\r\n");
    let line_ends =
        "codes.ts differs only in line ends: set `eol=lf` for it in `.gitattributes`, and export it again\n";
    assert_eq!(told_of(in_crlf.clone()), line_ends);
    assert_eq!(told_of(text.replacen('\n', "\r\n", 1)), line_ends);
    let from_here = |line: usize| format!("codes.ts:{line}: out of date from here: export the file again\n");
    assert!(in_crlf.starts_with(
        "// @generated by `close-codes export` from the table game: edit the table, not this file.\r\n\r\n/**"
    ));
    assert_eq!(told_of(in_crlf.replacen("/**", "/*", 1)), from_here(3));
    assert_eq!(told_of(text.trim_end().to_owned()), from_here(text.lines().count() + 1));
}

/// The examples need all three options: they are of different services, so one number has several names, and some use registered
/// or unassigned codes.
#[test]
#[cfg(unix)]
fn the_examples_have_no_problems() {
    let check = |options: &str| {
        let close_codes = env!("CARGO_BIN_EXE_close-codes");
        let line = format!("{close_codes} check close-codes/examples/codes/*.csv {options}");
        let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        Command::new("sh").args(["-c", &line]).current_dir(workspace).output().unwrap()
    };
    let output = check("--separate --registered allow --unassigned allow");
    let told = str::from_utf8(&output.stdout).unwrap();
    assert!(output.status.success() && told.contains(" files: no problems"), "{told}");
    // Some protocols use a word of the registry for a code of their own.
    let mut notes = told.lines().filter(|line| line.starts_with("note: "));
    assert!(notes.all(|note| note.contains("is also the key of code 300")), "{told}");
    let output = check("--registered allow --unassigned allow");
    let told = str::from_utf8(&output.stdout).unwrap();
    assert!(
        output.status.code() == Some(1) && told.contains("use another number, or check with `--separate`"),
        "{told}"
    );
}
