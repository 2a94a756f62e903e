//! `close-codes connect` with servers on loopback that write raw bytes.
//!
//! The expected words, exit statuses and frames are written by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "what goes wrong here fails a test")]

mod ends;
mod explanation;
mod faults;
mod hostile;
#[cfg(unix)]
mod interrupts;
mod json;
mod languages;
mod openings;
mod options;
mod peer;
mod serve;
#[cfg(unix)]
mod terminal;
mod tls;
mod usage;

use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::thread;

use self::peer::Peer;

/// The output of the command.
struct Told {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Told {
    fn new(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Returns the report without the explanation. The time is replaced by `T`, and white space by one space.
    fn report(&self) -> Vec<String> {
        let (report, _) = self.out.split_once("\n\n").unwrap_or_else(|| panic!("{}{}", self.out, self.err));
        let line = |line: &str| {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.starts_with("Open for ") { "Open for T".to_owned() } else { line }
        };
        report.lines().map(line).collect()
    }

    /// Returns the first line of the explanation.
    fn explained(&self) -> &str {
        self.out.split_once("\n\n").and_then(|(_, explanation)| explanation.lines().next()).unwrap_or_default()
    }
}

/// Runs `close-codes connect`.
fn connect(arguments: &[&str]) -> Told {
    Told::new(&command(arguments).output().unwrap())
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    command.arg("connect").args(arguments).stdin(Stdio::null());
    command
}

/// Runs `close-codes connect URL` with these arguments and a server that does what the script says with the connection.
fn meet<T: Send>(arguments: &[&str], script: impl FnOnce(&mut Peer) -> T + Send) -> (Told, T) {
    meet_at("ws://HOST/chat", arguments, script)
}

/// Does the same with another address. `HOST` stands for the server's address and port.
fn meet_at<T: Send>(url: &str, arguments: &[&str], script: impl FnOnce(&mut Peer) -> T + Send) -> (Told, T) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let url = url.replace("HOST", &address.to_string());
    let mut command = command(&[&[&*url], arguments].concat());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let client = child.id();
    thread::scope(|scope| {
        let server = scope.spawn(move || script(&mut Peer::accept(&listener, client)));
        let told = Told::new(&child.wait_with_output().unwrap());
        // If the command has not connected, the script must not wait for it.
        drop(TcpStream::connect(address));
        let result = server.join().unwrap_or_else(|_| panic!("the server failed: {}{}", told.out, told.err));
        (told, result)
    })
}
