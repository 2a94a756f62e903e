//! An answer as JSON.

use close_codes_registry::{Band, Cause, Reference, Sender};
use serde_json::{Map, Value, json};

use super::answer::Answer;
use crate::document;

/// Returns an answer as JSON.
pub(super) fn json(answer: &Answer<'_>) -> Value {
    let &Answer { document, number, is_band, code, registered, sender, causes, place, .. } = answer;
    let range = answer.range();
    let key = code.or(registered).map(|code| &code.key).or(range.map(|range| &range.key));
    let range = range.map(|range| {
        let name = range.texts.first().map(|text| &text.name);
        json!({ "first": range.codes.start(), "last": range.codes.end(), "key": range.key, "name": name })
    });
    let band = answer.band().map(|Band { codes, name, description, .. }| {
        json!({ "first": codes.start(), "last": codes.end(), "name": name, "description": description })
    });
    let link = |reference: &Reference| json!({ "name": reference.name(), "url": reference.url() });
    let cause = |Cause { key, references, texts }: &Cause| {
        let (name, description) = texts.first().map(|text| (&text.name, &text.description)).unzip();
        let references: Vec<_> = references.iter().map(link).collect();
        json!({ "key": key, "name": name, "description": description, "references": references })
    };
    let values = answer.values().map(|(column, value)| (column.to_owned(), document::in_json(value)));
    let found = place.map(|place| json!({ "text": place.part, "line": place.line.unwrap_or(1) }));
    json!({
        // Null for a band.
        "code": (!is_band).then_some(number),
        "name": answer.name(),
        "description": answer.description(),
        // The key of the range, if the code does not have a name.
        "key": key,
        "variant": code.map(|code| &code.variant),
        "registered": registered.is_some(),
        // Null for the registry.
        "table": document.file,
        "range": range,
        // Null if the code has a row, or no band.
        "band": band,
        "references": code.map_or(&[][..], |code| &code.references).iter().map(link).collect::<Vec<_>>(),
        "registrants": code.map_or(&[][..], |code| &code.registrants),
        "mayBeSentBy": answer.senders(),
        "localOnly": sender == Sender::Local,
        "allowedOnWire": sender.is_allowed_on_wire(),
        // Null if the code alone does not tell.
        "reconnect": document::may_reconnect(answer.reconnect()),
        // Null if the registration does not name one.
        "httpStatus": code.and_then(|code| code.http_status),
        "causes": causes.iter().map(cause).collect::<Vec<_>>(),
        "values": values.collect::<Map<_, _>>(),
        // The part of the argument that was understood. Null for the whole argument.
        "found": found,
    })
}
