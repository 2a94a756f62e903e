//! WebSocket connections: frames, endpoints, the opening handshake, and a server.
//!
//! tungstenite makes the opening handshake's messages and reads and writes the headers of frames; hyper is the HTTP server. The
//! rest is here, because `serve` and `probe` send what a library refuses to send, and see what a library hides: illegal
//! frames, and how the peer ends TCP.

pub(crate) mod endpoint;
pub(crate) mod fault;
pub(crate) mod frame;
pub(crate) mod interrupts;
pub(crate) mod opening;
pub(crate) mod server;
mod tls;
pub(crate) mod wire;

use std::io;

use tokio::net::TcpStream;

/// Runs a future to its end, on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> io::Result<F::Output> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
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
