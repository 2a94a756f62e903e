//! The documentation of variants, as Markdown.

use close_codes_registry::{Code, Language, Range, Reconnect, Reference, Sender};
use proc_macro2::TokenStream;
use quote::quote;

/// Number, name, description, sender, hint, registrant and references.
pub(super) fn code(code: &Code) -> TokenStream {
    let description = code.texts.first().map(|text| escape(&text.description)).unwrap_or_default();
    let sender = match code.sender {
        Sender::Either => "either endpoint",
        Sender::Client => "a client",
        Sender::Server => "a server",
        Sender::Nobody => "nobody",
        Sender::Local => "nobody; for local use only",
    };
    let reconnect = match code.reconnect {
        Reconnect::Yes => "yes",
        Reconnect::No => "no",
        Reconnect::Unknown => "unknown",
    };
    let mut lines = vec![
        format!("`{}` {}: {description}", code.number, escape(&code.name)),
        String::new(),
        format!("- Sent by: {sender}"),
        format!("- Reconnect: {reconnect}"),
    ];
    if !code.contacts.is_empty() {
        lines.push(format!("- Registered by: {}", escape(&code.contacts.join(", "))));
    }
    if !code.references.is_empty() {
        let references: Vec<_> = code.references.iter().map(link).collect();
        lines.push(format!("- References: {}", references.join(", ")));
    }
    doc(&lines)
}

/// Numbers, name and description.
pub(super) fn range(range: &Range) -> TokenStream {
    let Some(text) = range.texts.first() else { return TokenStream::new() };
    let (first, last) = (range.codes.start(), range.codes.end());
    doc(&[format!("`{first}..={last}` {}: {}", escape(&text.name), escape(&text.description))])
}

/// Tag and name.
pub(super) fn language(language: &Language) -> TokenStream {
    doc(&[format!("`{}` {}", language.tag, escape(&language.name))])
}

fn doc(lines: &[String]) -> TokenStream {
    quote!(#(#[doc = #lines])*)
}

fn link(reference: &Reference) -> String {
    let name = escape(reference.name());
    reference.url().map_or_else(|| name.clone(), |url| format!("[{name}](<{url}>)"))
}

/// Keeps Markdown from finding anything in plain text.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\`*_[]<>|&~#".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
