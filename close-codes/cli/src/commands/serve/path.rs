//! Reads a path into a plan.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use close_codes::frame::CloseFrameError;
use close_codes::{CloseCode, CloseFrame, CloseReason, Role};
use close_codes_registry::text::quote;
use hyper::StatusCode;
use percent_encoding::percent_decode_str;

use super::plan::{Action, Plan};
use crate::cases::{Case, Shape, Step, cases};
use crate::net::frame::{CLOSE, Frame, hex};

/// The paths that are not a case. Those that end in a slash go on.
pub(super) const FIXED: [&str; 12] = [
    "/",
    "/index.json",
    "/close",
    "/close/",
    "/drop",
    "/reset",
    "/silent",
    "/raw/",
    "/http/",
    "/echo",
    "/flood",
    "/slow",
];

/// The longest path that is compared with all paths, in bytes.
const LONGEST_COMPARED: usize = 100;

/// The most bytes of `/raw/HEX`. With their two digits each, they fit into a request.
const LONGEST_BODY: usize = 4096;

/// The statuses that refuse an opening handshake. An answer of 1xx would not be the last one (RFC 9110, section 15.2).
const STATUSES: std::ops::RangeInclusive<u16> = 200..=599;

/// The reason for which a path is not served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// The words for the client: what is wrong, and what to do.
    pub(super) message: String,
}

fn bad(message: impl Into<String>) -> Refusal {
    Refusal { status: StatusCode::BAD_REQUEST, message: message.into() }
}

/// Reads a path and its query. A connection is open for at most `longest`.
pub(super) fn read(path: &str, query: Option<&str>, longest: Duration) -> Result<Plan, Refusal> {
    let Parameters { reason, after, times } = Parameters::read(query.unwrap_or_default(), longest)?;
    let has_code = path.starts_with("/close/");
    if reason.is_some() && !has_code {
        return Err(bad("a reason needs a code: use /close/CODE?reason=TEXT"));
    }
    let action = match path {
        "/close" => Action::Close(CloseFrame::EMPTY),
        "/drop" => Action::Play(vec![Step::End {}].into()),
        "/reset" => Action::Play(vec![Step::Reset {}].into()),
        "/silent" => Action::Silent,
        "/echo" => Action::Echo,
        "/flood" => Action::Flood,
        "/slow" => Action::Slow,
        _ => {
            if let Some(code) = path.strip_prefix("/close/") {
                Action::Close(close_frame(code, &reason.unwrap_or_default())?)
            } else if let Some(hex) = path.strip_prefix("/raw/") {
                Action::Play(raw(hex)?)
            } else if let Some(status) = path.strip_prefix("/http/") {
                Action::Refuse(self::status(status)?)
            } else {
                let case = path.strip_prefix('/').and_then(case).ok_or_else(|| unknown(path))?;
                // A script without a step is silent.
                if case.send.is_empty() { Action::Silent } else { Action::Play(Cow::Borrowed(&case.send)) }
            }
        }
    };
    Ok(Plan { action, after, times })
}

/// Returns the case of a path.
fn case(name: &str) -> Option<&'static Case> {
    served_cases().find(|case| case.name == name)
}

/// Returns the cases that test a client.
pub(super) fn served_cases() -> impl Iterator<Item = &'static Case> {
    cases().iter().filter(|case| case.side.has_client())
}

fn unknown(path: &str) -> Refusal {
    let page = match path {
        "/" => Some("`/` is the page: open it in a browser, or connect to a path such as /drop"),
        "/index.json" => Some("`/index.json` is not for a WebSocket: connect to a path such as /drop"),
        _ => None,
    };
    if let Some(message) = page {
        return Refusal { status: StatusCode::NOT_FOUND, message: message.to_owned() };
    }
    // A comparison takes time that grows with the length of the path, and the server has one thread.
    if path.len() > LONGEST_COMPARED {
        let message = format!("the path {} is unknown: see / for all paths", quote(path));
        return Refusal { status: StatusCode::NOT_FOUND, message };
    }
    let known = FIXED.into_iter().map(Cow::Borrowed);
    let known = known.chain(served_cases().map(|case| Cow::Owned(format!("/{}", case.name))));
    let similarity = |known: &str| strsim::normalized_damerau_levenshtein(known, path);
    let nearest = known.max_by(|one, other| similarity(one).total_cmp(&similarity(other))).unwrap_or_default();
    let nearest = match &*nearest {
        "/close/" => "/close/CODE",
        "/raw/" => "/raw/HEX",
        "/http/" => "/http/STATUS",
        other => other,
    };
    let message = format!("the path {} is unknown: use {nearest}, or see / for all paths", quote(path));
    Refusal { status: StatusCode::NOT_FOUND, message }
}

/// Reads a number without a sign.
fn digits<N: FromStr>(text: &str) -> Option<N> {
    text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Makes the frame of `/close/CODE`.
fn close_frame(code: &str, reason: &str) -> Result<CloseFrame, Refusal> {
    let number = digits(code);
    let wrong = || bad(format!("{} is not a close code: write a number from 0 to 65535", quote(code)));
    let number = number.ok_or_else(wrong)?;
    let code = CloseCode::from_u16(number);
    match CloseFrame::new(code, reason) {
        Ok(frame) if code.may_be_sent_by(Role::Server) => Ok(frame),
        Ok(_) => Err(bad(format!("a server should not send {number}: use {} to send it", other_paths(number, reason)))),
        Err(CloseFrameError::Code(_)) => {
            Err(bad(format!("{number} may not be sent: use {} to send it", other_paths(number, reason))))
        }
        Err(_) => {
            let (len, most) = (reason.len(), CloseReason::MAX_LEN);
            Err(bad(format!("the reason has {len} bytes, but at most {most} are allowed: use /raw/HEX to send it")))
        }
    }
}

/// Returns the paths that send a close frame that `/close/CODE` refuses.
fn other_paths(number: u16, reason: &str) -> String {
    let body: Vec<u8> = number.to_be_bytes().into_iter().chain(reason.bytes()).collect();
    let frame = Frame::new(CLOSE, &*body, Role::Server);
    let is_it = |case: &&Case| match &*case.send {
        [step] => Frame::of(step, Role::Server).as_ref() == Some(&frame),
        _ => false,
    };
    let named = served_cases().find(is_it).map(|case| format!("/{} or ", case.name)).unwrap_or_default();
    format!("{named}/raw/{}", hex(body))
}

/// Makes the script of `/raw/HEX`.
fn raw(hex: &str) -> Result<Cow<'static, [Step]>, Refusal> {
    if let Some(wrong) = hex.chars().find(|digit| !digit.is_ascii_hexdigit()) {
        let wrong = quote(&wrong.to_string());
        return Err(bad(format!(
            "{wrong} is not a hexadecimal digit: write two digits for each byte, as in /raw/03E8"
        )));
    }
    if hex.len() % 2 != 0 {
        return Err(bad("the number of hexadecimal digits is odd: write two for each byte, as in /raw/03E8"));
    }
    if hex.len() / 2 > LONGEST_BODY {
        return Err(bad(format!("the body has more than {LONGEST_BODY} bytes: shorten it")));
    }
    Ok(vec![Step::Close(Shape { bytes: hex.to_owned(), ..Shape::default() })].into())
}

fn status(text: &str) -> Result<StatusCode, Refusal> {
    let number = digits(text).filter(|number| STATUSES.contains(number));
    let status = number.and_then(|number| StatusCode::from_u16(number).ok());
    status.ok_or_else(|| bad(format!("{} is not a status for an answer: write one from 200 to 599", quote(text))))
}

/// The parameters of a path.
#[derive(Debug, Default)]
struct Parameters {
    reason: Option<String>,
    after: Option<Duration>,
    times: Option<u32>,
}

impl Parameters {
    fn read(query: &str, longest: Duration) -> Result<Self, Refusal> {
        let mut found = Self::default();
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let is_again = match name {
                "reason" => found.reason.replace(decode(name, value)?).is_some(),
                "after" => found.after.replace(duration(&decode(name, value)?, longest)?).is_some(),
                "times" => found.times.replace(times(&decode(name, value)?)?).is_some(),
                _ => {
                    let name = quote(name);
                    return Err(bad(format!("the parameter {name} is unknown: use `reason`, `after` or `times`")));
                }
            };
            if is_again {
                return Err(bad(format!("the parameter `{name}` is given more than once: give it only once")));
            }
        }
        Ok(found)
    }
}

/// Decodes the value of a parameter. A plus is a space, as in the queries that browsers make.
fn decode(name: &str, value: &str) -> Result<String, Refusal> {
    let is_escape = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !value.split('%').skip(1).all(is_escape) {
        return Err(bad(format!("`{name}` has a `%` without two hexadecimal digits: write `%25` for a percent sign")));
    }
    let spaced = value.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    decoded.map(Cow::into_owned).map_err(|_| bad(format!("`{name}` is not UTF-8: use /raw/HEX for any bytes")))
}

fn duration(text: &str, longest: Duration) -> Result<Duration, Refusal> {
    let wrong = |_| bad(format!("{} is not a duration: write one such as after=2s or after=500ms", quote(text)));
    let duration = humantime::parse_duration(text).map_err(wrong)?;
    if duration > longest {
        let longest = humantime::format_duration(longest);
        return Err(bad(format!("`after` is longer than a connection may be open ({longest}): write a shorter time")));
    }
    Ok(duration)
}

fn times(text: &str) -> Result<u32, Refusal> {
    let number = digits(text).filter(|number| *number > 0);
    number.ok_or_else(|| bad(format!("{} is not a number of connections: write one such as times=3", quote(text))))
}
