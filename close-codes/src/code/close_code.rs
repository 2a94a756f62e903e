use core::cmp::Ordering;
use core::fmt;

use super::display::display;
use super::not_allowed::CodeNotAllowed;
use super::registered::{CloseCode, CodeRange};

impl CloseCode {
    /// Returns the code with this number, or an error if the code may not be sent (RFC 6455, section 7.4).
    ///
    /// The same codes are [allowed on the wire](Self::is_allowed_on_wire). Use [`from_u16`](Self::from_u16) to accept every
    /// number.
    ///
    /// # Errors
    ///
    /// If the code may not be sent. The error holds the code, and its text names the rule.
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

    /// The range that contains the number (RFC 6455, section 7.4.2).
    #[inline]
    #[must_use]
    pub const fn range(self) -> CodeRange {
        CodeRange::of(self.as_u16())
    }

    /// Returns `true` if the code is in IANA's registry. Each registered code has a variant.
    #[inline]
    #[must_use]
    pub const fn is_registered(self) -> bool {
        !matches!(self, Self::Unregistered(_))
    }

    /// Returns `true` if the code means a planned end of the connection: 1000, 1001 or 1005. Use it to choose a log level.
    ///
    /// - 1000: the connection has done its work (RFC 6455, section 7.4.1).
    /// - 1001: the server shuts down, or the user has left the page. Browsers send this code by themselves.
    /// - 1005: the close frame has no code. A script that calls `close()` without arguments sends such a frame (WHATWG
    ///   WebSockets, section 3.1).
    ///
    /// Python's `websockets` raises `ConnectionClosedOK` for the same three codes since version 11 (see the
    /// [reasons](https://github.com/python-websockets/websockets/issues/1260)). Programs that use Go's gorilla/websocket
    /// pass a list of codes to `IsUnexpectedCloseError`: mostly 1000 and 1001, some also 1005. The meaning of private codes
    /// is up to the application.
    ///
    /// A normal code and a clean closing handshake are independent: a clean handshake may end with 1011.
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

    /// Returns `true` if a script in a browser may call `WebSocket.close(code, reason)` with the code: 1000 or 3000-4999.
    ///
    /// The call throws an `InvalidAccessError` for all other codes (WHATWG WebSockets, section 3.1).
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

    /// Returns the code that a proxy sends to one side when the other side's connection ended with this code.
    ///
    /// - The same code if it [may be sent](Self::is_allowed_on_wire). A proxy can ignore
    ///   [`may_be_sent_by`](Self::may_be_sent_by), which is advice for endpoints that choose a code.
    /// - `None` for 1005: send a close frame without a code, [`CloseFrame::EMPTY`](crate::CloseFrame::EMPTY).
    /// - 1011, [`InternalError`](Self::InternalError), for all other codes.
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

/// Orders by number.
impl Ord for CloseCode {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_u16().cmp(&other.as_u16())
    }
}

/// Orders by number.
impl PartialOrd for CloseCode {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes number and [`name`](CloseCode::name): `1012 Service Restart`. Supports width, fill and alignment.
impl fmt::Display for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(self.as_u16(), self.name(), f)
    }
}

/// Converts every number, including those that may not be sent, such as 0 and 1006.
///
/// **Warning:** `CloseCode::try_from(number)` never fails, because this conversion cannot fail. Other libraries check the
/// number in `TryFrom<u16>`. Use [`CloseCode::sendable`] to check a number.
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
