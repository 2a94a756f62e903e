//! The checked content of a table of private codes.

use std::fmt;
use std::ops::RangeInclusive;

use crate::model::Reference;

/// A table of private codes, with its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The codes, in ascending order.
    pub codes: Vec<Entry>,
    /// The bands in ascending order, each before the bands in it. Their values are the defaults for the codes in them.
    pub bands: Vec<Band>,
    /// The typed columns, in the order of the file.
    pub columns: Vec<Column>,
}

impl Table {
    /// Returns `true` if each code has a value in this column.
    #[must_use]
    pub fn is_filled(&self, column: usize) -> bool {
        self.codes.iter().all(|entry| entry.values.get(column).is_some_and(Option::is_some))
    }
}

/// A code with its own row or variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The number on the wire.
    pub number: u16,
    /// A few words, on one line.
    pub name: String,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub variant: String,
    /// The label for metrics and translation files, the variant in `snake_case`.
    pub key: String,
    /// One sentence or more; may be empty.
    pub description: String,
    /// The documents that define the code.
    pub references: Vec<Reference>,
    /// The values in the order of [`Table::columns`]: from the code's row, or else from its bands.
    pub values: Vec<Option<Value>>,
}

/// A range of numbers with default values.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The numbers in it.
    pub codes: RangeInclusive<u16>,
    /// A few words, on one line; may be empty.
    pub name: String,
    /// One sentence or more; may be empty.
    pub description: String,
    /// The cells in the order of [`Table::columns`].
    pub values: Vec<TypedCell>,
}

/// A cell of a typed column.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedCell {
    /// The cell is empty: the narrowest band around it decides.
    Empty,
    /// The cell says `(none)`: the number has no value, even if a band around it has one.
    NoValue,
    /// The cell has a value.
    Value(Value),
}

impl TypedCell {
    /// Returns the value, if the cell has one.
    #[must_use]
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Empty | Self::NoValue => None,
        }
    }
}

/// Returns the numbers in bands, without overlaps and in ascending order. Each range has the index of the band that decides on it:
/// the narrowest of those that `may_decide`.
///
/// The compiler takes seconds for a `match` whose ranges overlap.
#[must_use]
pub fn ranges_in(bands: &[Band], may_decide: &dyn Fn(&Band) -> bool) -> Vec<(RangeInclusive<u16>, usize)> {
    let mut ranges = Vec::new();
    // The end and the index of the bands around `next`, the narrowest last.
    let mut around: Vec<(u16, usize)> = Vec::new();
    let mut next = 0;
    let mut add = |first: &mut u32, end: u32, index: usize| {
        if let (Ok(start), Ok(last)) = (u16::try_from(*first), u16::try_from(end.saturating_sub(1))) {
            if *first < end {
                ranges.push((start..=last, index));
            }
        }
        *first = end.max(*first);
    };
    for (index, band) in bands.iter().enumerate() {
        if !may_decide(band) {
            continue;
        }
        let start = *band.codes.start();
        while let Some(&(end, index)) = around.last().filter(|(end, _)| *end < start) {
            add(&mut next, u32::from(end) + 1, index);
            around.pop();
        }
        match around.last() {
            Some(&(_, index)) => add(&mut next, u32::from(start), index),
            None => next = u32::from(start),
        }
        around.push((*band.codes.end(), index));
    }
    while let Some((end, index)) = around.pop() {
        add(&mut next, u32::from(end) + 1, index);
    }
    ranges
}

/// The values that bands give to numbers, in ascending order of the numbers.
///
/// The work is that of reading each cell once, however many bands are around a number.
#[derive(Debug)]
pub struct ValuesIn<'b> {
    bands: std::slice::Iter<'b, Band>,
    columns: usize,
    /// The bands around the last number, the narrowest last: the end, and the value of each column.
    around: Vec<(u16, Vec<Option<&'b Value>>)>,
}

impl<'b> ValuesIn<'b> {
    /// Begins before the first number. The bands are those of a [`Table`] with this number of columns.
    #[must_use]
    pub fn new(bands: &'b [Band], columns: usize) -> Self {
        Self { bands: bands.iter(), columns, around: Vec::new() }
    }

    /// Returns the value of each column: from the narrowest band around the number whose cell is not empty. No number may be less
    /// than the one before.
    pub fn of(&mut self, number: u16) -> Vec<Option<&'b Value>> {
        while let Some(band) = self.bands.as_slice().first().filter(|band| *band.codes.start() <= number) {
            self.bands.next();
            let mut values = self.around_last(*band.codes.start());
            for (value, cell) in values.iter_mut().zip(&band.values) {
                if *cell != TypedCell::Empty {
                    *value = cell.value();
                }
            }
            self.around.push((*band.codes.end(), values));
        }
        self.around_last(number)
    }

    /// Leaves the bands that end before the number, and returns the values of the narrowest that is left.
    fn around_last(&mut self, number: u16) -> Vec<Option<&'b Value>> {
        while self.around.last().is_some_and(|&(end, _)| end < number) {
            self.around.pop();
        }
        self.around.last().map_or_else(|| vec![None; self.columns], |(_, values)| values.clone())
    }
}

/// A column with a type, such as `retry:bool`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// An identifier in `snake_case`.
    pub name: String,
    /// The type of its values.
    pub kind: Kind,
    /// The text after the type in the heading, on one line; may be empty.
    pub description: String,
}

/// The type of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number from 0 to 255.
    U8,
    /// A whole number from 0 to 65535.
    U16,
    /// A whole number from 0 to 4294967295.
    U32,
    /// A whole number from -2^63 to 2^63 - 1.
    I64,
    /// A finite number.
    F64,
    /// A single character.
    Char,
    /// A text.
    Str,
}

impl Kind {
    /// Every type.
    pub const ALL: [Self; 8] =
        [Self::Bool, Self::U8, Self::U16, Self::U32, Self::I64, Self::F64, Self::Char, Self::Str];

    /// The name in a heading: the name of the Rust type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::I64 => "i64",
            Self::F64 => "f64",
            Self::Char => "char",
            Self::Str => "str",
        }
    }
}

impl Kind {
    /// A value that replaces a faulty one, so that the column keeps its type.
    pub(crate) const fn placeholder(self) -> Value {
        match self {
            Self::Bool => Value::Bool(false),
            Self::U8 => Value::U8(0),
            Self::U16 => Value::U16(0),
            Self::U32 => Value::U32(0),
            Self::I64 => Value::I64(0),
            Self::F64 => Value::F64(0.0),
            Self::Char => Value::Char(' '),
            Self::Str => Value::Str(String::new()),
        }
    }
}

/// The value in a cell of a typed column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A value of [`Kind::Bool`].
    Bool(bool),
    /// A value of [`Kind::U8`].
    U8(u8),
    /// A value of [`Kind::U16`].
    U16(u16),
    /// A value of [`Kind::U32`].
    U32(u32),
    /// A value of [`Kind::I64`].
    I64(i64),
    /// A value of [`Kind::F64`]: finite.
    F64(f64),
    /// A value of [`Kind::Char`].
    Char(char),
    /// A value of [`Kind::Str`]: not empty.
    Str(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::U8(value) => fmt::Display::fmt(value, f),
            Self::U16(value) => fmt::Display::fmt(value, f),
            Self::U32(value) => fmt::Display::fmt(value, f),
            Self::I64(value) => fmt::Display::fmt(value, f),
            // `Debug` uses an exponent for long numbers.
            Self::F64(value) => fmt::Debug::fmt(value, f),
            Self::Char(value) => fmt::Display::fmt(value, f),
            Self::Str(value) => fmt::Display::fmt(value, f),
        }
    }
}
