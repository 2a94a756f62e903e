//! Tables of public protocols, compared with lists that were written by hand from their documentation or their own source.
//!
//! Each module names its source, with the date or the commit that was read. The tables hold facts: numbers, official names,
//! and decisions. The descriptions are our own.

use std::fmt::Debug;
use std::str::FromStr;

use close_codes::code::ParseCloseCodeError;
use close_codes::{CloseCode, CodeSet};

mod centrifugo;
mod chime_messaging;
mod colyseus;
mod discord;
mod discord_voice;
mod fluxer;
mod gladia;
mod graphql_transport_ws;
mod pusher;
mod qq_bot;
mod socketcluster;
mod sockjs;
mod webex_mercury;

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

/// Checks number, variant and value of each code, and that the code is parsed from each of its names.
#[track_caller]
fn codes_have<S, T>(value: fn(S) -> T, expected: &[(u16, &str, T)])
where
    S: CodeSet + FromStr<Err = ParseCloseCodeError>,
    T: Debug + PartialEq,
{
    let numbers: Vec<_> = S::ALL.iter().map(|&code| code.as_u16()).collect();
    assert_eq!(numbers, expected.iter().map(|&(number, ..)| number).collect::<Vec<_>>());
    for (&code, (_, variant, expected)) in S::ALL.iter().zip(expected) {
        assert_eq!(format!("{code:?}"), *variant);
        assert_eq!(value(code), *expected, "{code}");
        is_parsed_from_each_of_its_names(code);
    }
}

#[track_caller]
fn is_parsed_from_each_of_its_names<S: CodeSet + FromStr<Err = ParseCloseCodeError>>(code: S) {
    let (number, variant) = (code.as_u16(), format!("{code:?}"));
    let names = [code.to_string(), code.name().into(), code.key().into(), variant.clone()];
    for text in names.into_iter().chain([number.to_string(), format!("{number} {variant}")]) {
        for text in [text.to_lowercase(), text.to_uppercase(), text] {
            assert_eq!(text.parse(), Ok(code), "{text}");
        }
    }
}

/// Checks the value of each number from 0 to 65535: a range for each run of equal values.
#[track_caller]
fn numbers_have<T: Debug + PartialEq>(of: fn(CloseCode) -> T, expected: &[(u16, u16, T)]) {
    let mut runs: Vec<(u16, u16, T)> = Vec::new();
    for number in 0..=u16::MAX {
        let value = of(CloseCode::from_u16(number));
        match runs.last_mut() {
            Some((_, last, same)) if *same == value => *last = number,
            _ => runs.push((number, number, value)),
        }
    }
    assert_eq!(runs, expected);
}

#[test]
fn registered_codes_are_parsed_from_each_of_their_names() {
    for &code in CloseCode::ALL {
        is_parsed_from_each_of_its_names(code);
    }
}
