//! JSON, and its schema.

use close_codes_registry::text::is_invisible;
use serde::Serialize;

use super::model::{self, Set};
use crate::document::Document;

/// With a reference to the schema, if there is one.
pub(super) fn write(document: &Document, schema: Option<&str>) -> String {
    if document.is_registry {
        show(&Set::of_registry(document, schema))
    } else {
        show(&Set::of_table(document, schema))
    }
}

pub(super) fn schema(document: &Document) -> String {
    show(&model::schema(document))
}

/// On lines, and with escapes for what cannot be seen: such characters stand within texts only, but for the line breaks.
#[allow(clippy::expect_used, reason = "all keys are texts, and serde_json writes them into memory")]
fn show(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("the model can be written") + "\n";
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\n' || !is_invisible(character) {
            shown.push(character);
        } else {
            shown.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::show;

    #[test]
    fn nothing_is_hidden() {
        let json = serde_json::json!({ "z": "é\u{202E}\u{E0001}\"\n\u{7F}", "a": null });
        assert_eq!(show(&json), "{\n  \"z\": \"é\\u202e\\udb40\\udc01\\\"\\n\\u007f\",\n  \"a\": null\n}\n");
    }
}
