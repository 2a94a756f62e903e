//! The facts about one code.

use close_codes::CloseCode;
use close_codes_registry::{Cause, Range, Reconnect, Sender, Text, Value, value_in};

use super::pasted::Place;
use super::question::Meant;
use crate::document::{Document, Named};
use crate::words::Words;

/// The facts about a number in one document.
#[derive(Debug)]
pub(super) struct Answer<'d> {
    pub(super) document: &'d Document,
    pub(super) number: u16,
    /// The row of the number.
    pub(super) code: Option<&'d Named>,
    /// The registry's row of the number.
    pub(super) registered: Option<&'d Named>,
    pub(super) sender: Sender,
    /// The part of the argument that was understood; `None` for the whole argument.
    pub(super) place: Option<&'d Place>,
}

impl<'d> Answer<'d> {
    /// Returns an answer from each document that has the name. A number is answered by each document with a row or a band for it,
    /// or else by the registry, which is the first document.
    pub(super) fn all(meant: &'d Meant<'d>, documents: &'d [Document]) -> Vec<Self> {
        let Some(registry) = documents.first() else { return Vec::new() };
        let number = meant.number;
        let answer = |document| Self { place: meant.place.as_ref(), ..Self::new(number, document, registry) };
        if !meant.by.is_empty() {
            return meant.by.iter().copied().map(answer).collect();
        }
        let knows = |document: &&Document| document.code(number).is_some() || document.band_of(number).is_some();
        let mut answers: Vec<_> = documents.iter().filter(knows).map(answer).collect();
        if answers.is_empty() {
            answers.push(answer(registry));
        }
        answers
    }

    fn new(number: u16, document: &'d Document, registry: &'d Document) -> Self {
        let code = document.code(number);
        let sender = code.map_or_else(|| registry.sender_of(number), |code| code.sender);
        Self { document, number, code, registered: registry.code(number), sender, place: None }
    }

    pub(super) fn words(&self) -> Words {
        self.document.words(0)
    }

    pub(super) fn range(&self) -> Option<&'d Range> {
        self.document.range_of(self.number)
    }

    /// Returns the name: from the document, or else from the registry, or else of the range.
    pub(super) fn name(&self) -> &'d str {
        self.text(|text| &text.name)
    }

    /// Returns the description, which is found like the name.
    pub(super) fn description(&self) -> &'d str {
        self.text(|text| &text.description)
    }

    fn text(&self, part: fn(&Text) -> &String) -> &'d str {
        let own = [self.code, self.registered].into_iter().flatten().map(|code| &code.texts);
        let texts = own.chain(self.range().map(|range| &range.texts)).filter_map(|texts| texts.first());
        texts.map(part).find(|text| !text.is_empty()).map(String::as_str).unwrap_or_default()
    }

    /// Returns the words for the senders: `server`, `client`, `browser`.
    pub(super) fn senders(&self) -> Vec<&'static str> {
        let server = matches!(self.sender, Sender::Either | Sender::Server);
        let client = matches!(self.sender, Sender::Either | Sender::Client);
        // The sender may be that of a given file of IANA. WHATWG's numbers are the same for all files.
        let browser = CloseCode::from_u16(self.number).is_allowed_in_close_call() && self.sender.is_allowed_on_wire();
        let all = [("server", server), ("client", client), ("browser", browser)];
        all.into_iter().filter(|&(_, may)| may).map(|(who, _)| who).collect()
    }

    /// Returns the registry's hint: unknown for an unregistered number, `None` for a table.
    pub(super) fn reconnect(&self) -> Option<Reconnect> {
        let unnamed = self.document.is_registry.then_some(Reconnect::Unknown);
        self.code.map_or(unnamed, |code| code.reconnect)
    }

    /// Returns the usual causes. A table has those of the registry.
    pub(super) fn causes(&self) -> &'d [Cause] {
        self.registered.map_or(&[], |code| &code.causes)
    }

    /// Returns the values of the table's columns, from the row of the code or from its band.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'d str, &'d Value)> {
        let value = |column: usize| match self.code {
            Some(code) => code.values.get(column)?.as_ref(),
            None => value_in(&self.document.bands, self.number, column),
        };
        let columns = self.document.columns.iter().enumerate();
        columns.filter_map(move |(index, column)| Some((column.name.as_str(), value(index)?)))
    }
}
