//! Compares the table with new measurements, and the measurements with facts written by hand.

use std::fs;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::column::{Column, measure_libraries};
use crate::effect::{self, Effect};
use crate::findings::is_library;
use crate::ranges::Groups;
use crate::table::Table;
use crate::words::may_be_sent;
use crate::{README, marked, outdated, picture, wire};

static MEASURED: LazyLock<Vec<Column>> = LazyLock::new(measure_libraries);
static STORED: LazyLock<Table> = LazyLock::new(|| Table::read(&fs::read_to_string(README).unwrap()).unwrap());

#[test]
fn the_table_agrees_with_the_measurements() {
    let mut differences: Vec<_> = STORED.compare(&MEASURED).iter().map(ToString::to_string).collect();
    // A new code in IANA's registry changes only the rows of codes of close-codes. CONTRIBUTING.md says when to write them.
    if (1016..=2999).any(|code| close_codes::CloseCode::from_u16(code).is_registered()) {
        differences.retain(|difference| !difference.starts_with("close-codes, ") || !difference.contains(": codes "));
    }
    assert!(
        differences.is_empty(),
        "write the measured results with `cargo run -- --write`:\n{}",
        differences.join("\n")
    );
}

#[test]
fn tables_findings_and_picture_agree_with_the_table() {
    assert_eq!(outdated(&STORED).unwrap(), [""; 0]);
}

#[test]
fn cells_of_codes_are_read_as_they_are_written() {
    for (row, cell) in STORED.0.iter().flat_map(Column::cells).filter(|(row, _)| row.starts_with("codes ")) {
        assert_eq!(&Groups::parse(cell).unwrap().to_string(), cell, "{row}");
    }
}

/// The introduction says so.
#[test]
fn codes_of_a_mark_differ_only_in_firefox_below_1000() {
    let is_mixed = |codes: &RangeInclusive<u16>, effect: &dyn Fn(u16) -> Effect| {
        codes.clone().any(|code| effect(code) != effect(*codes.start()))
    };
    let mut mixed = Vec::new();
    for column in &STORED.0 {
        let (arriving, leaving) = (effect::arriving(column), effect::leaving(column));
        let rows = |first| picture::rows(first).map(|(_, rows)| rows).concat();
        let arriving = rows(picture::ARRIVING).into_iter().filter(|row| is_mixed(row, &arriving));
        let leaving = rows(picture::LEAVING).into_iter().filter(|row| is_mixed(row, &leaving));
        mixed.extend(arriving.chain(leaving).map(|row| (column.name.as_str(), row)));
    }
    assert_eq!(mixed, [("Firefox", 0..=999)]);
    let firefox = STORED.0.iter().find(|column| column.name == "Firefox").unwrap();
    assert_eq!([0, 1, 999].map(effect::arriving(firefox)), [Effect::Kept, Effect::Illegal, Effect::Illegal]);
}

/// The picture's legend names this code and this length.
#[test]
fn rewritten_codes_are_1002_and_cut_reasons_have_123_bytes() {
    for column in &STORED.0 {
        let changed = effect::groups(&column.received, "codes reported as another");
        assert!((0..=u16::MAX).filter_map(|code| changed.word(code)).all(|word| word.starts_with("1002")));
        let long = effect::text(&column.sent, "a reason of 124 bytes (too long)");
        assert!(effect::sent(long) != Effect::Cut || long == "cut to 123 bytes", "{}: {long}", column.name);
    }
}

/// After IANA has registered a code, the results of browsers are old until the browsers are measured.
#[test]
fn no_code_that_may_be_sent_is_called_illegal() {
    for column in &STORED.0 {
        let (arriving, leaving) = (effect::arriving(column), effect::leaving(column));
        for code in (0..=u16::MAX).filter(|code| may_be_sent(*code)) {
            let effects = [arriving(code), leaving(code)];
            assert!(!effects.contains(&Effect::Illegal), "{}, {code}: run ./browsers --write", column.name);
        }
    }
}

#[test]
fn each_code_is_in_one_row_of_the_picture() {
    for rows in [picture::ARRIVING, picture::LEAVING].map(picture::rows) {
        let mut codes: Vec<_> = rows.iter().flat_map(|(_, rows)| rows.iter().cloned()).flatten().collect();
        codes.sort_unstable();
        assert!(codes.into_iter().eq(0..=u16::MAX));
        // RFC 6455, section 7.4, and IANA's registry. IANA may register some of 1016-2999.
        let [sent, forbidden] = rows.map(|(_, rows)| rows.into_iter().flatten().collect::<Vec<_>>());
        assert!((1000..=1003).chain(1007..=1014).chain(3000..=4999).all(|code| sent.contains(&code)));
        assert!(
            (0..=999).chain(1004..=1006).chain([1015]).chain(5000..=u16::MAX).all(|code| forbidden.contains(&code))
        );
    }
}

#[test]
fn effects() {
    use Effect::{Broken, Changed, Cut, Illegal, Kept, Refused, Unavailable};

    let cells = |rows: &[(&str, &str)]| rows.iter().map(|(row, cell)| ((*row).into(), (*cell).into())).collect();
    let column = Column {
        received: cells(&[
            ("codes reported", "1, 3 (2)"),
            ("codes reported as another", "1002: 2, 7 (2)<br>no code: 4 (1)"),
            ("codes refused", "Invalid: 0 (1)<br>nothing: 5 (1)<br>panic: 6 (1)"),
            ("codes echoed", "illegal: 3 (1)<br>1 (1)"),
            ("codes answered with another body", "1006, illegal: 7 (1)"),
        ]),
        sent: cells(&[
            ("codes sent", "1 (1)"),
            ("codes sent, illegal", "2 (1)"),
            ("codes sent as another", "1002: 3 (1)<br>1006, illegal: 4 (1)"),
            ("codes refused", "Invalid: 0 (1)<br>nothing: 5 (1)<br>panic: 6 (1)<br>–: 7 (1)"),
        ]),
        ..Column::default()
    };
    let codes = [0, 1, 2, 3, 4, 5, 6, 7];
    let arriving = codes.map(effect::arriving(&column));
    assert_eq!(arriving, [Refused, Kept, Changed, Illegal, Broken, Broken, Broken, Illegal]);
    let leaving = codes.map(effect::leaving(&column));
    assert_eq!(leaving, [Refused, Kept, Illegal, Changed, Illegal, Broken, Broken, Unavailable]);
    let reasons =
        ["sent", "sent, illegal", "cut to 123 bytes", "cut to 124 bytes, illegal", "with U+FFFD", "TypeError"];
    assert_eq!(reasons.map(effect::sent), [Kept, Illegal, Cut, Illegal, Changed, Refused]);
}

#[test]
fn a_missing_mark_is_named() {
    assert_eq!(marked::part("a\n", "table").unwrap_err(), "the file has no mark `<!-- conformance: table -->`");
    assert_eq!(
        marked::part("<!-- conformance: table -->\n", "table").unwrap_err(),
        "the file has no mark `<!-- conformance: end -->` after `table`"
    );
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
    assert_eq!(received("close-codes", "codes reported"), wire);
    assert_eq!(received("close-codes", "codes echoed"), wire);
    assert_eq!(sent("close-codes", "codes sent"), wire);
    assert_eq!(sent("close-codes", "codes sent, illegal"), "none");
    assert_eq!(sent("close-codes", "no code"), "sent");
    assert_eq!(sent("close-codes", "a reason of 124 bytes (too long)"), "Reason::ReasonTooLong");
}

#[test]
fn some_libraries_do_not_know_1014() {
    let rewritten = "1002 `Protocol violation` → 1002 `Protocol violation`";
    assert_eq!(received("tungstenite", "1014 `bye`"), rewritten);
    assert_eq!(received("axum", "1014 `bye`"), rewritten);
    assert_eq!(received("fastwebsockets", "1014 `bye`"), "InvalidCloseCode → 1002 and the reason");
    assert_eq!(received("tokio-websockets", "1014 `bye`"), "reported → the code only");
    assert_eq!(received("actix-http", "1014 `bye`"), "reported → nothing");
}

#[test]
fn an_empty_body() {
    assert_eq!(received("tungstenite", "an empty body"), "reported → echoed");
    assert_eq!(received("tokio-websockets", "an empty body"), "1005 → echoed");
    assert_eq!(received("soketto", "an empty body"), "Closed → echoed");
    assert_eq!(received("ratchet_rs", "an empty body"), "reported → 1000");
}

#[test]
fn reasons_that_are_too_long() {
    let row = "a reason of 124 bytes, the last two of one character";
    assert_eq!(sent("tungstenite", row), "sent, illegal");
    assert_eq!(sent("tokio-websockets", row), "panic");
    assert_eq!(sent("actix-http", row), "sent, illegal");
    assert_eq!(sent("actix-ws", row), "cut to 122 bytes");
}

/// The figures of the findings.
#[test]
fn libraries_that_send_what_is_illegal() {
    let of = |row: &str, cell: &str| {
        let columns = MEASURED.iter().filter(|column| effect::text(&column.sent, row) == cell);
        columns.map(|column| column.name.as_str()).collect::<Vec<_>>()
    };
    let all = ["tungstenite", "axum", "actix-http", "actix-ws", "fastwebsockets", "sockudo-ws"];
    let mut forbidden = Groups::default();
    for code in (0..=u16::MAX).filter(|code| !may_be_sent(*code)) {
        forbidden.add("all", code, code.checked_sub(1));
    }
    let forbidden = forbidden.to_string();
    assert!(forbidden.starts_with("all: 0-999, 1004-1006, 1015") && forbidden.contains("5000-65535"), "{forbidden}");
    assert_eq!(of("codes sent, illegal", forbidden.strip_prefix("all: ").unwrap()), all);
    assert_eq!(sent("ratchet_rs", "codes sent, illegal"), "1005-1006, 1015, 2000-2999 (1003)");
    assert!(sent("tokio-websockets", "codes refused").ends_with("panic: 1004-1006, 1015 (4)"));
    let long = ["tungstenite", "axum", "actix-http", "fastwebsockets", "ratchet_rs", "sockudo-ws"];
    assert_eq!(of("a reason of 124 bytes (too long)", "sent, illegal"), long);
    assert_eq!(MEASURED.iter().filter(|column| is_library(column)).count(), 10, "nine and close-codes");
}

#[test]
fn soketto_always_closes_with_1000() {
    assert_eq!(sent("soketto", "codes sent"), "1000 (1)");
}

#[test]
fn ranges_hold_codes_that_were_tried() {
    let mut groups = Groups::default();
    groups.add("a", 1, None);
    groups.add("b", 2, Some(1));
    groups.add("a", 3, Some(2));
    groups.add("a", 7, Some(3));
    assert_eq!(groups.to_string(), "a: 1, 3-7 (6)<br>b: 2 (1)");
    assert_eq!(Groups::default().to_string(), "none");
}

#[test]
fn a_difference_names_column_row_and_words() {
    let column = |version: &str, cell: &str| Column {
        name: "library".into(),
        version: version.into(),
        note: "Has one way to close.".into(),
        received: vec![("a body of one byte".into(), "reported → echoed".into())],
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

    let mut less = column("1.0.0", "sent");
    less.received.clear();
    let differences: Vec<_> = table.compare(&[less]).iter().map(ToString::to_string).collect();
    let row = "library, a close frame arrives: a body of one byte";
    assert_eq!(differences, [format!("{row}\n    was: reported → echoed\n    is:  no such row")]);
}

#[test]
fn frames_follow_rfc_6455() {
    // Section 5.7 has frames with this key and with these forms of a length.
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
