//! Signals that ask this program to end.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Ctrl-C, and SIGTERM on Unix. The program does not end at once while this exists.
#[cfg(unix)]
pub(crate) struct Interrupts {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl Interrupts {
    /// Begins to catch the signals. The error is for people.
    pub(crate) fn new() -> Result<Self, String> {
        let catch = |kind| signal(kind).map_err(|error| format!("cannot wait for Ctrl-C: {error}"));
        Ok(Self { interrupt: catch(SignalKind::interrupt())?, terminate: catch(SignalKind::terminate())? })
    }

    /// Waits for the next signal.
    pub(crate) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
pub(crate) struct Interrupts;

#[cfg(not(unix))]
impl Interrupts {
    pub(crate) fn new() -> Result<Self, String> {
        Ok(Self)
    }

    /// Waits for the next Ctrl-C.
    pub(crate) async fn next(&mut self) {
        // Without the signal, the wait has no end.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
