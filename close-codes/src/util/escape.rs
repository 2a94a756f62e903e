use core::fmt;

/// Text from a peer, for a line of a log: each character that is not safe to display is escaped, such as `\n` and
/// `\u{1b}`.
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| match char {
            '"' | '\'' => write!(f, "{char}"),
            // Blank letters and symbols, which `escape_debug` takes for printable.
            '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{1D159}' => {
                write!(f, "{}", char.escape_unicode())
            }
            _ => write!(f, "{}", char.escape_debug()),
        })
    }
}
