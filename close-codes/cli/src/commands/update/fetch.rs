//! IANA's file over HTTP.

use std::time::Duration;

use close_codes_registry::read::MOST_BYTES;
use ureq::Agent;
use ureq::http::{StatusCode, header};

use crate::failure::Failure;
use crate::input::Given;
use crate::output;

/// Fetches a whole file if the source is an address; returns `None` if it is a file name. Does not follow redirects.
pub(super) fn fetch(source: &str, seconds: u64) -> Option<Result<Given, Failure>> {
    let (scheme, rest) = source.split_once("://")?;
    let plain = match scheme.to_ascii_lowercase().as_str() {
        "https" => "",
        "http" => " without encryption",
        _ => {
            let told = format!("cannot fetch `{source}`: use an address that begins with http or https");
            return Some(Err(Failure::new(told)));
        }
    };
    // Messages must not show the user name and password in an address.
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let shown = format!("{scheme}://{}{path}", host.rsplit_once('@').map_or(host, |(_, host)| host));
    output::progress(&format!("fetching {shown}{plain}"));
    let bytes = bytes(source, seconds).map_err(|reason| Failure::new(format!("cannot fetch {shown}: {reason}")));
    Some(bytes.map(|bytes| Given::new(&shown, bytes)))
}

fn bytes(address: &str, seconds: u64) -> Result<Vec<u8>, String> {
    let config = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(seconds)))
        .max_redirects(0)
        .http_status_as_error(false)
        .accept("text/csv")
        .user_agent(concat!("close-codes/", env!("CARGO_PKG_VERSION")));
    let help = |error| format!("{error}: check the address, or try again with a longer `--timeout`");
    let mut response = Agent::from(config.build()).get(address).call().map_err(help)?;
    let status = response.status();
    if status != StatusCode::OK {
        let to = response.headers().get(header::LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()));
        let to = to.map(|to| format!(" and redirects to `{to}`")).unwrap_or_default();
        return Err(format!("the server answers {status}{to}: check the address"));
    }
    response.body_mut().with_config().limit(MOST_BYTES as u64).read_to_vec().map_err(help)
}
