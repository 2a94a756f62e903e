//! Derives of other crates, with the option `skip`.

use std::error::Error;

use close_codes::code::UnknownCode;
use close_codes::{CloseCode, CodeOf, CodeSet};
use num_enum::{IntoPrimitive, TryFromPrimitive, TryFromPrimitiveError};

/// thiserror: one message for all codes of a file.
#[close_codes::close_codes("ui/table/codes.csv", skip(Display))]
#[derive(thiserror::Error)]
#[error("closed: {}", self.name())]
enum FileError {}

/// thiserror: a message for each code.
#[close_codes::close_codes(skip(Display))]
#[derive(thiserror::Error)]
enum InlineError {
    #[error("log in again")]
    TokenExpired = 4001,
    #[error("{}: slow down", self.as_u16())]
    Flood = 4008,
}

/// thiserror without messages uses the set's `Display`.
#[close_codes::close_codes]
#[derive(thiserror::Error)]
enum PlainError {
    TokenExpired = 4001,
}

/// strum.
#[close_codes::close_codes("ui/table/codes.csv", skip(Display, FromStr))]
#[derive(strum::Display, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "kebab-case")]
enum FileText {}

#[close_codes::close_codes(skip(FromStr, Display))]
#[derive(strum::Display, strum::EnumString)]
enum InlineText {
    #[strum(to_string = "expired", serialize = "old")]
    TokenExpired = 4001,
}

/// num_enum.
#[close_codes::close_codes("ui/table/codes.csv", skip(TryFrom, From))]
#[derive(TryFromPrimitive, IntoPrimitive)]
enum FileNumber {}

#[close_codes::close_codes(skip(From, TryFrom,))]
#[derive(TryFromPrimitive, IntoPrimitive)]
enum InlineNumber {
    TokenExpired = 4001,
}

/// Everything by hand.
#[close_codes::close_codes(skip(Display, FromStr, TryFrom, From))]
enum Own {
    TokenExpired = 4001,
}

impl std::fmt::Display for Own {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("own")
    }
}

impl std::str::FromStr for Own {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "own" { Ok(Self::TokenExpired) } else { Err(()) }
    }
}

impl TryFrom<u16> for Own {
    type Error = &'static str;

    fn try_from(code: u16) -> Result<Self, &'static str> {
        Self::from_u16(code).ok_or("unknown")
    }
}

impl From<Own> for u16 {
    fn from(_: Own) -> Self {
        1
    }
}

/// The same for each set.
fn is_a_set<S>(code: S)
where
    S: CodeSet + PartialEq<u16> + PartialEq<CloseCode> + TryFrom<CloseCode, Error = UnknownCode>,
{
    assert!(code == 4001 && code == CloseCode::from_u16(4001));
    assert!(S::try_from(CloseCode::from_u16(4001)) == Ok(code));
    assert!(S::try_from(CloseCode::GoingAway).is_err_and(|unknown| unknown.as_u16() == 1001));
    assert_eq!(code.into(), CloseCode::from_u16(4001));
    assert_eq!(CodeOf::<S>::from(4001).to_string(), "4001 ".to_owned() + code.name());
}

fn main() {
    is_a_set(FileError::TokenExpired);
    is_a_set(InlineError::TokenExpired);
    is_a_set(PlainError::TokenExpired);
    is_a_set(FileText::TokenExpired);
    is_a_set(InlineText::TokenExpired);
    is_a_set(FileNumber::TokenExpired);
    is_a_set(InlineNumber::TokenExpired);
    is_a_set(Own::TokenExpired);

    let errors: [(Box<dyn Error>, &str); 4] = [
        (FileError::TokenExpired.into(), "closed: Token expired"),
        (InlineError::TokenExpired.into(), "log in again"),
        (InlineError::Flood.into(), "4008: slow down"),
        (PlainError::TokenExpired.into(), "4001 Token Expired"),
    ];
    for (error, text) in errors {
        assert_eq!(error.to_string(), text);
    }
    assert_eq!("4008 Flood".parse(), Ok(InlineError::Flood));

    assert_eq!(FileText::TokenExpired.to_string(), "token-expired");
    assert_eq!("token-expired".parse(), Ok(FileText::TokenExpired));
    assert_eq!("4001".parse::<FileText>(), Err(strum::ParseError::VariantNotFound));
    assert_eq!(<FileText as strum::IntoEnumIterator>::iter().collect::<Vec<_>>(), FileText::ALL);
    assert_eq!(InlineText::TokenExpired.to_string(), "expired");
    assert_eq!("old".parse(), Ok(InlineText::TokenExpired));

    assert_eq!(FileNumber::try_from(4001_u16), Ok(FileNumber::TokenExpired));
    assert_eq!(FileNumber::try_from(4003_u16), Err(TryFromPrimitiveError::new(4003)));
    assert_eq!(u16::from(InlineNumber::TokenExpired), 4001);

    assert_eq!((Own::TokenExpired.to_string(), "own".parse()), ("own".to_owned(), Ok(Own::TokenExpired)));
    assert_eq!((Own::try_from(4003_u16), u16::from(Own::TokenExpired)), (Err("unknown"), 1));
}
