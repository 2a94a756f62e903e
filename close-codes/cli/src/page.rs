//! The parts that all pages share: the head with the base of the style, and the direction of a script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::template::{self, Template};

const BASE: &str = include_str!("../templates/base.css");

/// The parts of a page that are not in its template.
pub(crate) struct Parts {
    /// The style, which follows the base that all pages share.
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
    /// The sources to which the script may connect, as the Content Security Policy writes them.
    pub(crate) connects: &'static str,
}

/// Renders a page.
pub(crate) fn render(page: Template, parts: &Parts, mut view: Value) -> String {
    template::make_visible(&mut view);
    // The page must not depend on the line ends of a checkout.
    let [style, script] = [&(BASE.to_owned() + parts.style), parts.script].map(|file| file.replace("\r\n", "\n"));
    // The Content Security Policy allows only sources with these hashes.
    let hash = |inline: &str| STANDARD.encode(Sha256::digest(inline));
    let head = json!({
        "style_hash": hash(&style),
        "script_hash": hash(&script),
        "connects": parts.connects,
        "style": style,
        "script": script,
    });
    if let Value::Object(members) = &mut view {
        members.insert("head".to_owned(), template::render(template::HEAD, &head).into());
    }
    template::render(page, &view)
}

/// Returns the direction of a language's script, by the tag.
pub(crate) fn direction(tag: &str) -> &'static str {
    let mut subtags = tag.split('-');
    let is_from_right = matches!(subtags.next(), Some("ar" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"));
    // The script in a tag decides: `az-Arab` is written from the right, `ur-Latn` is not.
    match subtags.find(|subtag| subtag.len() == 4) {
        Some("Arab" | "Hebr" | "Thaa") => "rtl",
        None if is_from_right => "rtl",
        _ => "ltr",
    }
}
