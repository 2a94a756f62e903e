//! IANA's file, over HTTP.

use std::io::{self, Read};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, Error};

use crate::failure::Failure;
use crate::files::MOST;
use crate::output;

/// Where IANA publishes the registry.
pub(crate) const IANA: &str = "https://www.iana.org/assignments/websocket/close-code-number.csv";

/// Whether it is an address, and not the name of a file.
pub(crate) fn is_address(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// Fetches a file whole, in at most so many seconds. Takes nothing but the file itself: no redirect, and no page.
pub(crate) fn fetch(address: &str, seconds: u64) -> Result<Vec<u8>, Failure> {
    let failed = |reason: String| Failure::new(format!("cannot fetch {address}: {reason}"));
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(seconds)))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .accept("text/csv")
        .user_agent(concat!("close-codes/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let progress = progress(address);
    let response = agent.get(address).call().map_err(|error| failed(reason(&error, seconds)))?;
    refuse(&response).map_err(failed)?;
    let length = response.body().content_length();
    if let Some(length) = length {
        progress.set_length(length);
    }
    let mut bytes = Vec::new();
    let body = response.into_body().into_reader().take(MOST + 1);
    let read = progress.wrap_read(body).read_to_end(&mut bytes);
    progress.finish_and_clear();
    if bytes.len() as u64 > MOST {
        return Err(failed(too_long()));
    }
    read.map_err(|error| failed(broken(error, bytes.len(), length, seconds)))?;
    Ok(bytes)
}

/// Shows how much has come, on a terminal; elsewhere, what is being fetched.
fn progress(address: &str) -> ProgressBar {
    let progress = ProgressBar::new_spinner();
    if progress.is_hidden() {
        output::note(&format!("fetching {address}"));
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} fetching {msg}: {bytes}") {
        progress.set_style(style);
    }
    progress.set_message(address.to_owned());
    progress.enable_steady_tick(Duration::from_millis(100));
    progress
}

/// Says why an answer is not the file, if its head tells.
fn refuse(response: &Response<Body>) -> Result<(), String> {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let status = response.status();
    if status.is_redirection() {
        let to = header(header::LOCATION).escape_debug().to_string();
        let to = if to.is_empty() { "somewhere, and does not tell where".to_owned() } else { format!("to `{to}`") };
        return Err(format!("the server redirects {to} ({status}): give that address, if you trust it"));
    }
    if status != StatusCode::OK {
        return Err(format!("the server answers {status}: is that the address of the CSV?"));
    }
    let media_type = header(header::CONTENT_TYPE).split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("text/html") {
        return Err("the answer is an HTML page, and no CSV: is that the address of the CSV?".to_owned());
    }
    let encoding = header(header::CONTENT_ENCODING).escape_debug().to_string();
    if !matches!(&*encoding, "" | "identity") {
        return Err(format!("the answer is packed by `{encoding}`, which nobody has asked for"));
    }
    if response.body().content_length().is_some_and(|length| length > MOST) {
        return Err(too_long());
    }
    Ok(())
}

fn too_long() -> String {
    format!("the answer is longer than any table of codes: over {MOST} bytes")
}

/// Says why there is no answer.
fn reason(error: &Error, seconds: u64) -> String {
    match error {
        Error::Timeout(_) => timed_out(seconds),
        Error::HostNotFound => "there is no such host, or no network".to_owned(),
        // This is how TLS says that it has got something else.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            format!("there is no secure connection ({error}): is `https` right?")
        }
        Error::Io(error) => error.to_string(),
        error => error.to_string(),
    }
}

/// Says why an answer has no end.
fn broken(error: io::Error, got: usize, length: Option<u64>, seconds: u64) -> String {
    let error = Error::from(error);
    if matches!(error, Error::Timeout(_)) {
        return timed_out(seconds);
    }
    let of = length.map(|length| format!(" of {length}")).unwrap_or_default();
    format!("the answer breaks off after {got}{of} bytes ({}): try again", reason(&error, seconds))
}

fn timed_out(seconds: u64) -> String {
    format!("it is not here after {seconds} s: try again, or give it longer by `--timeout`")
}
