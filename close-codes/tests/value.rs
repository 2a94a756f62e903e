//! `CloseCode` as a value: its size, its order, what it is equal to, and what of it is constant.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use close_codes::code::ParseCloseCodeError;
use close_codes::{CloseCode, CodeOf, CodeRange, CodeSet, Language, Reconnect, Role};

/// A set from a table: 4001, 4002, 4008.
#[close_codes::close_codes("examples/codes/game.csv")]
enum GameCode {}

/// A set from the enum itself.
#[close_codes::close_codes]
enum ChatCode {
    Kicked = 3001,
    Flood = 4008,
}

#[test]
fn it_takes_four_bytes() {
    assert_eq!(size_of::<CloseCode>(), 4);
    assert_eq!(size_of::<Option<CloseCode>>(), 4);
    assert_eq!(size_of::<CodeRange>(), 1);
    assert_eq!(size_of::<CodeOf<GameCode>>(), 4);
}

#[test]
fn it_is_ordered_by_number() {
    let numbers = [0, 999, 1000, 1004, 1999, 2999, 3000, 3001, 3003, 4001, 5000, 65535];
    let codes = numbers.map(CloseCode::from_u16);
    assert!(codes.is_sorted());
    let mut reversed: Vec<_> = codes.into_iter().rev().collect();
    reversed.sort();
    assert_eq!(reversed, codes);
    assert!(CloseCode::ALL.is_sorted());
    assert!(CloseCode::from_u16(1999) > CloseCode::TlsHandshake);
    assert!(CloseCode::from_u16(999) < CloseCode::NormalClosure);
}

#[test]
fn it_is_equal_to_its_number_and_no_other() {
    assert_eq!(CloseCode::NormalClosure, 1000);
    assert_eq!(4001, CloseCode::from_u16(4001));
    assert_ne!(CloseCode::from_u16(4001), 4002);
    assert!(CloseCode::from_u16(4001) >= 4000 && CloseCode::NormalClosure < 1001);
    assert!(1000 < CloseCode::GoingAway && 5000 > CloseCode::GoingAway);
    let all: HashSet<_> = (0..=u16::MAX).map(CloseCode::from_u16).collect();
    assert_eq!(all.len(), 65_536);
    let ordered: BTreeSet<_> = all.into_iter().collect();
    assert!(ordered.into_iter().map(u16::from).eq(0..=u16::MAX));
}

/// Each comparison of a code with its number and with a `CloseCode`, in both directions, against that of the numbers.
fn compares_by_number<S>(code: S, number: u16)
where
    S: CodeSet + PartialOrd<u16> + PartialOrd<CloseCode>,
    u16: PartialOrd<S>,
    CloseCode: PartialOrd<S>,
{
    for other in 0..=u16::MAX {
        let (close_code, order) = (CloseCode::from_u16(other), number.cmp(&other));
        let (is_equal, order, reverse) = (order.is_eq(), Some(order), Some(order.reverse()));
        assert_eq!((code == other, code == close_code), (is_equal, is_equal), "{code} and {other}");
        assert_eq!((other == code, close_code == code), (is_equal, is_equal), "{other} and {code}");
        assert_eq!((code.partial_cmp(&other), code.partial_cmp(&close_code)), (order, order), "{code} and {other}");
        assert_eq!((other.partial_cmp(&code), close_code.partial_cmp(&code)), (reverse, reverse), "{other} and {code}");
    }
}

#[test]
fn a_code_of_a_set_compares_with_numbers_and_close_codes() {
    compares_by_number(GameCode::TokenExpired, 4001);
    compares_by_number(GameCode::Flood, 4008);
    compares_by_number(ChatCode::Kicked, 3001);
}

/// As people write it, with references, literals and ranges.
#[test]
fn comparisons_need_no_conversion() {
    let arrived = CloseCode::from_u16(4008);
    assert_eq!(arrived, GameCode::Flood);
    assert_eq!(GameCode::Flood, arrived);
    assert_ne!(arrived, GameCode::Replaced);
    assert_eq!(&arrived, &GameCode::Flood);
    assert_eq!(GameCode::Flood, 4008);
    assert_eq!(4008, GameCode::Flood);
    assert!(4002 < GameCode::Flood && GameCode::Flood < 4009 && arrived > GameCode::Replaced);
    assert!(CloseCode::NormalClosure < ChatCode::Kicked && ChatCode::Kicked < CloseCode::from_u16(3002));
    assert!((GameCode::TokenExpired..=GameCode::Flood).contains(&arrived));
    assert!((CloseCode::from_u16(4000)..CloseCode::from_u16(4009)).contains(&GameCode::Flood));
    assert!((4000..=4999).contains(&GameCode::Flood) && (4000..=4999).contains(&arrived));
    assert!(GameCode::ALL.iter().any(|code| *code == arrived));
    assert!([4001, 4008].iter().any(|number| *number == GameCode::Flood));
    assert!(GameCode::ALL.iter().zip([4001, 4002, 4008]).all(|(code, number)| *code == number));
    // Codes of two sets have no order: each is compared by its number.
    assert_eq!(GameCode::Flood.code(), ChatCode::Flood);
}

/// Each of these has a literal or a conversion whose type only the other side gives. The sets in this crate add
/// implementations for `u16` and `CloseCode`, and must not make such a line ambiguous.
#[test]
fn numbers_and_literals_keep_their_types() {
    let (code, arrived) = (GameCode::Flood, CloseCode::from_u16(4008));
    assert!(code.as_u16() == 4008 && arrived.as_u16() == 4008);
    assert!(4008 == code.as_u16());
    assert!(code.as_u16() >= 4000 && (4000..5000).contains(&code.as_u16()) && (4000..=4999).contains(&u16::from(code)));
    assert_eq!(code.as_u16(), 4008);
    assert_eq!([code.as_u16()], [4008]);
    assert_eq!((code.as_u16(), code.name()), (4008, "Flood"));
    assert!(matches!(code.as_u16(), 4000..=4999));
    assert!(arrived == 4008 && (4000..=4999).contains(&arrived));
    assert!(4008 == arrived && arrived >= 4000);
    assert_eq!(Some(arrived), Some(4008.into()));
    assert_eq!("4008".parse(), Ok(GameCode::Flood));
    assert_eq!("4008".parse(), Ok(arrived));
    assert_eq!(GameCode::try_from(arrived), Ok(code));
    assert_eq!(GameCode::from_u16(4008), Some(code));
    assert_eq!(code.max(GameCode::Replaced), code);
    let mut numbers = [4008, 4001];
    numbers.sort_unstable();
    assert_eq!(numbers, [GameCode::TokenExpired, code]);
    assert_eq!([3, 1].iter().max(), Some(&3));
    let sum: u16 = [1_u16, 2].iter().sum();
    assert!(sum == 3 && sum * 2 > 5 && sum as usize == 3);
}

/// 4001, 4002 and 4008 are the table's, and each other number is a `CloseCode`.
#[test]
fn a_code_of_a_set_or_another_takes_every_number() {
    for number in 0..=u16::MAX {
        let (code, close_code) = (CodeOf::<GameCode>::from(number), CloseCode::from_u16(number));
        assert_eq!((code.as_u16(), u16::from(code)), (number, number));
        assert_eq!((code.code(), CloseCode::from(code)), (close_code, close_code));
        assert_eq!(CodeOf::from(close_code), code);
        assert_eq!((code == number, code == close_code), (true, true), "{code}");
        assert_eq!((number == code, close_code == code), (true, true), "{code}");
        let known = match number {
            4001 => Some(GameCode::TokenExpired),
            4002 => Some(GameCode::Replaced),
            4008 => Some(GameCode::Flood),
            _ => None,
        };
        assert_eq!(code.known(), known);
        match code {
            CodeOf::Known(own) => assert_eq!(Some(own), known),
            CodeOf::Other(other) => assert_eq!((known, other), (None, close_code)),
        }
        let texts = (code.name(), code.description(), code.key());
        if known.is_none() {
            assert_eq!(texts, (close_code.name(), close_code.description(), close_code.key()));
            assert_eq!(code.to_string(), close_code.to_string());
        }
    }
}

#[test]
fn a_code_of_a_set_has_the_names_of_the_set() {
    let texts = |number: u16| {
        let code = CodeOf::<GameCode>::from(number);
        (code.to_string(), code.name(), code.description(), code.key())
    };
    assert_eq!(texts(4008), ("4008 Flood".to_owned(), "Flood", "Too many messages, too fast.", "flood"));
    assert_eq!(
        texts(4001),
        ("4001 Token expired".to_owned(), "Token expired", "The session's token has expired.", "token_expired")
    );
    assert_eq!(format!("[{:>12}]", CodeOf::from(GameCode::Flood)), "[  4008 Flood]");
    assert_eq!(CodeOf::<GameCode>::from(1001).to_string(), "1001 Going Away");
    assert_eq!(CodeOf::<GameCode>::from(4321).to_string(), "4321 Application");
    assert_eq!(CodeOf::<GameCode>::from(4321).key(), "application");
    assert_eq!(format!("{:?}", CodeOf::from(GameCode::Flood)), "Known(Flood)");
    assert_eq!(format!("{:?}", CodeOf::<GameCode>::from(1001)), "Other(GoingAway)");
}

/// Also where somebody has put a code of the set into `Other`.
#[test]
fn a_code_of_a_set_or_another_is_known_by_its_number() {
    let (known, other) = (CodeOf::Known(GameCode::Flood), CodeOf::Other(CloseCode::from_u16(4008)));
    assert_eq!(known, other);
    assert_eq!(known.cmp(&other), Ordering::Equal);
    assert_eq!((other.known(), other.key(), other.to_string()), (Some(GameCode::Flood), "flood", "4008 Flood".into()));
    assert_eq!(HashSet::from([known, other, CodeOf::from(4001)]).len(), 2);
    assert_eq!(known, GameCode::Flood);
    assert_eq!(GameCode::Flood, other);
    let (less, more) = (Some(Ordering::Less), Some(Ordering::Greater));
    assert_eq!((known.partial_cmp(&4007), 4007_u16.partial_cmp(&known)), (more, less));
    assert_eq!((known.partial_cmp(&CloseCode::GoingAway), CloseCode::GoingAway.partial_cmp(&known)), (more, less));
    assert_eq!((known.partial_cmp(&GameCode::Replaced), GameCode::Replaced.partial_cmp(&known)), (more, less));
    let ordered: BTreeSet<_> = (0..=u16::MAX).rev().map(CodeOf::<GameCode>::from).collect();
    assert!(ordered.into_iter().map(u16::from).eq(0..=u16::MAX));
}

#[test]
fn it_is_made_of_a_number_and_made_into_one() {
    for number in 0..=u16::MAX {
        assert_eq!(CloseCode::from(number), CloseCode::from_u16(number));
    }
    assert_eq!(u16::from(CloseCode::ServiceRestart), 1012);
    let code: CloseCode = 4001.into();
    let number: u16 = code.into();
    assert_eq!(number, 4001);
}

/// Everything that can be constant is.
#[test]
fn it_works_in_constants() {
    const CODE: CloseCode = CloseCode::from_u16(1012);
    const FACTS: (u16, &str, &str, &[&str], &str) =
        (CODE.as_u16(), CODE.name(), CODE.description_in(Language::Es), CODE.references(), CODE.key());
    const RULES: (bool, bool, bool, bool) =
        (CODE.is_registered(), CODE.is_local_only(), CODE.is_allowed_on_wire(), CODE.may_be_sent_by(Role::Client));
    const FORWARDED: Option<CloseCode> = CODE.forwarded();
    const RECONNECT: Reconnect = CODE.reconnect();
    const RANGE: CodeRange = CodeRange::of(4001);
    const FIRST: u16 = *RANGE.bounds().start();
    assert_eq!((FACTS.0, FACTS.1, FACTS.4), (1012, "Service Restart", "service_restart"));
    assert_eq!(RULES, (true, false, true, false));
    assert_eq!((FORWARDED, RECONNECT), (Some(CODE), Reconnect::Yes));
    assert_eq!((RANGE, FIRST), (CodeRange::Application, 4000));
}

#[test]
fn it_crosses_threads_and_its_error_is_an_error() {
    fn is_value<T: Copy + Send + Sync + Unpin + 'static>() {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_value::<CloseCode>();
    is_error::<ParseCloseCodeError>();
}

#[test]
fn a_number_that_may_not_be_sent_is_refused_in_words() {
    for (number, message) in [
        (1005, "1005 is for local use only; a proxy sends a close frame without a code instead, `CloseFrame::EMPTY`"),
        (1006, "1006 is for local use only; a proxy sends 1011 instead"),
        (1004, "1004 is reserved, and has no meaning yet"),
        (2999, "2999 is not registered; private codes are from 4000 to 4999"),
        (5000, "5000 is not a close code; close codes are from 1000 to 4999, private ones from 4000 to 4999"),
    ] {
        let error = CloseCode::sendable(number).unwrap_err();
        assert_eq!((error.code().as_u16(), error.to_string().as_str()), (number, message));
    }
    assert_eq!(CloseCode::sendable(1001), Ok(CloseCode::GoingAway));
}

/// Generic code sees of `CloseCode` what its own methods give.
#[test]
fn the_registered_codes_are_a_set() {
    fn seen<S: CodeSet>(number: u16) -> (u16, &'static str, &'static str, &'static [&'static str], usize) {
        let code = S::from_u16(number).unwrap();
        (code.as_u16(), code.name(), code.key(), code.references(), code.description().len())
    }
    let description = CloseCode::InternalError.description().len();
    assert!(description > 20);
    let internal_error = (1011, "Internal Error", "internal_error", &["RFC6455", "RFC Errata 3227"][..], description);
    assert_eq!(seen::<CloseCode>(1011), internal_error);
    assert_eq!(<CloseCode as CodeSet>::ALL, CloseCode::ALL);
}

#[test]
fn a_code_that_a_set_does_not_have_is_kept_in_the_error() {
    let error = ChatCode::try_from(4007).unwrap_err();
    assert_eq!((error.as_u16(), error.code().as_u16()), (4007, 4007));
    assert_eq!(error.to_string(), "4007 is not a code of this set");
}

#[test]
fn a_code_of_a_set_is_hashed_by_its_number() {
    let codes: Vec<_> = [4008, 4007].iter().map(|&number| CodeOf::<ChatCode>::from(number)).collect();
    let hash = |value: CodeOf<ChatCode>| BuildHasherDefault::<DefaultHasher>::default().hash_one(value);
    assert_eq!(hash(codes[0]), hash(CodeOf::Other(CloseCode::from_u16(4008))));
    assert_ne!(hash(codes[0]), hash(codes[1]));
    assert_ne!(1001_u16, CloseCode::NormalClosure);
    assert_eq!(format!("{:^25}", CloseCode::NormalClosure), "   1000 Normal Closure   ");
}
