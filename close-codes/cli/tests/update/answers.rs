//! Answers of a server other than IANA's file. The local file stays the same after each of them.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::server::Server;
use crate::{Folder, IANA, Ran};

/// Fetches an answer that is not a table, and returns the error without the address.
fn refused(server: Server) -> String {
    let folder = Folder::new();
    let url = server.url();
    let ran = folder.update(&[&url]);
    server.request();
    error_of(&folder, &ran, &url)
}

fn error_of(folder: &Folder, ran: &Ran, url: &str) -> String {
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(2)), "{ran:?}");
    assert!(folder.iana() == IANA.as_bytes() && folder.strangers().is_empty());
    let progress = format!("fetching {url}{}\n", if url.starts_with("http:") { " without encryption" } else { "" });
    let told = if url == "none" { Some(&*ran.stderr) } else { ran.stderr.strip_prefix(&progress) };
    told.unwrap().replace(url, "URL")
}

#[test]
fn a_redirect() {
    let server =
        Server::with("HTTP/1.1 301 Moved Permanently\nLocation: https://iana.example/x.csv\nContent-Length: 0", b"");
    assert_eq!(
        refused(server),
        "error: cannot fetch URL: the server answers 301 Moved Permanently and redirects to `https://iana.example/x.csv`: \
         check the address\n"
    );
}

#[test]
fn a_redirect_to_nowhere_or_to_what_is_not_to_be_shown() {
    let told = refused(Server::with("HTTP/1.1 304 Not Modified", b""));
    assert!(told.contains("the server answers 304 Not Modified: "), "{told}");
    let told = refused(Server::with("HTTP/1.1 302 Found\nLocation: x`\t'y\nContent-Length: 0", b""));
    assert!(told.contains("302 Found and redirects to `x`\\t'y`"), "{told}");
}

#[test]
fn a_body_that_is_packed() {
    let folder = Folder::new();
    let server =
        Server::with("HTTP/1.1 200 OK\nContent-Type: text/csv\nContent-Encoding: gzip\nContent-Length: 2", b"\x1F\x8B");
    let ran = folder.update(&[&server.url()]);
    assert!(!server.request().to_lowercase().contains("accept-encoding: gzip"));
    assert!(ran.stderr.contains("close-code-number.csv:1:1: "), "{ran:?}");
    assert_eq!((ran.code, folder.iana()), (Some(1), IANA.as_bytes().to_owned()));
}

#[test]
fn a_body_of_a_gibibyte_that_never_comes() {
    let server = Server::with("HTTP/1.1 200 OK\nContent-Type: text/csv\nContent-Length: 1073741824", b"");
    let told = refused(server);
    assert!(told.starts_with("error: cannot fetch URL: io: Peer disconnected: "), "{told}");
}

#[test]
fn no_such_page() {
    let server = Server::with("HTTP/1.1 404 Not Found\nContent-Type: text/csv\nContent-Length: 0", b"");
    let told = "error: cannot fetch URL: the server answers 404 Not Found: check the address\n";
    assert_eq!(refused(server), told);
    let server = Server::with("HTTP/1.1 206 Partial Content\nContent-Length: 4", b"Stat");
    assert!(refused(server).contains("the server answers 206 Partial Content"));
}

const PAGE: &[u8] = b"\n<!DOCTYPE html><title>Protocol Registries</title><p>Status Code,Meaning";

#[test]
fn a_page_in_place_of_a_csv() {
    let server = Server::with("HTTP/1.1 200 OK\nContent-Type: Text/HTML; charset=utf-8\nConnection: close", PAGE);
    assert_eq!(refused(server), "error: URL is HTML or XML: give IANA's CSV\n");
    // The content type may say CSV.
    let server = Server::with("HTTP/1.1 200 OK\nContent-Type: text/csv\nConnection: close", PAGE);
    assert_eq!(refused(server), "error: URL is HTML or XML: give IANA's CSV\n");
}

#[test]
fn a_body_that_breaks_off() {
    let half = &IANA.as_bytes()[..IANA.len() / 2];
    let length = IANA.len();
    let server = Server::with(&format!("HTTP/1.1 200 OK\nContent-Type: text/csv\nContent-Length: {length}"), half);
    let told = refused(server);
    assert!(told.starts_with("error: cannot fetch URL: io: Peer disconnected: "), "{told}");

    let chunk = [format!("{:x}\r\n", half.len()).as_bytes(), half, b"\r\n"].concat();
    let server = Server::with("HTTP/1.1 200 OK\nContent-Type: text/csv\nTransfer-Encoding: chunked", &chunk);
    let told = refused(server);
    assert!(told.starts_with("error: cannot fetch URL: io: "), "{told}");
}

/// An answer of unknown length breaks off. Only its content shows that it is incomplete.
#[test]
fn a_body_that_breaks_off_and_does_not_tell() {
    for end in [IANA.find("1014,").unwrap(), IANA.find("3004-3007").unwrap(), IANA.find("4000-4999").unwrap()] {
        let folder = Folder::new();
        let server = Server::with("HTTP/1.0 200 OK\nContent-Type: text/csv", &IANA.as_bytes()[..end]);
        let ran = folder.update(&[&server.url()]);
        server.request();
        assert!(
            ran.stderr.contains("are missing, but close-code-number.csv has them: check that this file is complete"),
            "{ran:?}"
        );
        assert_eq!((ran.code, folder.iana()), (Some(1), IANA.as_bytes().to_owned()));
    }
}

const TOO_LONG: &str = "error: cannot fetch URL: the response body is larger than request limit: 8388608: check the address, or try again with a longer `--timeout`\n";

#[test]
fn a_body_of_a_gibibyte() {
    let length = 1_u64 << 30;
    let told = Server::new(move |stream| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        send(stream, length, false);
    });
    assert_eq!(refused(told), TOO_LONG);
    let untold = Server::new(move |stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        let sent = send(stream, length, true);
        assert!(sent < length, "all of it has been taken");
    });
    assert_eq!(refused(untold), TOO_LONG);
}

/// Sends until the client stops, and returns the number of bytes.
fn send(stream: &mut impl Write, length: u64, chunked: bool) -> u64 {
    let line = b"1000,Normal Closure,[IESG_HYBI],[RFC6455],\r\n".repeat(1 << 14);
    let piece = if chunked { [format!("{:x}\r\n", line.len()).as_bytes(), &line, b"\r\n"].concat() } else { line };
    let mut sent = 0;
    while sent < length && stream.write_all(&piece).is_ok() {
        sent += piece.len() as u64;
    }
    sent
}

#[test]
fn no_answer() {
    let folder = Folder::new();
    let (server, keep) = Server::silent();
    let url = server.url();
    let ran = folder.update(&[&url, "--timeout", "1"]);
    drop(keep);
    server.request();
    let told = "error: cannot fetch URL: timeout: global: check the address, or try again with a longer `--timeout`\n";
    assert_eq!(error_of(&folder, &ran, &url), told);
}

/// The timeout counts for the whole answer, even if bytes keep arriving.
#[test]
fn an_answer_without_end() {
    let folder = Folder::new();
    let server = Server::new(|stream| {
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n";
        stream.write_all(head).unwrap();
        // Sends single bytes until the client closes the connection.
        stream.set_nodelay(true).unwrap();
        while stream.write_all(b"\n").is_ok() {
            std::thread::yield_now();
        }
    });
    let url = server.url();
    let ran = folder.update(&[&url, "--timeout", "1"]);
    server.request();
    assert_eq!((ran.code, folder.iana()), (Some(2), IANA.as_bytes().to_owned()), "{ran:?}");
}

#[test]
fn nobody_there() {
    let folder = Folder::new();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{free}/close-code-number.csv");
    let ran = folder.update(&[&url]);
    let told = error_of(&folder, &ran, &url);
    assert!(told.starts_with("error: cannot fetch URL: io: Connection refused"), "{told}");
    // An address in capitals is not a file, either.
    let told = folder.update(&[&url.replace("http:", "HTTP:")]).stderr;
    assert!(told.contains("Connection refused"), "{told}");
}

#[test]
fn no_http() {
    assert!(refused(Server::with("SSH-2.0-OpenSSH_9.2", b"")).starts_with("error: cannot fetch URL: "));
    assert!(refused(Server::with("", b"")).starts_with("error: cannot fetch URL: "));
}

/// A password in an address is sent, but not shown.
#[test]
fn a_password() {
    let folder = Folder::new();
    let server = Server::with("HTTP/1.1 404 Not Found\nContent-Length: 0", b"");
    let url = server.url();
    let ran = folder.update(&[&url.replace("://", "://user:secret@")]);
    assert!(server.request().to_lowercase().contains("\r\nauthorization: basic "));
    assert!(error_of(&folder, &ran, &url).starts_with("error: cannot fetch URL: the server answers 404"), "{ran:?}");
}

/// The server speaks plain HTTP instead of TLS.
#[test]
fn no_tls() {
    let folder = Folder::new();
    let server = Server::speaking(|stream| {
        // The first bytes of a TLS handshake.
        let mut beginning = [0; 5];
        stream.read_exact(&mut beginning).unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        format!("{beginning:?}")
    });
    let url = server.url().replace("http:", "https:");
    let ran = folder.update(&[&url]);
    assert!(server.request().starts_with("[22, 3, "), "a record of a handshake");
    let told = error_of(&folder, &ran, &url);
    assert!(told.starts_with("error: cannot fetch URL: io: received corrupt message"), "{told}");
}

#[test]
fn no_file_and_no_address() {
    let folder = Folder::new();
    for (source, told) in [
        ("nowhere.csv", "error: cannot read nowhere.csv: No such file or directory"),
        (
            "ftp://iana.example/x.csv",
            "error: cannot fetch `ftp://iana.example/x.csv`: use an address that begins with http or https",
        ),
        (".", "error: cannot read .: Is a directory"),
    ] {
        let error = error_of(&folder, &folder.update(&[source]), "none");
        assert!(error.starts_with(told), "{error}");
    }
    let mut command = folder.command(&[]);
    command.args(["--data", "x"]).current_dir(std::env::temp_dir());
    assert_eq!(command.output().unwrap().status.code(), Some(2), "an option that is there twice");
}
