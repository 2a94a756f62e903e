//! `close-codes update`, killed while it writes.

use std::process::{Command, Stdio};
use std::{fs, thread};

use crate::{Folder, IANA, change};

/// The number of runs that are killed while they write.
const KILLS: usize = 12;

/// Returns a valid table with a difference, long enough to be killed while it is written.
fn long_table() -> String {
    let note = "x".repeat(4_000);
    let table = change(IANA, "[Leo_Tietz]", "[Leo_Tietz][Jane_Doe]");
    // Records end in CRLF; the lines within the cell of 1014 end in LF.
    let rows = table.split_terminator("\r\n").enumerate();
    let rows = rows.map(|(index, row)| [row, if index == 0 { "Note" } else { &note }].join(",")).collect::<Vec<_>>();
    rows.join("\r\n")
}

/// Kills each run a little later than the one before: from the moment when the new file appears beside the old one until it
/// replaces the old one. A run that ends before it is killed does not count.
#[test]
#[cfg(unix)]
fn a_killed_update_leaves_the_old_file_or_the_new_one() {
    use std::os::unix::process::ExitStatusExt;

    let folder = Folder::new();
    let old = folder.iana();
    let table = long_table();
    fs::write(folder.path("translations/table.txt"), &table).unwrap();
    let source = folder.path("translations/table.txt");
    let source = source.to_str().unwrap();
    assert!(folder.update(&["--check", source]).stdout.contains("added      the column `Note`"), "the table is valid");

    let (mut kills, mut looks) = (0, 0);
    for _ in 0..20 * KILLS {
        let mut command = folder.command(&[source]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut left = looks;
        while child.try_wait().unwrap().is_none() && (left > 0 || folder.strangers().is_empty()) {
            left -= usize::from(!folder.strangers().is_empty() && left > 0);
            thread::yield_now();
        }
        // The run may have ended.
        drop(child.kill());
        let is_killed = child.wait().unwrap().signal().is_some();
        kills += usize::from(is_killed);
        looks = if is_killed { looks + 1 } else { looks / 2 };

        let now = folder.iana();
        assert!(now == table.as_bytes() || now == old, "{} bytes are neither the old file nor the new one", now.len());
        fs::write(folder.path("close-code-number.csv"), &old).unwrap();
        for stranger in folder.strangers() {
            assert!(stranger.starts_with(".close-code-number.csv.close-codes-"), "{stranger}");
            fs::remove_file(folder.path(&stranger)).unwrap();
        }
        if kills == KILLS {
            return;
        }
    }
    panic!("only {kills} runs have been killed in the middle of writing");
}

/// A run removes the temporary file that a killed run has left.
#[test]
fn a_file_that_is_left_behind_is_taken_away() {
    let folder = Folder::new();
    fs::write(folder.path(".close-code-number.csv.close-codes-aB3dE6"), "half").unwrap();
    fs::write(folder.path("translations/table.txt"), long_table()).unwrap();
    let ran = folder.update(&[folder.path("translations/table.txt").to_str().unwrap()]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(folder.strangers(), [""; 0]);
}

/// Runs that write the same file at the same time do not disturb each other.
#[test]
fn runs_at_the_same_time() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let output = folder.path().join("codes.html");
    let export = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        command.args(["export", "--format", "html", "--output"]).arg(&output).stderr(Stdio::piped()).spawn().unwrap()
    };
    for _ in 0..8 {
        let runs: Vec<_> = (0..8).map(|_| export()).collect();
        for run in runs {
            let ran = run.wait_with_output().unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        }
    }
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["codes.html"]);
    assert!(fs::read_to_string(&output).unwrap().ends_with("</html>\n"));
}
