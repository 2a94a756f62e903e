//! The results of cases.

use std::time::Duration;

use super::judge::{Judgement, Verdict};
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

/// The numbers of cases with each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) kept: usize,
    pub(crate) not_followed: usize,
    pub(crate) broken: usize,
    pub(crate) observed: usize,
    pub(crate) left_out: usize,
    pub(crate) not_opened: usize,
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
                Verdict::NotOpened => &mut summary.not_opened,
            } += 1;
        }
        summary
    }
}
