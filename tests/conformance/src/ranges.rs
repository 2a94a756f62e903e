//! Codes with the same outcome.

use std::fmt;
use std::ops::RangeInclusive;

/// Groups of codes, in the order of their first codes. The codes of a group share a word.
#[derive(Default)]
pub struct Groups(Vec<Group>);

struct Group {
    word: String,
    ranges: Vec<RangeInclusive<u16>>,
}

impl Groups {
    /// Adds a code to the group of a word. Codes come in ascending order; `previous` is the one that was tried before this one.
    pub fn add(&mut self, word: &str, code: u16, previous: Option<u16>) {
        let at = self.0.iter().position(|group| group.word == word).unwrap_or_else(|| {
            self.0.push(Group { word: word.into(), ranges: Vec::new() });
            self.0.len() - 1
        });
        let ranges = &mut self.0[at].ranges;
        match ranges.last_mut() {
            Some(last) if Some(*last.end()) == previous => *last = *last.start()..=code,
            _ => ranges.push(code..=code),
        }
    }

    /// Reads the output of [`Display`](fmt::Display).
    pub fn parse(cell: &str) -> Option<Self> {
        if cell == "none" {
            return Some(Self::default());
        }
        cell.split("<br>").map(Group::parse).collect::<Option<_>>().map(Self)
    }

    /// The word of the group that holds this code.
    pub fn word(&self, code: u16) -> Option<&str> {
        let group = self.0.iter().find(|group| group.ranges.iter().any(|range| range.contains(&code)))?;
        Some(&group.word)
    }

    /// The number of codes in all groups.
    pub fn count(&self) -> u32 {
        self.0.iter().map(Group::count).sum()
    }
}

impl Group {
    fn parse(text: &str) -> Option<Self> {
        let (text, _count) = text.rsplit_once(" (")?;
        let (word, ranges) = text.rsplit_once(": ").unwrap_or(("", text));
        let range = |range: &str| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some(first.parse().ok()?..=last.parse().ok()?)
        };
        Some(Self { word: word.into(), ranges: ranges.split(", ").map(range).collect::<Option<_>>()? })
    }

    fn count(&self) -> u32 {
        self.ranges.iter().map(|range| u32::from(range.end() - range.start()) + 1).sum()
    }
}

impl fmt::Display for Groups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        f.write_str(&self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("<br>"))
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.word.is_empty() {
            write!(f, "{}: ", self.word)?;
        }
        let ranges = self.ranges.iter().map(|range| match (range.start(), range.end()) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}-{last}"),
        });
        write!(f, "{} ({})", ranges.collect::<Vec<_>>().join(", "), self.count())
    }
}
