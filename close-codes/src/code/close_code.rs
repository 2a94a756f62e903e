use core::cmp::Ordering;
use core::fmt;

use super::display::display;
use super::language::Language;
use super::range::CodeRange;
use super::reconnect::Reconnect;
use super::role::Role;

/// The status code of a close frame (RFC 6455, sections 5.5.1 and 7.4).
///
/// There is a variant for each code in IANA's WebSocket Close Code Number Registry, and [`Unregistered`](Self::Unregistered)
/// for each other number. Each number from 0 to 65535 has exactly one value: `CloseCode::from_u16(n).as_u16() == n` for
/// every `n`.
///
/// A value takes four bytes, as does `Option<CloseCode>`. Their layout may change: [`as_u16`](Self::as_u16) gives the
/// number.
///
/// # Matching
///
/// New codes are registered every few years, and get a variant here in a minor version. So a `match` needs a wildcard. Give
/// a private code a constant, which still matches after a registration:
///
/// ```
/// use close_codes::CloseCode;
///
/// const TOKEN_EXPIRED: CloseCode = CloseCode::from_u16(4001);
///
/// fn explain(code: CloseCode) -> &'static str {
///     match code {
///         CloseCode::NormalClosure => "bye",
///         CloseCode::AbnormalClosure => "the connection was lost",
///         TOKEN_EXPIRED => "log in again",
///         other => other.description(),
///     }
/// }
///
/// assert_eq!(explain(CloseCode::from_u16(4001)), "log in again");
/// ```
///
/// # Order, text and numbers
///
/// Codes are ordered by number, and compare with numbers: `code == 1000`, `code >= 4000`. [`Display`](fmt::Display) gives
/// number and name, `1012 Service Restart`; for an unregistered code the name is that of its range, `4001 Application`.
/// `parse` takes that, the number, the name, the [`key`](Self::key) or the variant. Store the number, not the name: names,
/// keys and variants change when a code is registered.
#[doc = include_str!("codes.md")]
#[close_codes_macros::registered_codes]
#[repr(u16)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseCode {
    /// Any number that is not registered, such as a private code.
    ///
    /// Only [`from_u16`](Self::from_u16) and the conversions make one, so a number that has a variant is never in here. A
    /// pattern cannot look inside: compare [`as_u16`](Self::as_u16), or match a constant. When a number is registered, it gets
    /// a variant of its own. Then an arm `Unregistered(_)` does not match the number any more, and a constant still does.
    Unregistered(Unregistered) = 0,
}

/// The number inside [`CloseCode::Unregistered`].
///
/// The number cannot be taken out or put in. [`CloseCode::from_u16`] makes a code of any number, and [`CloseCode::as_u16`]
/// gives the number of any code:
///
/// ```
/// use close_codes::CloseCode;
///
/// let code = CloseCode::from_u16(4001);
/// assert!(matches!(code, CloseCode::Unregistered(_)));
/// assert_eq!(code.as_u16(), 4001);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unregistered(u16);

/// The number alone.
impl fmt::Debug for Unregistered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl CloseCode {
    /// The name in English: IANA's Meaning, or, where that is a whole sentence (1014), a name of a few words. The name
    /// of the [`range`](Self::range) if the code is not registered.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::GoingAway.name(), "Going Away");
    /// assert_eq!(CloseCode::from_u16(4001).name(), "Application");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name_in(Language::En)
    }

    /// The meaning of the code in English: a sentence or more. The purpose of the [`range`](Self::range) if the code is not
    /// registered.
    #[inline]
    #[must_use]
    pub const fn description(self) -> &'static str {
        self.description_in(Language::En)
    }

    /// The range that the number is in (RFC 6455, section 7.4.2).
    #[inline]
    #[must_use]
    pub const fn range(self) -> CodeRange {
        CodeRange::of(self.as_u16())
    }

    /// Returns true if IANA's registry lists the code. Each registered code has a variant of its own.
    #[inline]
    #[must_use]
    pub const fn is_registered(self) -> bool {
        !matches!(self, Self::Unregistered(_))
    }

    /// Returns true if a script may call `WebSocket.close(code, reason)` with the code: 1000 and 3000-4999 (WHATWG
    /// WebSockets, section 3.1). With each other code the call throws an `InvalidAccessError`.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert!(CloseCode::NormalClosure.is_allowed_in_close_call());
    /// assert!(CloseCode::from_u16(4001).is_allowed_in_close_call());
    /// assert!(!CloseCode::GoingAway.is_allowed_in_close_call());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_allowed_in_close_call(self) -> bool {
        matches!(self.as_u16(), 1000 | 3000..=4999)
    }

    /// Returns true if the code says that the connection ended as planned: 1000, 1001 and 1005. For log levels: each other code
    /// is worth a line.
    ///
    /// - 1000: the connection has done its work (RFC 6455, section 7.4.1).
    /// - 1001: the server stops, or the user has left the page. A browser sends this code by itself.
    /// - 1005: the close frame has no code. A script that calls `close()` without arguments sends that (WHATWG WebSockets,
    ///   section 3.1).
    ///
    /// Python's `websockets` raises `ConnectionClosedOK` for the same three (since version 11: the
    /// [reasons](https://github.com/python-websockets/websockets/issues/1260)). Programs that use Go's gorilla/websocket
    /// list the codes themselves, for `IsUnexpectedCloseError`: mostly 1000 and 1001, some also 1005. An application
    /// decides for its private codes.
    ///
    /// A clean end is another question: after a clean closing handshake, the code may be 1011.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// let level = |code: CloseCode| if code.is_normal() { "debug" } else { "warn" };
    /// assert_eq!(level(CloseCode::GoingAway), "debug");
    /// assert_eq!(level(CloseCode::InternalError), "warn");
    /// assert_eq!(level(CloseCode::AbnormalClosure), "warn");
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_normal(self) -> bool {
        matches!(self, Self::NormalClosure | Self::GoingAway | Self::NoStatusReceived)
    }

    /// The code that a proxy sends to one side after it got this one from the other.
    ///
    /// - The code itself if it is [allowed on the wire](Self::is_allowed_on_wire). The sender does not matter: the advice on
    ///   roles ([`may_be_sent_by`](Self::may_be_sent_by)) is for an endpoint that chooses a code, and a proxy chooses none.
    /// - `None` for 1005: send a close frame without a code, [`CloseFrame::EMPTY`](crate::CloseFrame::EMPTY).
    /// - 1011, [`InternalError`](Self::InternalError), for each other code.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::from_u16(4001).forwarded(), Some(CloseCode::from_u16(4001)));
    /// assert_eq!(CloseCode::NoStatusReceived.forwarded(), None);
    /// assert_eq!(CloseCode::AbnormalClosure.forwarded(), Some(CloseCode::InternalError));
    /// ```
    #[inline]
    #[must_use]
    pub const fn forwarded(self) -> Option<Self> {
        match self {
            Self::NoStatusReceived => None,
            _ if self.is_allowed_on_wire() => Some(self),
            _ => Some(Self::InternalError),
        }
    }
}

/// By number.
impl Ord for CloseCode {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_u16().cmp(&other.as_u16())
    }
}

/// By number.
impl PartialOrd for CloseCode {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Number and [`name`](CloseCode::name): `1012 Service Restart`. A width is kept, with fill and alignment.
impl fmt::Display for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(self.as_u16(), self.name(), f)
    }
}

/// Takes every number, also those that no close frame may hold, such as 0 and 1006.
///
/// **Warning:** as this conversion cannot fail, `CloseCode::try_from(number)` never fails either: it compiles where another
/// library's `TryFrom<u16>` checked the number, and checks nothing. To check a number, use
/// [`CloseCode::sendable`].
impl From<u16> for CloseCode {
    #[inline]
    fn from(code: u16) -> Self {
        Self::from_u16(code)
    }
}

impl From<CloseCode> for u16 {
    #[inline]
    fn from(code: CloseCode) -> Self {
        code.as_u16()
    }
}

impl From<&CloseCode> for u16 {
    #[inline]
    fn from(code: &CloseCode) -> Self {
        code.as_u16()
    }
}

impl PartialEq<u16> for CloseCode {
    #[inline]
    fn eq(&self, other: &u16) -> bool {
        self.as_u16() == *other
    }
}

impl PartialEq<CloseCode> for u16 {
    #[inline]
    fn eq(&self, other: &CloseCode) -> bool {
        *self == other.as_u16()
    }
}

impl PartialOrd<u16> for CloseCode {
    #[inline]
    fn partial_cmp(&self, other: &u16) -> Option<Ordering> {
        Some(self.as_u16().cmp(other))
    }
}

impl PartialOrd<CloseCode> for u16 {
    #[inline]
    fn partial_cmp(&self, other: &CloseCode) -> Option<Ordering> {
        Some(self.cmp(&other.as_u16()))
    }
}
