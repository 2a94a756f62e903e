//! The parts that all pages share: the base of the style, the Content Security Policy's hashes, and the direction of a script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::template::{self, Template};

const BASE: &str = include_str!("../templates/base.css");

/// Renders a page. Its style follows the base that all pages share.
pub(crate) fn render(page: Template, mut view: Value, style: &str, script: &str) -> String {
    template::make_visible(&mut view);
    // The page must not depend on the line ends of a checkout.
    let [style, script] = [&(BASE.to_owned() + style), script].map(|file| file.replace("\r\n", "\n"));
    // The Content Security Policy allows only sources with these hashes.
    let hash = |inline: &str| STANDARD.encode(Sha256::digest(inline));
    let own = json!({ "style_hash": hash(&style), "script_hash": hash(&script), "style": style, "script": script });
    if let (Value::Object(members), Value::Object(own)) = (&mut view, own) {
        members.extend(own);
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
