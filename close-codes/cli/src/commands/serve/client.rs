//! The end of a connection as a correct client sees it.

use std::time::Duration;

use close_codes::{CloseCode, CloseFrame, CloseOutcome, Role};
use tokio::io::{join, sink};

use super::plan::{Action, Plan};
use crate::net::endpoint::{Endpoint, Event};
use crate::net::frame::{CLOSE, Frame};

/// The frame of a client that closes because the path leaves it to the client.
pub(super) const BYE: CloseFrame = CloseFrame::from_static(CloseCode::NormalClosure, "");

/// Returns the outcome of a correct client that gets these frames and then the end of TCP. Its code, its reason, and clean or not
/// are the same if the client closes first.
pub(super) async fn outcome(frames: &[Frame]) -> CloseOutcome {
    let bytes: Vec<u8> = frames.iter().flat_map(Frame::encode).collect();
    // The bytes are there already, so the client never waits.
    let patience = Duration::from_secs(1);
    let mut client = Endpoint::new(join(&*bytes, sink()), Vec::new(), Role::Client, patience);
    loop {
        match client.next().await {
            Ok(Event::Message(_)) => {}
            Ok(Event::Closed(closed)) => return closed.outcome,
            Err(_) => return CloseOutcome::OPENING_FAILED,
        }
    }
}

/// Returns the outcome of a correct client that opens a path.
pub(super) async fn outcome_of(plan: &Plan) -> CloseOutcome {
    let answer = |frame: CloseFrame| Frame::new(CLOSE, frame.encode(), Role::Server);
    match &plan.action {
        Action::Refuse(_) => CloseOutcome::OPENING_FAILED,
        Action::Close(frame) => outcome(&[answer(*frame)]).await,
        Action::Play(steps) => {
            let frames: Vec<_> = steps.iter().filter_map(|step| Frame::of(step, Role::Server)).collect();
            outcome(&frames).await
        }
        Action::Silent => outcome(&[]).await,
        Action::Echo | Action::Flood | Action::Slow => outcome(&[answer(BYE)]).await,
    }
}
