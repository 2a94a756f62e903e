//! The codes, in a section for each range that has any.

use close_codes_registry::{Band, Range, Reference};

use super::super::markup::{escape, hue, is_web_address, numbers};
use super::ranges::has_section;
use super::{fact, language_of_texts, say, values, yes_class, yes_or_no};
use crate::document::{Document, Named};
use crate::words::{reconnect_word, sender_word};

pub(super) fn write(document: &Document) -> String {
    let words = document.words(0);
    let sections: String = document
        .ranges
        .iter()
        .enumerate()
        .filter(|(_, range)| has_section(document, range))
        .map(|(index, range)| section(document, index, range))
        .collect();
    format!(
        "<div id=\"codes\" tabindex=\"-1\">\n\
         <p class=\"no-match\" hidden>{no_match}</p>\n\
         {unnamed}\
         {sections}\
         </div>\n",
        no_match = say(words, "no-match"),
        unnamed = unnamed(document),
    )
}

fn section(document: &Document, index: usize, range: &Range) -> String {
    let (first, last) = (range.codes.start(), range.codes.end());
    let hue = hue(document, range);
    let name = range.texts.first().map(|text| escape(&text.name)).unwrap_or_default();
    let starts_here = |band: &&Band| {
        // A band can reach over several ranges: it is told in each.
        band.codes.start() <= last && first <= band.codes.end()
    };
    let bands: String = document.bands.iter().filter(starts_here).map(|band| self::band(document, band)).collect();
    let bands = if bands.is_empty() { bands } else { format!("<ul class=\"bands\">\n{bands}</ul>\n") };
    let codes = document.codes.iter().enumerate().filter(|(_, code)| range.codes.contains(&code.number));
    let codes: String = codes.map(|(index, code)| self::code(document, index, code)).collect();
    let codes = if codes.is_empty() { codes } else { format!("<div class=\"panel\">\n{codes}</div>\n") };
    format!(
        "<section class=\"hue-{hue}\" id=\"{first}-{last}\" data-range=\"{index}\">\n\
         <h2><span class=\"numbers\">{shown}</span> <span data-text=\"name\">{name}</span></h2>\n\
         {bands}\
         {codes}\
         </section>\n",
        shown = numbers(&range.codes),
    )
}

/// What a table says of all numbers of a band.
fn band(document: &Document, band: &Band) -> String {
    format!(
        "<li><h3>{}</h3>\n<dl class=\"facts\">\n{}</dl></li>\n",
        numbers(&band.codes),
        values(document, &band.values)
    )
}

fn code(document: &Document, index: usize, code: &Named) -> String {
    let number = code.number;
    let text = code.texts.first();
    let name = text.map(|text| escape(&text.name)).unwrap_or_default();
    let description = match text.map(|text| escape(&text.description)).unwrap_or_default() {
        none if none.is_empty() => none,
        some => format!("<p data-text=\"description\"{}>{some}</p>\n", language_of_texts(document)),
    };
    let facts = facts(document, code);
    let facts = if facts.is_empty() { facts } else { format!("<dl class=\"facts\">\n{facts}</dl>\n") };
    format!(
        "<article id=\"{number}\" data-code=\"{index}\">\n\
         <h3><a class=\"number\" href=\"#{number}\">{number}</a> \
         <span data-text=\"name\"{in_language}>{name}</span></h3>\n\
         <div class=\"about\">\n\
         {description}\
         {labels}\
         </div>\n\
         {facts}\
         </article>\n",
        in_language = language_of_texts(document),
        labels = labels(document, code),
    )
}

/// What programs call the code, and where it comes from.
fn labels(document: &Document, code: &Named) -> String {
    let words = document.words(0);
    let label = |term: &'static str, said: &str| {
        let said = format!("<code lang=\"\" translate=\"no\">{}</code>", escape(said));
        fact(&say(words, term), "", &said)
    };
    let mut labels = label("variant", &code.variant) + &label("key", &code.key);
    if !code.references.is_empty() {
        let references: Vec<_> = code.references.iter().map(reference).collect();
        labels += &fact(&say(words, "references"), "", &references.join(", "));
    }
    if !code.registrants.is_empty() {
        let registrants: Vec<_> = code.registrants.iter().map(|name| escape(&name.replace('_', " "))).collect();
        let registrants = format!("<bdi lang=\"\" translate=\"no\">{}</bdi>", registrants.join(", "));
        labels += &fact(&say(words, "registrant"), "", &registrants);
    }
    format!("<dl class=\"labels\">\n{labels}</dl>\n")
}

fn facts(document: &Document, code: &Named) -> String {
    let words = document.words(0);
    let mut facts = String::new();
    // Of a private code, all of this goes without saying: either endpoint sends it.
    if document.is_registry {
        let allowed = code.sender.is_allowed_on_wire();
        // The word of a sender is one of a fixed few, so the script finds it by its item.
        facts += &fact(&say(words, "sent-by"), "", &say(words, sender_word(code.sender)));
        facts += &fact(&say(words, "on-the-wire"), yes_class(allowed), &yes_or_no(words, allowed));
    }
    if let Some(reconnect) = code.reconnect {
        let word = reconnect_word(reconnect);
        facts += &fact(&say(words, "reconnect"), word, &say(words, word));
    }
    facts += &values(document, &code.values);
    facts
}

fn reference(reference: &Reference) -> String {
    match reference.url() {
        Some(url) if is_web_address(&url) => {
            let url = escape(&url);
            format!("<a href=\"{url}\" rel=\"noreferrer\" translate=\"no\">{}</a>", escape(&short(reference.name())))
        }
        _ => format!("<bdi lang=\"\" translate=\"no\">{}</bdi>", escape(reference.name())),
    }
}

/// An address by the site that it leads to, and the name of an RFC with a space, as people write it.
fn short(name: &str) -> String {
    if let Some((_, rest)) = name.split_once("://") {
        return rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned();
    }
    match name.strip_prefix("RFC") {
        Some(number) if number.starts_with(|first: char| first.is_ascii_digit()) => format!("RFC {number}"),
        _ => name.to_owned(),
    }
}

/// A number that is asked for and has no name: the script says what its range and its band tell of it.
fn unnamed(document: &Document) -> String {
    let words = document.words(0);
    let (range, numbers) = ("<b class=\"of-range\"></b>", "<span class=\"numbers\"></span>");
    // The registry says that a number is not registered; of that, a table knows nothing.
    let (heading, below) = if document.is_registry {
        (say(words, "unregistered"), format!("{range} {numbers}"))
    } else {
        (range.to_owned(), numbers.to_owned())
    };
    let on_the_wire = fact(&say(words, "on-the-wire"), "", "");
    let columns = document.columns.iter();
    let columns: String = columns
        .map(|column| fact(&format!("<code lang=\"\" translate=\"no\">{}</code>", escape(&column.name)), "", ""))
        .collect();
    format!(
        "<article class=\"unnamed\" hidden>\n\
         <h3><span class=\"number\"></span> {heading}</h3>\n\
         <div class=\"about\">\n\
         <p>{below}</p>\n\
         <p class=\"description\"></p>\n\
         </div>\n\
         <dl class=\"facts\">\n{on_the_wire}{columns}</dl>\n\
         </article>\n"
    )
}
