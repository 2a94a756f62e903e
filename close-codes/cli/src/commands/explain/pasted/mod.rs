//! Finds close codes in any text: an error message, a log, a value as a debugger shows it.
//!
//! Numbers and names are collected in the order of the text. Those of the highest [`Evidence`] are the answer: a number that
//! is clearly a code, then a number that may be one, then names in sentences. `line` splits a line into words, `number` judges the
//! numbers, and `name` the names. Both return a `hit`.

mod hit;
mod line;
mod name;
mod number;

use std::collections::HashSet;

use self::hit::{Evidence, Hit};
use self::line::Line;
use super::names::Names;
use crate::document::Document;
use crate::explanation::Place;

/// A code in a text.
#[derive(Debug)]
pub(super) struct Found<'d> {
    pub(super) number: u16,
    /// The documents that have the name; empty for a number.
    pub(super) by: Vec<&'d Document>,
    pub(super) place: Place,
    evidence: Evidence,
}

/// Finds the codes in a text. Each is returned once, at its first place.
pub(super) fn find<'d>(text: &str, names: &Names<'d>, documents: &'d [Document]) -> Vec<Found<'d>> {
    let is_one_line = text.trim().lines().nth(1).is_none();
    let mut search = Search::new(names, documents);
    for line in text.lines() {
        search.line(line, is_one_line);
    }
    search.finish()
}

/// A search for the codes in the lines of a text.
pub(super) struct Search<'n, 'd> {
    names: &'n Names<'d>,
    documents: &'d [Document],
    /// The number of lines.
    lines: usize,
    found: Vec<Found<'d>>,
    seen: HashSet<(u16, Evidence)>,
}

impl<'n, 'd> Search<'n, 'd> {
    pub(super) fn new(names: &'n Names<'d>, documents: &'d [Document]) -> Self {
        Self { names, documents, lines: 0, found: Vec::new(), seen: HashSet::new() }
    }

    /// Searches the next line. `is_alone` is `true` if the text does not have other lines.
    pub(super) fn line(&mut self, text: &str, is_alone: bool) {
        self.lines += 1;
        let text = anstream::adapter::strip_str(text).to_string();
        let line = Line::new(&text, is_alone);
        for Hit { start, end, number, evidence, by } in line.hits(self.names, self.documents) {
            if self.seen.insert((number, evidence)) {
                let place = line.place(start, end, Some(self.lines).filter(|_| !is_alone));
                self.found.push(Found { number, by, place, evidence });
            }
        }
    }

    /// Returns the codes with the best evidence.
    pub(super) fn finish(mut self) -> Vec<Found<'d>> {
        let best = self.found.iter().map(|found| found.evidence).min();
        self.found.retain(|found| Some(found.evidence) == best);
        self.found
    }
}

impl Line<'_> {
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
            } else if let Some(number) = self.hexadecimal(at, token) {
                hits.push(Hit {
                    start: token.start,
                    end: token.end(),
                    number,
                    evidence: Evidence::Clear,
                    by: Vec::new(),
                });
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
        // Other frames than close frames have an opcode that is not 8.
        if self.text.contains("opcode=") && !self.text.contains("opcode=8") {
            return Vec::new();
        }
        let literal = |(start, _): (usize, &str)| {
            let before = self.text.get(..start)?;
            let byte = |from: usize| u8::from_str_radix(self.text.get(from..from + 2)?, 16).ok();
            let second = self.text.get(start + 4..start + 6)? == "\\x";
            let number = u16::from_be_bytes([byte(start + 2)?, byte(start + 6)?]);
            let is_code = second && before.ends_with(['\'', '"']) && number::CODES.contains(&number);
            is_code.then_some(Hit { start, end: start + 8, number, evidence: Evidence::Clear, by: Vec::new() })
        };
        self.text.match_indices("\\x").filter_map(literal).collect()
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

/// The most characters that are shown on each side of a part.
const BEFORE: usize = 30;
const AFTER: usize = 40;
