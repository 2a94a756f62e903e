//! Tests clients: each connection of a client gets one case.
//!
//! `plan` says which case comes next, `tester` plays it, and `pages` has the pages for people and programs.

mod pages;
mod plan;
mod tester;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use self::plan::Plan;
use self::tester::Tester;
use super::report;
use super::results::CaseResult;
use crate::arguments::network::Probe;
use crate::cases::Case;
use crate::failure::Failure;
use crate::net::interrupts::Interrupts;
use crate::net::server;
use crate::output;

/// The most connections at once. Each takes at most about 10 MiB, if a client sends as much as is [read](tester::LONGEST_PAYLOAD).
/// A client that connects again at once has more than one for a moment.
const MOST_CONNECTIONS: usize = 100;

/// The time after the last case, in which a client learns that no case is left.
const FAREWELL: Duration = Duration::from_secs(1);

/// The time for the answers that are under way at the end.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Plays the cases with each client that connects, until Ctrl-C. With `--once`, until all cases are played, or until no client has
/// connected for some time. Returns a result for each case.
pub(super) async fn probe_clients(
    address: SocketAddr,
    cases: &[&'static Case],
    arguments: &Probe,
    shows_text: bool,
) -> Result<Vec<CaseResult>, Failure> {
    let mut interrupts = Interrupts::new().map_err(Failure::new)?;
    let (listener, address) = server::listen(address, "use another port").await.map_err(Failure::new)?;
    let plan = Plan::new(cases.iter().copied());
    let (send, mut results) = mpsc::unbounded_channel();
    let tester = Tester { plan: Arc::clone(&plan), address, patience: arguments.timeout, results: send };
    let (stop, stopped) = watch::channel(false);
    let server = tokio::spawn(server::serve(listener, MOST_CONNECTIONS, Arc::new(tester), stopped));
    output::progress(&format!("listening at ws://{address}/: http://{address}/ explains how to test a client"));

    let mut last: Option<CaseResult> = None;
    let over = async {
        if arguments.once {
            tokio::select! {
                () = plan.played() => sleep(FAREWELL).await,
                () = plan.idle(arguments.idle) => {
                    let idle = humantime::format_duration(arguments.idle);
                    output::progress(&format!("no client has connected for {idle}: the run ends"));
                }
            }
        } else {
            plan.played().await;
            output::progress(&format!("all cases are played: press Ctrl-C, or see http://{address}/verdict"));
            std::future::pending::<()>().await;
        }
    };
    tokio::pin!(over);
    loop {
        tokio::select! {
            biased;
            Some(result) = results.recv() => {
                if shows_text {
                    report::next(last.as_ref(), &result, &mut output::stdout())?;
                }
                last = Some(result);
            }
            () = interrupts.next() => break,
            () = &mut over => {
                // An error means that the server has ended.
                let _ = stop.send(true);
                let _ = timeout(LAST_ANSWERS, server).await;
                break;
            }
        }
    }
    Ok(plan.results())
}
