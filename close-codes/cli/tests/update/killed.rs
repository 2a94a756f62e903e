//! `close-codes update`, killed while it writes.

use std::process::Stdio;
use std::{fs, thread};

use crate::{Folder, IANA, change};

/// How many runs are killed while they write.
const KILLS: usize = 200;

/// A table that is sound, says something new, and is long enough for its writing to be seen.
fn long_table() -> String {
    let note = "x".repeat(4_000);
    let table = change(IANA, "[Leo_Tietz]", "[Leo_Tietz][Jane_Doe]");
    // Records end in CRLF; the lines within the cell of 1014 end in LF.
    let rows = table.split_terminator("\r\n").enumerate();
    let rows = rows.map(|(index, row)| [row, if index == 0 { "Note" } else { &note }].join(",")).collect::<Vec<_>>();
    rows.join("\r\n")
}

/// Runs are killed as soon as the new file appears beside the old one, or a little later, from being made to being full,
/// synced and renamed: how much later is counted in looks at the folder. On a machine that has more to do, many a run ends
/// before it can be killed; it does not count.
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
    assert!(folder.update(&["--check", source]).stdout.contains("added      the column `Note`"), "it is sound");

    let (mut kills, mut runs, mut most) = (0, 0, 40);
    while kills < KILLS {
        runs += 1;
        assert!(runs < 10 * KILLS, "only {kills} of {runs} runs have been killed in the middle of writing");
        let mut command = folder.command(&[source]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut looks = runs % (most + 1);
        loop {
            let is_writing = !folder.strangers().is_empty();
            if child.try_wait().unwrap().is_some() || (is_writing && looks == 0) {
                break;
            }
            looks -= usize::from(is_writing);
            thread::yield_now();
        }
        // It may have ended by itself by now.
        drop(child.kill());
        let is_killed = child.wait().unwrap().signal().is_some();
        kills += usize::from(is_killed);
        // Waits for less where that is too long, and for more where it is not.
        most = if is_killed { most + 1 } else { most / 2 };

        let now = folder.iana();
        assert!(now == table.as_bytes() || now == old, "{} bytes are neither the old file nor the new one", now.len());
        for stranger in folder.strangers() {
            assert!(stranger.starts_with(".close-codes-"), "{stranger}");
            fs::remove_file(folder.path(&stranger)).unwrap();
        }
        fs::write(folder.path("close-code-number.csv"), &old).unwrap();
    }
}
