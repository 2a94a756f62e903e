//! TLS with the certificates that the system trusts.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use std::{env, fmt, io};

use rustls::pki_types::{ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, InvalidMessage, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// The environment variable with a file of trusted certificates.
const FILE: &str = "SSL_CERT_FILE";

/// The reason why a TLS handshake failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TlsFault {
    /// The host name or IP address cannot be in a certificate.
    Host(String),
    /// The trusted certificates could not be read.
    Roots(String),
    /// The certificate is not signed by a trusted one.
    UnknownIssuer,
    /// The certificate is for other names than the one in the address.
    WrongName { expected: String, presented: Vec<String> },
    /// The certificate is not valid after this time.
    Expired(String),
    /// The certificate is not valid before this time.
    NotYetValid(String),
    /// The server's certificate is one for signing other certificates.
    Authority,
    /// The server's answer is not TLS.
    NotTls,
    /// The server ended TCP (FIN).
    Ended,
    /// The server reset TCP (RST).
    Reset,
    /// Another reason, in the words of the library or the system.
    Other(String),
}

impl TlsFault {
    /// Finds the reason in an error of the TLS library.
    pub(super) fn of(error: &io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(rustls::Error::InvalidCertificate(certificate)) => Self::of_certificate(certificate, error),
            Some(rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)) => Self::NotTls,
            Some(_) => Self::Other(error.to_string()),
            None => match error.kind() {
                io::ErrorKind::UnexpectedEof => Self::Ended,
                io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => Self::Reset,
                _ => Self::Other(error.to_string()),
            },
        }
    }

    fn of_certificate(certificate: &CertificateError, error: &io::Error) -> Self {
        match certificate {
            CertificateError::UnknownIssuer => Self::UnknownIssuer,
            CertificateError::NotValidForNameContext { expected, presented } => Self::WrongName {
                expected: expected.to_str().into_owned(),
                presented: presented.iter().map(|name| bare(name).to_owned()).collect(),
            },
            CertificateError::ExpiredContext { not_after, .. } => Self::Expired(shown(*not_after)),
            CertificateError::NotValidYetContext { not_before, .. } => Self::NotYetValid(shown(*not_before)),
            // The certificate library does not share its errors in another way.
            CertificateError::Other(other) if other.0.to_string() == "CaUsedAsEndEntity" => Self::Authority,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Returns the name in a text such as `DnsName("example.com")`.
fn bare(name: &str) -> &str {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inner.map_or(name, |inner| inner.trim_matches('"'))
}

/// Returns a time as RFC 3339 writes it.
fn shown(time: UnixTime) -> String {
    let time = UNIX_EPOCH.checked_add(Duration::from_secs(time.as_secs()));
    time.map(|time| humantime::format_rfc3339_seconds(time).to_string()).unwrap_or_default()
}

/// Makes the TLS handshake as the client.
///
/// The environment variables `SSL_CERT_FILE` and `SSL_CERT_DIR` replace the certificates of the system.
pub(crate) async fn connect(host: &str, stream: TcpStream) -> Result<TlsStream<TcpStream>, TlsFault> {
    let name = ServerName::try_from(host.to_owned()).map_err(|_| TlsFault::Host(host.to_owned()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsFault::Other(error.to_string()))?
        .with_root_certificates(roots().map_err(TlsFault::Roots)?)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|error| TlsFault::of(&error))
}

/// Returns the trusted certificates. An error of the system's own is ignored if there are others.
fn roots() -> Result<RootCertStore, String> {
    let trusted = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(trusted.certs);
    let file = env::var_os(FILE);
    match (trusted.errors.first(), file) {
        (Some(error), file) if roots.is_empty() || file.is_some() => Err(error.to_string()),
        (None, Some(file)) if roots.is_empty() => Err(format!("{} has no certificates", Path::new(&file).display())),
        (None, None) if roots.is_empty() => Err("the system has none".to_owned()),
        _ => Ok(roots),
    }
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => write!(f, "`{host}` cannot be in a certificate"),
            Self::Roots(error) => write!(f, "the trusted certificates cannot be read: {error}"),
            Self::UnknownIssuer => f.write_str("the certificate is not signed by a trusted one"),
            Self::WrongName { expected, presented } => {
                write!(f, "the certificate is for {}, not for {expected}", presented.join(", "))
            }
            Self::Expired(time) => write!(f, "the certificate expired at {time}"),
            Self::NotYetValid(time) => write!(f, "the certificate is not valid before {time}"),
            Self::Authority => f.write_str("the server's certificate is one for signing other certificates"),
            Self::NotTls => f.write_str("the server's answer is not TLS"),
            Self::Ended => f.write_str("the server ended TCP (FIN)"),
            Self::Reset => f.write_str("the server reset TCP (RST)"),
            Self::Other(error) => f.write_str(error),
        }
    }
}
