use close_codes::CloseOutcome;

/// Explains a 1006.
fn cause(outcome: &CloseOutcome) -> &'static str {
    if !outcome.opened() {
        "the connection was never opened"
    } else if outcome.timed_out() {
        "the peer did not answer in time"
    } else if outcome.failed() {
        "the peer broke the protocol, or this endpoint gave up"
    } else if outcome.sent().is_some() {
        "the peer dropped the connection instead of answering the close frame"
    } else {
        "the transport ended: an idle timeout, a process that ended, or the network"
    }
}

#[cfg(test)]
mod tests {
    use close_codes::{CloseFrame, CloseHandshake, CodePolicy, Role};

    use super::*;

    #[test]
    fn each_cause_has_its_own_text() -> Result<(), Box<dyn std::error::Error>> {
        let new = || CloseHandshake::new(Role::Server, CodePolicy::Strict);

        assert_eq!(CloseOutcome::OPENING_FAILED.code().as_u16(), 1006);
        assert_eq!(cause(&CloseOutcome::OPENING_FAILED), "the connection was never opened");

        let mut lost = new();
        assert!(cause(&lost.transport_ended()?).starts_with("the transport ended"));

        let mut broken = new();
        let _ = broken.close_received(&[3])?;
        assert!(cause(&broken.transport_ended()?).starts_with("the peer broke the protocol"));

        let mut dropped = new();
        let _ = dropped.close(CloseFrame::EMPTY)?;
        let _ = dropped.close_sent()?;
        let mut silent = dropped.clone();
        assert!(cause(&dropped.transport_ended()?).starts_with("the peer dropped"));

        let _ = silent.time_out()?;
        assert!(cause(&silent.transport_ended()?).starts_with("the peer did not answer"));
        Ok(())
    }
}
