//! JSON whose members stay in the order in which they are written.

use serde::{Serialize, Serializer};

use crate::commands::export::source::is_invisible;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    /// An object with these members.
    pub(super) fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// A list of these.
    pub(super) fn list<T: Into<Self>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    /// On lines, and with escapes for what cannot be seen.
    pub(super) fn show(&self) -> String {
        // Texts and numbers, in lists and objects with texts for keys: there is nothing in it that cannot be written.
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        // Such characters stand within texts only, but for the line breaks.
        let unit = |unit: &u16| format!("\\u{unit:04x}");
        let escape = |character: char| match character {
            _ if character == '\n' || !is_invisible(character) => character.to_string(),
            _ => character.encode_utf16(&mut [0; 2]).iter().map(unit).collect::<Vec<_>>().concat(),
        };
        text.chars().map(escape).collect()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<u16> for Json {
    fn from(value: u16) -> Self {
        Self::Integer(value.into())
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn members_stay_in_order_and_nothing_is_hidden() {
        let json = Json::object([("z", Json::from("é\u{202E}\u{E0001}\"\n\u{7F}")), ("a", Json::Null)]);
        assert_eq!(json.show(), "{\n  \"z\": \"é\\u202e\\udb40\\udc01\\\"\\n\\u007f\",\n  \"a\": null\n}\n");
    }
}
