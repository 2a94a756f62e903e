//! Connections that are not opened, and the request of those that are.

use std::io;
use std::net::TcpListener;

use super::server::{Peer, Server};
use super::{probe, run};

fn right(peer: &mut Peer) -> io::Result<()> {
    let body = peer.read_close()?.unwrap_or_default();
    peer.close(&body)?;
    peer.end()
}

#[test]
fn a_server_that_cannot_be_reached_ends_the_run() {
    // The port is free again.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("ws://{address}/");
    let run = run(&["probe", &url]);
    assert_eq!(run.has_status(2).stdout(), "");
    assert_eq!(run.stderr(), format!("error: cannot open {url}: the port refuses connections\n"));

    let refusing = Server::answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let run = probe(&refusing, &["--json"]);
    assert_eq!(run.has_status(2).stdout(), "");
    assert!(run.stderr().contains("404 Not Found"), "{}", run.stderr());

    let garbage = Server::answering(b"\x1B[31mgarbage\r\n\r\n");
    let run = probe(&garbage, &[]);
    assert!(run.has_status(2).stderr().contains("not HTTP"), "{}", run.stderr());
    assert!(!run.stderr().contains('\x1B'), "{}", run.stderr());
}

#[test]
fn a_server_that_stops_is_a_result_without_a_verdict() {
    let server = Server::of_short_life(2, right);
    let run = probe(&server, &["--case", "1.1", "--case", "1.2", "--case", "1.3", "--case", "1.4"]);
    let text = run.has_status(2).text();
    assert!(
        text.contains("\n  1.2    kept          1000: closes with 1000, ends TCP first, after TIME (5.5.1)\n"),
        "{text}"
    );
    assert!(text.contains("\n  1.3    not opened    1001: "), "{text}");
    assert!(text.contains("503"), "{text}");
    assert!(text.ends_with("\n2 kept, 0 not followed, 0 broken, 0 observed, 2 not opened\n"), "{text}");
    assert_eq!(run.stderr(), "error: the results are not complete: 2 connections not opened\n");
}

#[test]
fn headers_and_subprotocols_are_sent() {
    let server = Server::new(right);
    let arguments = ["--case", "1.1", "--header", "Authorization: Bearer secret", "--subprotocol", "chat"];
    probe(&server, &arguments).has_status(0);
    let [request] = &server.requests()[..] else { panic!("{:?}", server.requests()) };
    assert!(request.contains(r#""authorization": "Bearer secret""#), "{request}");
    assert!(request.contains(r#""sec-websocket-protocol": "chat""#), "{request}");
}

#[test]
fn wrong_arguments_are_refused() {
    let refused = |arguments: &[&str], words: &str| {
        let run = run(&[&["probe"], arguments].concat());
        assert_eq!(run.has_status(2).stdout(), "");
        assert!(run.stderr().contains(words), "{}", run.stderr());
    };
    refused(&[], "<URL>");
    refused(&["http://localhost/"], "http");
    refused(
        &["ws://localhost/", "--case", "99"],
        "error: no case or chapter is called `99`: `--list` prints all cases\n",
    );
    // That case is for clients.
    refused(&["ws://localhost/", "--case", "masked"], "`masked`");
    refused(&["ws://localhost/", "--timeout", "2"], "500ms");
    refused(&["ws://localhost/", "--json", "--junit", "-"], "standard output");
}
