//! Finds close codes in any text: an error message, a log, a value as a debugger shows it.
//!
//! Numbers and names are collected in the order of the text. Those of the highest [`Evidence`] are the answer: a number that
//! is clearly a code, then a number that may be one, then names in sentences.

use std::collections::HashSet;

use super::names::{self, MOST_WORDS, Names, Owner};
use crate::document::Document;

/// A code in a text.
#[derive(Debug)]
pub(super) struct Found<'d> {
    pub(super) number: u16,
    /// The documents that have the name; empty for a number.
    pub(super) by: Vec<&'d Document>,
    pub(super) place: Place,
    evidence: Evidence,
}

/// The part of a text that was understood as a code.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The number of the line, from 1; `None` if the text has only one.
    pub(super) line: Option<usize>,
    /// The beginning of the line before the part, shortened.
    pub(super) before: String,
    pub(super) part: String,
    /// The rest of the line, shortened.
    pub(super) after: String,
}

impl Place {
    /// Returns `true` if the line or the text has more than the part and punctuation.
    pub(super) fn has_more(&self) -> bool {
        self.line.is_some() || self.before.contains(char::is_alphanumeric) || self.after.contains(char::is_alphanumeric)
    }
}

/// The reason to take a part of a text for a code; the best comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Evidence {
    /// A number or a name that is clearly a code: `close 4008`, `code: Away`, `1006`.
    Clear,
    /// A number that is often something else: 1000, and 3000 to 4999.
    Number,
    /// A name of three words or more: `Connection reset without closing handshake`.
    LongName,
    /// A name of two words: `the server is going away`.
    ShortName,
}

/// Finds the codes in a text. Each is returned once, at its first place.
pub(super) fn find<'d>(text: &str, names: &Names<'d>, documents: &'d [Document]) -> Vec<Found<'d>> {
    let text = anstream::adapter::strip_str(text).to_string();
    let is_one_line = text.trim_end().lines().nth(1).is_none();
    let mut found: Vec<Found<'d>> = Vec::new();
    let mut seen = HashSet::new();
    for (index, line) in text.lines().enumerate() {
        let line = Line::new(line, is_one_line);
        for Hit { start, end, number, evidence, by } in line.hits(names, documents) {
            if seen.insert((number, evidence)) {
                let place = line.place(start, end, if is_one_line { None } else { Some(index + 1) });
                found.push(Found { number, by, place, evidence });
            }
        }
    }
    let best = found.iter().map(|found| found.evidence).min();
    found.retain(|found| Some(found.evidence) == best);
    found
}

/// A code in a line.
struct Hit<'d> {
    start: usize,
    end: usize,
    number: u16,
    evidence: Evidence,
    by: Vec<&'d Document>,
}

/// A run of letters and digits.
struct Token<'t> {
    text: &'t str,
    start: usize,
}

impl Token<'_> {
    const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// A word in lower case. A token such as `GoingAway` has several.
struct Word {
    text: String,
    token: usize,
    /// The index of the token's first word.
    first: usize,
    ends: bool,
}

struct Line<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    words: Vec<Word>,
    /// `true` if the text does not have other lines.
    is_alone: bool,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, is_alone: bool) -> Self {
        let tokens = tokens(text);
        let mut words = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            let parts = if token.is_number() { vec![token.text.to_owned()] } else { names::words(token.text) };
            let first = words.len();
            words.extend(parts.into_iter().map(|text| Word { text, token: index, first, ends: false }));
            if let Some(last) = words.get_mut(first..).and_then(<[_]>::last_mut) {
                last.ends = true;
            }
        }
        Self { text, tokens, words, is_alone }
    }

    fn hits<'d>(&self, names: &Names<'d>, documents: &'d [Document]) -> Vec<Hit<'d>> {
        let mut hits = self.in_bytes();
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let Some(token) = self.tokens.get(word.token) else { break };
            let mut next = at + 1;
            if token.is_number() {
                if let Some((number, evidence)) = self.number(at, token, names, documents) {
                    hits.push(Hit { start: token.start, end: token.end(), number, evidence, by: Vec::new() });
                }
            } else if let Some((named, length)) = self.name(at, names) {
                next = at + length;
                hits.extend(named);
            }
            at = next;
        }
        hits.sort_by_key(|hit| hit.start);
        hits
    }

    /// Finds the body of a close frame in a literal: `b'\x03\xe8'` begins with 1000.
    fn in_bytes<'d>(&self) -> Vec<Hit<'d>> {
        let literal = |(start, _): (usize, &str)| {
            let before = self.text.get(..start)?;
            let byte = |from: usize| u8::from_str_radix(self.text.get(from..from + 2)?, 16).ok();
            let second = self.text.get(start + 4..start + 6)? == "\\x";
            let number = u16::from_be_bytes([byte(start + 2)?, byte(start + 6)?]);
            let is_code = second && before.ends_with(['\'', '"']) && CODES.contains(&number);
            is_code.then_some(Hit { start, end: start + 8, number, evidence: Evidence::Clear, by: Vec::new() })
        };
        self.text.match_indices("\\x").filter_map(literal).collect()
    }

    /// Reads the number at a word as a code.
    fn number(
        &self,
        at: usize,
        token: &Token<'_>,
        names: &Names<'_>,
        documents: &[Document],
    ) -> Option<(u16, Evidence)> {
        let number: u16 = token.text.parse().ok()?;
        if self.is_argument(token, at) {
            return Some((number, Evidence::Clear));
        }
        if token.text.len() != 4 || !CODES.contains(&number) || self.is_something_else(at, token) {
            return None;
        }
        let in_table = || documents.iter().skip(1).any(|table| table.code(number).is_some());
        let is_private = number >= 3000;
        let may_stand_alone = is_private || documents.first().is_some_and(|registry| registry.code(number).is_some());
        if self.has_clue(at, token)
            || self.has_name(at, number, names)
            || (1001..=1015).contains(&number)
            || in_table()
            || (may_stand_alone && self.is_set_apart(at, token))
        {
            Some((number, Evidence::Clear))
        } else if may_stand_alone {
            Some((number, Evidence::Number))
        } else {
            None
        }
    }

    /// Returns `true` for the number in `Unregistered(4008)`, `Library(4000)` or `CloseCode(1001)`.
    fn is_argument(&self, token: &Token<'_>, at: usize) -> bool {
        let of =
            at.checked_sub(1).and_then(|before| self.words.get(before)).and_then(|word| self.tokens.get(word.token));
        let is_of_code = |of: &Token<'_>| {
            let of_code = names::words(of.text).last().is_some_and(|word| word == "code");
            (of_code || CONSTRUCTORS.contains(&of.text)) && self.text.get(of.end()..token.start) == Some("(")
        };
        of.is_some_and(is_of_code) && self.after(token).starts_with(')')
    }

    /// Returns `true` if the number is a time, a port, an address, a size, or a part of a longer number.
    fn is_something_else(&self, at: usize, token: &Token<'_>) -> bool {
        let mut before = self.before(token).chars().rev();
        let mut after = self.after(token).chars();
        let (last, last_but_one) = (before.next(), before.next());
        let (first, second) = (after.next(), after.next());
        let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let is_clue = || self.words_before(at).next().is_some_and(is_clue);
        let left = match last {
            Some('.') => is_digit(last_but_one),
            Some('/') => !self.is_one_of_pair(at, -1),
            Some('#' | '+' | '$' | '€' | '£' | '@' | '~' | '%' | '\\' | '&') => true,
            // A process, as in `sshd[1012]:`.
            Some('[') => is_letter(last_but_one) && first == Some(']') && !is_clue(),
            // A date, a part of a name, or a negative number.
            Some('-') => !is_letter(last_but_one) || is_digit(last_but_one) || !is_clue(),
            // A port, a line of a file, or an IPv6 address.
            Some(':') => match last_but_one {
                Some(':' | ']') => true,
                other => is_digit(other) || is_letter(other) && !is_clue(),
            },
            _ => false,
        };
        let right = match first {
            Some('.' | '-' | ':') => is_digit(second),
            Some('/') => is_digit(second) && !self.is_one_of_pair(at, 1),
            Some(',') => self.next_number_has_at_most_3_digits(at, token),
            Some('%') => true,
            _ => false,
        };
        left || right || self.is_measured(at, token)
    }

    /// Returns `true` if a word says that the number counts or measures something: `port 3000`, `1006 ms`.
    fn is_measured(&self, at: usize, token: &Token<'_>) -> bool {
        let is_of = self.words_before(at).next().is_some_and(|word| has(MEASURED, word));
        let next = self.words.get(at + 1);
        let gap = next.and_then(|next| self.text.get(token.end()..self.tokens.get(next.token)?.start));
        let has_unit = gap == Some(" ") && next.is_some_and(|next| has(UNITS, &next.text));
        is_of || has_unit || self.is_after_http_status(at, token)
    }

    /// Returns `true` for the number of bytes in an access log: `"GET /ws HTTP/1.1" 101 1006`.
    fn is_after_http_status(&self, at: usize, token: &Token<'_>) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let status = before.and_then(|word| self.tokens.get(word.token)).filter(|token| token.is_number());
        status.is_some_and(|status| status.text.len() == 3 && self.text.get(status.end()..token.start) == Some(" "))
    }

    fn next_number_has_at_most_3_digits(&self, at: usize, token: &Token<'_>) -> bool {
        let next = self.words.get(at + 1).and_then(|word| self.tokens.get(word.token));
        next.is_some_and(|next| next.is_number() && next.start == token.end() + 1 && next.text.len() <= 3)
    }

    /// Returns `true` if the neighbour is a code of the protocol, as in `1005/1006`.
    fn is_one_of_pair(&self, at: usize, step: isize) -> bool {
        let other = at.checked_add_signed(step).and_then(|other| self.words.get(other));
        other.is_some_and(|word| word.text.parse().is_ok_and(|other: u16| (1000..=1015).contains(&other)))
    }

    /// Returns `true` if a word before the number says that it is a code: `close 4008`.
    fn has_clue(&self, at: usize, token: &Token<'_>) -> bool {
        let mut before = self.words_before(at).take(2);
        let is_code = |word: &str| CODE_WORDS.iter().any(|end| word.ends_with(end));
        // In `closed 2048 files`, the number belongs to the next word.
        let belongs_to_next = || {
            let mut after = self.after(token).chars();
            after.next() == Some(' ') && after.next().is_some_and(char::is_alphabetic)
        };
        before.any(|word| is_code(word) || is_clue(word) && !belongs_to_next()) || self.is_displayed(token)
    }

    /// Returns `true` for the form of this library: `4008 Flood: "slow" (clean)`.
    fn is_displayed(&self, token: &Token<'_>) -> bool {
        let Some(after) = self.after(token).strip_prefix(' ') else { return false };
        let end = after.find(|character: char| !character.is_alphabetic() && character != ' ');
        let (name, rest) = after.split_at(end.unwrap_or(after.len()));
        !name.is_empty() && [": \"", "(clean", "(not clean"].iter().any(|next| rest.starts_with(next))
    }

    /// Returns `true` if the code's name, or the name of its range, follows: `1000 (OK)`, `4008 Application`.
    fn has_name(&self, at: usize, number: u16, names: &Names<'_>) -> bool {
        let mut words = String::new();
        for word in self.words.iter().skip(at + 1).take(MOST_WORDS) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&word.text);
            if names.is_of(&words, number) {
                return true;
            }
        }
        false
    }

    /// Returns `true` for a number in parentheses, or at the beginning of a text of one line.
    fn is_set_apart(&self, at: usize, token: &Token<'_>) -> bool {
        let (before, after) = (self.before(token), self.after(token));
        let in_parentheses = [('(', ')'), ('[', ']')].into_iter().any(|(open, close)| {
            let outside = before.strip_suffix(open).filter(|_| after.starts_with(close));
            outside.is_some_and(|outside| !outside.ends_with(char::is_alphanumeric))
        });
        in_parentheses || self.is_alone && at == 0 && before.trim_start().is_empty()
    }

    /// Finds the longest name that begins at a word. Returns it with its number of words.
    fn name<'d>(&self, at: usize, names: &Names<'d>) -> Option<(Vec<Hit<'d>>, usize)> {
        let first = self.words.get(at).filter(|word| names.has_first(&word.text))?;
        // `StatusGoingAway` is a name, but not `SslProtocolError`.
        let prefix = self.words.get(first.first..at).unwrap_or_default();
        if prefix.len() > MOST_WORDS || !prefix.iter().all(is_prefix) {
            return None;
        }
        let mut words = String::new();
        let mut longest = None;
        for (index, word) in self.words.iter().skip(at).take(MOST_WORDS).enumerate() {
            if index > 0 {
                if word.first == at + index && !self.is_joined(word.token) {
                    break;
                }
                words.push(' ');
            }
            words.push_str(&word.text);
            let owners = names.find(&words);
            if !word.ends || owners.is_empty() {
                continue;
            }
            if let Some(evidence) = self.evidence(at, index + 1, owners) {
                longest = Some((owners, evidence, index + 1, self.tokens.get(word.token)?.end()));
            }
        }
        let (owners, evidence, length, end) = longest?;
        let start = self.tokens.get(first.token)?.start;
        let mut hits: Vec<Hit<'d>> = Vec::new();
        for &Owner { number, document } in owners {
            match hits.iter_mut().find(|hit| hit.number == number) {
                Some(hit) => hit.by.extend(document),
                None => hits.push(Hit { start, end, number, evidence, by: document.into_iter().collect() }),
            }
        }
        Some((hits, length))
    }

    /// Judges a name of several words. A single word is a name only after a word such as `code`.
    fn evidence(&self, at: usize, length: usize, owners: &[Owner<'_>]) -> Option<Evidence> {
        if self.is_value_of_code(at) {
            return Some(Evidence::Clear);
        }
        let is_one_token = self.words.get(at)?.token == self.words.get(at + length - 1)?.token;
        if length == 1 || self.words_before(at).next().is_some_and(|word| has(NOT_BEFORE_A_NAME, word)) {
            return None;
        }
        let name = if length > 2 { Evidence::LongName } else { Evidence::ShortName };
        if is_one_token {
            let has_clue = self.words_before(at).take(2).any(is_clue);
            return Some(if has_clue { Evidence::Clear } else { name });
        }
        // `502 Bad Gateway` is an HTTP status.
        let number = at.checked_sub(1).and_then(|before| self.words.get(before)?.text.parse::<u16>().ok());
        let has_other_number = number.is_some_and(|number| owners.iter().all(|owner| owner.number != number));
        let is_known_here = owners.iter().any(|owner| owner.document.is_some());
        (!has_other_number && (is_known_here || length > 2)).then_some(name)
    }

    /// Returns `true` for the name in `code: Away`, `code: Some(Away)`, `CloseCode::Away` or `closeStatus=Empty`.
    fn is_value_of_code(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let mut before = self.words.get(..word.first).unwrap_or_default().iter().rev().peekable();
        before.next_if(|word| word.text == "some");
        let Some(key) = before.next() else { return false };
        let (Some(key_token), Some(token)) = (self.tokens.get(key.token), self.tokens.get(word.token)) else {
            return false;
        };
        let gap = self.text.get(key_token.end()..token.start).unwrap_or_default();
        let is_value = gap.contains([':', '=', '(', '.']) && !gap.contains([',', ';', ')']);
        let is_close = before.next().is_some_and(|word| word.text == "close");
        is_value && (key.text == "code" || key.text == "status" && is_close)
    }

    /// Returns `true` if only a space or a hyphen is before this token.
    fn is_joined(&self, token: usize) -> bool {
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        let gap = before.zip(self.tokens.get(token)).and_then(|(one, other)| self.text.get(one.end()..other.start));
        matches!(gap, Some(" " | "-"))
    }

    /// Returns the words before a word, the nearest first, without those that say nothing. A number ends them.
    fn words_before(&self, at: usize) -> impl Iterator<Item = &str> {
        let first = self.words.get(at).map_or(0, |word| word.first);
        let before = self.words.get(..first).unwrap_or_default().iter().rev().take(MOST_WORDS);
        let words = before.map(|word| word.text.as_str()).filter(|word| !has(FILLERS, word));
        words.take_while(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    fn before(&self, token: &Token<'_>) -> &'t str {
        self.text.get(..token.start).unwrap_or_default()
    }

    fn after(&self, token: &Token<'_>) -> &'t str {
        self.text.get(token.end()..).unwrap_or_default()
    }

    fn place(&self, start: usize, end: usize, line: Option<usize>) -> Place {
        let part = |part: Option<&str>| part.unwrap_or_default().to_owned();
        let before = self.text.get(..start).unwrap_or_default().trim_start();
        let cut = before.char_indices().rev().nth(BEFORE).and_then(|(at, _)| before.get(at..));
        // Without a part of a word, unless this is all.
        let whole = |cut: &str| part(Some(cut.split_once(' ').map_or(cut, |(_, rest)| rest)));
        let before = cut.map_or_else(|| before.to_owned(), |cut| format!("…{}", whole(cut)));
        let after = self.text.get(end..).unwrap_or_default().trim_end();
        let cut = after.char_indices().nth(AFTER).and_then(|(at, _)| after.get(..at));
        let whole = |cut: &str| part(Some(cut.rsplit_once(' ').map_or(cut, |(rest, _)| rest)));
        let after = cut.map_or_else(|| after.to_owned(), |cut| format!("{}…", whole(cut)));
        Place { line, before, part: part(self.text.get(start..end)), after }
    }
}

/// Splits a line into runs of letters, digits and underscores. A digit beside a letter that is not ASCII begins a run, because
/// Chinese and Japanese have no spaces: `代码1006`.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut last = ' ';
    for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
        let is_part = character.is_alphanumeric() || character == '_';
        let is_change = |one: char, other: char| one.is_ascii_digit() && !other.is_ascii();
        let is_end = !is_part || is_change(last, character) || is_change(character, last);
        if let Some(from) = start.filter(|_| is_end) {
            tokens.extend(line.get(from..at).map(|text| Token { text, start: from }));
            start = None;
        }
        if is_part && start.is_none() {
            start = Some(at);
        }
        last = character;
    }
    tokens
}

fn is_clue(word: &str) -> bool {
    has(CLUES, word) || CODE_WORDS.iter().any(|end| word.ends_with(end))
}

fn is_prefix(word: &Word) -> bool {
    ["status", "close", "closed", "code", "codes", "web", "socket", "websocket", "ws"].contains(&word.text.as_str())
}

/// Returns `true` if a list has the word.
fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}

/// The numbers that are taken for codes without the word `code` around them (RFC 6455, section 7.4.2).
const CODES: std::ops::RangeInclusive<u16> = 1000..=4999;

/// The most characters that are shown on each side of a part.
const BEFORE: usize = 30;
const AFTER: usize = 40;

/// The variants that hold a number in our `Debug` and in that of other libraries.
const CONSTRUCTORS: &[&str] = &["Unregistered", "Library", "Iana", "Reserved", "Bad", "Other"];

/// The words for "code" in the languages of the texts, or the ends of such words: `closeCode`, `Fehlercode`.
const CODE_WORDS: &[&str] = &["code", "codes", "código", "codigo", "コード", "码"];

/// Other words before a code.
const CLUES: &str = "\
    close closed closes closing closure disconnect disconnected disconnection received rcvd sent status";

/// Words between a clue and its number.
const FILLERS: &str = "\
    a at by event for got has in is number of on the to was with";

/// Words before a number that is not a code.
const MEASURED: &str = "\
    ack after attempt build bytes col column count delay duration elapsed every gid id issue len length limit \
    line listening max min offset pid port ppid process retries retry rfc row seq size stamp stream thread \
    tid time timeout timestamp took total uid version worker year";

/// Words after a number that is not a code.
const UNITS: &str = "\
    b byte bytes characters chars clients connections days entries frames h hours items kb kib lines mb \
    messages mib microseconds milliseconds min minutes ms msec ns packets peers px requests rows s sec \
    seconds sessions sockets tests times us users µs";

/// Words before a name that is not a code's: `SSL protocol error`.
const NOT_BEFORE_A_NAME: &str = "\
    dns http https ssl tcp tls";
