//! One page that needs nothing else: no server, no network, and no JavaScript to be read.
//!
//! Everything is there in the document's first language. The other languages are in a block of JSON, which the script
//! puts into place; it finds what to replace by `data-say`, with a word's item, and by the numbers of codes and ranges.

mod codes;
mod data;
mod ranges;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use close_codes_registry::{Language, Value};
use sha2::{Digest, Sha256};

use super::markup::escape;
use crate::document::{Document, in_words};
use crate::words::Words;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page's icon: a line that is cut. Quotes would end the attribute that it stands in.
const ICON: &str = "data:image/svg+xml,\
    %3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
    %3Crect width='32' height='32' rx='8' fill='%234453c4'/%3E\
    %3Cpath d='M6 16h7m6 0h7M13 11v10m6-10v10' stroke='%23fff' stroke-width='3' stroke-linecap='round'/%3E\
    %3C/svg%3E";

pub(super) fn write(document: &Document) -> String {
    let words = document.words(0);
    let language = tag(document.languages.first());
    let title = document.titles.first().map(String::as_str).unwrap_or_default();
    let subtitle = if document.is_registry { "subtitle" } else { "title" };
    let page_title =
        if document.is_registry { title.to_owned() } else { format!("{title} – {}", words.say("title")) };
    let (style, script) = (with_line_feeds(STYLE), with_line_feeds(SCRIPT));
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"{language}\" dir=\"{direction}\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src '{style_hash}'; script-src '{script_hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"description\" content=\"{description}\">\n\
         <title>{page_title}</title>\n\
         <link rel=\"icon\" href=\"{ICON}\">\n\
         <style>{style}</style>\n\
         <script>{script}</script>\n\
         </head>\n\
         <body>\n\
         <a class=\"skip\" href=\"#codes\">{codes_word}</a>\n\
         <header>\n\
         <div class=\"heading\">\n\
         <h1{titled}>{h1}</h1>\n\
         <p>{subtitle}</p>\n\
         </div>\n\
         {switches}\
         </header>\n\
         {search}\
         <main>\n\
         {ranges}\
         {codes}\
         </main>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n\
         </body>\n\
         </html>\n",
        direction = direction(&language),
        style_hash = hash(&style),
        script_hash = hash(&script),
        description = escape(words.say(subtitle)),
        page_title = escape(&page_title),
        codes_word = say(words, "codes"),
        titled = if document.is_registry { " data-say=\"title\"" } else { UNKNOWN_LANGUAGE },
        h1 = escape(title),
        subtitle = say(words, subtitle),
        switches = switches(document),
        search = search(document),
        ranges = ranges::write(document),
        codes = codes::write(document),
        data = data::write(document),
    )
}

/// For texts of a table: nobody says in which language they are, nor in which direction it is written.
const UNKNOWN_LANGUAGE: &str = " lang=\"\" dir=\"auto\"";

/// The attributes of an element with a code's texts.
const fn language_of_texts(document: &Document) -> &'static str {
    if document.is_registry { "" } else { UNKNOWN_LANGUAGE }
}

fn tag(language: Option<&Language>) -> String {
    escape(language.map(|language| language.tag.as_str()).unwrap_or_default())
}

/// In which direction a language is written, by its tag.
fn direction(tag: &str) -> &'static str {
    let mut subtags = tag.split('-');
    let is_from_right = matches!(subtags.next(), Some("ar" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"));
    // `az-Arab` is, and `ur-Latn` is not.
    match subtags.find(|subtag| subtag.len() == 4) {
        Some("Arab" | "Hebr" | "Thaa") => "rtl",
        None if is_from_right => "rtl",
        _ => "ltr",
    }
}

/// The source that a Content Security Policy allows. A browser makes line feeds of all line ends before it compares.
fn hash(inline: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(inline)))
}

/// Whatever line ends a checkout has given the files, the page is the same.
fn with_line_feeds(file: &str) -> String {
    file.replace("\r\n", "\n")
}

/// A word that the script replaces when another language is chosen.
fn say(words: Words, word: &'static str) -> String {
    format!("<span data-say=\"{word}\">{}</span>", escape(words.say(word)))
}

fn yes_or_no(words: Words, yes: bool) -> String {
    say(words, if yes { "yes" } else { "no" })
}

/// A line in a list of facts: what it is about, and what is so. `class` is for the mark before it.
fn fact(term: &str, class: &str, said: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<div><dt>{term}</dt><dd{class}>{said}</dd></div>\n")
}

/// What a table says in its own columns.
fn values(document: &Document, values: &[Option<Value>]) -> String {
    let words = document.words(0);
    let line = |(column, value): (&close_codes_registry::Column, &Option<Value>)| {
        let term = format!("<code lang=\"\" translate=\"no\">{}</code>", escape(&column.name));
        Some(match value.as_ref()? {
            Value::Bool(yes) => fact(&term, yes_class(*yes), &yes_or_no(words, *yes)),
            Value::Str(text) => fact(&term, "", &format!("<bdi lang=\"\">{}</bdi>", escape(text))),
            other => fact(&term, "", &format!("<bdi lang=\"\">{}</bdi>", escape(&in_words(other)))),
        })
    };
    document.columns.iter().zip(values).filter_map(line).collect()
}

const fn yes_class(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Language and colours; without the script, neither can be chosen.
fn switches(document: &Document) -> String {
    let words = document.words(0);
    let mut html = "<div class=\"switches\" hidden>\n".to_owned();
    if document.languages.len() > 1 {
        let option = |language: &Language| {
            let (tag, name) = (tag(Some(language)), escape(&language.name));
            format!("<option value=\"{tag}\" lang=\"{tag}\">{name}</option>\n")
        };
        let options: String = document.languages.iter().map(option).collect();
        html += &select(words, "language", "choose-language", &options);
    }
    let option = |value: &str| {
        let word = format!("colours-{value}");
        format!("<option value=\"{value}\" data-say=\"{word}\">{}</option>\n", escape(words.say(&word)))
    };
    let options: String = ["system", "light", "dark"].into_iter().map(option).collect();
    html += &select(words, "colours", "choose-colours", &options);
    html + "</div>\n"
}

fn select(words: Words, id: &str, label: &'static str, options: &str) -> String {
    let label = say(words, label);
    // A browser may keep what was chosen when a page is loaded again, and it would be wrong then.
    format!("<label>{label}\n<select id=\"{id}\" autocomplete=\"off\">\n{options}</select></label>\n")
}

fn search(document: &Document) -> String {
    let words = document.words(0);
    format!(
        "<form class=\"search\" role=\"search\" hidden>\n\
         <label class=\"unseen\" for=\"query\">{label}</label>\n\
         <div class=\"field\">\n\
         <svg aria-hidden=\"true\" viewBox=\"0 0 20 20\">\
         <circle cx=\"8.5\" cy=\"8.5\" r=\"5.5\"/><path d=\"m13 13 4.5 4.5\"/></svg>\n\
         <input id=\"query\" type=\"search\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\" \
         enterkeyhint=\"search\" aria-keyshortcuts=\"/\" placeholder=\"{hint}\" data-say-placeholder=\"search-hint\">\n\
         <div class=\"end\"><kbd aria-hidden=\"true\">/</kbd>\n\
         <output id=\"count\" for=\"query\" aria-live=\"polite\"></output></div>\n\
         </div>\n\
         </form>\n",
        label = say(words, "search"),
        hint = escape(words.say("search-hint")),
    )
}
