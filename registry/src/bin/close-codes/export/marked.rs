//! The parts of a Markdown file that are written anew, between two marks.

use std::path::Path;

use super::markdown::SECTIONS;
use crate::arguments::Format;
use crate::document::Document;
use crate::failure::Failure;
use crate::files;

const BEGIN: &str = "<!-- close-codes: ";
const END: &str = "<!-- close-codes: end -->";
const CLOSE: &str = " -->";

/// Gives the file's text with what stands between marks for this document replaced. Between other marks, and around them,
/// nothing changes.
pub(super) fn replace(format: Format, document: &Document, path: &Path) -> Result<String, Failure> {
    if format != Format::Markdown {
        return Err(Failure::new(
            "only `--format markdown` can be written into a file: give `--output` for the others",
        ));
    }
    let bytes = files::read(path)?;
    let shown = path.display();
    let text = std::str::from_utf8(&bytes).map_err(|error| Failure::new(format!("{shown} is no UTF-8: {error}")))?;
    let mut replaced = String::with_capacity(text.len());
    let mut found = false;
    let mut lines = text.split_inclusive('\n').enumerate();
    while let Some((index, line)) = lines.next() {
        replaced.push_str(line);
        let Some(section) = section(line, document).map_err(|fault| fault.at(path, index + 1))? else { continue };
        found = true;
        // Blank lines around it: without them, a table would be part of the comment.
        replaced.extend(["\n", &section, "\n"]);
        let end = lines.find(|(_, line)| line.trim_start().starts_with(BEGIN));
        match end {
            Some((_, line)) if line.trim() == END => replaced.push_str(line),
            _ => return Err(Fault(format!("there is no `{END}` behind this mark")).at(path, index + 1)),
        }
    }
    if found {
        Ok(replaced)
    } else {
        Err(Failure::new(format!("{shown} has no line `{BEGIN}codes{CLOSE}` or `{BEGIN}ranges{CLOSE}`")))
    }
}

/// What is wrong with a mark.
struct Fault(String);

impl Fault {
    fn at(self, path: &Path, line: usize) -> Failure {
        Failure::new(format!("{}:{line}: {}", path.display(), self.0))
    }
}

/// What is to stand behind a line, if the line is a mark for this document: `codes`, or `codes of GameCode`.
fn section(line: &str, document: &Document) -> Result<Option<String>, Fault> {
    let Some(mark) = line.trim().strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(CLOSE)) else { return Ok(None) };
    if line.trim() == END {
        return Ok(None);
    }
    let (name, of) = mark.split_once(" of ").map_or((mark, None), |(name, of)| (name, Some(of)));
    let Some((_, write)) = SECTIONS.into_iter().find(|(section, _)| *section == name) else {
        let known: Vec<_> = SECTIONS.into_iter().map(|(section, _)| format!("`{section}`")).collect();
        return Err(Fault(format!("there is no part `{}`: write one of {}", mark.escape_debug(), known.join(", "))));
    };
    Ok(of.is_none_or(|of| of == document.name).then(|| write(document)))
}
