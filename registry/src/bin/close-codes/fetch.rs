/// Where IANA publishes the registry.
pub(crate) const IANA: &str = "https://www.iana.org/assignments/websocket/close-code-number.csv";
