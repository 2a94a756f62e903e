//! Answers as JSON.

use close_codes_registry::{Reference, Sender};
use serde_json::{Map, Value, json};

use super::answer::Answer;
use crate::document;

/// An answer, with texts in the language that was asked for.
pub(super) fn json(answer: &Answer<'_>) -> Value {
    let &Answer { document, number, code, registered, sender } = answer;
    let range = answer.range();
    let key = code.or(registered).map(|code| &code.key).or(range.map(|range| &range.key));
    let range = range.map(|range| {
        let name = range.texts.first().map(|text| &text.name);
        json!({ "first": range.codes.start(), "last": range.codes.end(), "key": range.key, "name": name })
    });
    let link = |reference: &Reference| json!({ "name": reference.name(), "url": reference.url() });
    let values = answer.values().map(|(column, value)| (column.to_owned(), document::in_json(value)));
    json!({
        "code": number,
        "name": answer.name(),
        "description": answer.description(),
        // That of the range, if the code has no name.
        "key": key,
        "variant": code.map(|code| &code.variant),
        "registered": registered.is_some(),
        // The file of the table; none for the registry.
        "table": document.file,
        "range": range,
        "references": code.map_or(&[][..], |code| &code.references).iter().map(link).collect::<Vec<_>>(),
        "registrants": code.map_or(&[][..], |code| &code.registrants),
        "mayBeSentBy": answer.senders(),
        "localOnly": sender == Sender::Local,
        "allowedOnWire": sender.is_allowed_on_wire(),
        // None if the code alone does not tell.
        "reconnect": document::may_reconnect(answer.reconnect()),
        // None if the registration names none.
        "httpStatus": code.and_then(|code| code.http_status),
        "values": values.collect::<Map<_, _>>(),
    })
}
