//! The words for a connection that was not opened.

use hyper::http::StatusCode;

use crate::net::opening::NotOpened;
use crate::words::Words;

/// The cause why a connection was not opened.
pub(crate) enum Unopened {
    Failed(NotOpened),
    /// The user did not want to wait.
    Interrupted,
}

impl Unopened {
    pub(super) const fn is_tls(&self) -> bool {
        matches!(self, Self::Failed(NotOpened::Tls(_)))
    }

    /// Returns the cause as a word for programs.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Interrupted => "interrupted",
            Self::Failed(NotOpened::Name(_)) => "name",
            Self::Failed(NotOpened::Refused) => "refused",
            Self::Failed(NotOpened::Tcp(_)) => "tcp",
            Self::Failed(NotOpened::Tls(_)) => "tls",
            Self::Failed(NotOpened::Status { .. }) => "status",
            Self::Failed(NotOpened::Answer(_)) => "handshake",
            Self::Failed(NotOpened::NotHttp) => "not_http",
            Self::Failed(NotOpened::Ended) => "ended",
            Self::Failed(NotOpened::TimedOut) => "timed_out",
        }
    }

    /// Returns the sentence that says what happened.
    pub(super) fn headline(&self, words: Words) -> String {
        let word = match self {
            Self::Interrupted => "connect-no-wait",
            Self::Failed(NotOpened::Name(_)) => "connect-no-name",
            Self::Failed(NotOpened::Refused) => "connect-no-port",
            Self::Failed(NotOpened::Tcp(_)) => "connect-no-tcp",
            Self::Failed(NotOpened::Tls(_)) => "connect-no-tls",
            Self::Failed(NotOpened::Status { status, .. }) => {
                let phrase = status.canonical_reason().unwrap_or_default();
                return words.fill("connect-no-websocket", &[format!("{} {phrase}", status.as_str()).trim_end()]);
            }
            Self::Failed(NotOpened::Answer(_)) => "connect-no-handshake",
            Self::Failed(NotOpened::NotHttp) => "connect-no-http",
            Self::Failed(NotOpened::Ended) => "connect-no-answer",
            Self::Failed(NotOpened::TimedOut) => "connect-no-time",
        };
        words.say(word).to_owned()
    }

    /// Returns the words of the system, of the TLS library, of the check of the server's answer (in English), or of the server.
    pub(super) fn detail(&self) -> Option<&str> {
        match self {
            Self::Failed(
                NotOpened::Name(text) | NotOpened::Tcp(text) | NotOpened::Tls(text) | NotOpened::Answer(text),
            ) => Some(text),
            _ => self.text(),
        }
    }

    pub(super) const fn status(&self) -> Option<StatusCode> {
        if let Self::Failed(NotOpened::Status { status, .. }) = self { Some(*status) } else { None }
    }

    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Failed(NotOpened::Status { text, .. }) = self { text.as_deref() } else { None }
    }

    pub(super) fn location(&self) -> Option<&str> {
        if let Self::Failed(NotOpened::Status { location, .. }) = self { location.as_deref() } else { None }
    }

    /// Returns the word for the advice.
    pub(super) fn advice(&self) -> Option<&'static str> {
        let Self::Failed(failed) = self else { return None };
        Some(match failed {
            NotOpened::Name(_) => "connect-do-name",
            NotOpened::Refused => "connect-do-port",
            NotOpened::Tcp(_) => "connect-do-tcp",
            NotOpened::Tls(_) => "connect-do-tls",
            NotOpened::Status { location: Some(_), .. } => "connect-do-redirect",
            NotOpened::Status { status, .. } => match *status {
                StatusCode::UNAUTHORIZED => "connect-do-401",
                StatusCode::FORBIDDEN => "connect-do-403",
                StatusCode::NOT_FOUND => "connect-do-404",
                StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                    "connect-do-503"
                }
                _ => "connect-do-status",
            },
            NotOpened::Answer(_) => "connect-do-handshake",
            NotOpened::NotHttp => "connect-do-http",
            NotOpened::Ended => "connect-do-answer",
            NotOpened::TimedOut => "connect-do-time",
        })
    }
}

impl std::fmt::Display for Unopened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(failed) => failed.fmt(f),
            Self::Interrupted => f.write_str("the opening was interrupted"),
        }
    }
}
