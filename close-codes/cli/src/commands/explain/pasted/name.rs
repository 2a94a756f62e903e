//! Finds the names of codes in a line.

use super::super::names::{MOST_WORDS, Names, Owner};
use super::hit::{Evidence, Hit};
use super::line::{Line, Word, has, is_clue};

impl Line<'_> {
    /// Finds the longest name that begins at a word. Returns it with its number of words.
    pub(super) fn name<'d>(&self, at: usize, names: &Names<'d>) -> Option<(Vec<Hit<'d>>, usize)> {
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
}

fn is_prefix(word: &Word) -> bool {
    ["status", "close", "closed", "code", "codes", "web", "socket", "websocket", "ws"].contains(&word.text.as_str())
}

/// Words before a name that is not a code's: `SSL protocol error`.
const NOT_BEFORE_A_NAME: &str = "\
    dns http https ssl tcp tls";
