use core::fmt;

/// A peer's text for one line of a log, in double quotes. Characters that would end the quotes, or are not safe to display, are
/// escaped: `\"`, `\n`, `\u{1b}`.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        self.0.chars().try_for_each(|char| match char {
            '\'' => f.write_str("'"),
            // Blank letters and symbols: `escape_debug` does not escape them.
            '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{1D159}' => {
                write!(f, "{}", char.escape_unicode())
            }
            _ => write!(f, "{}", char.escape_debug()),
        })?;
        f.write_str("\"")
    }
}
