//! The facts about one code.

use close_codes::CloseCode;
use close_codes_registry::{Band, Cause, Range, Reconnect, Sender, Text, Value, ValuesIn};

use super::place::Place;
use crate::document::{Document, Named};
use crate::words::Words;

/// The facts about a number or a band in one document.
#[derive(Debug)]
pub(crate) struct Answer<'d> {
    pub(super) document: &'d Document,
    /// The number, or the first number of the band.
    pub(super) number: u16,
    /// `true` for a band that was asked for by its name.
    pub(super) is_band: bool,
    /// The bands of the document. Of those with the number, the last is the narrowest.
    bands: &'d [Band],
    /// The row of the number.
    pub(super) code: Option<&'d Named>,
    /// The registry's row of the number.
    pub(super) registered: Option<&'d Named>,
    pub(super) sender: Sender,
    /// The usual causes of a registered code.
    pub(super) causes: &'d [Cause],
    /// The part of the argument that was understood; `None` for the whole argument.
    pub(super) place: Option<&'d Place>,
}

impl<'d> Answer<'d> {
    /// Returns the answers about a number: from each document with a row or a band for it, or else from the registry.
    ///
    /// The registry is the first document, and the last to answer: the tables decide.
    pub(crate) fn of_number(number: u16, documents: &'d [Document], place: Option<&'d Place>) -> Vec<Self> {
        let Some(registry) = documents.first() else { return Vec::new() };
        let answer = |document| Self::of(number, document, registry, place);
        let knows = |document: &&Document| document.code(number).is_some() || document.band_of(number).is_some();
        let (first, tables) = documents.split_at(1);
        let mut answers: Vec<_> = tables.iter().chain(first).filter(knows).map(answer).collect();
        if answers.is_empty() {
            answers.push(answer(registry));
        }
        // The causes are shown once: by the registry, if it answers.
        for other in answers.iter_mut().rev().skip(1) {
            other.causes = &[];
        }
        answers
    }

    /// Returns the answer about a number from one document.
    pub(crate) fn of(number: u16, document: &'d Document, registry: &'d Document, place: Option<&'d Place>) -> Self {
        Self { place, ..Self::new(number, document, registry) }
    }

    /// Returns the answer about the band with this index.
    pub(crate) fn of_band(index: usize, number: u16, document: &'d Document, registry: &'d Document) -> Self {
        // Narrower bands that begin with the same number come after it.
        let bands = document.bands.get(..=index).unwrap_or_default();
        let (code, registered, causes) = (None, None, &[][..]);
        Self { is_band: true, bands, code, registered, causes, ..Self::new(number, document, registry) }
    }

    fn new(number: u16, document: &'d Document, registry: &'d Document) -> Self {
        let code = document.code(number);
        let sender = code.map_or_else(|| registry.sender_of(number), |code| code.sender);
        let registered = registry.code(number);
        let causes = registered.map_or(&[][..], |code| &code.causes);
        Self { document, number, is_band: false, bands: &document.bands, code, registered, sender, causes, place: None }
    }

    pub(super) fn words(&self) -> Words {
        self.document.words(0)
    }

    pub(super) fn range(&self) -> Option<&'d Range> {
        self.document.range_of(self.number)
    }

    /// Returns the narrowest band with a name, or else the narrowest, if the number does not have a row.
    pub(super) fn band(&self) -> Option<&'d Band> {
        let bands = || self.bands.iter().rev().filter(|band| band.codes.contains(&self.number));
        bands().find(|band| !band.name.is_empty()).or_else(|| bands().next()).filter(|_| self.code.is_none())
    }

    /// Returns the name: from the row of the document, or else from the band, from the registry's row, or of the range.
    pub(crate) fn name(&self) -> &'d str {
        let of_band = self.band().map(|band| &*band.name).filter(|name| !name.is_empty());
        self.code
            .map(|code| code.text().0)
            .or(of_band)
            .or_else(|| self.fallback().map(|text| &*text.name))
            .unwrap_or_default()
    }

    /// Returns the description that belongs to the name. May be empty.
    pub(super) fn description(&self) -> &'d str {
        let of_code = self.code.map(|code| code.text().1);
        let of_band = self.band().filter(|band| !band.name.is_empty() || !band.description.is_empty());
        let own = of_code.or(of_band.map(|band| &*band.description));
        own.or_else(|| self.fallback().map(|text| &*text.description)).unwrap_or_default()
    }

    /// Returns the texts of the registry's row, or else of the range.
    fn fallback(&self) -> Option<&'d Text> {
        let texts = self.registered.map(|code| &code.texts).or_else(|| self.range().map(|range| &range.texts));
        texts.and_then(|texts| texts.first())
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

    /// Returns the values of the table's columns, from the row of the code or from its band.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'d str, &'d Value)> {
        let columns = &self.document.columns;
        let values = match self.code {
            Some(code) => code.values.iter().map(Option::as_ref).collect(),
            None => ValuesIn::new(self.bands, columns.len()).of(self.number),
        };
        columns.iter().zip(values).filter_map(|(column, value)| Some((column.name.as_str(), value?)))
    }
}
