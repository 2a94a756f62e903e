//! The content that `explain` and `export` show: IANA's registry, or a table of private codes.

use std::ops::RangeInclusive;

use close_codes_registry::check::cell::show;
use close_codes_registry::{
    Band, Cause, Code, Column, Entry, Language, OnTheWire, Range, Reconnect, Reference, Registry, Sender, Source,
    Table, Text, Value,
};
use heck::ToUpperCamelCase;

use crate::words::Words;

/// Codes and their facts, in one or more languages.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The name of the set, an identifier in `UpperCamelCase`.
    pub(crate) name: String,
    /// The titles for readers, such as `WebSocket close codes` or `game`; in the order of `languages`.
    pub(crate) titles: Vec<String>,
    /// The languages of the texts; at least one. The first language is shown first.
    pub(crate) languages: Vec<Language>,
    /// The codes with a name, in ascending order.
    pub(crate) codes: Vec<Named>,
    /// All ranges of numbers, in ascending order. Their texts are in the order of `languages`.
    pub(crate) ranges: Vec<Range>,
    /// The typed columns of a table; empty for the registry.
    pub(crate) columns: Vec<Column>,
    /// The bands of a table, in ascending order; empty for the registry.
    pub(crate) bands: Vec<Band>,
    /// `true` for IANA's registry, `false` for a table.
    pub(crate) is_registry: bool,
    /// The file of a table.
    pub(crate) file: Option<String>,
    /// `true` for each column whose whole numbers JavaScript's `number` holds exactly.
    safe: Vec<bool>,
}

/// A code with a name.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// The number on the wire.
    pub(crate) number: u16,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub(crate) variant: String,
    /// The label, in `snake_case`.
    pub(crate) key: String,
    /// Name and description, in the order of the document's languages. A description may be empty.
    pub(crate) texts: Vec<Text>,
    /// The people who registered the code; empty in a table.
    pub(crate) registrants: Vec<String>,
    /// The documents that define the code.
    pub(crate) references: Vec<Reference>,
    /// The usual causes, the most likely first; empty in a table.
    pub(crate) causes: Vec<Cause>,
    /// The endpoints that may send the code, by the registry. Either endpoint may send a private code.
    pub(crate) sender: Sender,
    /// The registry's hint; `None` in a table, which has columns for such hints.
    pub(crate) reconnect: Option<Reconnect>,
    /// The HTTP status that the registration names; `None` in a table.
    pub(crate) http_status: Option<u16>,
    /// The values of the table's columns, from its row or from its band.
    pub(crate) values: Vec<Option<Value>>,
}

impl Document {
    /// Makes a document of IANA's registry. The language with this index comes first.
    pub(crate) fn of_registry(registry: &Registry, language: usize) -> Self {
        let code = |code: &Code| Named {
            number: code.number,
            variant: code.variant.clone(),
            key: code.key.clone(),
            texts: code.texts.clone(),
            registrants: code.contacts.clone(),
            references: code.references.clone(),
            causes: code.causes.clone(),
            sender: code.sender,
            reconnect: Some(code.reconnect),
            http_status: code.http_status,
            values: Vec::new(),
        };
        let title = |words: Words| words.say("title").to_owned();
        let mut document = Self {
            name: "CloseCode".to_owned(),
            titles: Vec::new(),
            languages: registry.languages.clone(),
            codes: registry.codes.iter().map(code).collect(),
            ranges: registry.ranges.clone(),
            columns: Vec::new(),
            bands: Vec::new(),
            is_registry: true,
            file: None,
            safe: Vec::new(),
        };
        let causes = document.codes.iter_mut().flat_map(|code| &mut code.causes);
        causes.for_each(|cause| bring_to_front(&mut cause.texts, language));
        let texts = document.codes.iter_mut().map(|code| &mut code.texts);
        for texts in texts.chain(document.ranges.iter_mut().map(|range| &mut range.texts)) {
            bring_to_front(texts, language);
        }
        bring_to_front(&mut document.languages, language);
        document.titles = (0..document.languages.len()).map(|language| title(document.words(language))).collect();
        document
    }

    /// Makes a document of a table. The words around its texts, and the names of ranges, are in the registry's language with
    /// this index.
    pub(crate) fn of_table(source: &Source, table: &Table, registry: &Registry, language: usize) -> Self {
        let registered = |number: u16| registry.codes.iter().find(|code| code.number == number);
        let code = |entry: &Entry| Named {
            number: entry.number,
            variant: entry.variant.clone(),
            key: entry.key.clone(),
            texts: vec![Text { name: entry.name.clone(), description: entry.description.clone() }],
            registrants: Vec::new(),
            references: entry.references.clone(),
            causes: Vec::new(),
            sender: registered(entry.number)
                .map_or_else(|| sender_in(&registry.ranges, entry.number), |code| code.sender),
            reconnect: None,
            http_status: None,
            values: entry.values.clone(),
        };
        let ranges = registry.ranges.iter().cloned().map(|mut range| {
            range.texts = range.texts.get(language).into_iter().cloned().collect();
            range
        });
        Self {
            name: set_name(source.stem()),
            titles: vec![source.stem().to_owned()],
            languages: registry.languages.get(language).into_iter().cloned().collect(),
            codes: table.codes.iter().map(code).collect(),
            ranges: ranges.collect(),
            columns: table.columns.clone(),
            bands: table.bands.clone(),
            is_registry: false,
            file: Some(source.name().to_owned()),
            safe: (0..table.columns.len()).map(|column| is_column_safe(table, column)).collect(),
        }
    }

    /// Returns the title in the first language.
    pub(crate) fn title(&self) -> &str {
        self.titles.first().map(String::as_str).unwrap_or_default()
    }

    /// Returns `true` if every code has a value in this column.
    pub(crate) fn is_filled(&self, column: usize) -> bool {
        self.codes.iter().all(|code| matches!(code.values.get(column), Some(Some(_))))
    }

    /// Returns `true` if JavaScript's `number` holds all whole numbers of a column exactly. Most readers of JSON use such numbers.
    pub(crate) fn is_safe(&self, column: usize) -> bool {
        self.safe.get(column).is_none_or(|safe| *safe)
    }

    /// Returns the words of a language, by its index.
    pub(crate) fn words(&self, language: usize) -> Words {
        Words::of(self.languages.get(language).map(|language| language.tag.as_str()).unwrap_or_default())
    }

    /// Returns the range of a number.
    pub(crate) fn range_of(&self, number: u16) -> Option<&Range> {
        self.ranges.iter().find(|range| range.codes.contains(&number))
    }

    /// Returns the narrowest band of a number, if the table has one.
    pub(crate) fn band_of(&self, number: u16) -> Option<&Band> {
        self.bands.iter().rev().find(|band| band.codes.contains(&number))
    }

    /// Returns the code with this number, if it has a name.
    pub(crate) fn code(&self, number: u16) -> Option<&Named> {
        self.codes.iter().find(|code| code.number == number)
    }

    /// Returns the endpoints that may send a number, with or without a name.
    pub(crate) fn sender_of(&self, number: u16) -> Sender {
        self.code(number).map_or_else(|| sender_in(&self.ranges, number), |code| code.sender)
    }
}

/// Returns the endpoints that may send a number without a registered sender (RFC 6455, section 7.4).
fn sender_in(ranges: &[Range], number: u16) -> Sender {
    match ranges.iter().find(|range| range.codes.contains(&number)).map(|range| range.on_the_wire) {
        Some(OnTheWire::Any) => Sender::Either,
        _ => Sender::Nobody,
    }
}

impl Named {
    /// Returns the name and the description in the first language.
    pub(crate) fn text(&self) -> (&str, &str) {
        self.texts.first().map(|text| (text.name.as_str(), text.description.as_str())).unwrap_or_default()
    }
}

/// Returns the reconnect hint as a bool; `None` if it is missing or unknown.
pub(crate) const fn may_reconnect(reconnect: Option<Reconnect>) -> Option<bool> {
    match reconnect {
        Some(Reconnect::Yes) => Some(true),
        Some(Reconnect::No) => Some(false),
        Some(Reconnect::Unknown) | None => None,
    }
}

/// Moves an item to the front. The others keep their order.
fn bring_to_front<T>(items: &mut [T], index: usize) {
    if let Some(items) = items.get_mut(..=index) {
        items.rotate_right(1);
    }
}

/// Makes the name of a set from the name of its file: `GameCode` from `game`.
fn set_name(stem: &str) -> String {
    let letters: String =
        stem.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let name = letters.to_upper_camel_case();
    if !name.starts_with(|first: char| first.is_ascii_uppercase()) {
        return UNNAMED.to_owned();
    }
    let name = name.strip_suffix("Codes").or_else(|| name.strip_suffix("Code")).unwrap_or(&name).to_owned();
    if name.is_empty() { UNNAMED.to_owned() } else { name + "Code" }
}

/// The name of a set if the name of its file cannot be used.
const UNNAMED: &str = "PrivateCode";

fn is_column_safe(table: &Table, column: usize) -> bool {
    let of_codes = table.codes.iter().filter_map(|entry| entry.values.get(column)?.as_ref());
    let of_bands = table.bands.iter().filter_map(|band| band.values.get(column)?.value());
    of_codes.chain(of_bands).all(|value| !matches!(value, Value::I64(value) if !is_safe(*value)))
}

/// Returns `true` if JavaScript's `number` holds a whole number exactly.
const fn is_safe(number: i64) -> bool {
    -MOST_SAFE <= number && number <= MOST_SAFE
}

/// JavaScript's `Number.MAX_SAFE_INTEGER`.
const MOST_SAFE: i64 = (1 << 53) - 1;

/// Converts a value of a typed column to JSON. A whole number that JavaScript would round becomes a string of its digits.
pub(crate) fn in_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::U8(value) => (*value).into(),
        Value::U16(value) => (*value).into(),
        Value::U32(value) => (*value).into(),
        Value::I64(value) if is_safe(*value) => (*value).into(),
        Value::I64(value) => value.to_string().into(),
        Value::F64(value) => (*value).into(),
        Value::Char(value) => value.to_string().into(),
        Value::Str(value) => value.as_str().into(),
    }
}

/// Formats a range with a dash: `4000–4499`, or `4001` for a single number.
pub(crate) fn shown(codes: &RangeInclusive<u16>) -> String {
    show(codes).replace('-', "–")
}
