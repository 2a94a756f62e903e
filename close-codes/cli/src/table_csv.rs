//! Writes the CSV of our tables.

use std::ops::RangeInclusive;

use close_codes_registry::Column;

pub(crate) use close_codes_registry::check::table::NO_VALUE;

/// The cells of a row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) texts: Texts,
    /// The cells of the typed columns.
    pub(crate) values: Vec<String>,
}

/// The cells of the columns without a type. Any cell may be empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    pub(crate) name: String,
    pub(crate) variant: String,
    pub(crate) key: String,
    pub(crate) description: String,
    pub(crate) reference: String,
}

/// A heading, and the cell of a row.
type TextColumn = (&'static str, fn(&Texts) -> &str);

/// The columns that a table may lack.
const OPTIONAL: [TextColumn; 4] = [
    ("variant", |texts| &texts.variant),
    ("key", |texts| &texts.key),
    ("description", |texts| &texts.description),
    ("reference", |texts| &texts.reference),
];

/// Writes a table. A column without a type is left out if all its cells are empty, except `name`.
#[allow(clippy::expect_used, reason = "a vector takes all bytes")]
pub(crate) fn write(columns: &[Column], rows: &[Row]) -> String {
    let is_filled = |(_, text): &TextColumn| rows.iter().any(|row| !text(&row.texts).is_empty());
    let optional: Vec<_> = OPTIONAL.into_iter().filter(is_filled).collect();
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |record: Vec<&str>| csv.write_record(record).expect("a vector takes all bytes");
    let headings: Vec<_> = columns.iter().map(typed_heading).collect();
    let named = optional.iter().map(|(heading, _)| *heading);
    write(["code", "name"].into_iter().chain(named).chain(headings.iter().map(String::as_str)).collect());
    for Row { code, texts, values } in rows {
        let named = optional.iter().map(|(_, text)| text(texts));
        write([code, &*texts.name].into_iter().chain(named).chain(values.iter().map(String::as_str)).collect());
    }
    let bytes = csv.into_inner().expect("a vector takes all bytes");
    String::from_utf8(bytes).expect("all cells are UTF-8")
}

/// Returns the heading of a typed column, such as `retry:bool: Connect again after a pause.`
pub(crate) fn typed_heading(Column { name, kind, description }: &Column) -> String {
    let colon = if description.is_empty() { "" } else { ": " };
    format!("{name}:{}{colon}{description}", kind.name())
}

/// Writes a code, or a range for a band: also for a band of one number.
pub(crate) fn code(codes: &RangeInclusive<u16>, is_band: bool) -> String {
    let (first, last) = (codes.start(), codes.end());
    if is_band { format!("{first}-{last}") } else { first.to_string() }
}
