use core::fmt::{self, Debug, Write};
use core::str::FromStr;

use super::registered::{CloseCode, CodeRange};
use super::unknown::UnknownCode;

/// Reads a code from text. Ignores case, and white space around the text.
///
/// The text is one of:
///
/// - the number: `1012`
/// - the name: `Service Restart`
/// - the key: `service_restart`
/// - the variant: `ServiceRestart`
/// - the number and one of these: `1012 Service Restart`, as [`Display`](fmt::Display) writes it
/// - the number and the name of its [range](CloseCode::range): `3009 Library`. So a text that was written before a
///   registration can still be read after it.
impl FromStr for CloseCode {
    type Err = ParseCloseCodeError;

    /// # Errors
    ///
    /// If the text is:
    ///
    /// - empty,
    /// - a number above 65535,
    /// - neither a number nor the name, key or variant of a registered code, or
    /// - a number with the name of another code.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text, Self::ALL, |number| Some(Self::from_u16(number)), |code| [code.name(), code.key()])
    }
}

/// Parses a code of any set in the same way as a [`CloseCode`].
///
/// `from_u16` finds the code with a number. `names` gives name and key of a code. Only the codes in `all` are found by name,
/// key or variant.
///
/// # Errors
///
/// The same as for [`CloseCode`], and if the number is not in the set.
pub fn parse<S: Copy + Debug>(
    text: &str,
    all: &[S],
    from_u16: fn(u16) -> Option<S>,
    names: fn(S) -> [&'static str; 2],
) -> Result<S, ParseCloseCodeError> {
    let text = text.trim();
    let (number, name) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if number.is_empty() {
        return Err(ParseCloseCodeError(Fault::Empty));
    }
    // Two codes of a set may have the same name, which may be the key or the variant of one of them. Keys and variants are
    // single words. A name may begin with a number that is not a code, such as `404 Not Found`.
    let is_identified =
        |&&code: &&S| name.is_empty() && (names(code)[1].eq_ignore_ascii_case(text) || is_variant(code, text));
    let is_named = |&&code: &&S| names(code)[0].eq_ignore_ascii_case(text);
    let find_named = |fault| all.iter().find(is_named).copied().ok_or(ParseCloseCodeError(fault));
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        let identified = all.iter().find(is_identified).copied();
        return identified.map_or_else(|| find_named(Fault::UnknownName), Ok);
    }
    let Ok(number) = number.parse() else { return find_named(Fault::AboveMax) };
    let Some(code) = from_u16(number) else { return find_named(Fault::UnknownNumber(UnknownCode::new(number))) };
    let ([own, key], name) = (names(code), name.trim_start());
    let of_range = CodeRange::of(number).name();
    if name.is_empty() || is_name([own, key, of_range], code, name) {
        Ok(code)
    } else {
        Err(ParseCloseCodeError(Fault::OtherName(number, own)))
    }
}

/// Returns `true` if the text is one of the names or the code's variant.
fn is_name<const N: usize>(names: [&str; N], code: impl Debug, text: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(text)) || is_variant(code, text)
}

/// Returns `true` if the text is the code's variant. The derived `Debug` writes the variant, so no second table is needed.
fn is_variant(code: impl Debug, text: &str) -> bool {
    /// The rest of the text, after the part that has been written.
    struct Left<'a>(&'a str);

    impl Write for Left<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            match self.0.split_at_checked(part.len()) {
                Some((same, left)) if same.eq_ignore_ascii_case(part) => {
                    self.0 = left;
                    Ok(())
                }
                _ => Err(fmt::Error),
            }
        }
    }

    let mut left = Left(text);
    write!(left, "{code:?}").is_ok() && left.0.is_empty()
}

/// The error for a text that is not a close code, or not a code of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCloseCodeError(Fault);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    AboveMax,
    UnknownName,
    UnknownNumber(UnknownCode),
    OtherName(u16, &'static str),
}

impl fmt::Display for ParseCloseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Empty => f.write_str("an empty text is not a close code"),
            Fault::AboveMax => f.write_str("a close code is a number from 0 to 65535"),
            Fault::UnknownName => {
                f.write_str("not a close code: write a number from 0 to 65535, or the name or key of a known code")
            }
            Fault::UnknownNumber(unknown) => fmt::Display::fmt(&unknown, f),
            Fault::OtherName(number, name) => write!(f, "{number} has another name: {name}"),
        }
    }
}

impl core::error::Error for ParseCloseCodeError {}
