//! What a table of an application's own codes says, once it is known to be valid.

use std::fmt;
use std::ops::RangeInclusive;

use crate::model::Reference;

/// An application's own codes, with the columns that it gave them.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The codes, in ascending order.
    pub codes: Vec<Entry>,
    /// Ranges whose values are those of the codes in them that have none of their own; in ascending order.
    pub bands: Vec<Band>,
    /// The typed columns, in the order of the file.
    pub columns: Vec<Column>,
}

impl Table {
    /// Whether every code has a value in this column.
    #[must_use]
    pub fn is_filled(&self, column: usize) -> bool {
        self.codes.iter().all(|entry| entry.values.get(column).is_some_and(Option::is_some))
    }
}

/// A code with a row, or a variant, of its own.
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
    /// A sentence or more; empty if nobody has written one.
    pub description: String,
    /// The documents that define the code.
    pub references: Vec<Reference>,
    /// The values in the order of [`Table::columns`]: from the code's row, or else from the band that it is in.
    pub values: Vec<Option<Value>>,
}

/// A range of codes, not all of which need a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The numbers in it.
    pub codes: RangeInclusive<u16>,
    /// The values in the order of [`Table::columns`].
    pub values: Vec<Option<Value>>,
}

/// A column with a type, such as `retry:bool`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// An identifier in `snake_case`.
    pub name: String,
    /// The type of its values.
    pub kind: Kind,
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

    /// The name in a heading, which is that of Rust's type.
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
    /// A value of the type, for a cell whose own is faulty: so the rest can be made as if there were one.
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

/// What a cell of a typed column says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Of a column of [`Kind::Bool`].
    Bool(bool),
    /// Of a column of [`Kind::U8`].
    U8(u8),
    /// Of a column of [`Kind::U16`].
    U16(u16),
    /// Of a column of [`Kind::U32`].
    U32(u32),
    /// Of a column of [`Kind::I64`].
    I64(i64),
    /// Of a column of [`Kind::F64`]; neither infinite nor NaN.
    F64(f64),
    /// Of a column of [`Kind::Char`].
    Char(char),
    /// Of a column of [`Kind::Str`]; not empty.
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
            // With an exponent where it would be long otherwise.
            Self::F64(value) => fmt::Debug::fmt(value, f),
            Self::Char(value) => fmt::Display::fmt(value, f),
            Self::Str(value) => fmt::Display::fmt(value, f),
        }
    }
}
