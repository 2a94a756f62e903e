//! The parts of a Markdown file that are written anew, between two marks.

use std::path::Path;

use super::markdown::SECTIONS;
use crate::arguments::Format;
use crate::document::Document;
use crate::failure::Failure;
use crate::files;

const END: &str = "<!-- close-codes: end -->";

/// Gives the file's text with what stands between marks for this document replaced. Between the marks of other documents,
/// in code between fences, and everywhere else, nothing changes.
pub(super) fn replace(format: Format, document: &Document, path: &Path) -> Result<String, Failure> {
    if format != Format::Markdown {
        return Err(Failure::new(
            "only `--format markdown` can be written into a file: give `--output` for the others",
        ));
    }
    let bytes = files::read(path)?;
    let shown = path.display();
    let text = std::str::from_utf8(&bytes).map_err(|error| Failure::new(format!("{shown} is no UTF-8: {error}")))?;
    let fault = |line: usize, message: String| Failure::new(format!("{shown}:{}: {message}", line + 1));
    let mut replaced = String::with_capacity(text.len());
    let mut found = false;
    let mut place = Place::Text;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let is_code = matches!(place, Place::Code { .. });
        let mark = if is_code { None } else { Mark::of(line).map_err(|message| fault(index, message))? };
        let next = match (&place, mark) {
            (Place::Text, Some(Mark::Begin { section, of })) => {
                let is_ours = of.is_none_or(|of| of == document.name);
                Some(Place::Part { begin: index, section: is_ours.then_some(section) })
            }
            (Place::Text, Some(Mark::End)) => {
                return Err(fault(index, "this mark ends no part: none has begun".to_owned()));
            }
            (Place::Text, None) => fence(line).map(|length| Place::Code { length }),
            (Place::Code { length }, _) => (fence(line) == Some(*length)).then_some(Place::Text),
            (Place::Part { .. }, Some(Mark::End)) => Some(Place::Text),
            (Place::Part { begin, .. }, Some(Mark::Begin { .. })) => return Err(fault(*begin, unended())),
            (Place::Part { .. }, None) => None,
        };
        let is_replaced = matches!(place, Place::Part { section: Some(_), .. }) && next.is_none();
        if !is_replaced {
            replaced.push_str(line);
        }
        if let Some(Place::Part { section: Some(write), .. }) = next {
            found = true;
            // Blank lines around it: without them, a table would be part of the comment.
            let part = format!("\n{}\n", write(document));
            let is_crlf = line.ends_with("\r\n");
            replaced.push_str(&if is_crlf { part.replace('\n', "\r\n") } else { part });
        }
        place = next.unwrap_or(place);
    }
    match place {
        Place::Part { begin, .. } => Err(fault(begin, unended())),
        _ if found => Ok(replaced),
        _ => {
            let (name, marks) =
                (&document.name, SECTIONS.map(|(section, _)| format!("`<!-- close-codes: {section} -->`")));
            Err(Failure::new(format!("{shown} has no part for {name}: mark it by a line {}", marks.join(" or "))))
        }
    }
}

fn unended() -> String {
    format!("there is no `{END}` behind this mark")
}

/// Where a line is.
enum Place {
    Text,
    /// Between fences of so many characters.
    Code {
        length: usize,
    },
    /// Between marks, the first of which is on the line with this index. Of this document, what is to stand there.
    Part {
        begin: usize,
        section: Option<fn(&Document) -> String>,
    },
}

/// How many characters the fence on a line has, if there is one.
fn fence(line: &str) -> Option<usize> {
    let line = line.trim();
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = line.chars().take_while(|character| *character == first).count();
    (length >= 3).then_some(length)
}

/// A line that marks a part: `<!-- close-codes: codes -->`, or `codes of GameCode`, or the end of either.
enum Mark<'l> {
    Begin { section: fn(&Document) -> String, of: Option<&'l str> },
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
        let Some((_, section)) = SECTIONS.into_iter().find(|(section, _)| *section == name) else {
            let known = SECTIONS.map(|(section, _)| format!("`{section}`")).join(", ");
            return Err(format!("there is no part `{}`: write one of {known}, or `end`", mark.escape_debug()));
        };
        Ok(Some(Mark::Begin { section, of }))
    }
}
