//! The sentences about the table in this folder's README and in the project's, with all their figures from the table.

use std::fmt::{self, Write};

use crate::column::Column;
use crate::effect::{self, Effect};
use crate::library::LIBRARIES;
use crate::table::Table;
use crate::words::may_be_sent;

const OURS: &str = "close-codes";
const TOO_LONG: &str = "a reason of 124 bytes (too long)";

/// A fact about the table.
pub struct Finding {
    /// One sentence, for the project's README too. Empty if the finding is only for this folder's README.
    summary: String,
    /// The libraries and versions, for this folder's README.
    details: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.summary.is_empty() || self.details.is_empty() { "" } else { " " };
        write!(f, "{}{space}{}", self.summary, self.details)
    }
}

/// Returns the findings as a list in Markdown.
pub fn list(findings: &[Finding]) -> String {
    findings.iter().fold("\n".into(), |list, finding| format!("{list}- {finding}\n"))
}

/// Returns the summaries as a list in Markdown.
pub fn summaries(findings: &[Finding]) -> String {
    let summaries = findings.iter().map(|finding| &finding.summary).filter(|summary| !summary.is_empty());
    summaries.fold("\n".into(), |list, summary| format!("{list}- {summary}\n"))
}

/// Returns the findings, the most important first.
pub fn findings(table: &Table) -> Vec<Finding> {
    let (libraries, browsers): (Vec<_>, Vec<_>) = table.0.iter().partition(|column| is_library(column));
    let (ours, peers): (Vec<_>, Vec<_>) = libraries.into_iter().partition(|column| column.name == OURS);
    let mut findings = vec![rewritten(&peers), illegal_codes(&peers), long_reasons(&peers)];
    let details = [sent_back(&browsers)].into_iter().chain(ours.into_iter().map(in_ours));
    findings.extend(details.map(|details| Finding { summary: String::new(), details }));
    findings
}

fn rewritten(peers: &[&Column]) -> Finding {
    let bad_gateway = |column: &Column| effect::arriving(column)(1014);
    Finding {
        summary: format!(
            "{} report an incoming 1014 (Bad Gateway) as 1002 (Protocol error).",
            names(&with(peers, Effect::Changed, bad_gateway)),
        ),
        details: format!("{} refuse it.", names(&with(peers, Effect::Refused, bad_gateway))),
    }
}

fn illegal_codes(peers: &[&Column]) -> Finding {
    let forbidden: u32 = (0..=u16::MAX).map(|code| u32::from(!may_be_sent(code))).sum();
    let count = |column: &Column| effect::groups(&column.sent, "codes sent, illegal").count();
    let all: Vec<_> = peers.iter().copied().filter(|column| count(column) == forbidden).collect();
    let summary = format!(
        "{} of {} libraries let an application send each of the {} codes that may not be in a close frame, such as 1006.",
        capitalized(&word(all.len())),
        word(peers.len()),
        thousands(forbidden),
    );
    let mut details = format!("These are {}.", names(&all));
    let mut panicking = String::new();
    for column in peers {
        let some = count(column);
        if some > 0 && some < forbidden {
            let _ = write!(details, " {} sends {} of these codes.", name(column), thousands(some));
        }
        let refused = effect::text(&column.sent, "codes refused");
        let panics = refused.split("<br>").find_map(|group| group.strip_prefix("panic: ")?.rsplit_once(" ("));
        if let Some((codes, _count)) = panics {
            let codes: Vec<_> = codes.split(", ").map(str::to_owned).collect();
            let _ = write!(panicking, " {} panics for {}.", name(column), and(&codes));
        }
    }
    Finding { summary, details: details + &panicking }
}

fn long_reasons(peers: &[&Column]) -> Finding {
    let too_long = |column: &Column| effect::sent(effect::text(&column.sent, TOO_LONG));
    let (illegal, cut, broken) = (
        with(peers, Effect::Illegal, too_long),
        with(peers, Effect::Cut, too_long),
        with(peers, Effect::Broken, too_long),
    );
    let cut_to = cut.first().map_or("cut", |column| effect::text(&column.sent, TOO_LONG));
    Finding {
        summary: format!(
            "{} of {} libraries send a reason of 124 bytes, one too many, and {} panics.",
            capitalized(&word(illegal.len())),
            word(peers.len()),
            word(broken.len()),
        ),
        details: format!(
            "It is sent by {}, and {cut_to} by {}. {} panics.",
            names(&illegal),
            names(&cut),
            names(&broken)
        ),
    }
}

fn sent_back(browsers: &[&Column]) -> String {
    let is_sent_back =
        |row: &str| browsers.iter().all(|column| effect::text(&column.received, row) == "reported → echoed, illegal");
    let rows = browsers.first().into_iter().flat_map(|column| &column.received).map(|(row, _)| row);
    let codes = rows.filter(|row| is_sent_back(row)).filter_map(|row| row.strip_suffix(" `bye`")?.parse().ok());
    let mut codes: Vec<u16> = codes.collect();
    codes.sort_unstable();
    format!(
        "{} report codes such as {} to the page and send them back, although these may not be in a close frame.",
        names(browsers),
        and(&codes.iter().map(ToString::to_string).collect::<Vec<_>>()),
    )
}

fn in_ours(ours: &Column) -> String {
    format!(
        "{} reports {} codes and sends {}: those that may be in a close frame. It refuses the other {} with an error.",
        name(ours),
        thousands(effect::groups(&ours.received, "codes reported").count()),
        thousands(effect::groups(&ours.sent, "codes sent").count()),
        thousands(effect::groups(&ours.received, "codes refused").count()),
    )
}

/// Returns the columns with this effect.
fn with<'a>(columns: &[&'a Column], effect: Effect, of: impl Fn(&Column) -> Effect) -> Vec<&'a Column> {
    columns.iter().copied().filter(|column| of(column) == effect).collect()
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
