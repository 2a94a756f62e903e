/// The part of a text that was understood as a code.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The number of the line, from 1; `None` if the text has only one.
    pub(crate) line: Option<usize>,
    /// The beginning of the line before the part, shortened.
    pub(crate) before: String,
    pub(crate) part: String,
    /// The rest of the line, shortened.
    pub(crate) after: String,
}

impl Place {
    /// Returns `true` if the line or the text has more than the part and punctuation.
    pub(crate) fn has_more(&self) -> bool {
        self.line.is_some() || self.before.contains(char::is_alphanumeric) || self.after.contains(char::is_alphanumeric)
    }
}
