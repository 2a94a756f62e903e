//! IANA's file.

use super::cell;
use super::claims::Numbers;
use crate::model::Reference;
use crate::problem::Problems;
use crate::read::{self, Cell};
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

/// Gives the codes that have a meaning. Rows of unassigned and reserved ranges are checked and left out.
pub(super) fn check(source: &Source, problems: &mut Problems) -> Vec<Assignment> {
    let headings = ["Status Code", "Meaning", "Contact", "Reference"];
    let mut numbers = Numbers::default();
    let mut assignments = Vec::new();
    for [cell, meaning, contact, reference] in read::rows(source, headings, problems) {
        let codes = match cell::codes(&cell.text) {
            Ok(codes) => codes,
            Err(fault) => {
                problems.report(source, cell.at, fault);
                continue;
            }
        };
        if let Err(fault) = numbers.claim(&codes, source.place(cell.at).line) {
            problems.report(source, cell.at, fault);
            continue;
        }
        let single = codes.start() == codes.end();
        if meaning.text.eq_ignore_ascii_case("Unassigned") || (!single && is_reserved(&meaning.text)) {
            continue;
        }
        if !single {
            let message = "a range is `Unassigned` or `Reserved`: give each code with a meaning a row of its own";
            problems.report(source, meaning.at, message);
            continue;
        }
        assignments.push(Assignment {
            number: *codes.start(),
            at: cell.at,
            meaning,
            contacts: cell::list(&contact.text),
            references: cell::list(&reference.text).into_iter().map(Reference::new).collect(),
        });
    }
    assignments.sort_by_key(|assignment| assignment.number);
    assignments
}

fn is_reserved(meaning: &str) -> bool {
    meaning.get(.."Reserved".len()).is_some_and(|start| start.eq_ignore_ascii_case("Reserved"))
}
