//! Codes as the CSV of our tables.

use close_codes_registry::{Band, Column, Kind, Reference, Source, TypedCell, Value, ValuesIn};
use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::document::{Document, Named, may_reconnect};
use crate::listing::{self, Listing, Role};
use crate::table_csv::{self, NO_VALUE, Row, Texts};

/// Writes the rows in ascending order, and each band before the codes in it. Cells that follow from others are empty: variants
/// that the name makes, and values of a band.
pub(super) fn write(document: &Document) -> String {
    let bands = document.bands.iter().map(|band| (*band.codes.start(), false, of_band(band)));
    let mut of_bands = ValuesIn::new(&document.bands, document.columns.len());
    let codes =
        document.codes.iter().map(|code| (code.number, true, of_code(document, code, &of_bands.of(code.number))));
    let mut rows: Vec<_> = bands.chain(codes).collect();
    rows.sort_by_key(|(first, is_code, _)| (*first, *is_code));
    let rows: Vec<_> = rows.into_iter().map(|(.., row)| row).collect();
    if document.is_registry {
        let column = Column { name: "reconnect".to_owned(), kind: Kind::Bool, description: String::new() };
        return table_csv::write(&[column], &rows);
    }
    table_csv::write(&document.columns, &rows)
}

/// Says which cells of a table the CSV lacks.
pub(super) fn left_out(source: &Source) -> Vec<String> {
    let Listing { columns, rows } = Listing::new(source);
    let is_untyped = |column: &&listing::Column| {
        matches!(column.role, Role::Registrants | Role::Other) && !column.heading.is_empty()
    };
    let untyped = columns.iter().filter(is_untyped);
    let untyped = untyped.map(|column| format!("the column `{}` has no type and is left out", column.heading));
    let references = columns.iter().position(|column| column.role == Role::References);
    let has_reference =
        |row: &&listing::Row| references.and_then(|at| row.cells.get(at)).is_some_and(|cell| !cell.is_empty());
    let bands = rows.iter().filter(|row| row.code().is_none()).filter(has_reference);
    let bands = bands.map(|row| format!("the reference of the band {} is left out", row.codes));
    untyped.chain(bands).collect()
}

fn of_band(Band { codes, name, description, values }: &Band) -> Row {
    let value = |cell: &TypedCell| match cell {
        TypedCell::Empty => String::new(),
        TypedCell::NoValue => NO_VALUE.to_owned(),
        TypedCell::Value(value) => value.to_string(),
    };
    Row {
        code: table_csv::code(codes, true),
        texts: Texts { name: name.clone(), description: description.clone(), ..Texts::default() },
        values: values.iter().map(value).collect(),
    }
}

fn of_code(document: &Document, code: &Named, of_bands: &[Option<&Value>]) -> Row {
    let (name, description) = code.text();
    let unless = |made: &str, text: &str| if text == made { String::new() } else { text.to_owned() };
    let value = |(value, of_band): (&Option<Value>, Option<&Value>)| {
        let shown = |value: Option<&Value>| value.map(Value::to_string);
        let (own, of_band) = (shown(value.as_ref()), shown(of_band));
        if own == of_band { String::new() } else { own.unwrap_or_else(|| NO_VALUE.to_owned()) }
    };
    let values = if document.is_registry {
        vec![may_reconnect(code.reconnect).map(|may| may.to_string()).unwrap_or_default()]
    } else {
        code.values.iter().zip(of_bands.iter().copied()).map(value).collect()
    };
    let texts = Texts {
        name: name.to_owned(),
        variant: unless(&name.to_upper_camel_case(), &code.variant),
        key: unless(&code.variant.to_snake_case(), &code.key),
        description: description.to_owned(),
        reference: reference(&code.references),
    };
    Row { code: code.number.to_string(), texts, values }
}

/// Writes documents as IANA does, each in brackets. A document with a bracket in its name comes from a cell without brackets.
fn reference(references: &[Reference]) -> String {
    let names: Vec<_> = references.iter().map(Reference::name).collect();
    if names.iter().any(|name| name.contains(']')) {
        return names.join("; ");
    }
    if names.is_empty() { String::new() } else { format!("[{}]", names.join("][")) }
}
