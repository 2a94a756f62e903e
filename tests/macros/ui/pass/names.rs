//! Names that two codes share, names that begin with a digit, and keys that are written.

#[close_codes::close_codes("ui/pass/names.csv")]
#[derive(Debug)]
enum Code {}

fn main() {
    use Code::*;
    assert_eq!(OAuthExpired.key(), "oauth_expired");
    assert_eq!("oauth_expired".parse(), Ok(OAuthExpired));
    assert_eq!("2fa required".parse(), Ok(TwoFactorRequired));
    // 404 and 99999 cannot be codes of a set.
    assert_eq!("404 Not Found".parse(), Ok(NotFound));
    assert_eq!("4004 404 not found".parse(), Ok(NotFound));
    assert_eq!("99999 too many".parse(), Ok(TooMany));
    assert!("404".parse::<Code>().is_err() && "4004 Gone".parse::<Code>().is_err());
    // A name of two codes is that of the lower number, unless it is the key or the variant of one of them.
    assert_eq!("session expired".parse(), Ok(SessionExpiredLegacy));
    assert_eq!("unauthorized".parse(), Ok(Unauthorized));
    assert_eq!("gone".parse(), Ok(Gone));
    for code in Code::ALL {
        for text in [code.to_string(), format!("{code:?}"), code.key().to_owned(), code.as_u16().to_string()] {
            assert_eq!(text.parse(), Ok(*code), "{text}");
        }
    }
}
