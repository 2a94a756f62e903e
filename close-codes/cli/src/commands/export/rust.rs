//! Codes as an enum in Rust, in a file that needs nothing besides itself.

use close_codes_registry::{Band, Column, Kind, Reference, Sender, Value, text};
use serde::Serialize;

use super::source::{self, quoted, value};
use super::template;
use crate::document::{Document, Named, may_reconnect};

/// What `templates/codes.rs.j2` shows.
#[derive(Serialize)]
struct View<'d> {
    origin: String,
    about: String,
    name: &'d str,
    is_registry: bool,
    codes: Vec<Code<'d>>,
    methods: Vec<Method>,
    columns: Vec<Of<'d>>,
}

#[derive(Serialize)]
struct Code<'d> {
    variant: &'d str,
    number: u16,
    about: Vec<String>,
}

/// A function of a code. Without arms, it gives `rest` for every code; without `rest`, each code has an arm.
#[derive(Serialize)]
struct Method {
    name: String,
    about: String,
    result: String,
    arms: Vec<(String, String)>,
    rest: Option<&'static str>,
}

/// What a column says of any number.
#[derive(Serialize)]
struct Of<'d> {
    name: &'d str,
    kind: &'static str,
    is_filled: bool,
    bands: Vec<(String, String)>,
    /// Whether the bands leave numbers out: an arm that nothing can reach would be warned of.
    has_rest: bool,
}

pub(super) fn write(document: &Document) -> String {
    let columns = || document.columns.iter().enumerate();
    let mut methods = texts(document);
    if document.is_registry {
        methods.extend(facts(document));
    }
    methods.extend(columns().map(|(index, column)| of_code(document, index, column)));
    let codes = document.codes.iter().map(|code| Code {
        variant: &code.variant,
        number: code.number,
        about: source::about(document, code),
    });
    let view = View {
        origin: source::origin(document),
        about: source::about_set(document),
        name: &document.name,
        is_registry: document.is_registry,
        codes: codes.collect(),
        methods,
        columns: columns().map(|(index, column)| of_any(document, index, column)).collect(),
    };
    template::render(template::RUST, &view)
}

fn texts(document: &Document) -> Vec<Method> {
    let text = "&'static str";
    let list = |names: Vec<String>| format!("&[{}]", names.join(", "));
    let references = |code: &Named| code.references.iter().map(Reference::name).map(quoted).collect::<Vec<_>>();
    vec![
        method(document, "name", "The name: a few words.", text, "\"\"", |code| Some(quoted(code.text().0))),
        method(
            document,
            "description",
            "What the code says: a sentence or more; nothing if nobody has written it.",
            text,
            "\"\"",
            |code| Some(code.text().1).filter(|text| !text.is_empty()).map(quoted),
        ),
        method(document, "key", "A label in `snake_case`, for metrics and translation files.", text, "\"\"", |code| {
            Some(quoted(&code.key))
        }),
        method(
            document,
            "references",
            "The documents that define the code; often none.",
            "&'static [&'static str]",
            "&[]",
            |code| Some(references(code)).filter(|names| !names.is_empty()).map(list),
        ),
    ]
}

/// What the registry says of a code.
fn facts(document: &Document) -> Vec<Method> {
    let unless = |name: &str, about: &str, is: fn(Sender) -> bool| {
        method(document, name, about, "bool", "true", |code| (!is(code.sender)).then(|| "false".to_owned()))
    };
    let about = "Whether to connect again after the code; a hint, and `None` where the code alone does not tell.";
    vec![
        method(document, "reconnect", about, "Option<bool>", "None", |code| {
            may_reconnect(code.reconnect).map(|may| format!("Some({may})"))
        }),
        unless("is_allowed_on_wire", "Whether a close frame may hold the code.", Sender::is_allowed_on_wire),
        unless("may_be_sent_by_server", "Whether a server may send the code.", |sender| {
            matches!(sender, Sender::Either | Sender::Server)
        }),
        unless("may_be_sent_by_client", "Whether a client may send the code.", |sender| {
            matches!(sender, Sender::Either | Sender::Client)
        }),
    ]
}

fn of_code(document: &Document, index: usize, column: &Column) -> Method {
    let Column { name, kind } = column;
    let kind = kind_name(*kind);
    let literal = |code: &Named| value(&code.values, index).map(literal);
    if document.is_filled(index) {
        let about = format!("What the table says of the code in its column `{name}`.");
        return method(document, name, &about, kind, "None", literal);
    }
    let about = format!(
        "What the table says of the code in its column `{name}`; `None` if the cell is empty and no band gives a value."
    );
    method(document, name, &about, &format!("Option<{kind}>"), "None", |code| {
        literal(code).map(|value| format!("Some({value})"))
    })
}

/// How many numbers a `u16` can be.
const ALL_NUMBERS: usize = 1 << 16;

fn of_any<'d>(document: &'d Document, index: usize, column: &'d Column) -> Of<'d> {
    let bands = || document.bands.iter().filter_map(|band| Some((band, value(&band.values, index)?)));
    let pattern = |band: &Band| match (band.codes.start(), band.codes.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}..={last}"),
    };
    Of {
        name: &column.name,
        kind: kind_name(column.kind),
        is_filled: document.is_filled(index),
        bands: bands().map(|(band, value)| (pattern(band), literal(value))).collect(),
        // No two of them overlap.
        has_rest: bands().map(|(band, _)| band.codes.len()).sum::<usize>() < ALL_NUMBERS,
    }
}

/// The body is a `match self` with what `value` gives for each code, and `rest` where it gives nothing.
fn method(
    document: &Document,
    name: &str,
    about: &str,
    result: &str,
    rest: &'static str,
    value: impl Fn(&Named) -> Option<String>,
) -> Method {
    let arms: Vec<_> = document.codes.iter().filter_map(|code| Some((code.variant.clone(), value(code)?))).collect();
    let rest = (arms.len() < document.codes.len() || arms.is_empty()).then_some(rest);
    Method { name: name.to_owned(), about: about.to_owned(), result: result.to_owned(), arms, rest }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Char(value @ ('\'' | '\\')) => format!("'\\{value}'"),
        Value::Char(value) => format!("'{}'", text::escape(&value.to_string())),
        Value::Str(value) => quoted(value),
        _ => value.to_string(),
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Str => "&'static str",
        _ => kind.name(),
    }
}
