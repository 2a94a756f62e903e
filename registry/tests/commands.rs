//! The command `close-codes`, run as a user runs it: what it prints, and its exit code.
//!
//! Each file in `commands/` is a dialogue; the folder of the same name holds the files that it speaks of. What they say is
//! recorded by `TRYCMD=overwrite`, and to be read before it is kept.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::path::Path;
use std::process::{Command, Output};
use std::str;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_close-codes")).args(arguments).output().unwrap()
}

#[test]
fn each_says_what_has_been_written_down() {
    trycmd::TestCases::new().case("tests/commands/*.trycmd");
}

/// README, documentation, page and picture are what `export` makes of the registry.
#[test]
#[cfg(unix)]
fn what_is_exported_here_is_in_step() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut exports = Command::new(workspace.join(".ci/exports"));
    let output = exports.arg("--check").env("CLOSE_CODES", env!("CARGO_BIN_EXE_close-codes")).output().unwrap();
    assert!(output.status.success(), "{}", str::from_utf8(&output.stdout).unwrap());
}

/// Every text that there is to be, there is: in each language, for each code, range and word.
#[test]
fn nothing_is_left_to_write() {
    let output = run(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", str::from_utf8(&output.stdout).unwrap());
}

#[test]
fn shells_and_man_know_every_subcommand() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&["completions", shell]);
        let script = str::from_utf8(&output.stdout).unwrap();
        for word in ["update", "diff", "check", "explain", "export", "registered", "lang"] {
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

/// Colours are for a terminal, unless somebody wants them.
#[test]
fn colours_are_as_asked_for() {
    let colored = |arguments: &[&str]| run(arguments).stdout.contains(&0x1B);
    assert!(!colored(&["explain", "1000"]));
    assert!(colored(&["explain", "1000", "--color", "always"]));
    assert!(!colored(&["explain", "1000", "--color", "never"]));
}
