//! The results of cases.

use std::time::{Duration, Instant};

use close_codes_registry::text::{count, quote};

use super::judge::{Judgement, Verdict, judge};
use super::transcript::Transcript;
use crate::cases::Case;

/// The result of one case.
#[derive(Clone, Debug)]
pub(crate) struct CaseResult {
    pub(crate) case: &'static Case,
    pub(crate) judgement: Judgement,
    /// The record of the connection; `None` if no connection was opened.
    pub(crate) transcript: Option<Transcript>,
    /// The time from the beginning of the opening handshake to the end.
    pub(crate) time: Duration,
}

impl CaseResult {
    /// Judges a case that was played from `start` on.
    pub(crate) fn of(case: &'static Case, transcript: Transcript, start: Instant) -> Self {
        let judgement = judge(case, &transcript);
        Self { case, judgement, transcript: Some(transcript), time: start.elapsed() }
    }

    /// Makes the result of a case without a connection.
    pub(crate) fn without(case: &'static Case, verdict: Verdict, reason: impl Into<String>) -> Self {
        let judgement = Judgement::without(verdict, reason);
        Self { case, judgement, transcript: None, time: Duration::ZERO }
    }
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Conclusion {
    /// No MUST is broken in the cases that were played.
    Kept,
    /// A MUST is broken.
    Broken,
    /// The run does not tell if a MUST is broken. The text is the reason.
    Incomplete(String),
}

impl Conclusion {
    /// Draws the conclusion of a run. `trigger` is the text after which the server should close.
    pub(crate) fn of(results: &[CaseResult], trigger: Option<&str>) -> Self {
        let Summary { broken, not_opened, untriggered, not_played, left_out, .. } = Summary::of(results);
        if broken > 0 {
            return Self::Broken;
        }
        let missing: Vec<_> = [("connection", "not opened", not_opened), ("case", "not played", not_played)]
            .into_iter()
            .filter(|(_, _, number)| *number > 0)
            .map(|(noun, words, number)| format!("{} {words}", count(number, noun)))
            .collect();
        if !missing.is_empty() {
            return Self::Incomplete(format!("the results are not complete: {}", missing.join(", ")));
        }
        if untriggered > 0 {
            let trigger = quote(trigger.unwrap_or_default());
            return Self::Incomplete(format!("the server did not close after the text {trigger}: check `--trigger`"));
        }
        if left_out == results.len() {
            return Self::Incomplete("no case was played: give `--trigger TEXT`".to_owned());
        }
        Self::Kept
    }
}

/// The numbers of cases with each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) kept: usize,
    pub(crate) not_followed: usize,
    pub(crate) broken: usize,
    pub(crate) observed: usize,
    pub(crate) left_out: usize,
    pub(crate) not_played: usize,
    pub(crate) not_opened: usize,
    pub(crate) untriggered: usize,
}

impl Summary {
    pub(crate) fn of<'a>(results: impl IntoIterator<Item = &'a CaseResult>) -> Self {
        let mut summary = Self::default();
        for result in results {
            *match result.judgement.verdict {
                Verdict::Kept => &mut summary.kept,
                Verdict::NotFollowed => &mut summary.not_followed,
                Verdict::Broken => &mut summary.broken,
                Verdict::Observed => &mut summary.observed,
                Verdict::LeftOut => &mut summary.left_out,
                Verdict::NotPlayed => &mut summary.not_played,
                Verdict::NotOpened => &mut summary.not_opened,
                Verdict::Untriggered => &mut summary.untriggered,
            } += 1;
        }
        summary
    }
}
