//! Servers with TLS.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::{Told, command, meet_at, peer};

/// Returns the path of a certificate or a key. `certificates/make` has made them.
fn pem(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/connect/certificates").join(file)
}

/// A server with a certificate for one name, which `root.pem` has signed.
struct Secure(Arc<ServerConfig>);

impl Secure {
    fn new(name: &str) -> Self {
        Self::of(name, false)
    }

    /// Makes a server that may ask the client for a certificate.
    fn of(name: &str, asks: bool) -> Self {
        let certificate = |file| CertificateDer::from_pem_file(pem(file)).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(certificate("root.pem")).unwrap();
        let config = if asks {
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
            config.with_client_cert_verifier(verifier)
        } else {
            config.with_no_client_auth()
        };
        let key = PrivateKeyDer::from_pem_file(pem("key.pem")).unwrap();
        Self(Arc::new(config.with_single_cert(vec![certificate(&format!("{name}.pem"))], key).unwrap()))
    }

    /// Runs the command with these trusted certificates, and a server that does what the script says.
    fn meet(
        &self,
        url: &str,
        trusted: &Path,
        script: impl FnOnce(&mut StreamOwned<ServerConnection, TcpStream>) + Send,
    ) -> Told {
        self.run(url, &[("SSL_CERT_FILE", trusted)], script)
    }

    /// Does the same with these environment variables.
    fn run(
        &self,
        url: &str,
        variables: &[(&str, &Path)],
        script: impl FnOnce(&mut StreamOwned<ServerConnection, TcpStream>) + Send,
    ) -> Told {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let mut command = command(&[&url.replace("PORT", &port)]);
        command.env_remove("SSL_CERT_DIR").env_remove("SSL_CERT_FILE").envs(variables.iter().copied());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        thread::scope(|scope| {
            scope.spawn(|| {
                let (stream, _) = listener.accept().unwrap();
                script(&mut StreamOwned::new(ServerConnection::new(self.0.clone()).unwrap(), stream));
            });
            Told::new(&command.output().unwrap())
        })
    }
}

#[test]
fn a_trusted_certificate() {
    let secure = Secure::new("localhost");
    for url in ["wss://localhost:PORT/chat", "WSS://LocalHost:PORT"] {
        let told = secure.meet(url, &pem("root.pem"), |stream| {
            peer::open(stream, "");
            stream.write_all(b"\x88\x02\x03\xE8").unwrap();
            assert_eq!(peer::frame(stream), (peer::CLOSE, b"\x03\xE8".to_vec()));
        });
        assert_eq!(
            told.report()[..2],
            ["The server closed the connection.", "Code 1000 Normal Closure"],
            "{}",
            told.err
        );
        assert_eq!(told.status, Some(0));
    }
}

/// A certificate may be for an address.
#[test]
fn a_certificate_for_an_address() {
    let secure = Secure::new("127.0.0.1");
    let told = secure.meet("wss://127.0.0.1:PORT/", &pem("root.pem"), |stream| {
        peer::open(stream, "");
        stream.write_all(b"\x88\x00").unwrap();
        peer::frame(stream);
        // A polite end: TLS's own farewell, then FIN.
        stream.conn.send_close_notify();
        stream.flush().unwrap();
    });
    assert_eq!(told.report()[1], "Code 1005 No Status Rcvd");
    assert_eq!(told.report()[4], "End of TCP by the server (FIN)");
    assert_eq!(told.status, Some(0));
}

#[test]
fn an_untrusted_certificate() {
    let secure = Secure::new("localhost");
    let told = secure.meet("wss://localhost:PORT/", &pem("other.pem"), |stream| {
        // The client refuses the certificate.
        assert!(stream.read(&mut [0]).is_err());
    });
    assert_eq!(
        told.report(),
        [
            "Not opened: the TLS handshake failed.",
            "Detail the certificate is not signed by a trusted one",
            "What to do To trust a root certificate of your own, name its file in SSL_CERT_FILE. Check that the server sends the \
             whole chain.",
        ]
    );
    assert_eq!((told.status, told.explained(), &*told.err), (Some(2), "1015 TLS handshake", ""));
}

/// A file in `SSL_CERT_FILE` that cannot be used is told, also if `SSL_CERT_DIR` has certificates.
#[test]
fn a_file_of_trusted_certificates_that_is_missing_or_empty() {
    let secure = Secure::new("localhost");
    for (file, detail) in [("missing.pem", ""), ("make", "has no certificates"), ("key.pem", "has no certificates")] {
        let told = secure.meet("wss://localhost:PORT/", &pem(file), |stream| {
            let _ = stream.read(&mut [0]);
        });
        let report = told.report();
        assert_eq!(report[0], "Not opened: the TLS handshake failed.");
        assert!(report[1].starts_with("Detail the trusted certificates cannot be read: "), "{report:?}");
        assert!(report[1].contains(file) && report[1].contains(detail), "{report:?}");
        assert_eq!(
            report[2],
            "What to do Correct the path in SSL_CERT_FILE or SSL_CERT_DIR, or install the root certificates of the system."
        );
        assert_eq!((told.status, told.explained()), (Some(2), "1015 TLS handshake"));
    }
    let (missing, folder) = (pem("missing.pem"), pem(""));
    let variables = [("SSL_CERT_FILE", &*missing), ("SSL_CERT_DIR", &*folder)];
    let told = secure.run("wss://localhost:PORT/", &variables, |stream| {
        let _ = stream.read(&mut [0]);
    });
    assert!(told.report()[1].contains("missing.pem"), "{}", told.out);
}

/// The usual faults of a certificate have their own words and their own cure.
#[test]
fn a_certificate_that_is_not_valid() {
    for (certificate, detail, cure) in [
        (
            "example.com",
            "Detail the certificate is for example.com, not for localhost",
            "What to do Use a name of the certificate in the address, or give the server a certificate for this name.",
        ),
        (
            "127.0.0.1",
            "Detail the certificate is for 127.0.0.1, not for localhost",
            "What to do Use a name of the certificate in the address, or give the server a certificate for this name.",
        ),
        (
            "expired",
            "Detail the certificate expired at 2001-02-01T00:00:00Z",
            "What to do Renew the server's certificate, and check the clock of this machine.",
        ),
        (
            "early",
            "Detail the certificate is not valid before 2100-01-01T00:00:00Z",
            "What to do Check the clock of this machine, and the dates in the certificate.",
        ),
        (
            "self-signed",
            "Detail the server's certificate is one for signing other certificates (CA:TRUE)",
            "What to do Make the certificate with `openssl req -x509 -addext basicConstraints=critical,CA:FALSE`, or sign one for \
             the server.",
        ),
    ] {
        let secure = Secure::new(certificate);
        let trusted = if certificate == "self-signed" { "self-signed.pem" } else { "root.pem" };
        let told = secure.meet("wss://localhost:PORT/", &pem(trusted), |stream| {
            assert!(stream.read(&mut [0]).is_err());
        });
        assert_eq!(told.report(), ["Not opened: the TLS handshake failed.", detail, cure]);
        assert_eq!((told.status, told.explained()), (Some(2), "1015 TLS handshake"));
    }
}

/// The server ends or resets TCP in the TLS handshake.
#[test]
fn tcp_ends_in_the_tls_handshake() {
    const CURE: &str = "What to do Read the server's log. For a port without TLS, write ws: instead of wss:.";
    let (told, ()) = meet_at("wss://HOST/", &[], |peer| peer.leave_unread());
    assert_eq!(told.report(), ["Not opened: the TLS handshake failed.", "Detail the server reset TCP (RST)", CURE]);
    let (told, _) = meet_at("wss://HOST/", &[], |peer| {
        peer.stream.shutdown(Shutdown::Write).unwrap();
        peer.rest()
    });
    assert_eq!(told.report(), ["Not opened: the TLS handshake failed.", "Detail the server ended TCP (FIN)", CURE]);
    assert_eq!((told.status, told.explained()), (Some(2), "1015 TLS handshake"));
}

/// With TLS 1.3, the server refuses after the client's part of the handshake.
#[test]
fn a_certificate_of_the_client_is_missing() {
    let secure = Secure::of("localhost", true);
    let told = secure.meet("wss://localhost:PORT/", &pem("root.pem"), |stream| {
        assert!(stream.read(&mut [0]).is_err());
        // The alert must arrive before the end of TCP.
        let _ = stream.conn.write_tls(&mut stream.sock);
        stream.sock.shutdown(Shutdown::Write).unwrap();
        let _ = stream.sock.read_to_end(&mut Vec::new());
    });
    assert_eq!(
        told.report()[..2],
        ["Not opened: the TLS handshake failed.", "Detail received fatal alert: CertificateRequired"]
    );
    assert_eq!((told.status, told.explained()), (Some(2), "1015 TLS handshake"));
}

#[test]
fn tls_to_a_port_without_tls() {
    let (told, ()) = meet_at("wss://HOST/", &[], |peer| {
        peer.leave_unread();
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.rest();
    });
    assert_eq!(
        told.report(),
        [
            "Not opened: the TLS handshake failed.",
            "Detail the server's answer is not TLS",
            "What to do Check the port. For a port without TLS, write ws: instead of wss:.",
        ]
    );
    assert_eq!((told.status, told.explained()), (Some(2), "1015 TLS handshake"));
}

/// A TLS server answers plain HTTP with an alert.
#[test]
fn no_tls_to_a_port_with_tls() {
    let secure = Secure::new("localhost");
    let told = secure.meet("ws://localhost:PORT/", &pem("root.pem"), |stream| {
        assert!(stream.read(&mut [0]).is_err());
        let _ = stream.conn.write_tls(&mut stream.sock);
    });
    assert_eq!(
        told.report(),
        [
            "Not opened: the server's answer is not HTTP.",
            "What to do Check the port. For a port with TLS, write wss: instead of ws:.",
        ]
    );
    assert_eq!((told.status, told.explained()), (Some(2), "1006 Abnormal Closure"));
}

/// Damaged TLS ends an open connection. The transport's error is shown.
#[test]
fn tls_breaks_while_the_connection_is_open() {
    let secure = Secure::new("localhost");
    let told = secure.meet("wss://localhost:PORT/", &pem("root.pem"), |stream| {
        peer::open(stream, "");
        // The pong shows that the opening handshake is over.
        stream.write_all(b"\x89\x00").unwrap();
        peer::frame(stream);
        stream.sock.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        let _ = stream.read(&mut [0]);
    });
    assert_eq!(
        told.report()[..5],
        [
            "The transport failed without a close frame.",
            "Code 1006 Abnormal Closure",
            "Closed cleanly no",
            "Close frame sent none",
            "End of TCP error: received corrupt message of type InvalidContentType",
        ]
    );
    assert_eq!((told.status, told.explained()), (Some(1), "1006 Abnormal Closure"));
}
