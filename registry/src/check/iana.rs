//! Checks IANA's file.

use super::claims::{Numbers, in_order};
use super::{cell, headings};
use crate::model::Reference;
use crate::problem::Problems;
use crate::read::{self, Cell, Read};
use crate::source::{Source, Span};
use crate::text::{on_one_line, quote};

/// A row of a code with a meaning.
pub(super) struct Assignment {
    pub(super) number: u16,
    /// The place of the number.
    pub(super) at: Span,
    pub(super) meaning: Cell,
    pub(super) contacts: Vec<String>,
    pub(super) references: Vec<Reference>,
}

/// Returns the codes with a meaning. They are complete if the numbers of all rows could be read. Ranges and unassigned
/// codes are checked and left out.
pub(super) fn check(source: &Source, problems: &mut Problems) -> Read<Assignment> {
    let table = read::rows(source, headings::IANA, problems);
    let mut assignments = Read { rows: Vec::new(), complete: table.complete };
    let mut numbers = Numbers::default();
    for [cell, meaning, contact, reference] in table.rows {
        let line = source.line(cell.span.start);
        let codes =
            match cell::codes(&cell.text, cell::CODES).and_then(|codes| numbers.claim(&codes, line).map(|()| codes)) {
                Ok(codes) => codes,
                Err(fault) => {
                    problems.report(source, cell.span, fault);
                    assignments.complete = false;
                    continue;
                }
            };
        if on_one_line(&meaning.text).chars().any(char::is_control) {
            problems.report(source, meaning.span, "the Meaning has control characters: check that this is IANA's file");
        }
        let single = codes.start() == codes.end();
        if is_free(&meaning.text, single) {
            continue;
        }
        if !single {
            let fault = format!(
                "a range cannot mean {}: give each code its own row, or write `Unassigned` or `Reserved`",
                quote(&meaning.text)
            );
            problems.report(source, meaning.span, fault);
            continue;
        }
        if meaning.text.is_empty() {
            problems.report(source, meaning.span, "the Meaning is missing: check that this is IANA's file");
        }
        let assignment = Assignment {
            number: *codes.start(),
            at: cell.span,
            meaning,
            contacts: cell::people(&contact.text),
            references: cell::documents(&reference.text).into_iter().map(Reference::new).collect(),
        };
        assignments.rows.push(assignment);
    }
    assignments.rows = in_order(assignments.rows, |assignment| assignment.number);
    assignments
}

/// Returns `true` if a Meaning stands for unassigned codes. A single reserved code, such as 1004, is registered.
fn is_free(meaning: &str, single: bool) -> bool {
    let meaning = meaning.to_ascii_lowercase();
    meaning == "unassigned" || (!single && (meaning.starts_with("reserved") || meaning.starts_with("private use")))
}
