//! The sentences about the table in this folder's README and in the project's, with all their figures from the table.

use crate::column::Column;
use crate::effect::{self, Effect};
use crate::library::LIBRARIES;
use crate::table::Table;
use crate::words::may_be_sent;

/// The project's README has this number of findings, from the first.
pub const IN_PROJECT: usize = 3;

const OURS: &str = "close-codes";
const TOO_LONG: &str = "a reason of 124 bytes (too long)";

/// Returns a list in Markdown.
pub fn list(findings: &[String]) -> String {
    findings.iter().fold("\n".into(), |list, finding| list + "- " + finding + "\n")
}

/// Returns the findings, the most important first.
pub fn findings(table: &Table) -> Vec<String> {
    let peers: Vec<_> = table.0.iter().filter(|column| is_library(column) && column.name != OURS).collect();
    let of = |effect: Effect, effect_of: &dyn Fn(&Column) -> Effect| -> Vec<&Column> {
        peers.iter().copied().filter(|column| effect_of(column) == effect).collect()
    };

    let bad_gateway = |column: &Column| effect::arriving(column)(1014);
    let rewritten = format!(
        "An incoming 1014 (Bad Gateway) reaches the application as 1002 (Protocol error) in {}; {} refuse it.",
        names(&of(Effect::Changed, &bad_gateway)),
        names(&of(Effect::Refused, &bad_gateway)),
    );

    let others: u32 = (0..=u16::MAX).map(|code| u32::from(!may_be_sent(code))).sum();
    let illegal = |column: &&&Column| effect::groups(&column.sent, "codes sent, illegal").count();
    let all: Vec<_> = peers.iter().filter(|column| illegal(column) == others).copied().collect();
    let some = peers.iter().filter(|column| (1..others).contains(&illegal(column)));
    let some = some.map(|column| format!(" {} sends {} of them.", name(column), thousands(illegal(&column))));
    let panics = peers.iter().filter_map(|column| {
        let cell = effect::text(&column.sent, "codes refused");
        let (_, codes) = cell.split("<br>").find_map(|group| group.split_once("panic: "))?;
        let (codes, _count) = codes.rsplit_once(" (")?;
        Some(format!(
            " {} panics for {}.",
            name(column),
            and(&codes.split(", ").map(str::to_owned).collect::<Vec<_>>())
        ))
    });
    let sent = format!(
        "{} of {} libraries send all {} codes that may not be in a close frame, such as 1006, if the application asks for \
         them: {}.{}{}",
        capitalized(&word(all.len())),
        word(peers.len()),
        thousands(others),
        names(&all),
        some.collect::<String>(),
        panics.collect::<String>(),
    );

    let too_long = |column: &Column| effect::sent(effect::text(&column.sent, TOO_LONG));
    let cuts = of(Effect::Cut, &too_long);
    let cut = cuts.first().map_or("", |column| effect::text(&column.sent, TOO_LONG));
    let illegal = of(Effect::Illegal, &too_long);
    let reason = format!(
        "A reason of 124 bytes, one too many, is sent by {} of {} libraries: {}. It is {cut} by {}, and makes {} panic.",
        word(illegal.len()),
        word(peers.len()),
        names(&illegal),
        names(&cuts),
        names(&of(Effect::Broken, &too_long)),
    );

    let browsers: Vec<_> = table.0.iter().filter(|column| !is_library(column)).collect();
    let is_sent_back =
        |column: &&Column, row: &str| effect::text(&column.received, row) == "reported → echoed, illegal";
    let rows = browsers.first().into_iter().flat_map(|column| &column.received).map(|(row, _)| row);
    let rows = rows.filter(|row| browsers.iter().all(|column| is_sent_back(column, row)));
    let mut codes: Vec<u16> = rows.filter_map(|row| row.strip_suffix(" `bye`")?.parse().ok()).collect();
    codes.sort_unstable();
    let browsers = format!(
        "{} report codes such as {} to the page and send them back, although these may not be in a close frame.",
        names(&browsers),
        and(&codes.iter().map(ToString::to_string).collect::<Vec<_>>()),
    );

    let ours = table.0.iter().find(|column| column.name == OURS);
    let ours = ours.map_or_else(String::new, |column| {
        format!(
            "{} reports {} codes and sends {}: those that may be in a close frame. It refuses the other {} with an error.",
            name(column),
            thousands(effect::groups(&column.received, "codes reported").count()),
            thousands(effect::groups(&column.sent, "codes sent").count()),
            thousands(effect::groups(&column.received, "codes refused").count()),
        )
    });
    vec![rewritten, sent, reason, browsers, ours]
}

/// Returns `true` for a library, and `false` for a browser.
pub fn is_library(column: &Column) -> bool {
    LIBRARIES.iter().any(|library| library.name() == column.name)
}

/// Returns the name with the version: of a library without the patch, of a browser the major version.
fn name(column: &Column) -> String {
    let parts = column.version.split('.').take(if is_library(column) { 2 } else { 1 });
    format!("{} {}", column.name, parts.collect::<Vec<_>>().join("."))
}

fn names(columns: &[&Column]) -> String {
    and(&columns.iter().map(|column| name(column)).collect::<Vec<_>>())
}

/// Joins words by commas, and the last by `and`.
fn and(words: &[String]) -> String {
    match words {
        [] => "none".into(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} and {last}", words.join(", ")),
    }
}

fn word(number: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |&word| word.into())
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn thousands(number: u32) -> String {
    match number {
        1000.. => format!("{},{:03}", number / 1000, number % 1000),
        _ => number.to_string(),
    }
}
