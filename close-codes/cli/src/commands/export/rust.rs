//! Codes as an enum in Rust, in a file that needs nothing besides itself.

mod layout;

use close_codes_registry::{Band, Column, Kind, Reference, Sender, Value};

use self::layout::{Expression, arm, function, list};
use super::source::{self, escaped, quoted};
use crate::document::{Document, Named, in_words, may_reconnect};

/// A project may use a part only, in a module of its own. Its columns may be called anything.
const LENIENT: &str = "#[allow(dead_code, non_snake_case, unreachable_pub)]\n#[allow(clippy::all, clippy::pedantic)]\n";

/// In the layout of another project the file would not be what `export --check` expects.
const AS_IT_IS: &str = "#[rustfmt::skip]\n";

pub(super) fn write(document: &Document) -> String {
    let name = &document.name;
    let columns = document.columns.iter().enumerate().map(|(index, column)| self::column(document, index, column));
    [
        format!("// {}\n\n", source::origin(document)),
        declaration(document),
        format!("\n{LENIENT}{AS_IT_IS}impl {name} {{\n"),
        numbers(document),
        texts(document),
        if document.is_registry { facts(document) } else { String::new() },
        columns.collect(),
        "}\n".to_owned(),
        traits(name),
    ]
    .concat()
}

fn declaration(document: &Document) -> String {
    let Document { name, codes, .. } = document;
    let about = docs(0, &[source::about_set(document)]);
    let non_exhaustive = if document.is_registry { "#[non_exhaustive]\n" } else { "" };
    let derive = "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n";
    let variant =
        |code: &Named| format!("{}    {} = {},\n", docs(4, &source::about(document, code)), code.variant, code.number);
    let variants: String = codes.iter().map(variant).collect();
    format!("{about}{derive}#[repr(u16)]\n{non_exhaustive}{LENIENT}{AS_IT_IS}pub enum {name} {{\n{variants}}}\n")
}

/// Blocks of Markdown as documentation.
fn docs(indent: usize, blocks: &[String]) -> String {
    let lines = source::wrapped(blocks, source::WIDTH - indent - "/// ".len());
    let line = |line: &String| format!("{:indent$}/// {line}", "").trim_end().to_owned() + "\n";
    lines.iter().map(line).collect()
}

fn sentence(text: &str) -> String {
    docs(4, &[text.to_owned()])
}

fn word(text: impl Into<String>) -> Expression {
    Expression::Word(text.into())
}

fn numbers(document: &Document) -> String {
    let variants: Vec<_> = document.codes.iter().map(|code| format!("Self::{}", code.variant)).collect();
    let arms = document.codes.iter().zip(&variants);
    let arms = arms.map(|(code, variant)| arm(12, &code.number.to_string(), &Expression::Some(variant.clone())));
    let about = "The number, as it stands in the first two bytes of a close frame's body.";
    [
        sentence("Every code of the set, in ascending order."),
        list(4, "pub const ALL: &'static [Self]", &variants),
        "\n".to_owned(),
        sentence("The code with this number, if the set has one."),
        "    #[must_use]\n    pub const fn from_u16(code: u16) -> Option<Self> {\n        match code {\n".to_owned(),
        arms.collect(),
        "            _ => None,\n        }\n    }\n".to_owned(),
        method("as_u16", about, "u16", "        self as u16\n"),
    ]
    .concat()
}

fn texts(document: &Document) -> String {
    let text = "&'static str";
    let name = by_code(document, &word("\"\""), |code| Some(word(quoted(code.text().0))));
    let description = by_code(document, &word("\"\""), |code| {
        let (_, description) = code.text();
        (!description.is_empty()).then(|| word(quoted(description)))
    });
    let key = by_code(document, &word("\"\""), |code| Some(word(quoted(&code.key))));
    let references = by_code(document, &Expression::List(Vec::new()), |code| {
        let references: Vec<_> = code.references.iter().map(Reference::name).map(quoted).collect();
        (!references.is_empty()).then_some(Expression::List(references))
    });
    let about = "What the code says: a sentence or more; nothing if nobody has written it.";
    let mut items = method("name", "The name: a few words.", text, &name);
    items += &method("description", about, text, &description);
    items += &method("key", "A label in `snake_case`, for metrics and translation files.", text, &key);
    let about = "The documents that define the code; often none.";
    items + &method("references", about, "&'static [&'static str]", &references)
}

/// What the registry says of a code.
fn facts(document: &Document) -> String {
    let unless =
        |is: fn(Sender) -> bool| by_code(document, &word("true"), |code| (!is(code.sender)).then(|| word("false")));
    let reconnect = by_code(document, &word("None"), |code| {
        may_reconnect(code.reconnect).map(|may| Expression::Some(may.to_string()))
    });
    let about = "Whether to connect again after the code; a hint, and `None` where the code alone does not tell.";
    let mut items = method("reconnect", about, "Option<bool>", &reconnect);
    let about = "Whether a close frame may hold the code.";
    items += &method("is_allowed_on_wire", about, "bool", &unless(Sender::is_allowed_on_wire));
    let server = unless(|sender| matches!(sender, Sender::Either | Sender::Server));
    items += &method("may_be_sent_by_server", "Whether a server may send the code.", "bool", &server);
    let client = unless(|sender| matches!(sender, Sender::Either | Sender::Client));
    items + &method("may_be_sent_by_client", "Whether a client may send the code.", "bool", &client)
}

/// Two functions for a typed column: one for a code of the set, one for any number.
fn column(document: &Document, index: usize, column: &Column) -> String {
    let Column { name, kind } = column;
    let value_of = |values: &[Option<Value>]| values.get(index).and_then(Option::as_ref).map(literal);
    let is_filled = document.codes.iter().all(|code| value_of(&code.values).is_some());
    let own = by_code(document, &word("None"), |code| {
        let value = value_of(&code.values)?;
        Some(if is_filled { Expression::Word(value) } else { Expression::Some(value) })
    });
    let kind = kind_name(*kind);
    let option = format!("Option<{kind}>");
    let (own_kind, unknown) = if is_filled {
        (kind, "")
    } else {
        (option.as_str(), "; `None` if the cell is empty and no band gives a value")
    };
    let about = format!("What the table says of the code in its column `{name}`{unknown}.");
    let mut items = method(name, &about, own_kind, &own);

    let bands: Vec<_> =
        document.bands.iter().filter_map(|band| Some((band, Expression::Some(value_of(&band.values)?)))).collect();
    let own = if is_filled { format!("Some(code.{name}())") } else { format!("code.{name}()") };
    let of_band = if bands.is_empty() { arm(12, "None", &word("None")) } else { by_band(12, &bands) };
    let of_code = arm(12, "Some(code)", &word(own));
    items += "\n";
    items += &sentence(&format!(
        "What the table says in its column `{name}` of any code: in the code's row, or else in the band that it is in; \
         `None` if there is nothing in either."
    ));
    items += "    #[must_use]\n";
    items += &function(4, &format!("{name}_of"), "code: u16", &option);
    items + &format!("        match Self::from_u16(code) {{\n{of_code}{of_band}        }}\n    }}\n")
}

/// What a number has that is no code: the value of its band.
fn by_band(indent: usize, bands: &[(&Band, Expression)]) -> String {
    let (mut arms, mut held) = (String::new(), 0);
    for (band, value) in bands {
        let (first, last) = (band.codes.start(), band.codes.end());
        let pattern = if first == last { first.to_string() } else { format!("{first}..={last}") };
        arms += &arm(indent + 4, &pattern, value);
        held += band.codes.len();
    }
    // No two of them overlap; an arm that nothing can reach would be warned of.
    if held < ALL_NUMBERS {
        arms += &arm(indent + 4, "_", &word("None"));
    }
    format!("{:indent$}None => match code {{\n{arms}{:indent$}}},\n", "", "")
}

/// How many numbers a `u16` can be.
const ALL_NUMBERS: usize = 1 << 16;

/// A method of a code, with the blank line before it.
fn method(name: &str, about: &str, result: &str, body: &str) -> String {
    format!("\n{}    #[must_use]\n{}{body}    }}\n", sentence(about), function(4, name, "self", result))
}

/// The body of a method: a `match self` with what `value` gives for each code, and `rest` where it gives nothing.
fn by_code(document: &Document, rest: &Expression, value: impl Fn(&Named) -> Option<Expression>) -> String {
    let mut arms = String::new();
    let mut has_rest = false;
    for code in &document.codes {
        match value(code) {
            Some(value) => arms += &arm(12, &format!("Self::{}", code.variant), &value),
            None => has_rest = true,
        }
    }
    let rest = if has_rest { arm(12, "_", rest) } else { String::new() };
    if arms.is_empty() {
        // Without the arm around it, and its comma.
        let only = rest.trim().trim_start_matches("_ => ").trim_end_matches(',');
        return format!("        {only}\n");
    }
    format!("        match self {{\n{arms}{rest}        }}\n")
}

fn literal(value: &Value) -> String {
    match value {
        Value::Char('"') => "'\"'".to_owned(),
        Value::Char(value) => format!("'{}'", escaped(*value)),
        Value::Str(value) => quoted(value),
        _ => in_words(value),
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Str => "&'static str",
        _ => kind.name(),
    }
}

fn traits(name: &str) -> String {
    format!(
        r#"
{AS_IT_IS}impl core::fmt::Display for {name} {{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{
        write!(f, "{{}} {{}}", self.as_u16(), self.name())
    }}
}}

{AS_IT_IS}impl From<{name}> for u16 {{
    fn from(code: {name}) -> Self {{
        code.as_u16()
    }}
}}

{AS_IT_IS}impl TryFrom<u16> for {name} {{
    type Error = Unknown{name};

    fn try_from(code: u16) -> Result<Self, Unknown{name}> {{
        Self::from_u16(code).ok_or(Unknown{name}(code))
    }}
}}

/// A number that is not a code of [`{name}`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
{LENIENT}{AS_IT_IS}pub struct Unknown{name}(u16);

{LENIENT}{AS_IT_IS}impl Unknown{name} {{
    /// The number.
    #[must_use]
    pub const fn as_u16(self) -> u16 {{
        self.0
    }}
}}

{AS_IT_IS}impl core::fmt::Display for Unknown{name} {{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{
        write!(f, "{{}} is not a code of this set", self.0)
    }}
}}

{AS_IT_IS}impl core::error::Error for Unknown{name} {{}}
"#
    )
}
