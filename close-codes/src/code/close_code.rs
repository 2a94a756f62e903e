use core::cmp::Ordering;
use core::fmt;

use super::display::display;
use super::not_allowed::CodeNotAllowed;
use super::registered::{CloseCode, CodeRange};

impl CloseCode {
    /// Returns the code with this number if a close frame may hold the code (RFC 6455, section 7.4).
    ///
    /// These are the codes that are [allowed on the wire](Self::is_allowed_on_wire). To take any number, use
    /// [`from_u16`](Self::from_u16).
    ///
    /// # Errors
    ///
    /// If the code is not allowed on the wire: the error holds the code, and its text says which rule forbids the code.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::sendable(1001), Ok(CloseCode::GoingAway));
    /// assert_eq!(CloseCode::sendable(4001).map(CloseCode::as_u16), Ok(4001));
    ///
    /// let error = CloseCode::sendable(1006).unwrap_err();
    /// assert_eq!(error.code(), CloseCode::AbnormalClosure);
    /// assert_eq!(error.to_string(), "1006 is for local use only; a proxy sends 1011 instead");
    /// ```
    #[inline]
    pub const fn sendable(code: u16) -> Result<Self, CodeNotAllowed> {
        let code = Self::from_u16(code);
        if code.is_allowed_on_wire() { Ok(code) } else { Err(CodeNotAllowed::new(code)) }
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
