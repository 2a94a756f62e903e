//! Compares the public API of `close-codes` with `public-api.txt`. To record a change:
//!
//! ```sh
//! UPDATE_API=1 cargo test -p close-codes-builds-tests --test public_api
//! ```
//!
//! The list comes from rustdoc's JSON. Its format belongs to one version of Rust: here 1.95, as in CI.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a panic fails a test")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use public_api::PublicApi;

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public-api.txt");

const HEADER: &str = "\
The public API of close-codes, recorded by a test. To record it again:

    UPDATE_API=1 cargo test -p close-codes-builds-tests --test public_api

The first section is the API without features. Each other section is what a feature adds. Each type is Send, Sync and
Unpin unless a line says otherwise. Not listed: the methods of an implemented trait, blanket implementations, other auto
traits, hidden names, which begin with `__`, and the modules `guide` and `adapters::migrating`, which only the
documentation has. A type has its methods and variants below its first path.
";

/// The sections of the record: heading, features, and the headings of the sections that these features contain.
const SECTIONS: [(&str, &str, &[&str]); 7] = [
    ("no features", "", &[]),
    ("macros", "macros", &["no features"]),
    ("alloc", "alloc", &["no features"]),
    ("std", "std", &["no features", "alloc"]),
    ("serde", "std,serde", &["no features", "alloc", "std"]),
    ("stream", "stream", &["no features", "alloc", "std"]),
    ("with-...", "serde,with-...", &["no features", "alloc", "std", "serde", "stream"]),
];

/// The features of all adapters.
fn adapters() -> String {
    let manifest = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../close-codes/Cargo.toml")).unwrap();
    let names: Vec<_> =
        manifest.lines().filter(|line| line.starts_with("with-")).filter_map(|line| line.split(' ').next()).collect();
    assert!(!names.is_empty());
    names.join(",")
}

/// The public items with these features, one a line.
fn listing(features: &str) -> Vec<String> {
    // Both tests need some of the lists. rustdoc writes each list to the same file, so the mutex allows one at a time.
    static KNOWN: Mutex<BTreeMap<String, Vec<String>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(lines) = known.get(features) {
        return lines.clone();
    }
    // Other tests build copies of this workspace. Cargo cannot tell a copy from its original, so each needs its own folder.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("api");
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--locked", "--package", "close-codes", "--lib", "--no-default-features"])
        .args(["--features", &features.replace("with-...", &adapters())])
        // `close_codes` is hidden where it is defined.
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--document-hidden-items"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .env("CARGO_TARGET_DIR", &target)
        .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "0")])
        // Unstable options, for this crate alone: https://doc.rust-lang.org/rustc/command-line-arguments.html
        .env("RUSTC_BOOTSTRAP", "close_codes")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTDOCFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let api = public_api::Builder::from_rustdoc_json(target.join("doc/close_codes.json"))
        .omit_blanket_impls(true)
        .build()
        .expect("JSON in the format of Rust 1.95");
    let lines = lines_of(&api);
    known.insert(features.to_owned(), lines.clone());
    lines
}

fn lines_of(api: &PublicApi) -> Vec<String> {
    let items: Vec<_> = api.items().map(|item| (item, item.to_string())).collect();
    let is_impl = |line: &str| line.starts_with("impl") && line.contains(" for ");
    let ids = |is: &dyn Fn(&str) -> bool| {
        items.iter().filter(|(_, line)| is(line)).map(|(item, _)| item.id()).collect::<HashSet<_>>()
    };
    let (modules, impls) = (ids(&|line| line.starts_with("pub mod")), ids(&is_impl));
    let (mut seen, mut lines) = (HashSet::new(), Vec::new());
    for (item, line) in &items {
        // A type that is re-exported at the root appears twice, each time with all its items.
        let is_again = !seen.insert(item.id()) && !item.parent_id().is_some_and(|id| modules.contains(&id));
        let is_inside = item.parent_id().is_some_and(|id| impls.contains(&id));
        if is_again || is_inside || line.contains("::__") || is_omitted(line) {
            continue;
        }
        let mut line = line.clone();
        if is_impl(&line) {
            let inside = items.iter().filter(|(other, _)| other.parent_id() == Some(item.id()));
            let types = inside.filter_map(|(_, line)| line.strip_prefix("pub type ")?.split_once(" = "));
            let types = types.filter_map(|(path, of)| Some(format!("{} = {of}", path.rsplit_once("::")?.1)));
            for associated in types.collect::<BTreeSet<_>>() {
                write!(line, ", {associated}").unwrap();
            }
        }
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Returns `true` if the line holds for nearly all types, or if users do not rely on it.
fn is_omitted(line: &str) -> bool {
    if ["guide", "adapters::migrating"].iter().any(|path| line.starts_with(&format!("pub mod close_codes::{path}"))) {
        return true;
    }
    let Some((start, of)) = line.split_once(" for ") else { return false };
    let Some((start, name)) = start.rsplit_once("::") else { return false };
    match name {
        "Send" | "Sync" | "Unpin" => !start.contains('!') && !of.contains(" where "),
        "Freeze" | "UnsafeUnpin" | "UnwindSafe" | "RefUnwindSafe" | "TrivialClone" => true,
        _ => false,
    }
}

/// The lines that are only in the first list.
fn without<'a>(lines: &'a [String], others: &[String]) -> Vec<&'a str> {
    let others: HashSet<_> = others.iter().collect();
    lines.iter().filter(|line| !others.contains(line)).map(String::as_str).collect()
}

/// Each line of a record, after the heading of its section.
fn with_headings(record: &str) -> Vec<String> {
    let mut heading = "";
    let mut lines = Vec::new();
    for line in record.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("## ") {
            Some(name) => heading = name,
            None => lines.push(format!("{heading}: {line}")),
        }
    }
    lines
}

#[test]
fn the_public_api_is_the_recorded_one() {
    let mut sections: Vec<(&str, Vec<String>)> = Vec::new();
    let mut record = HEADER.to_owned();
    for (heading, features, contained) in SECTIONS {
        let all = listing(features);
        let before: Vec<String> =
            sections.iter().filter(|(name, _)| contained.contains(name)).flat_map(|(_, lines)| lines.clone()).collect();
        assert_eq!(without(&before, &all), [""; 0], "the section `{heading}` removes or changes these");
        let own: Vec<String> = without(&all, &before).into_iter().map(str::to_owned).collect();
        write!(record, "\n## {heading}\n\n{}\n", own.join("\n")).unwrap();
        sections.push((heading, own));
    }

    if std::env::var_os("UPDATE_API").is_some() {
        fs::write(RECORD, &record).unwrap();
    }
    let recorded = fs::read_to_string(RECORD).unwrap();
    if recorded != record {
        let (old, new) = (with_headings(&recorded), with_headings(&record));
        let mut changes = String::new();
        for (sign, lines) in [('-', without(&old, &new)), ('+', without(&new, &old))] {
            for line in lines {
                writeln!(changes, "{sign} {line}").unwrap();
            }
        }
        if changes.is_empty() {
            changes.push_str("only the order of the lines differs\n");
        }
        panic!(
            "the public API differs from tests/builds/public-api.txt\n\n{changes}\nto record it, run `UPDATE_API=1 \
             cargo test -p close-codes-builds-tests --test public_api`, and add an entry to CHANGELOG.md"
        );
    }
}

fn with_macros(features: &str) -> String {
    if features.is_empty() { "macros".to_owned() } else { format!("{features},macros") }
}

/// The enums are the same: with `macros` from the registry, without it from a file that is checked in.
#[test]
fn the_feature_macros_adds_the_attribute_and_nothing_else() {
    for features in ["", "alloc", "std", "serde", "stream"] {
        let (mut plain, mut expanded) = (listing(features), listing(&with_macros(features)));
        plain.push("pub use close_codes::close_codes".to_owned());
        for lines in [&mut plain, &mut expanded] {
            lines.sort();
        }
        assert_eq!(
            (without(&plain, &expanded), without(&expanded, &plain)),
            (vec![], vec![]),
            "with the features `{features}`: items only without `macros`, and only with"
        );
        assert_eq!(plain, expanded);
    }
}
