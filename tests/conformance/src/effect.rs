//! The outcome of a code in one word, from the cells of a column.

use crate::column::{Cells, Column};
use crate::ranges::Groups;

/// The outcome for a code or a reason. The greatest is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Reported or sent unchanged.
    Kept,
    /// Refused with an error.
    Refused,
    /// The library has no function for it.
    Unavailable,
    /// Another code or reason instead.
    Changed,
    /// A reason, cut to what fits.
    Cut,
    /// A close frame is sent that RFC 6455 forbids.
    Illegal,
    /// A panic, or the code is lost.
    Broken,
}

/// Returns the effect of each code that arrives.
pub fn arriving(column: &Column) -> impl Fn(u16) -> Effect {
    let row = |row| groups(&column.received, row);
    let (changed, refused, echoed, answered) = (
        row("codes reported as another"),
        row("codes refused"),
        row("codes echoed"),
        row("codes answered with another body"),
    );
    move |code| {
        let is_illegal = |word: &str| word.ends_with("illegal");
        let is_lost = matches!(refused.word(code), Some("nothing" | "panic")) || changed.word(code) == Some("no code");
        if is_lost {
            Effect::Broken
        } else if [&echoed, &answered].iter().any(|groups| groups.word(code).is_some_and(is_illegal)) {
            Effect::Illegal
        } else if changed.word(code).is_some() {
            Effect::Changed
        } else if refused.word(code).is_some() {
            Effect::Refused
        } else {
            Effect::Kept
        }
    }
}

/// Returns the effect of each code that an application asks to send.
pub fn leaving(column: &Column) -> impl Fn(u16) -> Effect {
    let row = |row| groups(&column.sent, row);
    let (illegal, changed, refused) = (row("codes sent, illegal"), row("codes sent as another"), row("codes refused"));
    move |code| {
        if illegal.word(code).is_some() {
            Effect::Illegal
        } else {
            changed.word(code).or(refused.word(code)).map_or(Effect::Kept, sent)
        }
    }
}

/// Returns the effect in a cell of what is sent.
pub fn sent(cell: &str) -> Effect {
    match cell {
        "sent" => Effect::Kept,
        "–" => Effect::Unavailable,
        "nothing" | "panic" => Effect::Broken,
        _ if cell.ends_with(", illegal") => Effect::Illegal,
        _ if cell.starts_with("cut to ") => Effect::Cut,
        _ if cell.starts_with(char::is_uppercase) => Effect::Refused,
        _ => Effect::Changed,
    }
}

/// Returns the codes in a cell.
pub fn groups(cells: &Cells, row: &str) -> Groups {
    Groups::parse(text(cells, row)).unwrap_or_default()
}

/// Returns the text of a cell, which is empty if the table has no such row.
pub fn text<'a>(cells: &'a Cells, row: &str) -> &'a str {
    cells.iter().find(|(name, _)| name == row).map_or("", |(_, cell)| cell)
}
