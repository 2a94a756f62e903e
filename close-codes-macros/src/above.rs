//! What stands above an attribute in the source file, and has been expanded before it.

use std::fs;

use proc_macro2::Span;

/// Whether a `derive` stands above the attribute of which this is the place, as far as the compiler tells.
///
/// It has been expanded by then, and has left no trace among the enum's attributes; so it is the file that is looked at.
pub(crate) fn has_derive(attribute: Span) -> bool {
    let Some(source) = attribute.local_file().and_then(|file| fs::read_to_string(file).ok()) else { return false };
    let start = attribute.start();
    let Some(lines_before) = start.line.checked_sub(1) else { return false };
    let line: usize = source.split_inclusive('\n').take(lines_before).map(str::len).sum();
    let in_line = source.get(line..).unwrap_or_default().char_indices().nth(start.column);
    let before = in_line.and_then(|(column, _)| source.get(..line + column));
    before.is_some_and(ends_in_derive)
}

/// Whether the attributes and comments at the end of `source` have a `derive` among them.
fn ends_in_derive(source: &str) -> bool {
    let mut rest = source.trim_end();
    loop {
        let last_line = rest.get(rest.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        let start = if let Some(comment) = line_comment(last_line) {
            rest.len() - comment.len()
        } else if rest.ends_with("*/") {
            rest.rfind("/*").unwrap_or_default()
        } else if let Some(attribute) = last_attribute(rest) {
            let inside = attribute.trim_start_matches(['#', '[', ' ', '\n']);
            if inside.starts_with("derive") || (inside.starts_with("cfg_attr") && inside.contains("derive")) {
                return true;
            }
            rest.len() - attribute.len()
        } else {
            return false;
        };
        rest = rest.get(..start).unwrap_or_default().trim_end();
    }
}

/// The comment that a line ends in.
fn line_comment(line: &str) -> Option<&str> {
    let mut starts = line.match_indices("//").map(|(at, _)| line.split_at(at));
    starts.find(|(before, _)| depth(before).is_some()).map(|(_, comment)| comment)
}

/// The attribute that a text ends in.
fn last_attribute(text: &str) -> Option<&str> {
    let mut starts = text.rmatch_indices("#[").map(|(at, _)| text.get(at..).unwrap_or_default());
    let is_whole = |text: &str| {
        let but_last = text.strip_suffix(']').map(|inside| inside.trim_start_matches('#'));
        but_last.is_some_and(|inside| depth(inside) == Some(1))
    };
    // What is in quotes may look like one; but quotes are not that long.
    starts.by_ref().take(20).find(|attribute| is_whole(attribute))
}

/// How many brackets are open at the end, unless that is inside quotes, or there was a bracket too many before.
fn depth(text: &str) -> Option<usize> {
    let (mut depth, mut in_quotes, mut escaped) = (0_usize, false, false);
    for character in text.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            '[' if !in_quotes => depth += 1,
            ']' if !in_quotes => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    (!in_quotes).then_some(depth)
}

#[cfg(test)]
mod tests {
    use super::ends_in_derive;

    #[test]
    fn a_derive_above_is_seen() {
        for above in [
            "fn f() {}\n#[derive(Debug)]\n",
            "#[derive(Debug)] ",
            "#[derive(\n    Debug,\n    Clone,\n)]\n/// Codes [1].\n#[must_use]\n// Why?\n",
            "#[derive(Debug)] // for \"logs\"\n",
            "#[derive(Debug)]\n/* for\nlogs */\n",
            "#[cfg_attr(test, derive(Debug))]\n",
            "#[derive(Debug)]\n#[doc = \"a [ and // and \\\" of #[x]\"]\n",
        ] {
            assert!(ends_in_derive(above), "{above}");
        }
        assert!(!ends_in_derive(""));
        assert!(!ends_in_derive("/// #[derive(Debug)]\n"));
        assert!(!ends_in_derive("#[derive(Debug)]\nstruct Other([u8; 2]);\n"));
        assert!(!ends_in_derive("#[derive(Debug)]\nstruct Other;\n\n#[must_use]\n"));
        assert!(!ends_in_derive("#[doc = \"Write no #[derive(Debug)] above.\"]\n"));
        assert!(!ends_in_derive("#[must_use = \"see #[derive(Debug)]\"]\n"));
        assert!(!ends_in_derive("mod inside {\n    // #[derive(Debug)]\n    "));
        assert!(!ends_in_derive("let x = y[z];\n"));
    }
}
