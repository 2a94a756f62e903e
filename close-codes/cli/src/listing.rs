//! The rows of a table, valid or not.
//!
//! `Registry` and `Table` hold only valid codes. A listing also holds the free ranges, the columns without a type, and the place
//! of each row. `diff` compares listings, and `check` uses their places.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;

use close_codes_registry::check::cell;
use close_codes_registry::check::table::Heading;
use close_codes_registry::text::on_one_line;
use close_codes_registry::{Kind, Problems, Reserved, Source, Span, read};

use crate::table_csv;

/// The rows of a table, in ascending order of their codes.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The columns, in the order of the file.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// The heading; for a column with a type, without the description.
    pub(crate) heading: String,
    /// The description of a column with a type.
    pub(crate) description: String,
    pub(crate) role: Role,
}

impl Column {
    /// Returns `true` if both columns mean the same, perhaps under another heading.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let is_free = matches!(self.role, Role::Typed(_) | Role::Other);
        self.role == other.role && (!is_free || self.heading.eq_ignore_ascii_case(&other.heading))
    }
}

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Code,
    Name,
    Variant,
    Key,
    Description,
    References,
    /// IANA's column of people.
    Registrants,
    Typed(Kind),
    Other,
}

/// A code, or a range. A range of one number is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Codes {
    first: u16,
    last: u16,
    is_range: bool,
}

impl Codes {
    pub(crate) const fn of_code(number: u16) -> Self {
        Self { first: number, last: number, is_range: false }
    }

    pub(crate) const fn of_range(numbers: &RangeInclusive<u16>) -> Self {
        Self { first: *numbers.start(), last: *numbers.end(), is_range: true }
    }

    /// Reads the cell of a row. Any other text returns `None`.
    fn read(text: &str) -> Option<Self> {
        let numbers = cell::codes(text, "").ok()?;
        Some(if text.contains('-') { Self::of_range(&numbers) } else { Self::of_code(*numbers.start()) })
    }

    /// Returns the code, or `None` for a range.
    pub(crate) fn code(self) -> Option<u16> {
        Some(self.first).filter(|_| !self.is_range)
    }

    const fn numbers(self) -> RangeInclusive<u16> {
        self.first..=self.last
    }
}

/// Writes `4001`, `4000-4499`, or `4001-4001` for a range of one number.
impl fmt::Display for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&table_csv::code(&self.numbers(), self.is_range))
    }
}

/// The row of a code or a range.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) codes: Codes,
    /// The place of the codes.
    pub(crate) span: Span,
    /// IANA's Meaning, or the table's name; on one line.
    pub(crate) name: String,
    /// The cells in the order of the columns: nothing, a text, or a list of people or documents. Those of the code and of the
    /// name are empty.
    pub(crate) cells: Vec<Vec<String>>,
}

impl Row {
    /// Returns the code, or `None` for a range.
    pub(crate) fn code(&self) -> Option<u16> {
        self.codes.code()
    }

    /// Returns `true` if IANA has not assigned the codes.
    pub(crate) fn is_unassigned(&self) -> bool {
        self.name.eq_ignore_ascii_case("unassigned")
    }
}

impl Listing {
    /// Reads every valid row. The checker reports the others.
    pub(crate) fn new(source: &Source) -> Self {
        let mut listing = Self { columns: Vec::new(), rows: Vec::new() };
        let mut unreported = Problems::default();
        let Some(sheet) = read::open(source, &mut unreported) else { return listing };
        let heading = sheet.heading();
        let Some(found) = Heading::find(source, heading, &Reserved::default(), &mut unreported) else { return listing };
        listing.columns = heading.iter().enumerate().map(|(at, cell)| column(&found, at, &cell.text)).collect();
        let rows = sheet.rows(&mut unreported).rows;
        listing.rows.extend(rows.iter().filter_map(|cells| row(&listing.columns, cells)));
        listing.rows.sort_by_key(|row| row.codes);
        listing
    }

    /// Returns the row of exactly these codes.
    pub(crate) fn row(&self, codes: Codes) -> Option<&Row> {
        let at = self.rows.partition_point(|row| row.codes < codes);
        self.rows.get(at).filter(|row| row.codes == codes)
    }

    /// Returns the numbers for which only `other` has rows.
    pub(crate) fn lacks(&self, other: &Self) -> Vec<RangeInclusive<u16>> {
        let [ours, theirs] = [self, other]
            .map(|listing| listing.rows.iter().flat_map(|row| row.codes.numbers()).collect::<BTreeSet<u16>>());
        let mut lacking: Vec<RangeInclusive<u16>> = Vec::new();
        for &number in theirs.difference(&ours) {
            match lacking.last_mut() {
                Some(last) if last.end().checked_add(1) == Some(number) => *last = *last.start()..=number,
                _ => lacking.push(number..=number),
            }
        }
        lacking
    }
}

fn column(found: &Heading, at: usize, heading: &str) -> Column {
    if let Some(typed) = found.typed.iter().find(|typed| typed.at == at) {
        let close_codes_registry::Column { name, kind, description } = &typed.column;
        let heading = format!("{name}:{}", kind.name());
        return Column { heading, description: description.clone(), role: Role::Typed(*kind) };
    }
    let role = match Some(at) {
        _ if at == found.code => Role::Code,
        _ if at == found.name => Role::Name,
        at if at == found.variant => Role::Variant,
        at if at == found.key => Role::Key,
        at if at == found.description => Role::Description,
        at if at == found.reference => Role::References,
        _ if heading == "Contact" => Role::Registrants,
        _ => Role::Other,
    };
    Column { heading: heading.to_owned(), description: String::new(), role }
}

fn row(columns: &[Column], cells: &[read::Cell]) -> Option<Row> {
    let find = |role: Role| columns.iter().zip(cells).find(|(column, _)| column.role == role).map(|(_, cell)| cell);
    let (code, name) = (find(Role::Code)?, find(Role::Name)?);
    let items = |role: Role, text: &str| match role {
        Role::Code | Role::Name => Vec::new(),
        _ if text.is_empty() => Vec::new(),
        Role::Typed(Kind::Bool) => vec![cell::truth(text).map_or_else(|| text.to_owned(), |value| value.to_string())],
        Role::Registrants => cell::people(text),
        Role::References => cell::documents(text),
        // These values keep their white space.
        Role::Typed(_) => vec![text.to_owned()],
        _ => vec![on_one_line(text)],
    };
    Some(Row {
        span: code.span,
        codes: Codes::read(&code.text)?,
        name: on_one_line(&name.text),
        cells: columns.iter().zip(cells).map(|(column, cell)| items(column.role, &cell.text)).collect(),
    })
}
