//! Gives each WebSocket a case, plays it and judges the client.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use close_codes::Role;
use hyper::StatusCode;
use tokio::sync::mpsc;

use super::pages;
use super::plan::{Plan, Taken};
use crate::commands::probe::play::{Settings, play};
use crate::commands::probe::results::CaseResult;
use crate::net::server::{Accepted, Answer, Asked, Handler, Opening, words};
use crate::net::wire::Wire;
use crate::{net, output};

/// The longest payload that is read, in bytes. A client may echo the 2 MiB of a case.
pub(super) const LONGEST_PAYLOAD: u64 = 4 << 20;

/// The server under which clients are tested.
#[derive(Debug)]
pub(super) struct Tester {
    pub(super) plan: Arc<Plan>,
    pub(super) address: SocketAddr,
    /// The longest time for each wait.
    pub(super) patience: Duration,
    pub(super) results: mpsc::UnboundedSender<CaseResult>,
}

impl Handler for Tester {
    type Plan = Taken;

    async fn answer(&self, asked: &Asked<'_>) -> Answer<Taken> {
        match &asked.opening {
            Opening::Valid => self.open(asked.request.uri().path()),
            Opening::None => Answer::Http(pages::answer(asked.request, self.address, &self.plan)),
            Opening::Invalid { status, message } => {
                output::progress(&format!("{} does not open a WebSocket: {message}", asked.peer));
                Answer::Http(words(*status, message))
            }
        }
    }

    async fn run(&self, accepted: Accepted, taken: Taken) {
        let start = Instant::now();
        let case = taken.case;
        let mut wire = Wire::new(accepted.stream, accepted.arrived, LONGEST_PAYLOAD);
        let settings = Settings { role: Role::Server, patience: self.patience, trigger: None };
        let transcript = play(case, &mut wire, settings).await;
        if transcript.has_reset() {
            net::reset_on_drop(wire.stream());
        }
        let result = CaseResult::of(case, transcript, start);
        // An error means that the program ends.
        let _ = self.results.send(result.clone());
        taken.finish(result);
    }

    async fn lost(&self, peer: SocketAddr, taken: Taken) {
        output::progress(&format!("{peer} ends TCP before case {} begins", taken.case.number));
    }

    async fn full(&self, peer: SocketAddr) {
        output::progress(&format!("{peer} is refused: there are too many connections"));
    }
}

impl Tester {
    fn open(&self, path: &str) -> Answer<Taken> {
        let refused = |status, text: &str| Answer::Http(words(status, text));
        match path.strip_prefix("/case/") {
            Some(name) => self.plan.named(name).map_or_else(
                || refused(StatusCode::NOT_FOUND, "this case is not played here: `/cases.json` lists the cases"),
                Answer::Open,
            ),
            None => self.plan.next().map_or_else(
                || refused(StatusCode::GONE, "no case is left: `/verdict` reports, `/case/NUMBER` repeats a case"),
                Answer::Open,
            ),
        }
    }
}
