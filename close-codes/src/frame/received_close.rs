use core::fmt;

use super::bytes::split;
use super::close_frame::CloseFrame;
use super::display::format_close;
use crate::code::{CloseCode, CodeSet};
use crate::util::from_fn::FromFn;
use crate::util::inline::text;

/// A close frame that arrived: its code and its reason, borrowed from the body that was received.
///
/// [`CloseFrame::parse`] makes one of each body that keeps to the protocol and to the chosen [`CodePolicy`](super::CodePolicy).
/// It is not a [`CloseFrame`], because a lenient policy accepts codes that may not be sent. [`echo`](Self::echo) gives the
/// frame to answer with.
///
/// Its size is 24 bytes on a machine of 64 bits.
///
/// ```
/// use close_codes::{CloseCode, CloseFrame, CodePolicy};
///
/// let close = CloseFrame::parse(b"\x03\xE9bye", CodePolicy::Strict).unwrap();
/// assert_eq!((close.code(), close.reason()), (CloseCode::GoingAway, "bye"));
/// assert_eq!(close.echo(), CloseFrame::from_static(CloseCode::GoingAway, "bye"));
/// ```
///
/// # Keeping it
///
/// A library that has the body in a buffer of its own needs no copy: the reason is the body from its third byte on, and is
/// valid UTF-8. An application keeps the [`echo`](Self::echo), or the code and the reason.
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

    /// The reason in the frame: 0 to 123 bytes (RFC 6455, section 7.1.6). A byte order mark is part of it, as in WHATWG's
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

    /// The code as one of an application's own, if it is one.
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(self) -> Option<S> {
        S::from_u16(self.code.as_u16())
    }

    /// The close frame to answer with: the same code and reason if they may be sent, otherwise an empty frame (RFC 6455,
    /// section 5.5.1: an endpoint "typically echos the status code it received").
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

    /// The close frame that a proxy sends to the other side: see [`CloseFrame::forwarding`].
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

    /// Takes apart a body that [`CloseFrame::parse`] has accepted before.
    #[inline]
    pub(crate) const fn of_valid(body: &'a [u8]) -> Self {
        match split(body) {
            Some((code, reason)) => Self::new(code, text(reason)),
            None => Self::new(CloseCode::NoStatusReceived, ""),
        }
    }
}

/// As a [`CloseFrame`] is displayed.
impl fmt::Display for ReceivedClose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        format_close::<CloseCode>(self.code, self.reason, f)
    }
}
