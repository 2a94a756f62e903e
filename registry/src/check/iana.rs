//! IANA's file.

use super::cell;
use super::claims::Numbers;
use crate::model::Reference;
use crate::problem::Problems;
use crate::read::{self, Cell, Read};
use crate::source::Source;

/// A row that gives a code a meaning.
pub(super) struct Assignment {
    pub(super) number: u16,
    /// Where the row begins.
    pub(super) at: usize,
    pub(super) meaning: Cell,
    pub(super) contacts: Vec<String>,
    pub(super) references: Vec<Reference>,
}

/// Gives the codes that have a meaning, and whether no row's numbers are in doubt. Ranges, and codes that are not
/// assigned, are checked and left out.
pub(super) fn check(source: &Source, problems: &mut Problems) -> Read<Assignment> {
    let table = read::rows(source, ["Status Code", "Meaning", "Contact", "Reference"], problems);
    let mut assignments = Read { rows: Vec::new(), complete: table.complete };
    let mut numbers = Numbers::default();
    for [cell, meaning, contact, reference] in table.rows {
        let line = source.line(cell.at);
        let codes = match cell::codes(&cell.text).and_then(|codes| numbers.claim(&codes, line).map(|()| codes)) {
            Ok(codes) => codes,
            Err(fault) => {
                problems.report(source, cell.at, fault);
                assignments.complete = false;
                continue;
            }
        };
        if codes.start() != codes.end() || meaning.text.eq_ignore_ascii_case("Unassigned") {
            continue;
        }
        assignments.rows.push(Assignment {
            number: *codes.start(),
            at: cell.at,
            meaning,
            contacts: cell::people(&contact.text),
            references: cell::documents(&reference.text).into_iter().map(Reference::new).collect(),
        });
    }
    assignments.rows.sort_by_key(|assignment| assignment.number);
    assignments
}
