use alloc::string::String;
use core::fmt;

use crate::code::{CloseCode, CodeOf, CodeSet};
use crate::frame::{CloseFrame, format_close};
use crate::handshake::{CloseOutcome, Initiator};
use crate::util::from_fn::FromFn;

/// The end of a connection, as an application is told it: code, reason, and clean or not (WHATWG WebSockets, section 6).
///
/// An event of a connection also carries its [`CloseOutcome`]: who started to close, both close frames, failed or timed out.
/// An event from elsewhere has no outcome: a test, or a browser, which does not tell more. Two events are equal if all of this
/// is equal.
///
/// ```
/// use close_codes::{CloseCode, CloseEvent, CloseOutcome};
///
/// // From a connection, here from one that could not be opened.
/// let event = CloseEvent::from(CloseOutcome::OPENING_FAILED);
/// assert_eq!((event.code(), event.reason(), event.was_clean()), (CloseCode::AbnormalClosure, "", false));
/// assert!(event.outcome().is_some_and(CloseOutcome::failed));
/// assert_eq!(event.to_string(), "1006 Abnormal Closure (not clean; not opened)");
///
/// // For a test: any code, and a reason of any length.
/// let event = CloseEvent::new(4001, "gone", false);
/// assert_eq!(event.outcome(), None);
/// assert_eq!(event.to_string(), r#"4001 Application: "gone" (not clean)"#);
/// ```
///
/// It takes 288 bytes on a machine of 64 bits. An event of a connection uses no heap.
///
/// The DOM's event of the same name, with a type, a target and listeners, is [`dom::CloseEvent`](crate::dom::CloseEvent).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseEvent {
    /// Not always that of the outcome: 1015 is shown as 1006.
    code: CloseCode,
    source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every event has an outcome")]
enum Source {
    Connection(CloseOutcome),
    Elsewhere { reason: String, was_clean: bool },
}

impl CloseEvent {
    /// The code of the peer's close frame, or 1005 or 1006: see [`CloseOutcome::code`]. A failed TLS handshake is 1015 only
    /// [on demand](Self::showing_tls_failure). An event that was made by [`new`](Self::new) may have any code, such as 0.
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        self.code
    }

    /// The reason of the peer's close frame; empty if there was none.
    #[inline]
    #[must_use]
    pub fn reason(&self) -> &str {
        match &self.source {
            Source::Connection(outcome) => outcome.reason(),
            Source::Elsewhere { reason, .. } => reason,
        }
    }

    /// Returns `true` if the connection closed cleanly: see [`CloseOutcome::was_clean`].
    #[inline]
    #[must_use]
    pub const fn was_clean(&self) -> bool {
        match &self.source {
            Source::Connection(outcome) => outcome.was_clean(),
            Source::Elsewhere { was_clean, .. } => *was_clean,
        }
    }

    /// The code as one of an application's own, if it is one.
    ///
    /// ```
    /// # #[cfg(feature = "macros")] {
    /// use close_codes::CloseEvent;
    ///
    /// #[close_codes::close_codes]
    /// enum GameCode {
    ///     TokenExpired = 4001,
    /// }
    ///
    /// let event = CloseEvent::new(4001, "", true);
    /// assert_eq!(event.code_as::<GameCode>(), Some(GameCode::TokenExpired));
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(&self) -> Option<S> {
        S::from_u16(self.code.as_u16())
    }

    /// Everything that is known about the end of the connection; `None` if the event was made by [`new`](Self::new).
    #[inline]
    #[must_use]
    pub const fn outcome(&self) -> Option<&CloseOutcome> {
        match &self.source {
            Source::Connection(outcome) => Some(outcome),
            Source::Elsewhere { .. } => None,
        }
    }

    /// The endpoint that started to close: see [`CloseOutcome::initiator`]. `None` also if the event has no outcome.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        match self.outcome() {
            Some(outcome) => outcome.initiator(),
            None => None,
        }
    }

    /// A label for metrics: `local`, `remote`, `none` if neither endpoint started to close, or `unknown` if the event has no
    /// outcome.
    #[inline]
    #[must_use]
    pub const fn initiator_key(&self) -> &'static str {
        match self.outcome() {
            Some(outcome) => outcome.initiator_key(),
            None => "unknown",
        }
    }

    /// A label for metrics: the key of the application's code, otherwise [`CloseCode::key`]. The number of labels is bounded,
    /// whatever a peer sends.
    ///
    /// ```
    /// # #[cfg(feature = "macros")] {
    /// use close_codes::CloseEvent;
    ///
    /// #[close_codes::close_codes]
    /// enum GameCode {
    ///     TokenExpired = 4001,
    /// }
    ///
    /// assert_eq!(CloseEvent::new(4001, "", true).key_as::<GameCode>(), "token_expired");
    /// assert_eq!(CloseEvent::new(1001, "", true).key_as::<GameCode>(), "going_away");
    /// assert_eq!(CloseEvent::new(4999, "", true).key_as::<GameCode>(), "application");
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub fn key_as<S: CodeSet>(&self) -> &'static str {
        CodeOf::<S>::from(self.code).key()
    }

    /// Displays the event with the names of an application's codes, as one line for a log.
    ///
    /// ```
    /// # #[cfg(feature = "macros")] {
    /// use close_codes::CloseEvent;
    ///
    /// #[close_codes::close_codes]
    /// enum GameCode {
    ///     Flood = 4008,
    /// }
    ///
    /// let event = CloseEvent::new(4008, "slow", true);
    /// assert_eq!(event.display_as::<GameCode>().to_string(), r#"4008 Flood: "slow" (clean)"#);
    /// # }
    /// ```
    #[inline]
    #[must_use]
    pub fn display_as<S: CodeSet>(&self) -> impl fmt::Display {
        FromFn(|f: &mut fmt::Formatter<'_>| self.format_as::<S>(f))
    }

    /// The close frame that a proxy sends to the other side: see [`CloseFrame::forwarding`].
    #[inline]
    #[must_use]
    pub fn forwarded(&self) -> CloseFrame {
        CloseFrame::forwarding(self.code, self.reason())
    }

    /// Makes an event without an outcome, with any code from 0 to 65535 and a reason of any length: for tests, and for what is
    /// told by something else than this crate.
    #[inline]
    #[must_use]
    pub fn new(code: impl Into<CloseCode>, reason: impl Into<String>, was_clean: bool) -> Self {
        Self { code: code.into(), source: Source::Elsewhere { reason: reason.into(), was_clean } }
    }

    /// Makes the event of a connection for an application that may know everything: a TLS handshake that failed, 1015, is
    /// shown as 1015.
    ///
    /// WHATWG forbids a browser to tell this to a script, which could use it to search the user's network. Therefore
    /// [`from`](Self::from) shows 1006. The [`outcome`](Self::outcome) has 1015 in both cases.
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseEvent, CloseOutcome};
    ///
    /// assert_eq!(CloseEvent::showing_tls_failure(&CloseOutcome::TLS_FAILED).code(), CloseCode::TlsHandshake);
    /// assert_eq!(CloseEvent::from(CloseOutcome::TLS_FAILED).code(), CloseCode::AbnormalClosure);
    /// ```
    #[inline]
    #[must_use]
    pub const fn showing_tls_failure(outcome: &CloseOutcome) -> Self {
        Self { code: outcome.code(), source: Source::Connection(*outcome) }
    }

    fn format_as<S: CodeSet>(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Connection(outcome) => outcome.format_as::<S>(self.code, f),
            Source::Elsewhere { reason, was_clean } => {
                format_close::<S>(self.code, reason, f)?;
                f.write_str(if *was_clean { " (clean)" } else { " (not clean)" })
            }
        }
    }
}

/// One line for a log: the line of the [outcome](CloseOutcome), otherwise code, reason in quotes, and clean or not. A peer's
/// text cannot imitate it.
impl fmt::Display for CloseEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.format_as::<CloseCode>(f)
    }
}

/// The event that WHATWG's `WebSocket` fires.
///
/// A TLS handshake that failed, 1015, is shown as 1006, so that nobody can tell it from a peer that is not there (WHATWG
/// WebSockets, section 4). [`showing_tls_failure`](CloseEvent::showing_tls_failure) shows it.
impl From<&CloseOutcome> for CloseEvent {
    #[inline]
    fn from(outcome: &CloseOutcome) -> Self {
        let code = match outcome.code() {
            CloseCode::TlsHandshake => CloseCode::AbnormalClosure,
            code => code,
        };
        Self { code, source: Source::Connection(*outcome) }
    }
}

/// As from a reference.
impl From<CloseOutcome> for CloseEvent {
    #[inline]
    fn from(outcome: CloseOutcome) -> Self {
        Self::from(&outcome)
    }
}
