//! A part of a file between `<!-- conformance: NAME -->` and `<!-- conformance: end -->`.

const END: &str = "\n<!-- conformance: end -->";

/// Returns the text between the two marks.
pub fn part<'a>(file: &'a str, name: &str) -> Result<&'a str, String> {
    split(file, name).map(|(_, part, _)| part)
}

/// Returns the file with another text between the two marks.
pub fn replace(file: &str, name: &str, text: &str) -> Result<String, String> {
    split(file, name).map(|(before, _, after)| format!("{before}{text}{after}"))
}

fn split<'a>(file: &'a str, name: &str) -> Result<(&'a str, &'a str, &'a str), String> {
    let begin = format!("<!-- conformance: {name} -->\n");
    let start = file.find(&begin).ok_or_else(|| format!("the file has no mark `{}`", begin.trim_end()))? + begin.len();
    let (before, rest) = file.split_at(start);
    let end = rest.find(END).ok_or_else(|| format!("the file has no mark `{}` after `{name}`", END.trim_start()))?;
    let (part, after) = rest.split_at(end);
    Ok((before, part, after))
}
