//! Visibility, documentation, attributes and derives stay as written.

#![deny(missing_docs)]

/// A crate that shows its documentation.
pub mod gateway {
    /// Close codes of the game gateway.
    #[close_codes::close_codes("ui/table/codes.csv")]
    #[derive(serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    #[non_exhaustive]
    #[must_use = "somebody wants to know why"]
    pub(crate) enum GameCode {}

    /// Close codes of the chat.
    #[close_codes::close_codes]
    #[derive(Default, serde::Serialize, serde::Deserialize)]
    pub enum ChatCode {
        /// The session's token has expired.
        #[serde(rename = "expired")]
        TokenExpired = 4001,
        /// A newer client took the seat.
        #[default]
        Replaced = 4002,
    }
}

use gateway::{ChatCode, GameCode};

fn main() {
    assert_eq!(serde_json::to_string(&GameCode::TokenExpired).unwrap(), "\"token-expired\"");
    assert_eq!(serde_json::to_string(&ChatCode::TokenExpired).unwrap(), "\"expired\"");
    assert_eq!(serde_json::from_str::<ChatCode>("\"Replaced\"").unwrap(), ChatCode::default());
}
