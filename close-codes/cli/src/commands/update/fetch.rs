//! IANA's file over HTTP.

use std::io::{self, Read};
use std::time::Duration;

use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, Error};

use crate::failure::Failure;
use crate::files::MOST;

/// Whether a source is an address, and not the name of a file.
pub(super) fn is_address(source: &str) -> bool {
    is_encrypted(source) || has_scheme(source, "http")
}

/// Whether the address begins with `https`.
pub(super) fn is_encrypted(address: &str) -> bool {
    has_scheme(address, "https")
}

fn has_scheme(address: &str, scheme: &str) -> bool {
    address.split_once("://").is_some_and(|(other, _)| other.eq_ignore_ascii_case(scheme))
}

/// The address as messages show it, without a user's name and password.
pub(super) fn shown(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host_start = rest.get(..host_end).and_then(|host| host.rfind('@')).map_or(0, |at| at + 1);
    format!("{scheme}://{}", rest.get(host_start..).unwrap_or_default())
}

/// Fetches a file, whole. Refuses redirects, pages, and answers that are packed or too long.
pub(super) fn fetch(address: &str, seconds: u64) -> Result<Vec<u8>, Failure> {
    fetch_or_reason(address, seconds)
        .map_err(|reason| Failure::new(format!("cannot fetch {}: {reason}", shown(address))))
}

fn fetch_or_reason(address: &str, seconds: u64) -> Result<Vec<u8>, String> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(seconds)))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .accept("text/csv")
        .user_agent(concat!("close-codes/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let response = agent.get(address).call().map_err(|error| reason(&error, seconds))?;
    refuse(&response)?;
    let length = response.body().content_length().map(|length| format!(" of {length}")).unwrap_or_default();
    let mut bytes = Vec::new();
    let read = response.into_body().into_reader().take(MOST + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MOST {
        return Err(too_long());
    }
    match read.map_err(Error::from) {
        Ok(_) => Ok(bytes),
        Err(error @ Error::Timeout(_)) => Err(reason(&error, seconds)),
        Err(error) => {
            Err(format!("the answer ends after {}{length} bytes ({}): try again", bytes.len(), reason(&error, seconds)))
        }
    }
}

/// Says why an answer is not the file, if its head tells.
fn refuse(response: &Response<Body>) -> Result<(), String> {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let status = response.status();
    if status.is_redirection() {
        let to = header(header::LOCATION);
        return Err(format!("the server redirects to `{to}` ({status}): give that address, if you trust it"));
    }
    if status != StatusCode::OK {
        return Err(format!("the server answers {status}: is that the address of the CSV?"));
    }
    if header(header::CONTENT_TYPE).to_ascii_lowercase().starts_with("text/html") {
        return Err("the answer is an HTML page, and not CSV: is that the address of the CSV?".to_owned());
    }
    let encoding = header(header::CONTENT_ENCODING);
    if !matches!(encoding, "" | "identity") {
        return Err(format!("the answer is packed with `{encoding}`, although the request did not allow that"));
    }
    if response.body().content_length().is_some_and(|length| length > MOST) {
        return Err(too_long());
    }
    Ok(())
}

fn too_long() -> String {
    format!("the answer is longer than any table of codes: over {MOST} bytes")
}

fn reason(error: &Error, seconds: u64) -> String {
    match error {
        Error::Timeout(_) => format!("no answer after {seconds} s: try again, or give a longer `--timeout`"),
        Error::HostNotFound => "there is no such host, or no network".to_owned(),
        // What is not TLS comes as this.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            format!("there is no secure connection ({error}): is `https` right?")
        }
        Error::Io(error) => error.to_string(),
        error => error.to_string(),
    }
}
