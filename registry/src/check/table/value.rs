//! Readers for the cells of typed columns.

use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::check::cell;
use crate::table::{Kind, Value};
use crate::text::quote;

/// Reads a cell that is not empty.
///
/// # Errors
///
/// A message with the expected form.
pub(super) fn read(kind: Kind, text: &str) -> Result<Value, String> {
    // One `parse` for all three types: each further type would compile it again.
    let whole = || text.parse::<u32>().ok();
    let value = match kind {
        Kind::Bool => cell::truth(text).map(Value::Bool),
        Kind::U8 => whole().and_then(|number| number.try_into().ok()).map(Value::U8),
        Kind::U16 => whole().and_then(|number| number.try_into().ok()).map(Value::U16),
        Kind::U32 => whole().map(Value::U32),
        Kind::I64 => text.parse().ok().map(Value::I64),
        Kind::F64 => f64::from_str(text).ok().filter(|number| number.is_finite()).map(Value::F64),
        Kind::Char => text.parse().ok().map(Value::Char),
        Kind::Str => Some(Value::Str(text.to_owned())),
    };
    value.ok_or_else(|| {
        let article = if matches!(kind, Kind::I64 | Kind::F64) { "an" } else { "a" };
        format!("{} is not {article} `{}`: write {}", quote(text), kind.name(), expected(kind))
    })
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
