use core::fmt;
use core::str::FromStr;

use super::close_code::CloseCode;
use super::range::CodeRange;
use super::unknown::UnknownCode;

/// Takes the number (`1012`), the name (`Service Restart`), the key (`service_restart`), or the number and one of these
/// (`1012 Service Restart`, as [`Display`](fmt::Display) prints it). With a number, the name of its
/// [range](CloseCode::range) will do too (`3009 Library`), so that what was printed before a registration is understood
/// after it. Upper and lower case are the same in names and keys, white space around them is passed over.
impl FromStr for CloseCode {
    type Err = ParseCloseCodeError;

    /// # Errors
    ///
    /// If the text is empty, a number above 65535, neither a number nor the name or key of a registered code, or a number
    /// with a name that is not its own.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text, Self::ALL, |number| Some(Self::from_u16(number)), |code| [code.name(), code.key()])
    }
}

/// Parses a code of any set, as [`CloseCode`] is parsed. `from_u16` finds the code with a number, `names` gives a code's
/// name and key, and only the codes in `all` are found by these.
///
/// # Errors
///
/// As for [`CloseCode`], and if the set has no code with the number.
pub fn parse<S: Copy>(
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
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        let is_called = |&&code: &&S| names(code).iter().any(|name| name.eq_ignore_ascii_case(text));
        return all.iter().find(is_called).copied().ok_or(ParseCloseCodeError(Fault::UnknownName));
    }
    let number = number.parse().map_err(|_| ParseCloseCodeError(Fault::AboveMax))?;
    let code = from_u16(number).ok_or(ParseCloseCodeError(Fault::UnknownNumber(UnknownCode::new(number))))?;
    let ([own, key], name) = (names(code), name.trim_start());
    if name.is_empty() || [own, key, CodeRange::of(number).name()].iter().any(|own| own.eq_ignore_ascii_case(name)) {
        Ok(code)
    } else {
        Err(ParseCloseCodeError(Fault::OtherName(number, own)))
    }
}

/// A text that is no close code: what parsing a [`CloseCode`], or a code of an application, gives in that case.
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
            Fault::Empty => f.write_str("there is no close code in an empty text"),
            Fault::AboveMax => f.write_str("a close code is a number from 0 to 65535"),
            Fault::UnknownName => {
                f.write_str("neither a number from 0 to 65535 nor the name or key of a known close code")
            }
            Fault::UnknownNumber(unknown) => unknown.fmt(f),
            Fault::OtherName(number, name) => write!(f, "{number} has another name: {name}"),
        }
    }
}

impl core::error::Error for ParseCloseCodeError {}
