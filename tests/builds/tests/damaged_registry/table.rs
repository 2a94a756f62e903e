//! Damage to IANA's file.

use proptest::prelude::*;
use proptest::sample::{Index, select};

const IANA: &str = include_str!("../../../../registry/data/close-code-number.csv");

/// One change to the file.
#[derive(Clone, Debug)]
enum Damage {
    /// A cell has another text.
    Cell(Index, Index, String),
    /// A row is gone.
    Gone(Index),
    /// A row appears twice.
    Twice(Index, Index),
    /// Two rows have changed places.
    Swapped(Index, Index),
    /// A row is new.
    Row(String),
    /// A quote is inserted.
    Quote(Index),
    /// A byte has another value.
    Byte(Index, u8),
    /// Bytes are gone.
    Cut(Index, usize),
    /// The line ends are different.
    Ends(&'static str),
}

/// The text of a cell: from IANA's file, a possible name, or any text.
fn cell() -> impl Strategy<Value = String> {
    let known = select(
        &[
            "",
            "Unassigned",
            "Reserved",
            "1000",
            "1016-2999",
            "3004",
            "3100",
            "4999",
            "5000",
            "70000",
            "[RFC6455]",
            "[IESG_HYBI]",
        ][..],
    );
    let names = select(
        &[
            "Self",
            "self",
            "type",
            "async",
            "ALL",
            "EACH",
            "Unregistered",
            "REGISTERED",
            "Option",
            "Some",
            "None",
            "Result",
            "Ok",
            "CloseCode",
            "Language",
            "u16",
            "Debug",
            "Copy",
            "From",
            "as_u16",
            "from u16",
            "Not Found",
            "ß Straße",
            "İ",
            "1st",
            "Ünder",
            "re-sent",
            "A B-C_D",
            "x",
            "Normal closure",
            "Timeout",
            "*/ /* */",
            "{}",
            "{0}",
            "\\",
            "`code`",
            "[a](b)",
            "<b>",
            "\u{202e}back",
            "r#fn",
            "// x",
            "#",
            "C++",
            "don't",
            "100%",
            "404 Not Found",
            "Library",
            "Code 3001",
            "Code3001",
            "支付已过期",
            "The server was acting as a relay and lost\n        its upstream.",
        ][..],
    );
    prop_oneof![
        3 => known.prop_map(str::to_owned),
        6 => names.prop_map(str::to_owned),
        6 => "[A-Z][a-z]{1,9}( [A-Za-z0-9]{1,6}){0,3}",
        2 => "\\PC{0,90}",
        2 => "[A-Za-z0-9]{1,9}([ ,.'é\n]{1,2}[a-z0-9]{1,9}){6,12}",
        1 => any::<String>(),
    ]
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    let row = (1000..5000_u16, cell(), cell(), cell());
    let row = row.prop_map(|(code, name, contact, reference)| {
        [code.to_string(), name, contact, reference, String::new()].map(|cell| quoted(&cell)).join(",")
    });
    prop_oneof![
        12 => (at(), at(), cell()).prop_map(|(row, column, text)| Damage::Cell(row, column, text)),
        1 => at().prop_map(Damage::Gone),
        1 => (at(), at()).prop_map(|(row, to)| Damage::Twice(row, to)),
        2 => (at(), at()).prop_map(|(one, other)| Damage::Swapped(one, other)),
        3 => row.prop_map(Damage::Row),
        1 => at().prop_map(Damage::Quote),
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        1 => (at(), 1..40_usize).prop_map(|(at, length)| Damage::Cut(at, length)),
        1 => select(&["\n", "\r", "\r\n"][..]).prop_map(Damage::Ends),
    ]
}

/// Damages IANA's file in up to three ways.
pub(super) fn damaged() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(damage(), 1..=3).prop_map(|damages| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(IANA.as_bytes());
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let (mut ends, mut more) = ("\r\n", Vec::new());
        for damage in &damages {
            change_rows(&mut rows, damage);
            match damage {
                Damage::Ends(other) => ends = other,
                Damage::Row(row) => more.push(row.clone()),
                _ => {}
            }
        }
        let lines =
            rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",")).chain(more);
        let mut bytes: Vec<u8> = lines.map(|line| line + ends).collect::<String>().into_bytes();
        for damage in &damages {
            change_bytes(&mut bytes, damage);
        }
        bytes
    })
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn change_rows(rows: &mut Vec<Vec<String>>, damage: &Damage) {
    if rows.is_empty() {
        return;
    }
    match damage {
        Damage::Cell(row, column, text) => {
            let row = row.get_mut(rows);
            column.get_mut(row).clone_from(text);
        }
        Damage::Gone(row) => drop(rows.remove(row.index(rows.len()))),
        Damage::Twice(row, to) => {
            let row = row.get(rows).clone();
            rows.insert(to.index(rows.len()), row);
        }
        Damage::Swapped(one, other) => {
            let (one, other) = (one.index(rows.len()), other.index(rows.len()));
            rows.swap(one, other);
        }
        _ => {}
    }
}

fn change_bytes(bytes: &mut Vec<u8>, damage: &Damage) {
    if bytes.is_empty() {
        return;
    }
    match damage {
        Damage::Quote(at) => bytes.insert(at.index(bytes.len()), b'"'),
        Damage::Byte(at, byte) => *at.get_mut(bytes) = *byte,
        Damage::Cut(at, length) => {
            let start = at.index(bytes.len());
            let end = bytes.len().min(start + length);
            bytes.drain(start..end);
        }
        _ => {}
    }
}
