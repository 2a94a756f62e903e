//! WebSocket connections: frames, endpoints, the opening handshake, and a server.
//!
//! tungstenite makes the opening handshake's messages and reads and writes the headers of frames; hyper is the HTTP server. The
//! rest is here, because `serve` and `probe` send what a library refuses to send, and see what a library hides: illegal
//! frames, and how the peer ends TCP.
//!
//! Bytes are written by hand in three places:
//!
//! - [`frame::Frame::encode`]: the length of 16 bits of a short frame. tungstenite writes only the shortest length, as RFC
//!   6455, section 5.2, asks for.
//! - [`frame::Frame::encode`] and [`frame::Frame::decode`]: the mask of the payload (section 5.3). tungstenite's function for
//!   it is private.
//! - [`opening`]: the check of the answer with status 101 (section 4.1). tungstenite refuses a wrong answer, but `connect` and
//!   `probe` say for each fault what is wrong.

mod address;
pub(crate) mod endpoint;
pub(crate) mod fault;
pub(crate) mod frame;
pub(crate) mod interrupts;
pub(crate) mod opening;
mod request;
pub(crate) mod server;
pub(crate) mod tls;
mod tokens;
pub(crate) mod wire;

use tokio::net::TcpStream;

/// Runs a future to its end, on this thread. The error is for people.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("cannot start: {error}"))?;
    let output = runtime.block_on(future);
    // The search for a host name cannot be cancelled, and may take long.
    runtime.shutdown_background();
    Ok(output)
}

/// Makes the system reset TCP (RST) when the stream is dropped.
pub(crate) fn reset_on_drop(stream: &TcpStream) {
    // Without it, dropping ends TCP in the usual way.
    let _ = stream.set_zero_linger();
}
