//! Codes of a set next to `CloseCode`: comparisons, and `CodeOf`.

#![cfg(feature = "macros")]

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use close_codes::{CloseCode, CodeOf, CodeSet};

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
fn sizes_are_as_documented() {
    assert_eq!(size_of::<GameCode>(), 2);
    assert_eq!(size_of::<CodeOf<GameCode>>(), 4);
}

/// Checks all comparisons of a code with numbers and with `CloseCode`s, in both directions, against those of the numbers.
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

/// Comparisons with references, literals and ranges.
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
    // Codes of two sets have different types: compare one of them as a `CloseCode`.
    assert_eq!(GameCode::Flood.code(), ChatCode::Flood);
}

/// Lines in which only the other side gives the type of a literal or a conversion. The sets in this crate add implementations
/// for `u16` and `CloseCode`, and must not make such a line ambiguous.
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

/// 4001, 4002 and 4008 are in the table. All other numbers are a `CloseCode`.
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

/// A code of the set that is in `Other` is known too.
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
fn the_error_holds_the_unknown_code() {
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
