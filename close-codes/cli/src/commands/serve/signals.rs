//! The causes for which a connection ends early.

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// The signals to all connections.
#[derive(Clone, Debug)]
pub(super) struct Signals {
    /// `true` if the server ends: connections close.
    pub(super) stop: watch::Receiver<bool>,
    /// `true` if the server cannot wait any more: connections are dropped.
    pub(super) drop: watch::Receiver<bool>,
}

/// A cause for which a connection ends, or goes on with the next part of its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interrupt {
    /// The time of `after` is over.
    After,
    /// The longest time of a connection is over.
    Time,
    /// The server ends.
    Stop,
    /// The server cannot wait any more.
    Drop,
}

impl Signals {
    /// Waits for a cause to end.
    pub(super) async fn interrupt(&mut self, after: Option<Instant>, limit: Instant) -> Interrupt {
        tokio::select! {
            biased;
            // An error means that nobody can stop the server any more.
            _ = self.stop.wait_for(|stop| *stop) => Interrupt::Stop,
            () = sleep_until(after.unwrap_or(limit)), if after.is_some() => Interrupt::After,
            () = sleep_until(limit) => Interrupt::Time,
        }
    }

    pub(super) async fn dropped(&mut self) -> Interrupt {
        let _ = self.drop.wait_for(|drop| *drop).await;
        Interrupt::Drop
    }
}
