//! The facts of each code that IANA does not hold.

use super::cell;
use super::claims::Numbers;
use super::known::Known;
use crate::model::{Reconnect, Sender};
use crate::problem::Problems;
use crate::read::{self, Cell};
use crate::source::Source;

/// The row of one code.
#[derive(Default)]
pub(super) struct Fact {
    /// The variant, where the Meaning makes a bad one.
    pub(super) variant: Option<Cell>,
    pub(super) sender: Sender,
    pub(super) reconnect: Reconnect,
}

const SENDERS: [(&str, Sender); 5] = [
    ("either", Sender::Either),
    ("client", Sender::Client),
    ("server", Sender::Server),
    ("nobody", Sender::Nobody),
    ("local", Sender::Local),
];

const RECONNECTS: [(&str, Reconnect); 3] =
    [("yes", Reconnect::Yes), ("no", Reconnect::No), ("unknown", Reconnect::Unknown)];

/// The facts of each code, and whether each row's code could be read.
pub(super) struct Facts {
    facts: Vec<(u16, Fact)>,
    pub(super) complete: bool,
}

impl Facts {
    /// What there is about a code.
    pub(super) fn of(&self, code: u16) -> Option<&Fact> {
        self.facts.iter().find(|(other, _)| *other == code).map(|(_, fact)| fact)
    }
}

/// Gives the facts; reports each about a code that is not known.
pub(super) fn check(source: &Source, known: &Known<'_>, problems: &mut Problems) -> Facts {
    let table = read::rows(source, ["Status Code", "Variant", "Sender", "Reconnect"], problems);
    let mut facts = Facts { facts: Vec::new(), complete: table.complete };
    let mut numbers = Numbers::default();
    for [cell, variant, sender, reconnect] in table.rows {
        let line = source.line(cell.span.start);
        let code = known.code(&cell.text).and_then(|code| numbers.claim(&(code..=code), line).map(|()| code));
        let code = code.map_err(|fault| problems.report(source, cell.span, fault));
        let sender = cell::word(&sender.text, &SENDERS).map_err(|fault| problems.report(source, sender.span, fault));
        let reconnect =
            cell::word(&reconnect.text, &RECONNECTS).map_err(|fault| problems.report(source, reconnect.span, fault));
        if let Ok(code) = code {
            let variant = variant.filled().cloned();
            let (sender, reconnect) = (sender.unwrap_or_default(), reconnect.unwrap_or_default());
            facts.facts.push((code, Fact { variant, sender, reconnect }));
        } else {
            facts.complete = false;
        }
    }
    facts
}
