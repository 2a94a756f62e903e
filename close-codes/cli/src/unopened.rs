//! The words for a connection that was not opened, for `connect` and `probe`.

use anstyle::Style;
use close_codes_registry::text::{escape, on_one_line};
use hyper::http::StatusCode;

use crate::lines::Line;
use crate::net::opening::NotOpened;
use crate::net::tls::TlsFault;
use crate::words::Words;

/// The cause why a connection was not opened.
pub(crate) enum Unopened {
    Failed(NotOpened),
    /// The user did not want to wait.
    Interrupted,
}

impl Unopened {
    pub(crate) const fn is_tls(&self) -> bool {
        matches!(self, Self::Failed(NotOpened::Tls(_)))
    }

    /// Returns the cause as a word for programs.
    pub(crate) const fn kind(&self) -> &'static str {
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
            Self::Failed(NotOpened::Reset) => "reset",
            Self::Failed(NotOpened::TimedOut) => "timed_out",
        }
    }

    /// Returns the sentence that says what happened.
    pub(crate) fn headline(&self, words: Words) -> String {
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
            Self::Failed(NotOpened::Reset) => "connect-no-reset",
            Self::Failed(NotOpened::TimedOut) => "connect-no-time",
        };
        words.say(word).to_owned()
    }

    /// Returns the lines below the headline: the cause, and what to do.
    pub(crate) fn lines(&self, words: Words) -> Vec<Line> {
        let plain = |label: &str, text: &str| Line::new(label, text, Style::new());
        let mut lines = Vec::new();
        let detail = self.detail(words).map(|detail| escape(&on_one_line(&detail)));
        lines.extend(detail.map(|detail| plain(words.say("connect-detail"), &detail)));
        // The name of a header stays as it is.
        lines.extend(self.location().map(|location| plain("Location", &escape(location))));
        lines.extend(self.advice().map(|advice| plain(words.say("connect-advice"), words.say(advice))));
        lines
    }

    /// Returns the fault of TLS; or the words of the system, of the check of the server's answer (in English), or of the server.
    fn detail(&self, words: Words) -> Option<String> {
        match self {
            Self::Failed(NotOpened::Name(text) | NotOpened::Tcp(text) | NotOpened::Answer(text)) => Some(text.clone()),
            Self::Failed(NotOpened::Tls(fault)) => Some(fault.text(words)),
            _ => self.text().map(str::to_owned),
        }
    }

    pub(crate) const fn status(&self) -> Option<StatusCode> {
        if let Self::Failed(NotOpened::Status { status, .. }) = self { Some(*status) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Failed(NotOpened::Status { text, .. }) = self { text.as_deref() } else { None }
    }

    pub(crate) fn location(&self) -> Option<&str> {
        if let Self::Failed(NotOpened::Status { location, .. }) = self { location.as_deref() } else { None }
    }

    /// Returns the word for the advice.
    fn advice(&self) -> Option<&'static str> {
        let Self::Failed(failed) = self else { return None };
        Some(match failed {
            NotOpened::Name(_) => "connect-do-name",
            NotOpened::Refused => "connect-do-port",
            NotOpened::Tcp(_) => "connect-do-tcp",
            NotOpened::Tls(fault) => fault.advice(),
            NotOpened::Status { location: Some(_), .. } => "connect-do-redirect",
            NotOpened::Status { status, text, .. } => match *status {
                StatusCode::UNAUTHORIZED => "connect-do-401",
                StatusCode::FORBIDDEN => "connect-do-403",
                StatusCode::NOT_FOUND => "connect-do-404",
                StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                    "connect-do-503"
                }
                // The server's words are the detail.
                _ if text.is_some() => return None,
                _ => "connect-do-status",
            },
            NotOpened::Answer(_) => "connect-do-handshake",
            NotOpened::NotHttp => "connect-do-http",
            NotOpened::Ended => "connect-do-answer",
            NotOpened::Reset => "connect-do-reset",
            NotOpened::TimedOut => "connect-do-time",
        })
    }
}

impl TlsFault {
    /// Returns the sentence that says what is wrong.
    fn text(&self, words: Words) -> String {
        let word = match self {
            Self::Host(host) => return words.fill("connect-tls-host", &[host]),
            Self::Roots(error) => return words.fill("connect-tls-roots", &[error]),
            Self::WrongName { expected, presented } => {
                return words.fill("connect-tls-name", &[&words.list(presented), expected]);
            }
            Self::Expired(time) => return words.fill("connect-tls-expired", &[time]),
            Self::NotYetValid(time) => return words.fill("connect-tls-early", &[time]),
            Self::Other(error) => return error.clone(),
            Self::UnknownIssuer => "connect-tls-issuer",
            Self::Authority => "connect-tls-authority",
            Self::NotTls => "connect-tls-plain",
            Self::Ended => "connect-tls-ended",
            Self::Reset => "connect-tls-reset",
        };
        words.say(word).to_owned()
    }

    /// Returns the word for the advice.
    const fn advice(&self) -> &'static str {
        match self {
            Self::Host(_) => "connect-do-name",
            Self::Roots(_) => "connect-do-tls-roots",
            Self::UnknownIssuer => "connect-do-tls-issuer",
            Self::WrongName { .. } => "connect-do-tls-name",
            Self::Expired(_) => "connect-do-tls-expired",
            Self::NotYetValid(_) => "connect-do-tls-early",
            Self::Authority => "connect-do-tls-authority",
            Self::NotTls => "connect-do-tls-plain",
            Self::Ended | Self::Reset => "connect-do-tls-ended",
            Self::Other(_) => "connect-do-tls",
        }
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
