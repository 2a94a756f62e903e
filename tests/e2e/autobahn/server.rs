//! An echo server for the Autobahn Testsuite, with the connection of the example `closing`.
//!
//! It prints the address at which it listens.

use std::error::Error;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use close_codes::CloseOutcome;

#[allow(dead_code, reason = "the example's client needs more")]
#[path = "../../adapters/examples/closing/connection.rs"]
mod connection;

use connection::{Connection, Incoming};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    writeln!(io::stdout(), "{}", listener.local_addr()?)?;
    for stream in listener.incoming().flatten() {
        thread::spawn(|| match echo(stream) {
            Ok(end) => eprintln!("{end}"),
            Err(error) => eprintln!("{error}"),
        });
    }
    Ok(())
}

fn echo(stream: TcpStream) -> Result<CloseOutcome, Box<dyn Error>> {
    let mut connection = Connection::accept(stream)?;
    loop {
        match connection.read()? {
            Incoming::Message(message) => connection.send(message),
            Incoming::Closed(outcome) => return Ok(outcome),
        }
    }
}
