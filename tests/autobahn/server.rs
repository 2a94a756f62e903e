//! An echo server for the Autobahn Testsuite, whose closing is this crate's: the connection is that of the example `closing`.
//!
//! It prints the address that it listens at.

use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

#[allow(dead_code, reason = "the example's client needs more")]
#[path = "../../close-codes/examples/closing/connection.rs"]
mod connection;

use connection::{Connection, Incoming};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    writeln!(io::stdout(), "{}", listener.local_addr()?)?;
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(|| match echo(stream) {
            Ok(end) | Err(end) => eprintln!("{end}"),
        });
    }
    Ok(())
}

/// How the connection closed, or what went wrong.
fn echo(stream: TcpStream) -> Result<String, String> {
    let mut connection = Connection::accept(stream).map_err(|error| error.to_string())?;
    loop {
        match connection.read().map_err(|error| error.to_string())? {
            Incoming::Message(message) => connection.send(message).map_err(|error| error.to_string())?,
            Incoming::Closed(outcome) => return Ok(outcome.to_string()),
        }
    }
}
