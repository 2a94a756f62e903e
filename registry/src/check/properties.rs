//! Checks the properties of each code that are not in IANA's file.

use super::claims::Numbers;
use super::known::KnownCodes;
use super::{cell, headings};
use crate::model::{Reconnect, Sender};
use crate::problem::Problems;
use crate::read::{self, Cell};
use crate::source::Source;
use crate::text::quote;

/// The row of one code.
#[derive(Default)]
pub(super) struct Property {
    /// The variant, if the Meaning does not make a good one.
    pub(super) variant: Option<Cell>,
    pub(super) sender: Sender,
    pub(super) reconnect: Reconnect,
    pub(super) http_status: Option<u16>,
}

const SENDERS: [Sender; 5] = [Sender::Either, Sender::Client, Sender::Server, Sender::Nobody, Sender::Local];

const RECONNECTS: [Reconnect; 3] = [Reconnect::Yes, Reconnect::No, Reconnect::Unknown];

/// The properties of each code.
pub(super) struct Properties {
    rows: Vec<(u16, Property)>,
}

impl Properties {
    /// The properties of a code.
    pub(super) fn of(&self, code: u16) -> Option<&Property> {
        self.rows.iter().find(|(other, _)| *other == code).map(|(_, property)| property)
    }
}

/// Returns the properties. Reports rows for unknown codes.
pub(super) fn check(source: &Source, known: &KnownCodes<'_>, problems: &mut Problems) -> Properties {
    let senders = SENDERS.map(|sender| (sender.name(), sender));
    let reconnects = RECONNECTS.map(|reconnect| (reconnect.name(), reconnect));
    let table = read::rows(source, headings::PROPERTIES, problems);
    let mut properties = Properties { rows: Vec::new() };
    let mut numbers = Numbers::default();
    let mut statuses = Numbers::default();
    for [cell, variant, sender, reconnect, status] in table.rows {
        let line = source.line(cell.span.start);
        let code = known.code(&cell.text).and_then(|code| numbers.claim(&(code..=code), line).map(|()| code));
        let code = code.map_err(|fault| problems.report(source, cell.span, fault));
        let sender = cell::word(&sender.text, &senders).map_err(|fault| problems.report(source, sender.span, fault));
        let reconnect =
            cell::word(&reconnect.text, &reconnects).map_err(|fault| problems.report(source, reconnect.span, fault));
        let http_status = match status.filled().map(|cell| http_status(&cell.text, line, &mut statuses)) {
            Some(Ok(status)) => Some(status),
            Some(Err(fault)) => {
                problems.report(source, status.span, fault);
                None
            }
            None => None,
        };
        if let Ok(code) = code {
            let variant = variant.filled().cloned();
            let (sender, reconnect) = (sender.unwrap_or_default(), reconnect.unwrap_or_default());
            properties.rows.push((code, Property { variant, sender, reconnect, http_status }));
        }
    }
    properties
}

/// Reads an HTTP status (RFC 9110, section 15). No two rows can have the same.
fn http_status(text: &str, line: usize, taken: &mut Numbers) -> Result<u16, String> {
    let Some(status @ 100..=599) = cell::number(text) else {
        let text = quote(text);
        return Err(format!("{text} is not an HTTP status: write a number from 100 to 599, or leave the cell empty"));
    };
    taken.claim(&(status..=status), line).map(|()| status)
}
