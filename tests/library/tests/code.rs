//! All 65,536 numbers against a table that was written by hand from RFC 6455, section 7.4, and WHATWG WebSockets.

use std::ops::RangeInclusive;

use close_codes::CodeRange::{self, Application, Extension, Library, Standard, Undefined, Unused};
use close_codes::Reconnect::{self, No, Unknown, Yes};
use close_codes::{CloseCode, Role};

use self::Forward::{AsInternalError, Same, WithoutCode};

struct Row {
    numbers: RangeInclusive<u16>,
    range: CodeRange,
    /// `r`egistered, allowed on the `w`ire, `l`ocal only; may be sent by `s`erver, `c`lient, `b`rowser.
    flags: &'static str,
    forward: Forward,
    reconnect: Reconnect,
}

#[derive(Clone, Copy)]
enum Forward {
    Same,
    WithoutCode,
    AsInternalError,
}

const fn row(
    numbers: RangeInclusive<u16>,
    range: CodeRange,
    flags: &'static str,
    forward: Forward,
    reconnect: Reconnect,
) -> Row {
    Row { numbers, range, flags, forward, reconnect }
}

const TABLE: [Row; 27] = [
    row(0..=999, Unused, "", AsInternalError, Unknown),
    row(1000..=1000, Standard, "rwscb", Same, No),
    row(1001..=1001, Standard, "rwsc", Same, Yes),
    row(1002..=1002, Standard, "rwsc", Same, No),
    row(1003..=1003, Standard, "rwsc", Same, No),
    row(1004..=1004, Standard, "r", AsInternalError, Unknown),
    row(1005..=1005, Standard, "rl", WithoutCode, Unknown),
    row(1006..=1006, Standard, "rl", AsInternalError, Yes),
    row(1007..=1007, Standard, "rwsc", Same, No),
    row(1008..=1008, Standard, "rwsc", Same, No),
    row(1009..=1009, Standard, "rwsc", Same, No),
    row(1010..=1010, Standard, "rwc", Same, No),
    row(1011..=1011, Standard, "rwsc", Same, Unknown),
    row(1012..=1012, Standard, "rws", Same, Yes),
    row(1013..=1013, Standard, "rws", Same, Yes),
    row(1014..=1014, Standard, "rws", Same, Yes),
    row(1015..=1015, Standard, "rl", AsInternalError, No),
    row(1016..=1999, Standard, "", AsInternalError, Unknown),
    row(2000..=2999, Extension, "", AsInternalError, Unknown),
    row(3000..=3000, Library, "rwscb", Same, No),
    row(3001..=3002, Library, "wscb", Same, Unknown),
    row(3003..=3003, Library, "rwscb", Same, No),
    row(3004..=3007, Library, "wscb", Same, Unknown),
    row(3008..=3008, Library, "rwscb", Same, Yes),
    row(3009..=3999, Library, "wscb", Same, Unknown),
    row(4000..=4999, Application, "wscb", Same, Unknown),
    row(5000..=65535, Undefined, "", AsInternalError, Unknown),
];

#[test]
fn the_table_holds_every_number_once() {
    let mut next = 0_u32;
    for row in &TABLE {
        assert_eq!(u32::from(*row.numbers.start()), next);
        next = u32::from(*row.numbers.end()) + 1;
    }
    assert_eq!(next, 65_536);
}

#[test]
fn every_number_is_as_in_the_table() {
    for row in &TABLE {
        for number in row.numbers.clone() {
            let code = CloseCode::from_u16(number);
            let has = |flag| row.flags.contains(flag);
            assert_eq!(code.as_u16(), number);
            assert_eq!(code.range(), row.range, "{number}");
            assert_eq!(code.is_registered(), has('r'), "{number}");
            assert_eq!(matches!(code, CloseCode::Unregistered(_)), !has('r'), "{number}");
            assert_eq!(code.is_allowed_on_wire(), has('w'), "{number}");
            assert_eq!(code.is_local_only(), has('l'), "{number}");
            assert_eq!(code.may_be_sent_by(Role::Server), has('s'), "{number}");
            assert_eq!(code.may_be_sent_by(Role::Client), has('c'), "{number}");
            assert_eq!(code.may_be_sent_by(Role::Browser), has('b'), "{number}");
            assert_eq!(code.reconnect(), row.reconnect, "{number}");
            let forwarded = match row.forward {
                Same => Some(number),
                WithoutCode => None,
                AsInternalError => Some(1011),
            };
            assert_eq!(code.forwardable().map(CloseCode::as_u16), forwarded, "{number}");
        }
    }
}

#[test]
fn a_close_frame_may_hold_2012_codes() {
    let allowed: Vec<u16> = (0..=u16::MAX).filter(|&number| CloseCode::from_u16(number).is_allowed_on_wire()).collect();
    let by_hand: Vec<u16> = (1000..=1003).chain(1007..=1014).chain(3000..=4999).collect();
    assert_eq!(allowed, by_hand);
    assert_eq!(allowed.len(), 2012);
}

#[test]
fn ranges_end_where_they_end() {
    let edges = [
        (0, Unused),
        (999, Unused),
        (1000, Standard),
        (1999, Standard),
        (2000, Extension),
        (2999, Extension),
        (3000, Library),
        (3999, Library),
        (4000, Application),
        (4999, Application),
        (5000, Undefined),
        (65535, Undefined),
    ];
    for (number, range) in edges {
        assert_eq!(CodeRange::of(number), range, "{number}");
        assert_eq!(CloseCode::from_u16(number).range(), range, "{number}");
        assert!(range.bounds().contains(&number));
    }
    let bounds = [0..=999, 1000..=1999, 2000..=2999, 3000..=3999, 4000..=4999, 5000..=65535];
    assert_eq!(CodeRange::ALL, [Unused, Standard, Extension, Library, Application, Undefined]);
    assert!(CodeRange::ALL.iter().map(|range| range.bounds()).eq(bounds));
}

/// A constant of a private code and one of a registered code, as patterns.
#[test]
fn codes_are_constant_patterns() {
    const TOKEN_EXPIRED: CloseCode = CloseCode::from_u16(4001);
    const RESTART: CloseCode = CloseCode::from_u16(1012);
    let matched = |number| match CloseCode::from_u16(number) {
        TOKEN_EXPIRED => 1,
        RESTART => 2,
        CloseCode::Unregistered(_) => 3,
        _ => 4,
    };
    assert_eq!([4001, 1012, 4002, 1000].map(matched), [1, 2, 3, 4]);
}
