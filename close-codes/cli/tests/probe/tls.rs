//! Servers with TLS.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{Run, case, verdict};

type Stream = StreamOwned<ServerConnection, TcpStream>;

/// Returns the path of a certificate or a key of the tests of `connect`.
fn pem(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/connect/certificates").join(file)
}

/// Runs a case with a server that does what `talk` says. Returns its result, too.
fn meet<T: Send>(arguments: &[&str], talk: impl FnOnce(&mut Stream) -> T + Send) -> (Run, T) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let certificate = CertificateDer::from_pem_file(pem("localhost.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(pem("key.pem")).unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("wss://localhost:{}/", listener.local_addr().unwrap().port());
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    command.args(["probe", &url, "--json"]).args(arguments);
    command.env_remove("SSL_CERT_DIR").env("SSL_CERT_FILE", pem("root.pem"));
    thread::scope(|scope| {
        let server = scope.spawn(|| {
            let (stream, _) = listener.accept().unwrap();
            let stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
            talk(&mut tungstenite::accept(stream).unwrap().into_inner())
        });
        let run = Run(command.output().unwrap());
        (run, server.join().unwrap())
    })
}

/// Reads a masked close frame with the code 1000, and answers it.
fn answer(stream: &mut Stream) {
    let mut frame = [0; 8];
    stream.read_exact(&mut frame).unwrap();
    assert_eq!(frame[..2], [0x88, 0x82]);
    stream.write_all(b"\x88\x02\x03\xE8").unwrap();
    stream.flush().unwrap();
}

#[test]
fn the_server_ends_tcp() {
    for says_farewell in [true, false] {
        let (run, ()) = meet(&["--case", "1.2"], |stream| {
            answer(stream);
            if says_farewell {
                stream.conn.send_close_notify();
                stream.flush().unwrap();
            }
            stream.sock.shutdown(Shutdown::Write).unwrap();
            io::copy(&mut stream.sock, &mut io::sink()).unwrap();
        });
        let json = run.has_status(0).json();
        assert_eq!(verdict(&json, "1.2"), "kept");
        let end = &case(&json, "1.2")["endOfTcp"];
        assert_eq!((&end["first"], &end["endpoint"]["how"]), (&"endpoint".into(), &"fin".into()));
    }
}

#[test]
fn the_server_resets_tcp() {
    let (run, ()) = meet(&["--case", "3.4"], |stream| {
        // The length of a close frame of 65536 bytes. Most of them are never read: that resets TCP.
        let mut head = [0; 10];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(head, [0x88, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0]);
        stream.write_all(b"\x88\x02\x03\xEA").unwrap();
        stream.flush().unwrap();
        stream.sock.peek(&mut [0]).unwrap();
    });
    let json = run.has_status(0).json();
    let verdict = verdict(&json, "3.4");
    assert!(verdict.starts_with("not-followed "), "{verdict}");
    assert!(verdict.ends_with("should 7.1.1: resets TCP, which is not a clean end"), "{verdict}");
    assert_eq!(case(&json, "3.4")["endOfTcp"]["endpoint"]["how"], "rst");
}

/// The script resets TCP, and TLS does not say farewell.
#[test]
fn the_probe_resets_tcp() {
    let (run, end) = meet(&["--case", "7.3"], |stream| stream.read(&mut [0]).map_err(|error| error.kind()));
    assert_eq!(end, Err(io::ErrorKind::ConnectionReset));
    let json = run.has_status(0).json();
    assert_eq!(case(&json, "7.3")["endOfTcp"]["probe"]["how"], "rst");
}
