//! The headers that the user adds to a request.

use hyper::http::{HeaderName, HeaderValue, header};
use tungstenite::handshake::client::Request;

use super::tokens::is_token;

/// Adds the headers of the user, `Name: value`. One for the host replaces the own.
pub(super) fn add_headers(request: &mut Request, lines: &[String]) -> Result<(), String> {
    let own = request.headers().clone();
    for line in lines {
        let (name, value) = header_of(line)?;
        if name == header::HOST {
            request.headers_mut().insert(name, value);
            continue;
        }
        if own.contains_key(&name) {
            return Err(format!("the header `{name}` belongs to the opening handshake: leave it out"));
        }
        if name == header::SEC_WEBSOCKET_EXTENSIONS {
            return Err(format!("extensions are not supported: leave out the header `{name}`"));
        }
        if name == header::SEC_WEBSOCKET_PROTOCOL {
            return Err(format!("the header `{name}` is that of `--subprotocol`: use this option"));
        }
        request.headers_mut().append(name, value);
    }
    Ok(())
}

/// Adds the header with the subprotocols (RFC 6455, section 4.1, page 17).
pub(super) fn add_subprotocols(request: &mut Request, names: &[String]) -> Result<(), String> {
    for (at, name) in names.iter().enumerate() {
        if !is_token(name) {
            return Err(format!(
                "`{name}` is not a subprotocol: use letters, digits and signs such as `-`, `.` and `_`"
            ));
        }
        if names.iter().take(at).any(|other| other == name) {
            return Err(format!("the subprotocol `{name}` is given more than once: give it only once"));
        }
    }
    if !names.is_empty() {
        let value = HeaderValue::from_str(&names.join(", ")).map_err(|error| error.to_string())?;
        request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, value);
    }
    Ok(())
}

/// Reads a header, `Name: value`.
fn header_of(line: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parts = line.split_once(':').map(|(name, value)| (name.trim().parse(), value.trim().parse()));
    match parts {
        Some((Ok(name), Ok(value))) => Ok((name, value)),
        _ => Err(format!("`{line}` is not a header: write `Name: value`")),
    }
}
