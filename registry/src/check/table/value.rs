//! Readers for the cells of typed columns.

use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::check::cell;
use crate::table::{Column, Kind, Value};
use crate::text::quote;

/// Reads a cell that is not empty.
pub(super) fn read(kind: Kind, text: &str) -> Option<Value> {
    // One `parse` for all three types: each further type would compile it again.
    let whole = || text.parse::<u32>().ok();
    match kind {
        Kind::Bool => cell::truth(text).map(Value::Bool),
        Kind::U8 => whole().and_then(|number| number.try_into().ok()).map(Value::U8),
        Kind::U16 => whole().and_then(|number| number.try_into().ok()).map(Value::U16),
        Kind::U32 => whole().map(Value::U32),
        Kind::I64 => text.parse().ok().map(Value::I64),
        Kind::F64 => f64::from_str(text).ok().filter(|number| number.is_finite()).map(Value::F64),
        Kind::Char => text.parse().ok().map(Value::Char),
        Kind::Str => Some(Value::Str(text.to_owned())),
    }
}

/// Says what is wrong with a faulty cell.
pub(super) fn fault(kind: Kind, text: &str) -> String {
    let article = if matches!(kind, Kind::I64 | Kind::F64) { "an" } else { "a" };
    format!("{} is not {article} `{}`: write {}", quote(text), kind.name(), expected(kind))
}

/// Says what is wrong with a column without a correct cell. `text` is one of the cells.
pub(super) fn fault_of_all(Column { name, kind, .. }: &Column, cells: usize, text: &str) -> String {
    let (text, expected) = (quote(text), expected(*kind));
    format!(
        "the {cells} values of `{name}` are not of the type `{}`, for example {text}: write {expected}",
        kind.name()
    )
}

fn expected(kind: Kind) -> String {
    fn whole<T: std::fmt::Display>(range: &RangeInclusive<T>) -> String {
        format!("a whole number from {} to {}", range.start(), range.end())
    }
    match kind {
        Kind::Bool => "`true` or `false`".to_owned(),
        Kind::U8 => whole(&(0..=u8::MAX)),
        Kind::U16 => whole(&(0..=u16::MAX)),
        Kind::U32 => whole(&(0..=u32::MAX)),
        Kind::I64 => whole(&(i64::MIN..=i64::MAX)),
        Kind::F64 => "a finite number, such as 0.5 or 2e3".to_owned(),
        Kind::Char => "one character".to_owned(),
        Kind::Str => "a text".to_owned(),
    }
}
