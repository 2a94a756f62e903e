//! Reads JSON: a list of objects, or an object whose members are the codes.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

use close_codes_registry::Span;
use close_codes_registry::read::MOST_COLUMNS;
use close_codes_registry::text::quote;
use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::grid::{Cell, Found, Grid};
use super::words::is_code;

/// Returns `true` if a file is probably JSON. A Markdown file may begin with a link in brackets.
pub(super) fn is_json(name: &str, text: &str) -> bool {
    let extension = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    if matches!(&*extension, "json" | "md" | "markdown" | "mdx") {
        return extension == "json";
    }
    let begins = |first: char, second: char| {
        text.trim_start().strip_prefix(first).is_some_and(|rest| rest.trim_start().starts_with(second))
    };
    begins('[', '{') || begins('{', '"')
}

/// Reads the table of a JSON file with this name.
///
/// # Errors
///
/// A message for a text that is not JSON, or that does not contain a table.
pub(super) fn read(name: &str, text: &str) -> Result<Found, String> {
    let whole: &RawValue =
        serde_json::from_str(text).map_err(|error| format!("cannot read {name} as JSON: {error}"))?;
    let mut reader = Reader { text, found: Found::default(), columns: IndexMap::new(), rows: Vec::new() };
    reader.take(whole).map_err(|fault| format!("{name} {fault}"))?;
    if reader.columns.len() > MOST_COLUMNS {
        return Err(format!(
            "the objects in {name} have more than {MOST_COLUMNS} different keys: give at most {MOST_COLUMNS}"
        ));
    }
    let Reader { mut found, columns, rows, .. } = reader;
    let full = |(span, pairs): (Span, Vec<(usize, Cell)>)| {
        let mut cells = vec![Cell { span, ..Cell::default() }; columns.len()];
        for (at, cell) in pairs {
            if let Some(there) = cells.get_mut(at) {
                *there = cell;
            }
        }
        cells
    };
    let rows = rows.into_iter().map(full).collect();
    let heading = |text: String| Cell { text, ..Cell::default() };
    let headings = columns.iter().map(|(name, ())| heading(name.clone())).collect();
    let span = Span { start: 0, end: text.len() };
    found.grids.push(Grid { title: String::new(), span, headings, rows });
    Ok(found)
}

struct Reader<'t> {
    text: &'t str,
    found: Found,
    /// The keys of all objects, in the order of their first use.
    columns: IndexMap<String, ()>,
    /// The filled cells of each row, with the index of their column.
    rows: Vec<(Span, Vec<(usize, Cell)>)>,
}

const NO_TABLE: &str = "has no table: give an array of objects, or an object with a member for each code";

impl<'t> Reader<'t> {
    /// Takes the rows. An error is a predicate of the file.
    fn take(&mut self, whole: &'t RawValue) -> Result<(), String> {
        if let Some(items) = list(whole) {
            self.items(&items);
            return Ok(());
        }
        let Some(Members(members)) = members(whole) else { return Err(NO_TABLE.to_owned()) };
        if members.iter().any(|(key, _)| is_code(key)) {
            self.members(&members, "code", "name");
            return Ok(());
        }
        if !members.is_empty() && members.iter().all(|(_, value)| kind(value) == '0') {
            self.members(&members, "name", "code");
            return Ok(());
        }
        let of_objects = |value: &'t RawValue| list(value).filter(|items| items.iter().any(|item| kind(item) == '{'));
        let mut lists = members.iter().filter_map(|(_, value)| of_objects(value));
        if let Some(items) = lists.next() {
            if lists.next().is_some() {
                return Err("has several arrays of objects: give only one".to_owned());
            }
            self.items(&items);
            return Ok(());
        }
        if members.iter().any(|(_, value)| kind(value) == '{') {
            // The keys are the positions in a list.
            if members.iter().all(|(key, _)| key.parse::<u32>().is_ok()) {
                self.items(&members.iter().map(|(_, value)| *value).collect::<Vec<_>>());
                return Ok(());
            }
            // The objects may have a name beside the identifier.
            let is_named = members.iter().filter_map(|(_, value)| self::members(value));
            let is_named =
                is_named.flat_map(|Members(members)| members).any(|(key, _)| key.eq_ignore_ascii_case("name"));
            let column = if is_named { "identifier" } else { "name" };
            self.members(&members, column, "code");
            return Ok(());
        }
        Err(NO_TABLE.to_owned())
    }

    fn items(&mut self, items: &[&'t RawValue]) {
        for item in items {
            self.row(item, None);
        }
    }

    /// Adds a row for each member of an object. `of_key` and `of_value` name the columns of the keys, and of the values that are
    /// not objects.
    fn members(&mut self, members: &[(String, &'t RawValue)], of_key: &str, of_value: &str) {
        for (key, value) in members {
            self.row(value, Some((of_key, of_value, key)));
        }
    }

    /// Adds a row. `member` has the columns of the key and of a value that is not an object, and the key.
    fn row(&mut self, value: &'t RawValue, member: Option<(&str, &str, &str)>) {
        let span = self.span(value);
        let mut cells: Vec<(usize, Cell)> = Vec::new();
        if let Some((of_key, _, key)) = member {
            cells.push((self.column(of_key), Cell { span, text: key.trim().to_owned(), ..Cell::default() }));
        }
        match (members(value), member) {
            (Some(Members(members)), _) => {
                for (key, value) in members {
                    let Some(cell) = self.cell(&key, value) else { continue };
                    let at = self.column(key.trim());
                    match cells.iter().find(|(other, _)| *other == at) {
                        None => cells.push((at, cell)),
                        // The object of a code may have the code again.
                        Some((_, first)) if first.text == cell.text && cell.documents.is_empty() => {}
                        Some(_) => {
                            let message = format!("the value is left out: {} is there twice", quote(&key));
                            self.found.lose(cell.span, message);
                        }
                    }
                }
            }
            (None, Some((_, of_value, _))) => {
                let at = self.column(of_value);
                cells.extend(self.cell(of_value, value).map(|cell| (at, cell)));
            }
            (None, None) => {
                self.found.lose(span, "the row is left out: it is not an object");
                return;
            }
        }
        self.rows.push((span, cells));
    }

    /// Returns the index of a column. Columns beyond the limit are not kept.
    fn column(&mut self, name: &str) -> usize {
        if self.columns.len() > MOST_COLUMNS {
            return usize::MAX;
        }
        self.columns.insert_full(name.to_owned(), ()).0
    }

    fn cell(&mut self, key: &str, value: &'t RawValue) -> Option<Cell> {
        let span = self.span(value);
        let cell = Cell { span, ..Cell::default() };
        if let Some(text) = text(value) {
            return Some(Cell { text: text.trim().to_owned(), is_number: kind(value) == '0', ..cell });
        }
        let documents = list(value).and_then(|items| items.iter().map(|item| text(item)).collect::<Option<Vec<_>>>());
        if documents.is_none() {
            self.found
                .lose(span, format!("the value of {} is left out: it is not a text, a number or a `bool`", quote(key)));
        }
        documents.map(|documents| Cell { documents, ..cell })
    }

    /// Returns the place of a value, which is a part of the text.
    fn span(&self, value: &RawValue) -> Span {
        let start = value.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        Span { start, end: start + value.get().len() }
    }
}

/// The first character of a value; `0` for a number.
fn kind(value: &RawValue) -> char {
    match value.get().chars().next() {
        Some('-' | '0'..='9') => '0',
        first => first.unwrap_or_default(),
    }
}

/// Returns the text of a value that is not a list and not an object. `null` is an empty text.
fn text(value: &RawValue) -> Option<String> {
    match kind(value) {
        '"' => serde_json::from_str(value.get()).ok(),
        '[' | '{' => None,
        'n' => Some(String::new()),
        _ => Some(value.get().to_owned()),
    }
}

fn list(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

fn members(value: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(value.get()).ok()
}

/// The members of an object, in their order, with repeated keys.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}
