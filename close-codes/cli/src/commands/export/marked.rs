//! Replaces the parts of a Markdown file between two marks.

use std::path::Path;

use super::markdown::SECTIONS;
use crate::arguments::Format;
use crate::document::Document;
use crate::failure::Failure;
use crate::files;

const END: &str = "<!-- close-codes: end -->";

/// Returns the text of a file with the parts for this document replaced. All other text stays, as do the parts for other documents
/// and marks in fenced code.
pub(super) fn replace(format: Format, document: &Document, path: &Path) -> Result<String, Failure> {
    if format != Format::Markdown {
        return Err(Failure::new("`--into` needs `--format markdown`: use `--output` for other formats"));
    }
    let bytes = files::read(path)?;
    let shown = files::shown(path);
    let text = std::str::from_utf8(&bytes).map_err(|error| Failure::new(format!("{shown} is not UTF-8: {error}")))?;
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
                return Err(fault(index, "this mark ends a part, but none has begun: remove it".to_owned()));
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
            // Without a blank line, the table would be part of the comment.
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
            Err(Failure::new(format!("{shown} has no part for {name}: add a line {}", marks.join(" or "))))
        }
    }
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
    /// A part that begins on the line with this index. `section` writes the part if it is for this document.
    Part {
        begin: usize,
        section: Option<fn(&Document) -> String>,
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
            return Err(format!("`{}` is not a part: write {known} or `end`", mark.escape_debug()));
        };
        Ok(Some(Mark::Begin { section, of }))
    }
}
