use core::fmt;

use super::bytes::split;
use super::close_frame::CloseFrame;
use super::display::format_close;
use crate::code::{CloseCode, CodeSet};
use crate::util::from_fn::FromFn;
use crate::util::inline::text;

/// A received close frame: code and reason, borrowed from the received body.
///
/// [`CloseFrame::parse`] returns a `ReceivedClose` if the body follows the protocol and the
/// [`CodePolicy`](super::CodePolicy) accepts the code. A lenient policy accepts codes that may not be sent, so this is not a
/// [`CloseFrame`]. Use [`echo`](Self::echo) to get the frame to answer with.
///
/// The value takes 24 bytes on a 64-bit machine.
///
/// ```
/// use close_codes::{CloseCode, CloseFrame, CodePolicy};
///
/// let close = CloseFrame::parse(b"\x03\xE9bye", CodePolicy::Strict).unwrap();
/// assert_eq!((close.code(), close.reason()), (CloseCode::GoingAway, "bye"));
/// assert_eq!(close.echo(), CloseFrame::from_static(CloseCode::GoingAway, "bye"));
/// ```
///
/// # Storing a received close frame
///
/// Store the [`echo`](Self::echo), or the code and the reason. A library that keeps the body in its own buffer needs no copy:
/// the reason is the rest of the body after the first two bytes, and is valid UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReceivedClose<'a> {
    code: CloseCode,
    reason: &'a str,
}

impl<'a> ReceivedClose<'a> {
    /// The code in the frame; 1005, [`NoStatusReceived`](CloseCode::NoStatusReceived), if the frame was
    /// [empty](Self::is_empty) (RFC 6455, section 7.1.5).
    #[inline]
    #[must_use]
    pub const fn code(self) -> CloseCode {
        self.code
    }

    /// The reason in the frame: 0 to 123 bytes (RFC 6455, section 7.1.6). A byte order mark is kept, as in WHATWG's
    /// `CloseEvent`.
    #[inline]
    #[must_use]
    pub const fn reason(self) -> &'a str {
        self.reason
    }

    /// Returns `true` if the frame had no body: neither a code nor a reason.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        // No policy accepts 1005 in a body.
        matches!(self.code, CloseCode::NoStatusReceived)
    }

    /// Returns the code as a code of an application's set; `None` if it is not in the set.
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(self) -> Option<S> {
        S::from_u16(self.code.as_u16())
    }

    /// Returns the close frame to answer with: the same code and reason if the code may be sent, otherwise an empty frame.
    ///
    /// RFC 6455, section 5.5.1: an endpoint "typically echos the status code it received".
    ///
    /// ```
    /// use close_codes::{CloseFrame, CodePolicy};
    ///
    /// // 1999 is not registered: a lenient policy accepts it, but nobody may send it.
    /// let close = CloseFrame::parse(b"\x07\xCF", CodePolicy::Extensible).unwrap();
    /// assert_eq!(close.echo(), CloseFrame::EMPTY);
    /// ```
    #[inline]
    #[must_use]
    pub const fn echo(self) -> CloseFrame {
        if self.code.is_allowed_on_wire() {
            CloseFrame::of_parts(self.code, self.reason.as_bytes())
        } else {
            CloseFrame::EMPTY
        }
    }

    /// Returns the close frame that a proxy sends to the other side: see [`CloseFrame::forwarding`].
    #[inline]
    #[must_use]
    pub const fn forwarded(self) -> CloseFrame {
        CloseFrame::forwarding(self.code, self.reason)
    }

    /// Displays the close frame with the names of an application's codes: `4008 Flood: "slow"`.
    #[inline]
    #[must_use]
    pub fn display_as<S: CodeSet>(&self) -> impl fmt::Display {
        FromFn(|f: &mut fmt::Formatter<'_>| format_close::<S>(self.code, self.reason, f))
    }

    #[inline]
    pub(super) const fn new(code: CloseCode, reason: &'a str) -> Self {
        Self { code, reason }
    }

    /// Splits a body that [`CloseFrame::parse`] has accepted before.
    #[inline]
    pub(crate) const fn of_valid(body: &'a [u8]) -> Self {
        match split(body) {
            Some((code, reason)) => Self::new(code, text(reason)),
            None => Self::new(CloseCode::NoStatusReceived, ""),
        }
    }
}

/// Writes the same text as a [`CloseFrame`].
impl fmt::Display for ReceivedClose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        format_close::<CloseCode>(self.code, self.reason, f)
    }
}
