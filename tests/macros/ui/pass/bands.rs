//! Bands in bands, and a table of bands alone.

use close_codes::{CloseCode, CodeOf, CodeSet};

#[close_codes::close_codes("ui/pass/bands.csv")]
enum Nested {}

#[close_codes::close_codes("ui/pass/bands_alone.csv")]
enum Alone {}

#[close_codes::close_codes("ui/pass/bands_alone.csv")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
#[non_exhaustive]
pub enum AlsoAlone {}

/// Works with any set.
fn names<S: CodeSet>() -> Vec<&'static str> {
    S::ALL.iter().map(|code| code.name()).collect()
}

fn main() {
    let of = |number: u16| {
        let code = CloseCode::from_u16(number);
        let band = Nested::band_of(code).map(|band| (*band.codes().start(), band.name(), band.description()));
        (Nested::retry_of(code), Nested::wait_of(code), band)
    };
    let draining = Some((4100, "Draining", "The server is draining."));
    assert_eq!(of(3999), (None, None, None));
    assert_eq!(of(4000), (Some(true), Some("long"), Some((4000, "Application", ""))));
    assert_eq!(of(4100), (Some(false), Some("long"), draining));
    assert_eq!(of(4101), (Some(false), Some("long"), draining));
    assert_eq!(of(4150), (None, None, Some((4150, "", ""))));
    assert_eq!(of(4199), (Some(false), Some("long"), draining));
    assert_eq!(of(4200), (Some(true), Some("long"), Some((4000, "Application", ""))));
    assert_eq!(Nested::Drained.wait(), "long");
    assert_eq!(Nested::BANDS.len(), 3);

    assert!(Alone::ALL.is_empty());
    assert_eq!(names::<Alone>(), names::<AlsoAlone>());
    assert_eq!(Alone::from_u16(4001), None);
    assert_eq!(Alone::try_from(4001).unwrap_err().as_u16(), 4001);
    assert!("4001".parse::<Alone>().is_err());
    assert_eq!(Alone::reconnect_of(CloseCode::AbnormalClosure), Some(true));
    assert_eq!(Alone::reconnect_of(CloseCode::from_u16(4321)), Some(false));
    assert_eq!(Alone::reconnect_of(CloseCode::NormalClosure), None);
    assert_eq!(Alone::band_of(CloseCode::from_u16(4321)).map(|band| band.name()), Some("Mine"));
    assert_eq!(CodeOf::<Alone>::from(CloseCode::GoingAway), CodeOf::Other(CloseCode::GoingAway));
}
