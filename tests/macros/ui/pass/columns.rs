//! Typed columns, with and without empty cells, and bands.

use close_codes::CloseCode;

#[close_codes::close_codes("ui/pass/columns.csv")]
enum GameCode {}

// A column without empty cells has values, and one with empty cells has options. All are constants.
const RETRY: bool = GameCode::TokenExpired.retry();
const TRIES: Option<u8> = GameCode::TokenExpired.tries();
const HTTP: u16 = GameCode::TokenExpired.http();
const WAIT_MS: Option<u32> = GameCode::TokenExpired.wait_ms();
const WEIGHT: i64 = GameCode::TokenExpired.weight();
const SHARE: Option<f64> = GameCode::TokenExpired.share();
const LETTER: char = GameCode::TokenExpired.letter();
const LABEL: Option<&'static str> = GameCode::TokenExpired.label();
const RETRY_OF: Option<bool> = GameCode::retry_of(CloseCode::from_u16(4450));

fn main() {
    assert_eq!((RETRY, TRIES, HTTP, WAIT_MS), (false, Some(255), 401, Some(4_294_967_295)));
    assert_eq!((WEIGHT, SHARE, LETTER), (i64::MIN, Some(-0.125), 'ß'));
    assert_eq!(LABEL, Some("log \"in\", please"));
    assert_eq!(RETRY_OF, Some(true));
    assert_eq!(GameCode::TokenExpired.pi().to_bits(), 3.14_f64.to_bits());

    let kicked = GameCode::Kicked;
    assert_eq!((kicked.tries(), kicked.wait_ms(), kicked.share(), kicked.label()), (None, None, None, None));
    assert_eq!((kicked.http(), kicked.weight(), kicked.letter()), (0, i64::MAX, '\''));
    // The cell is empty, but the band has a value.
    assert!(kicked.retry());

    let code = CloseCode::from_u16;
    // From the row, from the band, or from neither.
    assert_eq!(GameCode::retry_of(code(4001)), Some(false));
    assert_eq!(GameCode::retry_of(code(4002)), Some(true));
    assert_eq!(GameCode::retry_of(code(4000)), Some(true));
    assert_eq!(GameCode::retry_of(code(4499)), Some(true));
    assert_eq!(GameCode::retry_of(code(4500)), None);
    assert_eq!(GameCode::retry_of(code(3999)), None);
    assert_eq!(GameCode::label_of(code(4001)), Some("log \"in\", please"));
    assert_eq!(GameCode::label_of(code(4002)), None);
    assert_eq!(GameCode::http_of(code(4002)), Some(0));
    assert_eq!(GameCode::http_of(code(4003)), None);
    // A band may contain any numbers, and does not define codes.
    assert_eq!(GameCode::retry_of(CloseCode::AbnormalClosure), Some(true));
    assert_eq!(GameCode::retry_of(CloseCode::NormalClosure), Some(false));
    assert_eq!(GameCode::label_of(CloseCode::NormalClosure), Some("bye"));
    assert_eq!(GameCode::from_u16(1000), None);
    assert_eq!(GameCode::from_u16(4450), None);
}
