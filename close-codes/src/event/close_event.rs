use alloc::string::String;
use core::fmt;

use crate::code::{CloseCode, CodeOf, CodeSet};
use crate::frame::{CloseFrame, format_close};
use crate::handshake::{CloseOutcome, Initiator};
use crate::util::from_fn::FromFn;

/// The event at the end of a connection: code, reason, and clean or not (WHATWG WebSockets, section 6).
///
/// The event of a connection also has its [`CloseOutcome`]: the initiator, both close frames, failed or timed out. Other events
/// do not have an outcome: those of a test, and those of a browser, which does not tell more. Two events are equal if all parts
/// are equal.
///
/// ```
/// use close_codes::{CloseCode, CloseEvent, CloseOutcome};
///
/// // The event of a connection. This one could not be opened.
/// let event = CloseEvent::from(CloseOutcome::OPENING_FAILED);
/// assert_eq!((event.code(), event.reason(), event.was_clean()), (CloseCode::AbnormalClosure, "", false));
/// assert!(event.outcome().is_some_and(CloseOutcome::failed));
/// assert_eq!(event.to_string(), "1006 Abnormal Closure (not clean; not opened)");
///
/// // An event for a test: any code, and a reason of any length.
/// let event = CloseEvent::new(4001, "gone", false);
/// assert_eq!(event.outcome(), None);
/// assert_eq!(event.to_string(), r#"4001 Application: "gone" (not clean)"#);
/// ```
///
/// The value takes 288 bytes on a 64-bit machine. The event of a connection does not use the heap.
///
/// [`dom::CloseEvent`](crate::dom::CloseEvent) is the DOM's event of the same name, with a type, a target and listeners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseEvent {
    /// The code of the outcome, but 1006 for 1015.
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
    /// The code of the peer's close frame, or 1005 or 1006: see [`CloseOutcome::code`].
    ///
    /// A failed TLS handshake is 1006, or 1015 in an event made by [`showing_tls_failure`](Self::showing_tls_failure). An event
    /// made by [`new`](Self::new) may have any code, such as 0.
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        self.code
    }

    /// The reason of the peer's close frame; empty without one.
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

    /// Returns the code as a code of an application's set; `None` if it is not in the set.
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

    /// All details about the end of the connection; `None` if the event was made by [`new`](Self::new).
    #[inline]
    #[must_use]
    pub const fn outcome(&self) -> Option<&CloseOutcome> {
        match &self.source {
            Source::Connection(outcome) => Some(outcome),
            Source::Elsewhere { .. } => None,
        }
    }

    /// The endpoint that started to close: see [`CloseOutcome::initiator`]. Also `None` if the event does not have an outcome.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        match self.outcome() {
            Some(outcome) => outcome.initiator(),
            None => None,
        }
    }

    /// A label of the initiator for metrics: `local`, `remote`, `none` if neither endpoint started to close, or `unknown` if the
    /// event does not have an outcome.
    #[inline]
    #[must_use]
    pub const fn initiator_key(&self) -> &'static str {
        match self.outcome() {
            Some(outcome) => outcome.initiator_key(),
            None => "unknown",
        }
    }

    /// A label of the code for metrics: the key from the application's set, or [`CloseCode::key`] if the code is not in the set.
    ///
    /// The number of labels is limited, so a peer cannot create new ones.
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

    /// Displays the event on one line, with the names of an application's codes. Use it for logs.
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

    /// Returns the close frame that a proxy sends to the other side: see [`CloseFrame::forwarding`].
    #[inline]
    #[must_use]
    pub fn forwarded(&self) -> CloseFrame {
        CloseFrame::forwarding(self.code, self.reason())
    }

    /// Makes an event without an outcome. Use it for tests, and for ends of connections that other code reports.
    ///
    /// The code may be any number from 0 to 65535. The reason may have any length.
    #[inline]
    #[must_use]
    pub fn new(code: impl Into<CloseCode>, reason: impl Into<String>, was_clean: bool) -> Self {
        Self { code: code.into(), source: Source::Elsewhere { reason: reason.into(), was_clean } }
    }

    /// Makes the event of a connection, and shows a failed TLS handshake as 1015.
    ///
    /// [`from`](Self::from) shows 1006 instead, because WHATWG forbids a browser to tell a script: the script could use 1015 to
    /// search the user's network. The [`outcome`](Self::outcome) has 1015 in both cases.
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

/// Writes one line for a log: the line of the [outcome](CloseOutcome), or without one code, reason in quotes, and clean or not.
/// The reason is escaped, so a peer cannot imitate such a line.
impl fmt::Display for CloseEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.format_as::<CloseCode>(f)
    }
}

/// Makes the event that WHATWG's `WebSocket` fires.
///
/// A failed TLS handshake, 1015, is shown as 1006, the same as an unreachable peer (WHATWG WebSockets, section 4). Use
/// [`showing_tls_failure`](CloseEvent::showing_tls_failure) to show 1015.
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

/// Makes the same event as from a reference.
impl From<CloseOutcome> for CloseEvent {
    #[inline]
    fn from(outcome: CloseOutcome) -> Self {
        Self::from(&outcome)
    }
}
