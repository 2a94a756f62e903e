use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::display::display;
use super::registered::CloseCode;
use super::set::CodeSet;

/// A code of an application's set, or any other close code.
///
/// `CodeOf<GameCode>` holds every number from 0 to 65535. So a log, a metric or a stored event keeps each code that arrives.
/// Values are compared, ordered and hashed by number. A value takes 4 bytes.
///
/// ```
/// # #[cfg(feature = "macros")] {
/// use close_codes::{CloseCode, CodeOf};
///
/// #[close_codes::close_codes]
/// enum GameCode {
///     /// Too many messages, too fast.
///     Flood = 4008,
/// }
///
/// let explain = |code: CloseCode| match CodeOf::from(code) {
///     CodeOf::Known(GameCode::Flood) => "slow down".to_owned(),
///     CodeOf::Other(code) => code.to_string(),
/// };
/// assert_eq!(explain(CloseCode::from_u16(4008)), "slow down");
/// assert_eq!(explain(CloseCode::GoingAway), "1001 Going Away");
///
/// let code = CodeOf::<GameCode>::from(4008);
/// assert_eq!(code, GameCode::Flood);
/// assert_eq!(code, 4008);
/// assert_eq!(code.to_string(), "4008 Flood");
/// // A label for a metric: each code of the set has its own label.
/// assert_eq!(code.key(), "flood");
/// # }
/// ```
///
/// With the feature `serde`, the value is serialized as its number. It can be a field of your own type:
///
/// ```ignore
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Ended {
///     code: CodeOf<GameCode>,
/// }
///
/// assert_eq!(serde_json::to_string(&Ended { code: GameCode::Flood.into() })?, r#"{"code":4008}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum CodeOf<S> {
    /// A code of the set.
    Known(S),
    /// A code that is not in the set: a registered code, or any other number.
    Other(CloseCode),
}

impl<S: CodeSet> CodeOf<S> {
    /// Returns the code of the set; `None` if the number is not in the set.
    #[inline]
    #[must_use]
    pub fn known(self) -> Option<S> {
        match self {
            Self::Known(code) => Some(code),
            Self::Other(code) => S::from_u16(code.as_u16()),
        }
    }

    /// The code as a [`CloseCode`].
    #[inline]
    #[must_use]
    pub fn code(self) -> CloseCode {
        match self {
            Self::Known(code) => code.into(),
            Self::Other(code) => code,
        }
    }

    /// The number, as it stands in the first two bytes of a close frame's body (RFC 6455, section 5.5.1).
    #[inline]
    #[must_use]
    pub fn as_u16(self) -> u16 {
        self.code().as_u16()
    }

    /// The name from the set, or the [name of the `CloseCode`](CloseCode::name) if the code is not in the set.
    #[inline]
    #[must_use]
    pub fn name(self) -> &'static str {
        self.known().map_or_else(|| self.code().name(), S::name)
    }

    /// The description from the set, which may be empty, or the [description of the `CloseCode`](CloseCode::description) if
    /// the code is not in the set.
    #[inline]
    #[must_use]
    pub fn description(self) -> &'static str {
        self.known().map_or_else(|| self.code().description(), S::description)
    }

    /// A label in `snake_case` for metrics: the key from the set, or the [key of the `CloseCode`](CloseCode::key) if the code
    /// is not in the set.
    ///
    /// All unregistered codes of a range have the same key. So a peer cannot create new labels.
    #[inline]
    #[must_use]
    pub fn key(self) -> &'static str {
        self.known().map_or_else(|| self.code().key(), S::key)
    }
}

impl<S: CodeSet> From<CloseCode> for CodeOf<S> {
    #[inline]
    fn from(code: CloseCode) -> Self {
        S::from_u16(code.as_u16()).map_or(Self::Other(code), Self::Known)
    }
}

impl<S: CodeSet> From<u16> for CodeOf<S> {
    #[inline]
    fn from(code: u16) -> Self {
        CloseCode::from_u16(code).into()
    }
}

impl<S: CodeSet> From<CodeOf<S>> for CloseCode {
    #[inline]
    fn from(code: CodeOf<S>) -> Self {
        code.code()
    }
}

impl<S: CodeSet> From<CodeOf<S>> for u16 {
    #[inline]
    fn from(code: CodeOf<S>) -> Self {
        code.as_u16()
    }
}

/// Writes number and [`name`](CodeOf::name): `4008 Flood`. Supports width, fill and alignment.
impl<S: CodeSet> fmt::Display for CodeOf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(self.as_u16(), self.name(), f)
    }
}

/// Compares by number.
impl<S: CodeSet> PartialEq for CodeOf<S> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_u16() == other.as_u16()
    }
}

impl<S: CodeSet> Eq for CodeOf<S> {}

/// Orders by number.
impl<S: CodeSet> Ord for CodeOf<S> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_u16().cmp(&other.as_u16())
    }
}

/// Orders by number.
impl<S: CodeSet> PartialOrd for CodeOf<S> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Hashes the number.
impl<S: CodeSet> Hash for CodeOf<S> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_u16().hash(state);
    }
}

/// Implements comparisons by number, in both directions.
macro_rules! compare {
    ($($other:ty),+) => {$(
        /// Compares by number.
        impl<S: CodeSet> PartialEq<$other> for CodeOf<S> {
            #[inline]
            fn eq(&self, other: &$other) -> bool {
                self.as_u16() == u16::from(*other)
            }
        }

        /// Compares by number.
        impl<S: CodeSet> PartialEq<CodeOf<S>> for $other {
            #[inline]
            fn eq(&self, other: &CodeOf<S>) -> bool {
                u16::from(*self) == other.as_u16()
            }
        }

        /// Compares by number.
        impl<S: CodeSet> PartialOrd<$other> for CodeOf<S> {
            #[inline]
            fn partial_cmp(&self, other: &$other) -> Option<Ordering> {
                Some(self.as_u16().cmp(&u16::from(*other)))
            }
        }

        /// Compares by number.
        impl<S: CodeSet> PartialOrd<CodeOf<S>> for $other {
            #[inline]
            fn partial_cmp(&self, other: &CodeOf<S>) -> Option<Ordering> {
                Some(u16::from(*self).cmp(&other.as_u16()))
            }
        }
    )+};
}

compare!(CloseCode, u16);
