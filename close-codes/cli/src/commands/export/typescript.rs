//! Codes as a constant object in TypeScript, and the union of its values: nothing but types is to be erased from it, so that
//! Node and bundlers can take it as it is.

use std::collections::BTreeSet;

use close_codes_registry::{Band, Column, Kind, Reference, Sender, Value};
use heck::ToLowerCamelCase;

use super::source::{self, quoted};
use crate::document::{Document, Named, in_words, may_reconnect};
use crate::words::sender_word;

pub(super) fn write(document: &Document) -> String {
    let names = Names::of(document);
    let fields: Vec<_> =
        document.columns.iter().enumerate().map(|column| Field::of(document, &names, column)).collect();
    [
        format!("// {}\n", source::origin(document)),
        object(document),
        interface(document, &names, &fields),
        infos(document, &names, &fields),
        guard(document, &names),
        fields.iter().map(|field| function(document, &names, field)).collect(),
    ]
    .concat()
}

/// What is exported besides the set itself, and how its columns are called.
struct Names {
    interface: String,
    infos: String,
    guard: String,
    /// A property and a function of each column.
    columns: Vec<(String, String)>,
}

impl Names {
    fn of(document: &Document) -> Self {
        let name = &document.name;
        let (interface, guard) = (format!("{name}Info"), format!("is{name}"));
        let infos = format!("{}Info", name.to_lower_camel_case());
        // No column can be called as a property is that every code has: those are the names of methods in Rust.
        let mut properties = BTreeSet::new();
        let mut functions = BTreeSet::from([name.clone(), infos.clone(), guard.clone()]);
        let columns = document.columns.iter().map(|column| {
            let property = unique(&mut properties, &column.name.to_lower_camel_case());
            let function = unique(&mut functions, &format!("{property}Of"));
            (property, function)
        });
        let columns = columns.collect();
        Self { interface, infos, guard, columns }
    }
}

/// The name that is wanted, or the first free one with a number: `a_b` and `a__b` both make `aB`.
fn unique(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}_{number}");
        number += 1;
    }
    name
}

/// A column, and how its values are written.
struct Field<'d> {
    index: usize,
    column: &'d Column,
    property: &'d str,
    function: &'d str,
    /// Whether a value of it is a whole number that no `number` holds exactly: then all are a `bigint`.
    is_big: bool,
    is_filled: bool,
}

impl<'d> Field<'d> {
    fn of(document: &'d Document, names: &'d Names, (index, column): (usize, &'d Column)) -> Self {
        let (property, function) =
            names.columns.get(index).map(|(property, function)| (&**property, &**function)).unwrap_or_default();
        let is_filled = document.codes.iter().all(|code| value(&code.values, index).is_some());
        Self { index, column, property, function, is_big: !source::is_safe(document, index), is_filled }
    }

    const fn kind(&self) -> &'static str {
        match self.column.kind {
            Kind::Bool => "boolean",
            Kind::I64 if self.is_big => "bigint",
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::I64 | Kind::F64 => "number",
            Kind::Char | Kind::Str => "string",
        }
    }

    /// What a code says, or a band.
    fn literal(&self, values: &[Option<Value>]) -> Option<String> {
        Some(match value(values, self.index)? {
            Value::Char(value) => quoted(&value.to_string()),
            Value::Str(value) => quoted(value),
            Value::I64(value) if self.is_big => format!("{value}n"),
            value => in_words(value).trim_end_matches(".0").to_owned(),
        })
    }

    /// What is to be said of a type that depends on the values.
    const fn note(&self) -> &'static str {
        if self.is_big { " A `bigint`, since a `number` does not hold all of its values exactly." } else { "" }
    }
}

fn value(values: &[Option<Value>], index: usize) -> Option<&Value> {
    values.get(index).and_then(Option::as_ref)
}

/// The codes by their names, and the union of them.
fn object(document: &Document) -> String {
    let Document { name, codes, .. } = document;
    let member =
        |code: &Named| format!("{}  {}: {},\n", comment(2, &source::about(document, code)), code.variant, code.number);
    let members: String = codes.iter().map(member).collect();
    let about = comment(0, &[source::about_set(document)]);
    format!(
        "\n{about}export const {name} = {{\n{members}}} as const;\n\n\
         /** The number of a code of the set. */\n\
         export type {name} = (typeof {name})[keyof typeof {name}];\n"
    )
}

/// What is known of a code, as a type.
fn interface(document: &Document, Names { interface, .. }: &Names, fields: &[Field<'_>]) -> String {
    let mut members = [
        ("A label in `snake_case`, for metrics and translation files.", "key", "string"),
        ("A few words.", "name", "string"),
        ("A sentence or more; empty if nobody has written it.", "description", "string"),
        ("The documents that define the code; often none.", "references", "readonly string[]"),
    ]
    .map(|(about, name, kind)| property(about, name, kind))
    .concat();
    if document.is_registry {
        let about =
            "Who may send the code. What is `local` an endpoint tells to its own application, and nobody sends.";
        let senders = [Sender::Either, Sender::Client, Sender::Server, Sender::Nobody, Sender::Local];
        members += &property(about, "sender", &senders.map(|sender| quoted(sender_word(sender))).join(" | "));
        members += &property("Whether a close frame may hold the code.", "allowedOnWire", "boolean");
        let about =
            "Whether to connect again after the code; a hint, and `undefined` where the code alone does not tell.";
        members += &property(about, "reconnect", "boolean | undefined");
    }
    for field in fields {
        let unknown = if field.is_filled { "" } else { "; `undefined` if the cell is empty and no band gives a value" };
        let about = format!("What the table says in its column `{}`{unknown}.{}", field.column.name, field.note());
        let kind = format!("{}{}", field.kind(), if field.is_filled { "" } else { " | undefined" });
        members += &property(&about, field.property, &kind);
    }
    format!("\n/** What is known of a code. */\nexport interface {interface} {{\n{members}}}\n")
}

fn property(about: &str, name: &str, kind: &str) -> String {
    format!("{}  readonly {name}: {kind};\n", comment(2, &[about.to_owned()]))
}

/// What is known of each code.
fn infos(document: &Document, Names { interface, infos, .. }: &Names, fields: &[Field<'_>]) -> String {
    let name = &document.name;
    let info = |code: &Named| {
        let (text, description) = code.text();
        let references: Vec<_> = code.references.iter().map(Reference::name).map(quoted).collect();
        let mut lines = vec![
            format!("key: {}", quoted(&code.key)),
            format!("name: {}", quoted(text)),
            format!("description: {}", quoted(description)),
            format!("references: [{}]", references.join(", ")),
        ];
        if document.is_registry {
            lines.push(format!("sender: {}", quoted(sender_word(code.sender))));
            lines.push(format!("allowedOnWire: {}", code.sender.is_allowed_on_wire()));
            let reconnect = may_reconnect(code.reconnect).map_or_else(|| UNDEFINED.to_owned(), |may| may.to_string());
            lines.push(format!("reconnect: {reconnect}"));
        }
        lines.extend(fields.iter().map(|field| {
            format!("{}: {}", field.property, field.literal(&code.values).unwrap_or_else(|| UNDEFINED.to_owned()))
        }));
        format!("  [{name}.{}]: {{\n    {},\n  }},\n", code.variant, lines.join(",\n    "))
    };
    let members: String = document.codes.iter().map(info).collect();
    format!(
        "\n/** What is known of each code. */\n\
         export const {infos}: {{ readonly [{name}Number in {name}]: {interface} }} = {{\n{members}}};\n"
    )
}

const UNDEFINED: &str = "undefined";

fn guard(document: &Document, Names { infos, guard, .. }: &Names) -> String {
    let name = &document.name;
    // The keys of an object's prototype are no numbers.
    format!(
        "\n/** Whether a number is a code of the set. */\n\
         export function {guard}(code: number): code is {name} {{\n  return code in {infos};\n}}\n"
    )
}

/// What a column says of any number.
fn function(document: &Document, Names { infos, guard, .. }: &Names, field: &Field<'_>) -> String {
    let of_code = format!("  if ({guard}(code)) {{\n    return {infos}[code].{};\n  }}\n", field.property);
    let of_band = |band: &Band| {
        let (first, last) = (band.codes.start(), band.codes.end());
        let test =
            if first == last { format!("code === {first}") } else { format!("code >= {first} && code <= {last}") };
        Some(format!("  if ({test}) {{\n    return {};\n  }}\n", field.literal(&band.values)?))
    };
    let about = format!(
        "What the table says in its column `{}` of any code: in the code's row, or else in the band that it is in; \
         `undefined` if there is nothing in either.{}",
        field.column.name,
        field.note()
    );
    [
        format!(
            "\n{}export function {}(code: number): {} | undefined {{\n",
            comment(0, &[about]),
            field.function,
            field.kind()
        ),
        of_code,
        document.bands.iter().filter_map(of_band).collect(),
        format!("  return {UNDEFINED};\n}}\n"),
    ]
    .concat()
}

/// Blocks of Markdown as documentation.
fn comment(indent: usize, blocks: &[String]) -> String {
    // Neither the end of the comment nor a tag is in the text.
    let blocks: Vec<_> = blocks.iter().map(|block| block.replace("*/", "*\\/").replace('@', "\\@")).collect();
    let lines = source::wrapped(&blocks, source::WIDTH - indent - " * ".len());
    if let [line] = &lines[..] {
        if indent + "/** ".len() + line.len() + " */".len() <= source::WIDTH {
            return format!("{:indent$}/** {line} */\n", "");
        }
    }
    let line = |line: &String| format!("{:indent$} * {line}", "").trim_end().to_owned() + "\n";
    let lines: String = lines.iter().map(line).collect();
    format!("{:indent$}/**\n{lines}{:indent$} */\n", "", "")
}
