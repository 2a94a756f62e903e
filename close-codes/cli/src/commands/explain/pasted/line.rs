//! A line of a text, split into words.

use super::super::names::{self, MOST_WORDS};

/// A run of letters and digits.
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// A word in lower case. A token such as `GoingAway` has several.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) token: usize,
    /// The index of the token's first word.
    pub(super) first: usize,
    pub(super) ends: bool,
}

pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) words: Vec<Word>,
    /// `true` if the text does not have other lines.
    pub(super) is_alone: bool,
}

impl<'t> Line<'t> {
    pub(super) fn new(text: &'t str, is_alone: bool) -> Self {
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

    /// Returns `true` if only a space or a hyphen is before this token.
    pub(super) fn is_joined(&self, token: usize) -> bool {
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        let gap = before.zip(self.tokens.get(token)).and_then(|(one, other)| self.text.get(one.end()..other.start));
        matches!(gap, Some(" " | "-"))
    }

    /// Returns the words before a word, the nearest first, without those that say nothing. A number ends them.
    pub(super) fn words_before(&self, at: usize) -> impl Iterator<Item = &str> {
        let first = self.words.get(at).map_or(0, |word| word.first);
        let before = self.words.get(..first).unwrap_or_default().iter().rev().take(MOST_WORDS);
        let words = before.map(|word| word.text.as_str()).filter(|word| !has(FILLERS, word));
        words.take_while(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    pub(super) fn before(&self, token: &Token<'_>) -> &'t str {
        self.text.get(..token.start).unwrap_or_default()
    }

    pub(super) fn after(&self, token: &Token<'_>) -> &'t str {
        self.text.get(token.end()..).unwrap_or_default()
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

pub(super) fn is_clue(word: &str) -> bool {
    has(CLUES, word) || CODE_WORDS.iter().any(|end| word.ends_with(end))
}

/// Returns `true` if a list has the word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}

/// The words for "code" in the languages of the texts, or the ends of such words: `closeCode`, `Fehlercode`.
pub(super) const CODE_WORDS: &[&str] = &["code", "codes", "código", "codigo", "コード", "码"];

/// Other words before a code.
const CLUES: &str = "\
    close closed closes closing closure disconnect disconnected disconnection received rcvd sent status";

/// Words between a clue and its number.
const FILLERS: &str = "\
    a at by event for got has in is number of on the to was with";
