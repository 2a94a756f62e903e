//! Replaces the parts of a Markdown file between two marks.

use std::path::Path;

use super::markdown::{RANGES, SECTIONS, Section};
use crate::document::Document;
use crate::failure::Failure;
use crate::{files, output};

const END: &str = "<!-- close-codes: end -->";

/// Returns the text of a file with the parts for these documents replaced. All other text stays, as do the parts for other
/// documents and marks in fenced code.
pub(super) fn replace(documents: &[Document], path: &Path, text: &str) -> Result<String, Failure> {
    let shown = files::shown(path);
    let fault = |line: usize, message: String| Failure::new(format!("{shown}:{}: {message}", line + 1));
    let mut replaced = String::with_capacity(text.len());
    // The sections that each document has in the file.
    let mut found = vec![Vec::new(); documents.len()];
    let mut place = Place::Text;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let is_code = matches!(place, Place::Code { .. });
        let mark = if is_code { None } else { Mark::of(line).map_err(|message| fault(index, message))? };
        let mut part = None;
        let next = match (&place, mark) {
            (Place::Text, Some(Mark::Begin { section: (section, write), of })) => {
                let is_ours = |document: &Document| of.is_none_or(|of| of == document.name);
                let mut ours = documents.iter().zip(&mut found).filter(|(document, _)| is_ours(document));
                if let Some((document, found)) = ours.next() {
                    if ours.next().is_some() {
                        let message =
                            format!("several exports write this part: write `{section} of {}`", document.name);
                        return Err(fault(index, message));
                    }
                    found.push(section);
                    // Without a blank line, the table would be part of the comment.
                    part = Some(format!("\n{}\n", write(document)));
                }
                Some(Place::Part { begin: index, is_ours: part.is_some() })
            }
            (Place::Text, Some(Mark::End)) => {
                return Err(fault(index, "this mark ends a part, but none has begun: remove it".to_owned()));
            }
            (Place::Text, None) => fence(line).map(|length| Place::Code { length }),
            (Place::Code { length }, _) => (fence(line) == Some(*length)).then_some(Place::Text),
            (Place::Part { .. }, Some(Mark::End)) => Some(Place::Text),
            (Place::Part { begin, .. }, Some(Mark::Begin { .. })) => return Err(fault(*begin, unended())),
            (Place::Part { .. }, None) => None,
        };
        let is_replaced = matches!(place, Place::Part { is_ours: true, .. }) && next.is_none();
        if !is_replaced {
            replaced.push_str(line);
        }
        if let Some(part) = part {
            let is_crlf = line.ends_with("\r\n");
            replaced.push_str(&if is_crlf { part.replace('\n', "\r\n") } else { part });
        }
        place = next.unwrap_or(place);
    }
    if let Place::Part { begin, .. } = place {
        return Err(fault(begin, unended()));
    }
    let is_alone = documents.len() == 1;
    for (document, found) in documents.iter().zip(&found) {
        let name = &document.name;
        let of = if is_alone { String::new() } else { format!(" of {name}") };
        let mark = |section: &str| format!("`<!-- close-codes: {section}{of} -->`");
        if found.is_empty() {
            let marks = SECTIONS.map(|(section, _)| mark(section)).join(" or ");
            return Err(Failure::new(format!(
                "{shown} has no part for {name}: add a line {marks}, and `{END}` after it"
            )));
        }
        if !document.bands.is_empty() && !found.contains(&RANGES) {
            output::note(&format!("{shown} does not show the bands of {name}: add a line {}", mark(RANGES)));
        }
    }
    Ok(replaced)
}

fn unended() -> String {
    format!("this mark has no end: add a line `{END}` after it")
}

/// The place of a line.
enum Place {
    Text,
    /// Code between fences of this length.
    Code {
        length: usize,
    },
    /// A part that begins on the line with this index. `is_ours` is `true` if it is for one of the documents.
    Part {
        begin: usize,
        is_ours: bool,
    },
}

/// Returns the length of the fence on a line, if there is one.
fn fence(line: &str) -> Option<usize> {
    let line = line.trim();
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = line.chars().take_while(|character| *character == first).count();
    (length >= 3).then_some(length)
}

/// A line that begins or ends a part: `<!-- close-codes: codes -->`, `<!-- close-codes: codes of GameCode -->`.
enum Mark<'l> {
    Begin { section: Section, of: Option<&'l str> },
    End,
}

impl<'l> Mark<'l> {
    fn of(line: &'l str) -> Result<Option<Self>, String> {
        let comment = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        let Some(mark) = comment.and_then(|comment| comment.trim().strip_prefix("close-codes:")).map(str::trim) else {
            return Ok(None);
        };
        if mark == "end" {
            return Ok(Some(Mark::End));
        }
        let (name, of) = mark.split_once(" of ").map_or((mark, None), |(name, of)| (name, Some(of.trim())));
        let Some(section) = SECTIONS.into_iter().find(|(section, _)| *section == name) else {
            let known = SECTIONS.map(|(section, _)| format!("`{section}`")).join(", ");
            return Err(format!("`{}` is not a part: write {known} or `end`", mark.escape_debug()));
        };
        Ok(Some(Mark::Begin { section, of }))
    }
}
