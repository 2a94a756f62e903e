//! Connections that are not opened, and the request of those that are.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use super::server::{Peer, Server};
use super::{Run, case, probe, run, verdict};

fn right(peer: &mut Peer) -> io::Result<()> {
    let body = peer.read_close()?.unwrap_or_default();
    peer.close(&body)?;
    peer.end()
}

#[test]
fn a_server_that_cannot_be_reached_ends_the_run() {
    // A client's port: it is in use, and nobody listens there.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let address = client.local_addr().unwrap();
    let url = format!("ws://{address}/");
    let run = run(&["probe", &url]);
    assert_eq!(run.has_status(2).stdout(), "");
    let advice = "  What to do  Start the server, or correct the host or the port.\n";
    let expected = format!("error: cannot open {url}: the port refuses connections (exit status 2)\n{advice}");
    assert_eq!(run.stderr(), expected);

    let moved = b"HTTP/1.1 301 Moved Permanently\r\nLocation: ws://localhost/\xE2\x80\xAE\r\nContent-Length: 0\r\n\r\n";
    let run = probe(&Server::answering(moved), &[]);
    assert!(run.has_status(2).stderr().contains("301 Moved Permanently"), "{}", run.stderr());
    for line in
        ["  Location    ws://localhost/", "  What to do  Use the address in Location: redirects are not followed.\n"]
    {
        assert!(run.stderr().contains(line), "{}", run.stderr());
    }
    assert!(!run.stderr().contains('\u{202E}'), "{}", run.stderr());

    // A port without TLS.
    let run = super::run(&["probe", &Server::new(right).url().replace("ws:", "wss:")]);
    assert!(run.has_status(2).stderr().contains("write ws: instead of wss:"), "{}", run.stderr());
    // The error has the words of the TLS library.
    assert!(!run.stderr().contains("Detail"), "{}", run.stderr());

    let garbage = Server::answering(b"\x1B[31mgarbage\r\n\r\n");
    let run = probe(&garbage, &[]);
    assert!(run.has_status(2).stderr().contains("not HTTP"), "{}", run.stderr());
    assert!(!run.stderr().contains('\x1B'), "{}", run.stderr());
}

/// Programs read a report of each run, also if no connection was opened.
#[test]
fn a_server_that_cannot_be_reached_is_in_the_reports() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = folder.path().join("close.xml");
    let server = Server::answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let cases = ["--case", "8.1", "--case", "1.1", "--case", "1.2"];
    let run = probe(&server, &[&cases[..], &["--json", "--junit", file.to_str().unwrap()]].concat());
    let json = run.has_status(2).json();
    assert_eq!(json["url"], server.url());
    let verdicts = ["1.1", "1.2", "8.1"].map(|number| verdict(&json, number));
    assert_eq!(verdicts, ["not-opened", "not-played", "left-out"]);
    assert_eq!((&json["summary"]["notOpened"], &json["summary"]["notPlayed"]), (&1.into(), &1.into()));
    assert!(run.stderr().contains("404 Not Found"), "{}", run.stderr());
    assert!(run.stderr().contains("Correct the path of the address."), "{}", run.stderr());

    let xml = std::fs::read_to_string(file).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    let root = document.root_element();
    let counts = ["tests", "failures", "errors", "skipped"].map(|name| root.attribute(name).unwrap());
    assert_eq!(counts, ["3", "0", "1", "2"], "{xml}");
    let error = document.descendants().find(|node| node.has_tag_name("error")).unwrap();
    assert!(error.attribute("message").unwrap().contains("404 Not Found"), "{xml}");
}

/// The first request shows that the run has begun. The server never answers the close frame.
#[cfg(unix)]
#[test]
fn ctrl_c_prints_the_results_so_far() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for (signal, answers, status, verdicts) in
        [("INT", true, 2, ["kept", "not-played", "left-out"]), ("TERM", false, 1, ["broken", "not-played", "left-out"])]
    {
        let count = AtomicUsize::new(0);
        let (begun, second) = mpsc::channel();
        let server = Server::new(move |peer| {
            if count.fetch_add(1, Ordering::Relaxed) == 0 {
                return if answers { right(peer) } else { peer.end() };
            }
            let _ = begun.send(());
            io::copy(&mut peer.0, &mut io::sink()).map(drop)
        });
        let file = folder.path().join(signal);
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        command.args(["probe", &server.url(), "--timeout", "1h", "--json", "--junit", file.to_str().unwrap()]);
        command.args(["--case", "1.1", "--case", "1.2", "--case", "8.1"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        second.recv().unwrap();
        let kill = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status().unwrap();
        assert!(kill.success());
        let run = Run(child.wait_with_output().unwrap());
        let json = run.has_status(status).json();
        assert_eq!(["1.1", "1.2", "8.1"].map(|number| case(&json, number)["verdict"].clone()), verdicts);
        let missing = "error: the results are not complete: 1 case not played (exit status 2)\n";
        assert_eq!(run.stderr(), if status == 2 { missing } else { "" });
        assert!(std::fs::read_to_string(file).unwrap().contains("the run was interrupted"));
    }
}

/// A run may take minutes, so its file is checked first.
#[test]
fn a_file_that_cannot_be_written_is_refused_before_the_run() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("file"), "old").unwrap();
    for (name, words) in [("missing/close.xml", "does not exist: create it"), ("", "directory"), ("file/close.xml", "")]
    {
        let server = Server::new(right);
        let run = probe(&server, &["--case", "1.1", "--junit", &path(name)]);
        assert_eq!(run.has_status(2).stdout(), "");
        assert!(run.stderr().starts_with("error: cannot write ") && run.stderr().contains(words), "{}", run.stderr());
        assert_eq!(server.requests(), [""; 0]);
    }
    let server = Server::answering(b"garbage\r\n\r\n");
    probe(&server, &["--case", "1.1", "--junit", &path("file")]).has_status(2);
    assert!(std::fs::read_to_string(path("file")).unwrap().starts_with("<?xml"));
    // Nothing is left of the check.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_server_that_stops_is_a_result_without_a_verdict() {
    let server = Server::of_short_life(2, right);
    let run = probe(&server, &["--case", "1.1", "--case", "1.2", "--case", "1.3", "--case", "1.4"]);
    let text = run.has_status(2).text();
    assert!(text.contains("\n  1.2    kept          1000: closes with 1000, ends TCP first (5.5.1)\n"), "{text}");
    assert!(text.contains("\n  1.3    not opened    1001: "), "{text}");
    assert!(text.contains("503"), "{text}");
    assert!(text.ends_with("\n2 kept, 0 not followed, 0 broken, 0 observed, 2 not opened\n"), "{text}");
    assert_eq!(run.stderr(), "error: the results are not complete: 2 connections not opened (exit status 2)\n");
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
    refused(&[], "error: nothing to test: give the address of a server, `--listen` for clients, or `--list`\n");
    refused(&["--once"], "  --listen [<ADDRESS:PORT>]\n");
    refused(&["ws://localhost/", "--once"], "'--once'");
    refused(&["--listen", "--idle", "2s"], "  --once\n");
    // The usage has only combinations that are possible.
    let usage = "close-codes probe [OPTIONS] <URL>\n       close-codes probe [OPTIONS] --listen [<ADDRESS:PORT>]\n";
    refused(&["--listen", "--trigger", "bye"], usage);
    refused(&["http://localhost/"], "http");
    refused(
        &["ws://localhost/", "--case", "99"],
        "error: no case or chapter is called `99`: `--list` prints all cases\n",
    );
    for case in ["5.8", "masked"] {
        let error = format!("error: `{case}` tests clients only: use it with `--listen`\n");
        refused(&["ws://localhost/", "--case", case], &error);
    }
    for case in ["5.7", "8", "unmasked"] {
        let error = format!("error: `{case}` tests servers only: use it without `--listen`\n");
        refused(&["--listen", "127.0.0.1:0", "--case", case], &error);
    }
    refused(
        &["ws://localhost/", "--case", "onebyte"],
        "error: no case is called `onebyte`: use `one-byte`, or see `--list`\n",
    );
    refused(&["ws://localhost/", "--timeout", "2"], "500ms");
    refused(&["ws://localhost/", "--timeout", "0s"], "500ms");
    refused(&["ws://localhost/", "--json", "--junit", "-"], "standard output");
}
