//! The address of a WebSocket (RFC 6455, section 3).

use hyper::http::Uri;
use hyper::http::uri::{Authority, PathAndQuery};

/// The parts of an address.
pub(super) struct Address {
    /// The address with a path: `/` if the user did not write one.
    pub(super) uri: Uri,
    /// The host without the brackets of an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) is_secure: bool,
}

impl Address {
    /// Reads an address. The error is for people.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let scheme = scheme_of(text)?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "ws" => false,
            "wss" => true,
            _ => return Err(format!("`{scheme}:` is not a scheme of WebSocket: use `ws:` or `wss:`")),
        };
        if text.contains('#') {
            return Err(format!("`{text}` has a `#`, which is not allowed: write `%23`"));
        }
        let uri: Uri = text.parse().map_err(|error| format!("`{text}` is not an address: {error}"))?;
        let authority = uri.authority().map(Authority::as_str).unwrap_or_default();
        // Without the address in the message, because it may have a password.
        if authority.contains('@') {
            return Err("an address of a WebSocket has no user name and no password: leave them out".to_owned());
        }
        let host = uri.host().unwrap_or_default();
        let port = match authority.strip_prefix(host).unwrap_or_default().trim_start_matches(':') {
            "" if is_secure => 443,
            "" => 80,
            port => port_of(port)?,
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() {
            return Err(format!("`{text}` has no host: write `{scheme}://HOST/PATH`"));
        }
        let uri = with_path(uri).map_err(|error| format!("`{text}` is not an address: {error}"))?;
        Ok(Self { uri, host, port, is_secure })
    }
}

fn scheme_of(text: &str) -> Result<&str, String> {
    match text.split_once("://") {
        Some((scheme, _)) => Ok(scheme),
        None if text.starts_with('/') => Err(format!("`{text}` has no host: write `ws://localhost:9001{text}`")),
        None => Err(format!("`{text}` has no scheme: write `ws://{text}`")),
    }
}

/// Reads a port. A sign is not allowed.
fn port_of(text: &str) -> Result<u16, String> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse().ok().filter(|port| is_number && *port != 0);
    port.ok_or_else(|| format!("`{text}` is not a port: use a number from 1 to 65535"))
}

/// Returns an address whose path is not empty: an empty path stands for `/`.
fn with_path(uri: Uri) -> Result<Uri, hyper::http::Error> {
    let path = uri.path_and_query().map(PathAndQuery::as_str).unwrap_or_default();
    if path.starts_with('/') {
        return Ok(uri);
    }
    let path = format!("/{path}").parse()?;
    let mut parts = uri.into_parts();
    parts.path_and_query = Some(path);
    Ok(Uri::from_parts(parts)?)
}
