//! Finds the codes in standard input.

use std::io::{self, BufRead, Read};

use super::names::Names;
use super::pasted::Search;
use super::question::{self, Meant};
use crate::document::Document;
use crate::failure::Failure;

/// The most bytes of a text that is kept as a whole. A longer text is read line by line.
const WHOLE: usize = 1 << 20;

/// The most bytes of a line of a longer text. The rest of the line is skipped.
const LINE: usize = 64 << 10;

/// Reads any text, as `question` does. A text of any length takes a limited amount of memory.
pub(super) fn meanings<'d>(
    input: &mut dyn BufRead,
    names: &Names<'d>,
    documents: &'d [Document],
) -> Result<Result<Vec<Meant<'d>>, String>, Failure> {
    let failure = |error: io::Error| Failure::new(format!("cannot read standard input: {error}"));
    let mut start = Vec::new();
    input.take(WHOLE as u64 + 1).read_to_end(&mut start).map_err(failure)?;
    if start.len() <= WHOLE {
        return Ok(question::meanings(&String::from_utf8_lossy(&start), names, documents));
    }
    let mut search = Search::new(names, documents);
    let mut line = Vec::new();
    let mut all = start.chain(input);
    while read_line(&mut all, &mut line).map_err(failure)? {
        search.line(&String::from_utf8_lossy(&line), false);
    }
    let found = search.finish();
    let start = start.get(..LINE).unwrap_or_default();
    Ok(question::of_text(found, || question::unknown(String::from_utf8_lossy(start).trim(), "", documents)))
}

/// Reads the beginning of a line, and skips the rest. Returns `false` at the end of the input.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut is_there = false;
    loop {
        let part = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            part => part?,
        };
        if part.is_empty() {
            return Ok(is_there);
        }
        is_there = true;
        let end = part.iter().position(|&byte| byte == b'\n');
        let text = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
        line.extend(text.iter().take(LINE - line.len()));
        let used = end.map_or(part.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}
