use core::ops::RangeInclusive;

/// A band of a table: a range of codes with a name and default values.
///
/// The attribute [`close_codes`](macro@crate::close_codes) lists the bands of a table in the constant `BANDS` of the enum. The
/// function `band_of` returns the narrowest band around a code:
///
/// ```
/// # #[cfg(feature = "macros")] {
/// use close_codes::{CloseCode, code::Band};
///
/// #[close_codes::close_codes("examples/codes/game.csv")]
/// enum GameCode {}
///
/// let band = GameCode::band_of(CloseCode::from_u16(4321)).unwrap();
/// assert_eq!(band.codes(), 4000..=4499);
/// assert_eq!(band.name(), "Try again");
/// assert_eq!(GameCode::BANDS.iter().map(Band::name).collect::<Vec<_>>(), ["Try again", "Give up"]);
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Band {
    codes: RangeInclusive<u16>,
    name: &'static str,
    description: &'static str,
}

impl Band {
    /// Creates a band.
    #[must_use]
    pub const fn new(codes: RangeInclusive<u16>, name: &'static str, description: &'static str) -> Self {
        Self { codes, name, description }
    }

    /// Returns the numbers in the band.
    #[must_use]
    pub const fn codes(&self) -> RangeInclusive<u16> {
        RangeInclusive::new(*self.codes.start(), *self.codes.end())
    }

    /// Returns the name: a few words, or an empty text.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the meaning of the codes in the band: one sentence or more, or an empty text.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }
}
