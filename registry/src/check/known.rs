//! The codes and ranges that the files of this project may contain.

use std::ops::RangeInclusive;

use super::cell;
use crate::text::join;

/// The codes and ranges of the registry; `None` if their own file is faulty.
///
/// A row that could not be read there may be the one that another file refers to. So nothing is reported then.
pub(super) struct KnownCodes<'s> {
    /// The name of IANA's file.
    pub(super) registry: &'s str,
    pub(super) codes: Option<Vec<u16>>,
    pub(super) ranges: Option<Vec<RangeInclusive<u16>>>,
}

impl KnownCodes<'_> {
    /// Reads a single code that IANA lists.
    pub(super) fn code(&self, text: &str) -> Result<u16, String> {
        let codes = cell::codes(text, cell::CODES)?;
        if codes.start() != codes.end() {
            return Err(format!("`{text}` is a range: give each code its own row"));
        }
        self.listed(*codes.start())
    }

    /// Reads a single code that IANA lists, or a range of the registry.
    pub(super) fn code_or_range(&self, text: &str) -> Result<RangeInclusive<u16>, String> {
        let codes = cell::codes(text, cell::CODES)?;
        if codes.start() == codes.end() {
            return self.listed(*codes.start()).map(|_| codes);
        }
        match &self.ranges {
            Some(ranges) if !ranges.contains(&codes) => {
                let ranges = join(ranges.iter().map(cell::show), ", ");
                Err(format!("{} is not a known range: write one of {ranges}", cell::show(&codes)))
            }
            _ => Ok(codes),
        }
    }

    fn listed(&self, code: u16) -> Result<u16, String> {
        match &self.codes {
            Some(codes) if !codes.contains(&code) => {
                Err(format!("code {code} is not in {}: remove the row, or restore the code there", self.registry))
            }
            _ => Ok(code),
        }
    }
}
