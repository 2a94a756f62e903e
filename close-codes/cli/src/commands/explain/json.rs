//! Answers as JSON.

use close_codes_registry::{Reference, Sender, Value};
use serde::{Serialize, Serializer};

use super::answer::Answer;
use crate::document;

/// An answer, with texts in the language that was asked for.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Known<'a> {
    code: u16,
    name: &'a str,
    description: &'a str,
    /// The key of the range, if the code has no name.
    key: &'a str,
    variant: Option<&'a str>,
    registered: bool,
    /// The file of the table; `None` for the registry.
    table: Option<&'a str>,
    range: Option<Range<'a>>,
    references: Vec<Link<'a>>,
    registrants: &'a [String],
    may_be_sent_by: Vec<&'static str>,
    local_only: bool,
    allowed_on_wire: bool,
    /// `None` if the code alone does not tell.
    reconnect: Option<bool>,
    /// The values of the table's columns, in their order.
    #[serde(serialize_with = "object")]
    values: Vec<(&'a str, &'a Value)>,
}

#[derive(Debug, Serialize)]
struct Range<'a> {
    first: u16,
    last: u16,
    key: &'a str,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct Link<'a> {
    name: &'a str,
    url: Option<String>,
}

fn object<S: Serializer>(values: &[(&str, &Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|&(column, value)| (column, document::in_json(value))))
}

impl<'a> From<&'a Answer<'a>> for Known<'a> {
    fn from(answer: &'a Answer<'a>) -> Self {
        let &Answer { document, number, code, registered, sender } = answer;
        let range = answer.range();
        let first_name = |texts: &'a [close_codes_registry::Text]| texts.first().map_or("", |text| text.name.as_str());
        let link = |reference: &'a Reference| Link { name: reference.name(), url: reference.url() };
        Self {
            code: number,
            name: answer.name(),
            description: answer.description(),
            key: code
                .or(registered)
                .map(|code| code.key.as_str())
                .or(range.map(|range| range.key.as_str()))
                .unwrap_or_default(),
            variant: code.map(|code| code.variant.as_str()),
            registered: registered.is_some(),
            table: document.file.as_deref(),
            range: range.map(|range| Range {
                first: *range.codes.start(),
                last: *range.codes.end(),
                key: &range.key,
                name: first_name(&range.texts),
            }),
            references: code.map(|code| code.references.iter().map(link).collect()).unwrap_or_default(),
            registrants: code.map(|code| code.registrants.as_slice()).unwrap_or_default(),
            may_be_sent_by: answer.senders(),
            local_only: sender == Sender::Local,
            allowed_on_wire: sender.is_allowed_on_wire(),
            reconnect: document::may_reconnect(answer.reconnect()),
            values: answer.values().collect(),
        }
    }
}
