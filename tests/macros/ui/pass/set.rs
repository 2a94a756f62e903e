//! The items and traits of each set, from a file or from the enum.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Debug;
use std::hash::Hash;

use close_codes::code::{ParseCloseCodeError, UnknownCode};
use close_codes::{CloseCode, CloseFrame, CodeSet};

#[close_codes::close_codes("ui/pass/set.csv")]
enum GameCode {}

#[close_codes::close_codes]
enum ChatCode {
    /// A newer client took
    /// the seat.
    ///
    /// This is not part of the description.
    Replaced = 4_002,
    /// The session's token has expired.
    TokenExpired = 0xFA1,
    Kicked = 3001u16,
}

/// Documentation in other forms.
#[close_codes::close_codes]
enum Documented {
    /**
     * A block
     * of lines.
     *
     * And another.
     */
    Block = 4001,
    /** On one line. */
    Line = 4002,
    #[doc = "\n  A text\n  of lines.\n\n  And another."]
    Text = 4003,
    #[doc(alias = "nothing")]
    Nothing = 4004,
}

fn implements<T>()
where
    T: CodeSet + Copy + Eq + Ord + Hash + Debug + Send + Sync + Unpin + 'static,
    T: Into<u16> + Into<CloseCode> + TryFrom<u16, Error = UnknownCode> + TryFrom<CloseCode, Error = UnknownCode>,
    T: std::fmt::Display + std::str::FromStr<Err = ParseCloseCodeError>,
{
}

fn number_of<S: CodeSet>(code: S) -> u16 {
    let close_code: CloseCode = code.into();
    assert_eq!(close_code, code.as_u16());
    assert_eq!(S::from_u16(code.as_u16()), Some(code));
    code.as_u16()
}

fn labels<S: CodeSet>() -> Vec<(&'static str, &'static str, &'static str)> {
    S::ALL.iter().map(|code| (code.name(), code.key(), code.description())).collect()
}

const EXPIRED: GameCode = match GameCode::from_u16(4001) {
    Some(code) => code,
    None => panic!("the table has the code"),
};
const NUMBER: u16 = EXPIRED.as_u16();
const CODE: CloseCode = EXPIRED.code();
const FRAME: CloseFrame = CloseFrame::from_static(ChatCode::Replaced.code(), "bye");
const TEXTS: [&str; 3] = [EXPIRED.name(), EXPIRED.description(), EXPIRED.key()];
const REFERENCES: &[&str] = EXPIRED.references();
const FIRST: GameCode = GameCode::ALL[0];

fn main() {
    implements::<GameCode>();
    implements::<ChatCode>();

    assert_eq!((size_of::<GameCode>(), size_of::<Option<GameCode>>()), (2, 2));
    assert_eq!((size_of::<ChatCode>(), size_of::<Option<ChatCode>>()), (2, 2));
    assert_eq!(GameCode::TokenExpired as u16, 4001);

    // A close frame in one call: by a method of the enum, and in generic code.
    assert_eq!(ChatCode::Replaced.frame("bye"), Ok(FRAME));
    assert_eq!(CloseFrame::new(ChatCode::Replaced, "bye"), Ok(FRAME));
    let error = ChatCode::Replaced.frame(&"x".repeat(124)).unwrap_err();
    assert!(error.to_string().starts_with("a close reason has at most 123 bytes of UTF-8, and this one has 124"));

    // In ascending order, independent of the order of rows or variants.
    assert_eq!(GameCode::ALL, [GameCode::Kicked, GameCode::TokenExpired, GameCode::Replaced]);
    assert_eq!(ChatCode::ALL, [ChatCode::Kicked, ChatCode::TokenExpired, ChatCode::Replaced]);
    assert!(GameCode::Kicked < GameCode::TokenExpired && ChatCode::TokenExpired < ChatCode::Replaced);
    assert_eq!(FIRST, GameCode::Kicked);

    for number in 0..=u16::MAX {
        let expected = match number {
            3001 => Some(GameCode::Kicked),
            4001 => Some(GameCode::TokenExpired),
            4002 => Some(GameCode::Replaced),
            _ => None,
        };
        assert_eq!(GameCode::from_u16(number), expected);
        assert_eq!(GameCode::try_from(number).ok(), expected);
        assert_eq!(GameCode::try_from(CloseCode::from_u16(number)).ok(), expected);
        assert_eq!(ChatCode::from_u16(number).map(u16::from), expected.map(u16::from));
    }

    assert_eq!(NUMBER, 4001);
    assert_eq!(CODE, CloseCode::from_u16(4001));
    assert_eq!(FRAME.code(), CloseCode::from(ChatCode::Replaced));
    assert_eq!(TEXTS, ["Token expired", "The session's token has expired.", "token_expired"]);
    assert_eq!(REFERENCES, ["RFC6455", "https://game.example/codes"]);
    assert_eq!(GameCode::Replaced.description(), "");
    assert_eq!(GameCode::Replaced.references(), [""; 0]);
    assert_eq!(ChatCode::TokenExpired.name(), "Token Expired");
    assert_eq!(ChatCode::Replaced.description(), "A newer client took the seat.");
    assert_eq!(ChatCode::Kicked.description(), "");
    let descriptions: Vec<_> = Documented::ALL.iter().map(|code| code.description()).collect();
    assert_eq!(descriptions, ["A block of lines.", "On one line.", "A text of lines.", ""]);

    assert_eq!(GameCode::TokenExpired.to_string(), "4001 Token expired");
    assert_eq!(format!("[{:>21}]", ChatCode::TokenExpired), "[   4001 Token Expired]");
    assert_eq!(format!("{:?}", ChatCode::TokenExpired), "TokenExpired");
    for text in [
        "4001",
        "Token expired",
        "token_expired",
        "TOKEN EXPIRED",
        " 4001 Token expired ",
        "4001 token_expired",
        "4001 Application",
    ] {
        assert_eq!(text.parse(), Ok(GameCode::TokenExpired), "{text}");
    }
    let error = |text: &str| text.parse::<GameCode>().unwrap_err().to_string();
    assert_eq!(error("4003"), "4003 is not a code of this set");
    assert_eq!(error("1000"), "1000 is not a code of this set");
    assert_eq!(error("70000"), "a close code is a number from 0 to 65535");
    assert_eq!(error(""), "an empty text is not a close code");
    assert_eq!(error("Flood"), "not a close code: write a number from 0 to 65535, or the name or key of a known code");
    assert_eq!(error("4001 Replaced"), "4001 has another name: Token expired");

    let unknown = GameCode::try_from(CloseCode::GoingAway).unwrap_err();
    assert_eq!((unknown.as_u16(), unknown.code()), (1001, CloseCode::GoingAway));
    assert_eq!(unknown, GameCode::try_from(1001).unwrap_err());
    assert_eq!(unknown.to_string(), "1001 is not a code of this set");
    let _: &dyn std::error::Error = &unknown;

    assert_eq!(u16::from(GameCode::Replaced), 4002);
    assert_eq!(CloseCode::from(GameCode::Replaced), CloseCode::from_u16(4002));
    assert_eq!(
        [number_of(GameCode::Replaced), number_of(ChatCode::Kicked), number_of(CloseCode::GoingAway)],
        [4002, 3001, 1001]
    );
    assert_eq!(
        labels::<ChatCode>(),
        [
            ("Kicked", "kicked", ""),
            ("Token Expired", "token_expired", "The session's token has expired."),
            ("Replaced", "replaced", "A newer client took the seat."),
        ]
    );
    assert!(labels::<CloseCode>().iter().any(|(name, key, _)| (*name, *key) == ("Going Away", "going_away")));
    assert_eq!(CodeSet::references(CloseCode::GoingAway), ["RFC6455"]);
    assert_eq!(<CloseCode as CodeSet>::from_u16(4001), Some(CloseCode::from_u16(4001)));

    let hashed: HashSet<_> = GameCode::ALL.iter().chain(GameCode::ALL).copied().collect();
    let ordered: BTreeSet<_> = GameCode::ALL.iter().rev().copied().collect();
    assert_eq!((hashed.len(), ordered.first()), (3, Some(&GameCode::Kicked)));
}
