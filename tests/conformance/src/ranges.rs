//! Codes of like behaviour.

use std::fmt;
use std::ops::RangeInclusive;

/// Groups of codes, each with what its codes have in common, in the order of their first codes.
#[derive(Default)]
pub struct Groups(Vec<Group>);

struct Group {
    word: String,
    ranges: Vec<RangeInclusive<u16>>,
}

impl Groups {
    /// Takes codes in ascending order, each with the one before it among those that were tried.
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
        let count: u32 = self.ranges.iter().map(|range| u32::from(range.end() - range.start()) + 1).sum();
        write!(f, "{} ({count})", ranges.collect::<Vec<_>>().join(", "))
    }
}
