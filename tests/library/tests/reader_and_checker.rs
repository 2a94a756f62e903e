//! The reader compared with the crate `csv`, and the checker on damaged files.
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use std::collections::BTreeSet;

use close_codes_registry::check::table::{self, Allowed};
use close_codes_registry::read::{Cell, records};
use close_codes_registry::{Checked, Problems, Registry, Source, Sources, check, generated};
use proptest::prelude::*;

const TABLE: &str = include_str!("../../../close-codes/examples/codes/game.csv");

/// The rows as the crate `csv` reads them, with the heading.
fn rows_of_csv(text: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn rows_of_ours(source: &Source) -> (Vec<Vec<Cell>>, Problems) {
    let mut problems = Problems::default();
    let rows = records(source, &mut problems).rows;
    (rows, problems)
}

fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
}

/// A cell as a writer would quote it.
fn quote(cell: &str) -> String {
    if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Meanings of other codes, of ranges, of reserved names and keywords, and those that look like a derived name.
const MEANINGS: [&str; 23] = [
    "Timeout",
    "timeout",
    "TIMEOUT",
    "going_away",
    "BadGateway",
    "Library",
    "Standard",
    "Unregistered",
    "ALL",
    "All",
    "self",
    "Self",
    "404",
    "404 Not Found",
    "Code 3010",
    "Code3010",
    "code_3010",
    "Library 3010",
    "Library3010",
    "!?",
    "\u{200b}",
    "Time\u{ad}out\u{202e}",
    "Reserved",
];

proptest! {
    /// Both readers read the same cells, and the place of each cell is correct.
    #[test]
    fn a_table_is_read_as_csv_reads_it(
        table in (1..5_usize).prop_flat_map(|columns| {
            prop::collection::vec(prop::collection::vec("[a-c,;\t\"\r\n é]{0,4}[a-z]", columns), 2..6)
        }),
        end in prop::sample::select(&["\n", "\r\n", "\r"][..]),
        separator in prop::sample::select(&[",", ";", "\t"][..]),
    ) {
        let quoted: Vec<Vec<_>> = table.iter().map(|row| row.iter().map(|cell| quote(cell)).collect()).collect();
        let text = quoted.iter().map(|row| row.join(separator) + end).collect::<String>();
        let source = Source::new("x.csv", text.as_bytes());
        let (ours, problems) = rows_of_ours(&source);
        prop_assert!(problems.is_empty(), "{problems}");
        prop_assert_eq!(texts(&ours), rows_of_csv(&text, separator.as_bytes()[0]));
        for (cell, quoted) in ours.iter().flatten().zip(quoted.iter().flatten()) {
            prop_assert_eq!(&text[cell.span.start..cell.span.end], quoted.trim());
        }
    }

    /// Any text: no panic. Without problems, the cells are those of `csv`.
    #[test]
    fn any_text_is_read_as_csv_reads_it(text in "[a-b,\"\r\n]{0,40}") {
        let source = Source::new("x.csv", text.as_bytes());
        let (ours, problems) = rows_of_ours(&source);
        if problems.is_empty() {
            let blank = |row: &Vec<String>| row.iter().all(String::is_empty);
            let csv: Vec<_> = rows_of_csv(&text, b',').into_iter().filter(|row| !blank(row)).collect();
            prop_assert_eq!(texts(&ours), csv);
        }
    }

    /// Any bytes instead of one file: problems, never a panic.
    #[test]
    fn any_bytes_are_checked(bytes in prop::collection::vec(any::<u8>(), 0..200), file in 0..4_usize) {
        let mut sources = Sources::embedded();
        let source = Source::new("any.csv", &bytes);
        match file {
            0 => sources.iana = source,
            1 => sources.ranges = source,
            2 => sources.properties = source,
            _ => sources.translations = vec![source],
        }
        prop_assert!(check(&sources, &generated::REGISTRY).into_result().is_err());
    }

    /// IANA's file with other bytes: an accepted registry is consistent, and each problem has a place.
    #[test]
    fn a_damaged_file_is_checked(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut sources = Sources::embedded();
        let mut bytes = sources.iana.text().as_bytes().to_vec();
        for (index, byte) in damage {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        sources.iana = Source::new("damaged.csv", &bytes);
        match check(&sources, &generated::REGISTRY).into_result() {
            Ok(registry) => {
                prop_assert!(registry.codes.windows(2).all(|pair| pair[0].number < pair[1].number));
                prop_assert!(registry.codes.iter().all(|code| !code.name.is_empty() && !code.texts.is_empty()));
            }
            Err(problems) => {
                for problem in &problems {
                    prop_assert!(problem.place.line >= 1 && problem.place.column >= 1);
                }
            }
        }
    }

    /// New codes with any Meanings are accepted. Each has a valid name, variant and key of its own. The codes that were there
    /// before keep theirs.
    #[test]
    fn any_meaning_is_accepted(
        meanings in prop::collection::vec(
            prop_oneof![
                "\\PC{1,90}",
                "[A-Za-z0-9]{1,9}([ ,.'é\n]{1,2}[a-z0-9]{1,9}){0,12}",
                prop::sample::select(&MEANINGS[..]).prop_map(str::to_owned),
            ],
            1..6,
        ),
        places in prop::collection::vec(prop_oneof![1016..1022_u16, 2500..2600_u16, 3004..3008_u16, 3009..3020_u16], 6),
    ) {
        let before = Registry::embedded().unwrap();
        let mut sources = Sources::embedded();
        let (mut rows, mut new) = (vec!["Status Code,Meaning,Contact,Reference".to_owned()], BTreeSet::new());
        rows.extend(before.codes.iter().map(|code| format!("{},{},,", code.number, quote(&code.meaning))));
        for (number, meaning) in places.into_iter().zip(&meanings) {
            // `Unassigned` is not a code, and an empty cell is a problem.
            let is_code = !meaning.trim().is_empty() && !meaning.trim().eq_ignore_ascii_case("unassigned");
            if is_code && new.insert(number) {
                rows.push(format!("{number},\"{}\",,", meaning.replace('"', "\"\"")));
            }
        }
        sources.iana = Source::new("new.csv", rows.join("\n").as_bytes());
        let Checked { model: after, problems } = check(&sources, &generated::REGISTRY);
        prop_assert!(problems.is_empty(), "{problems}");
        prop_assert_eq!(after.codes.len(), before.codes.len() + new.len());
        let mut labels = BTreeSet::new();
        for code in &after.codes {
            let identifier = |text: &str, first: fn(char) -> bool| text.starts_with(first) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            prop_assert!(identifier(&code.variant, |first| first.is_ascii_uppercase()), "{}", code.variant);
            prop_assert!(identifier(&code.key, |first| first.is_ascii_lowercase()), "{}", code.key);
            prop_assert!(!["Self", "Unregistered", "ALL"].contains(&&*code.variant), "{}", code.variant);
            // The labels of two codes differ, so each is read as its own code.
            let own: BTreeSet<_> = [&code.name, &code.key, &code.variant].into_iter().map(|label| label.to_lowercase()).collect();
            prop_assert!(own.iter().all(|label| labels.insert(label.clone())), "{own:?}");
            prop_assert!(code.name.chars().count() <= 60 && code.name.trim() == code.name && !code.name.is_empty());
            let first = code.name.split(' ').next().unwrap();
            prop_assert!(!first.bytes().all(|byte| byte.is_ascii_digit()), "{}", code.name);
            prop_assert!(!code.name.chars().any(close_codes_registry::text::is_invisible), "{:?}", code.name);
            if let Some(old) = before.codes.iter().find(|old| old.number == code.number) {
                prop_assert_eq!((&old.variant, &old.key, &old.texts), (&code.variant, &code.key, &code.texts));
            }
        }
        // The same files make the same names.
        prop_assert_eq!(check(&sources, &generated::REGISTRY).model, after);
    }

    /// A table with other bytes or moved lines: an accepted table is consistent. Each problem has a place, and an excerpt of
    /// three lines or none.
    #[test]
    fn a_damaged_table_is_checked(
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(b','), Just(b'"'), Just(b'4')]), 0..6),
        swap in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let registry = Registry::embedded().unwrap();
        let mut lines: Vec<_> = TABLE.lines().collect();
        let (one, other) = (swap.0.index(lines.len()), swap.1.index(lines.len()));
        lines.swap(one, other);
        let mut bytes = lines.join("\n").into_bytes();
        for (index, byte) in damage {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        let rules = generated::rules(&registry, Allowed::default());
        let Checked { model: table, problems } = table::check(&Source::new("damaged.csv", &bytes), rules);
        prop_assert!(table.codes.windows(2).all(|pair| pair[0].number < pair[1].number));
        for pair in table.bands.windows(2) {
            let (one, next) = (&pair[0].codes, &pair[1].codes);
            prop_assert!(one.start() < next.start() || one.start() == next.start() && one.end() > next.end());
            prop_assert!(one.end() < next.start() || one.end() >= next.end());
        }
        let variants: BTreeSet<_> = table.codes.iter().map(|entry| &entry.variant).collect();
        prop_assert_eq!(variants.len(), table.codes.len());
        for entry in &table.codes {
            prop_assert_eq!(entry.values.len(), table.columns.len());
        }
        if problems.is_empty() {
            prop_assert!(!table.codes.is_empty() || !table.bands.is_empty());
            prop_assert!(table.codes.iter().all(|entry| (3000..5000).contains(&entry.number) && !entry.name.is_empty()));
        }
        for problem in &problems {
            prop_assert!(problem.place.line >= 1 && problem.place.column >= 1);
            let shown = format!("{problem:#}");
            prop_assert!([1, 4].contains(&shown.lines().count()), "{shown}");
        }
    }
}
