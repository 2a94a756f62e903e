//! Renders templates. In HTML and SVG, every text is escaped unless its template says `safe`.

use close_codes_registry::text;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;
use serde_json::Value;

/// The name of a template, which decides on escaping, and its text.
pub(crate) type Template = (&'static str, &'static str);

pub(crate) const RUST: Template = ("codes.rs", include_str!("../templates/codes.rs.j2"));
pub(crate) const TYPESCRIPT: Template = ("codes.ts", include_str!("../templates/codes.ts.j2"));
pub(crate) const HEAD: Template = ("head.html", include_str!("../templates/head.html.j2"));
pub(crate) const PAGE: Template = ("page.html", include_str!("../templates/page.html.j2"));
pub(crate) const SERVE: Template = ("serve.html", include_str!("../templates/serve.html.j2"));
pub(crate) const PICTURE: Template = ("picture.svg", include_str!("../templates/picture.svg.j2"));

#[allow(clippy::expect_used, reason = "the templates are built in, and tests fill each of them")]
pub(crate) fn render((name, text): Template, view: &impl Serialize) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match name {
        "codes.rs" | "codes.ts" => AutoEscape::None,
        _ => AutoEscape::Html,
    });
    // The output must not depend on the line ends of a checkout.
    let text = text.replace("\r\n", "\n");
    environment.render_named_str(name, &text, Serde(view)).expect("the template fits its view") + "\n"
}

/// Replaces unsafe characters in all texts. XML does not allow most control characters.
pub(crate) fn make_visible(view: &mut Value) {
    match view {
        Value::String(text) => *text = text::visible(text),
        Value::Array(items) => items.iter_mut().for_each(make_visible),
        Value::Object(members) => members.values_mut().for_each(make_visible),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
