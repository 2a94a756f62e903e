//! Reads a number as a close code.

use super::super::names::{self, MOST_WORDS, Names};
use super::hit::Evidence;
use super::line::{CODE_WORDS, Line, Token, has, is_clue};
use crate::document::Document;

impl Line<'_> {
    /// Reads the number at a word as a code.
    pub(super) fn number(
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

    /// Reads a number such as `0x03EE` after a word such as `code`.
    pub(super) fn hexadecimal(&self, at: usize, token: &Token<'_>) -> Option<u16> {
        let digits = token.text.strip_prefix("0x").or_else(|| token.text.strip_prefix("0X"))?;
        let number = u16::from_str_radix(digits, 16).ok().filter(|number| CODES.contains(number))?;
        let is_first = self.words.get(at).is_some_and(|word| word.first == at);
        (is_first && self.words_before(at).next().is_some_and(is_code)).then_some(number)
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
}

fn is_code(word: &str) -> bool {
    CODE_WORDS.iter().any(|end| word.ends_with(end))
}

/// The numbers that are taken for codes without the word `code` around them (RFC 6455, section 7.4.2).
pub(super) const CODES: std::ops::RangeInclusive<u16> = 1000..=4999;

/// The variants that hold a number in our `Debug` and in that of other libraries.
const CONSTRUCTORS: &[&str] = &["Unregistered", "Library", "Iana", "Reserved", "Bad", "Other"];

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
