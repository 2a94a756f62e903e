//! Compares the table in `LICENSES.md` with the licences of the dependencies. To write the table again:
//!
//! ```sh
//! UPDATE_LICENCES=1 cargo test -p close-codes-builds-tests --test licences
//! ```
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const HEADING: &str = "| you use | licence | crates with this licence |\n|---|---|---|\n";

/// The crates that a package links and that do not offer MIT, by licence.
fn not_mit(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    // Not `--offline`: a build on one system has not fetched the crates of the others.
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--target", "all", "--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}|{l}|"])
        .args(arguments)
        .current_dir(ROOT)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut licences = BTreeMap::<_, BTreeSet<_>>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mut cells = line.split('|');
        let (package, licence) = (cells.next().unwrap(), cells.next().unwrap());
        if !licence.split(" AND ").all(offers_mit) {
            let name = package.split(' ').next().unwrap();
            licences.entry(licence.to_owned()).or_default().insert(format!("`{name}`"));
        }
    }
    licences
}

fn offers_mit(licence: &str) -> bool {
    licence.split([' ', '/', '(', ')']).any(|word| word == "MIT")
}

fn table() -> String {
    let manifest = fs::read_to_string(format!("{ROOT}/close-codes/Cargo.toml")).unwrap();
    let adapters = manifest.lines().filter_map(|line| line.split(' ').next()).filter(|name| name.starts_with("with-"));
    let uses = [("`close-codes` without adapters".to_owned(), vec!["-p", "close-codes", "--features", "serde,stream"])]
        .into_iter()
        .chain(adapters.map(|name| (format!("`{name}`"), vec!["-p", "close-codes", "--features", name])))
        .chain([("the command (`close-codes-cli`)".to_owned(), vec!["-p", "close-codes-cli"])]);
    let mut table = HEADING.to_owned();
    for (name, arguments) in uses {
        let licences = not_mit(&arguments);
        if licences.is_empty() {
            writeln!(table, "| {name} | all offer MIT | |").unwrap();
        }
        for (licence, crates) in licences {
            writeln!(table, "| {name} | {licence} | {} |", Vec::from_iter(crates).join(", ")).unwrap();
        }
    }
    table
}

#[test]
fn the_table_lists_the_licences_other_than_mit() {
    let path = format!("{ROOT}/LICENSES.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(HEADING).unwrap();
    let after = rest.split_once("\n\n").unwrap().1;
    let expected = format!("{before}{}\n{after}", table());
    if std::env::var_os("UPDATE_LICENCES").is_some() {
        fs::write(path, expected).unwrap();
    } else {
        assert_eq!(text, expected, "LICENSES.md differs: run this test with UPDATE_LICENCES=1");
    }
}

#[test]
fn an_expression_offers_mit_if_each_of_its_parts_does() {
    for (licence, expected) in [
        ("MIT", true),
        ("MIT OR Apache-2.0", true),
        ("Unlicense/MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", false),
        ("MIT-0", false),
        ("Apache-2.0 AND ISC", false),
    ] {
        assert_eq!(licence.split(" AND ").all(offers_mit), expected, "{licence}");
    }
}
