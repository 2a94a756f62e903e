//! `export --format csv`: the exported table is the same table.
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use std::fs;
use std::path::Path;
use std::process::Command;

use close_codes_registry::check::table::{self, Allowed};
use close_codes_registry::{Registry, Source, Table, generated};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

fn export(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let output = command.args(["export", "--format", "csv"]).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    // There may be a note on a column that is left out.
    assert!(output.status.success() && !told.contains("error"), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// Reads a table. All codes that an option can allow are allowed.
fn read(csv: &str) -> Table {
    let registry = Registry::embedded().unwrap();
    let rules = generated::rules(&registry, Allowed { registered: true, unassigned: true });
    table::check(&Source::new("table.csv", csv.as_bytes()), rules).into_result().unwrap()
}

/// Writes a text to a file, and exports this file.
fn export_text(test: &str, csv: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.csv"));
    fs::write(&path, csv).unwrap();
    export(&[path.to_str().unwrap(), "--registered", "allow", "--unassigned", "allow"])
}

#[test]
fn exported_tables_are_the_same_tables() {
    let examples = fs::read_dir(format!("{FOLDER}/../examples/codes")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        examples.filter(|path| path.extension().is_some_and(|extension| extension == "csv")).collect();
    assert!(files.len() > 5);
    files.push(format!("{FOLDER}/tests/export/hostile.csv").into());
    for file in files {
        let file = file.to_str().unwrap();
        let exported = export(&[file, "--registered", "allow", "--unassigned", "allow"]);
        // `Debug` also compares the signs of zeros.
        let [before, after] =
            [fs::read_to_string(file).unwrap(), exported.clone()].map(|csv| format!("{:#?}", read(&csv)));
        assert_eq!(before, after, "{file}");
        assert_eq!(export_text("again", &exported), exported, "{file}");
    }
}

#[test]
fn rows_are_in_order_and_only_what_is_needed_is_written() {
    let table = "\
Status Code,Meaning,retry:bool: Connect again.,wait:u16,label:str,variant,key,Description,Reference,note\n\
4008,Flood,,(none),\"a\nb\",,flood,\"Too many, too fast.\",\"RFC6455, RFC 7\",x\n\
4001,TLS only,true,7,,TlsOnly,,,,y\n\
4000-4099,Bad request,YES,7,,,,See the log.,,\n\
4000-4499,,false,(none),z,,,,,\n\
4002,Again,false,,,AgainAndAgain,once_more,,,\n\
4010-4019,,(none),,,,,,,\n\
4011,Late,,,,,,,,\n";
    let exported = "\
code,name,variant,key,description,reference,retry:bool: Connect again.,wait:u16,label:str\n\
4000-4499,,,,,,false,(none),z\n\
4000-4099,Bad request,,,See the log.,,true,7,\n\
4001,TLS only,,,,,,,\n\
4002,Again,AgainAndAgain,once_more,,,false,,\n\
4008,Flood,,,\"Too many, too fast.\",[RFC6455][RFC 7],,(none),\"a\nb\"\n\
4010-4019,,,,,,(none),,\n\
4011,Late,,,,,,,\n";
    assert_eq!(export_text("order", table), exported);
    assert_eq!(read(table), read(exported));
}

#[test]
fn empty_columns_are_left_out_unless_they_have_a_type() {
    let table = "code,name,description,variant,reference,key,share:f64\n4001,Kicked,,Kicked,,kicked,\n";
    assert_eq!(export_text("empty", table), "code,name,share:f64\n4001,Kicked,\n");
    // A bracket in the name of a document does not end it.
    let table = "code,name,reference\n4001,Kicked,Codes (a]; RFC 7\n";
    assert_eq!(read(&export_text("bracket", table)), read(table));
}

/// A table cannot hold these columns, nor references of a band.
#[test]
fn each_note_names_what_is_left_out() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let table = "code,name,Reconnect,Contact,reference,retry:bool,Note\n\
        4001,Kicked,yes,[me],[RFC6455],yes,\n4000-4099,Errors,,,[RFC6455],no,\n4100-4199,Others,,,,,\n";
    fs::write(folder.join("left_out.csv"), table).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let output = command.args(["export", "left_out.csv", "--format", "csv"]).current_dir(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "note: left_out.csv: the column `Reconnect` has no type and is left out\n\
         note: left_out.csv: the column `Contact` has no type and is left out\n\
         note: left_out.csv: the column `Note` has no type and is left out\n\
         note: left_out.csv: the reference of the band 4000-4099 is left out\n"
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "code,name,reference,retry:bool\n4000-4099,Errors,,no\n4001,Kicked,[RFC6455],yes\n4100-4199,Others,,\n"
            .replace("yes", "true")
            .replace("no\n", "false\n")
    );
}

/// Random tables, with nested bands and all kinds of cells.
#[test]
fn random_tables_are_the_same_tables() {
    const CELLS: [&[&str]; 3] =
        [&["", "", "true", "No", "(none)", "1"], &["", "7", "65535", "(NONE)"], &["", "a", "\"a,\nb\"", "(none)", "-"]];
    let mut random = fastrand::Rng::with_seed(4000);
    for _ in 0..100 {
        let mut rows = vec!["4999,Last".to_owned()];
        // Bands of 1000, 100 and 10 numbers, which nest.
        for width in [1000, 100, 10] {
            for first in (4000..5000).step_by(width) {
                if random.u8(..4) == 0 {
                    rows.push(format!("{first}-{},{}", first + width - 1, random.choice(["", "Band"]).unwrap()));
                }
            }
        }
        for number in 4000..4999 {
            if random.u8(..50) == 0 {
                rows.push(format!("{number},Name {number}"));
            }
        }
        random.shuffle(&mut rows);
        let mut table = "code,name,retry:bool,wait:u16,label:str\n".to_owned();
        for row in rows {
            table += &row;
            for cells in CELLS {
                table = table + "," + random.choice(cells).unwrap();
            }
            table.push('\n');
        }
        let exported = export_text("random", &table);
        assert_eq!(read(&table), read(&exported), "{table}\n{exported}");
    }
}

/// The registry is a table, too. A protocol can start from it.
#[test]
fn the_registry_is_accepted_as_a_table() {
    let exported = export(&[]);
    let begins = "code,name,variant,description,reference,reconnect:bool\n1000,Normal Closure,,";
    assert!(exported.starts_with(begins), "{exported}");
    assert!(exported.contains("\n1005,No Status Rcvd,NoStatusReceived,"), "{exported}");
    let table = read(&exported);
    let registry = Registry::embedded().unwrap();
    assert_eq!(table.codes.len(), registry.codes.len());
    for (entry, code) in table.codes.iter().zip(&registry.codes) {
        assert_eq!((entry.number, &entry.name, &entry.variant), (code.number, &code.name, &code.variant));
        assert_eq!((&entry.key, &entry.references), (&code.key, &code.references));
    }
    for language in &registry.languages {
        assert_eq!(read(&export(&["--lang", &language.tag])).codes.len(), registry.codes.len());
    }
}
