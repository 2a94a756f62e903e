//! `close-codes update`, killed while it writes.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::{fs, thread};

use crate::{Folder, IANA, change};

/// How many runs are killed.
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

/// Each run is killed as soon as the new file appears beside the old one, or a little later, from being made to being
/// full, synced and renamed: how much later is counted in looks at the folder, and so is spread over all of that.
#[test]
fn a_killed_update_leaves_the_old_file_or_the_new_one() {
    let folder = Folder::new();
    let old = folder.iana();
    let table = long_table();
    fs::write(folder.path("texts/table.txt"), &table).unwrap();
    let source = folder.path("texts/table.txt");
    let source = source.to_str().unwrap();
    assert!(folder.update(&["--check", source]).stdout.contains("added      the column `Note`"), "it is sound");

    let mut seen = BTreeMap::new();
    for kill in 0..KILLS {
        let mut command = folder.command(&[source]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut looks = kill % 20 * 3;
        let unfinished = loop {
            let unfinished = folder.strangers().pop();
            let ended = child.try_wait().unwrap().is_some();
            if ended || (unfinished.is_some() && looks == 0) {
                break unfinished;
            }
            looks -= usize::from(unfinished.is_some());
            thread::yield_now();
        };
        // It may have ended by itself by now.
        drop(child.kill());
        child.wait().unwrap();

        let now = folder.iana();
        let is_new = now == table.as_bytes();
        assert!(is_new || now == old, "{} bytes are neither the old file nor the new one", now.len());
        *seen.entry((is_new, unfinished.is_some())).or_insert(0_usize) += 1;
        for stranger in folder.strangers() {
            assert!(stranger.starts_with(".close-codes-"), "{stranger}");
            fs::remove_file(folder.path(&stranger)).unwrap();
        }
        fs::write(folder.path("close-code-number.csv"), &old).unwrap();
    }
    let amid = seen.get(&(false, true)).copied().unwrap_or_default();
    assert!(amid > KILLS / 4, "only {amid} runs have been killed in the middle of writing: {seen:?}");
}
