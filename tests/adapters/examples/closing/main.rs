//! A client and a server that close in five ways, and the [`CloseEvent`] that each gets.
//!
//! Run it:
//!
//! ```sh
//! cargo run -p close-codes-adapters-tests --bin closing
//! ```

use std::error::Error;
use std::net::{TcpListener, TcpStream};
use std::thread;

use close_codes::handshake::HandshakeError;
use close_codes::{CloseCode, CloseEvent, CloseFrame, CloseOutcome};

mod connection;

use connection::{Connection, Incoming};

/// The client's own codes.
#[close_codes::close_codes]
enum ChatCode {
    /// The user has logged out.
    LoggedOut = 4003,
}

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::NormalClosure, "bye");
const LOGGED_OUT: CloseFrame = CloseFrame::from_static(ChatCode::LoggedOut.code(), "see you");

/// The name of a way to close, and the client's part in it.
type Way = (&'static str, fn(Connection) -> Result<CloseOutcome, HandshakeError>);

const WAYS: [Way; 5] = [
    ("normally", |client| close(client, BYE)),
    ("with a private code", |client| close(client, LOGGED_OUT)),
    ("without a code", |client| close(client, CloseFrame::EMPTY)),
    ("by dropping the connection", |mut client| client.vanish()),
    ("with a bad frame", |mut client| {
        client.close_badly(b"\x03\xEElost")?; // 1006, which may not be sent
        until_closed(&mut client)
    }),
];

fn main() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    for (name, play) in WAYS {
        let stream = TcpStream::connect(listener.local_addr()?)?;
        let (accepted, _) = listener.accept()?;
        let (client, server) = thread::scope(|scope| {
            let server = scope.spawn(|| Ok::<_, Failure>(until_closed(&mut Connection::accept(accepted)?)?));
            let client = Connection::open(stream).map_err(Failure::from).and_then(|client| Ok(play(client)?));
            (client, server.join().unwrap_or_else(|_| Err("the server panicked".into())))
        });
        println!("The client closes {name}:");
        // Applications that use events convert each outcome. An outcome and its event have the same `Display`.
        let (client, server) = (CloseEvent::from(client?), CloseEvent::from(server?));
        println!("  client: {}", client.display_as::<ChatCode>());
        println!("  server: {}", server.display_as::<ChatCode>());
        if client.code() != server.code() {
            println!(
                "  The codes differ: each endpoint reports the close frame that it received, or 1006 if that frame breaks the protocol."
            );
        }
    }
    Ok(())
}

type Failure = Box<dyn Error + Send + Sync>;

fn close(mut client: Connection, frame: CloseFrame) -> Result<CloseOutcome, HandshakeError> {
    client.close(frame)?;
    until_closed(&mut client)
}

/// Echoes messages until the connection is closed.
fn until_closed(connection: &mut Connection) -> Result<CloseOutcome, HandshakeError> {
    loop {
        match connection.read()? {
            Incoming::Message(message) => connection.send(message),
            Incoming::Closed(outcome) => return Ok(outcome),
        }
    }
}
