//! The table against new measurements; and the measurements against facts that somebody wrote down.

use std::fs;
use std::sync::LazyLock;

use crate::column::{Column, measure_libraries};
use crate::ranges::Groups;
use crate::table::Table;
use crate::{FILE, wire};

static MEASURED: LazyLock<Vec<Column>> = LazyLock::new(measure_libraries);

#[test]
fn the_table_is_in_step() {
    let table = Table::read(&fs::read_to_string(FILE).unwrap()).unwrap();
    let mut differences: Vec<_> = table.compare(&MEASURED).iter().map(ToString::to_string).collect();
    // A code that IANA adds changes this crate's rows of codes, and no other library's. CONTRIBUTING.md says when to write them.
    if (1016..=2999).any(|code| close_codes::CloseCode::from_u16(code).is_registered()) {
        differences.retain(|difference| !difference.starts_with("close-codes, ") || !difference.contains(": codes "));
    }
    assert!(
        differences.is_empty(),
        "`cargo run -- --write` writes what has been measured,:\n{}",
        differences.join("\n")
    );
}

#[test]
fn the_file_is_what_would_be_written() {
    let file = fs::read_to_string(FILE).unwrap();
    assert_eq!(Table::read(&file).unwrap().replace_in(&file).unwrap(), file);
}

#[test]
fn nothing_is_unfinished() {
    for column in MEASURED.iter() {
        for (row, cell) in column.cells() {
            assert!(!cell.contains(crate::library::UNFINISHED), "{}, {row}", column.name);
        }
    }
}

fn received(library: &str, row: &str) -> String {
    cell(library, row, |column| &column.received)
}

fn sent(library: &str, row: &str) -> String {
    cell(library, row, |column| &column.sent)
}

fn cell(library: &str, row: &str, cells: fn(&Column) -> &Vec<(String, String)>) -> String {
    let column = MEASURED.iter().find(|column| column.name == library).unwrap();
    cells(column).iter().find(|(name, _)| name == row).unwrap().1.clone()
}

#[test]
fn close_codes_takes_and_sends_what_may_go_over_the_wire() {
    // RFC 6455, section 7.4, and IANA's registry, to which codes below 3000 may be added.
    let allowed = |code: &u16| match code {
        1000..=1003 | 1007..=1014 | 3000..=4999 => true,
        1016..=2999 => close_codes::CloseCode::from_u16(*code).is_registered(),
        _ => false,
    };
    let mut groups = Groups::default();
    for code in (0..=u16::MAX).filter(allowed) {
        groups.add("wire", code, code.checked_sub(1));
    }
    let wire = groups.to_string();
    let wire = wire.trim_start_matches("wire: ");
    assert!(wire.starts_with("1000-1003, 1007-1014, "), "{wire}");
    assert_eq!(received("close-codes", "codes told"), wire);
    assert_eq!(received("close-codes", "codes echoed"), wire);
    assert_eq!(sent("close-codes", "codes sent"), wire);
    assert_eq!(sent("close-codes", "codes sent, illegal"), "none");
    assert_eq!(sent("close-codes", "no code"), "sent");
    assert_eq!(sent("close-codes", "a reason of 124 bytes (too long)"), "Reason::ReasonTooLong");
}

#[test]
fn tungstenite_knows_no_1014() {
    let rewritten = "1002 `Protocol violation` → 1002 `Protocol violation`";
    assert_eq!(received("tungstenite", "1014 `bye`"), rewritten);
    assert_eq!(received("axum", "1014 `bye`"), rewritten);
    assert_eq!(received("fastwebsockets", "1014 `bye`"), "InvalidCloseCode → 1002 and the reason");
    assert_eq!(received("tokio-websockets", "1014 `bye`"), "told → the code alone");
    assert_eq!(received("actix-http", "1014 `bye`"), "told → nothing");
}

#[test]
fn what_is_told_of_an_empty_body() {
    assert_eq!(received("tungstenite", "an empty body"), "told → echo");
    assert_eq!(received("tokio-websockets", "an empty body"), "1005 → echo");
    assert_eq!(received("soketto", "an empty body"), "Closed → echo");
    assert_eq!(received("ratchet_rs", "an empty body"), "told → 1000");
}

#[test]
fn reasons_that_are_too_long() {
    let row = "the same, bytes 123 and 124 one character";
    assert_eq!(sent("tungstenite", row), "sent, illegal");
    assert_eq!(sent("tokio-websockets", row), "panic");
    assert_eq!(sent("actix-http", row), "sent, illegal");
    assert_eq!(sent("actix-ws", row), "cut to 122 bytes");
}

#[test]
fn soketto_always_closes_with_1000() {
    assert_eq!(sent("soketto", "codes sent"), "1000 (1)");
}

#[test]
fn ranges_are_of_codes_that_were_tried() {
    let mut groups = Groups::default();
    groups.add("a", 1, None);
    groups.add("b", 2, Some(1));
    groups.add("a", 3, Some(2));
    groups.add("a", 7, Some(3));
    assert_eq!(groups.to_string(), "a: 1, 3-7 (6)<br>b: 2 (1)");
    assert_eq!(Groups::default().to_string(), "none");
}

#[test]
fn a_cell_that_changes_is_told() {
    let column = |version: &str, cell: &str| Column {
        name: "library".into(),
        version: version.into(),
        received: vec![("one byte".into(), "told → echo".into())],
        sent: vec![("no code".into(), cell.into())],
    };
    let file = Table(vec![column("1.0.0", "sent")])
        .replace_in("a\n<!-- conformance: table -->\n\n<!-- conformance: end -->\nb\n");
    let table = Table::read(&file.unwrap()).unwrap();
    assert_eq!(table.0, [column("1.0.0", "sent")]);
    let differences: Vec<_> = table.compare(&[column("1.1.0", "panic")]).iter().map(ToString::to_string).collect();
    assert_eq!(
        differences,
        [
            "library, version\n    was: 1.0.0\n    is:  1.1.0",
            "library, the application closes: no code\n    was: sent\n    is:  panic",
        ]
    );
}

#[test]
fn frames_are_those_of_rfc_6455() {
    // Its section 5.7 has frames with this key, and the same way to tell a length.
    assert_eq!(wire::frame(&[3, 0xE8]), [0x88, 2, 3, 0xE8]);
    assert_eq!(wire::frame(&[7; 126])[..5], [0x88, 126, 0, 126, 7]);
    assert_eq!(wire::masked_frame(b"Hello")[..], [0x88, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]);
    for body in [&[][..], &[3], &[3, 0xE8], &[7; 126], &[7; 1000]] {
        assert_eq!(wire::close_body(wire::frame(body).as_slice()).unwrap().unwrap(), body);
        assert_eq!(wire::close_body(wire::masked_frame(body).as_slice()).unwrap().unwrap(), body);
    }
    assert_eq!(wire::close_body([].as_slice()).unwrap(), None);
    assert!(wire::close_body([0x81, 0].as_slice()).is_err());
}
