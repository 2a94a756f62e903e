//! Results as `JUnit` XML: a suite for each chapter.
//!
//! A broken MUST is a failure. A SHOULD that is not followed is a success, as in the exit status; its words are in `system-out`.
//! A case that was left out, or not played, is skipped. A connection that was not opened is an error, and so is a server that does
//! not close after the text of `--trigger`.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::judge::Verdict;
use super::report;
use super::results::CaseResult;
use crate::cases::Level;
use crate::failure::Failure;

/// Returns all results.
pub(crate) fn results(results: &[CaseResult]) -> Result<String, Failure> {
    let mut report = Report::new("close-codes probe");
    let mut suite: Option<TestSuite> = None;
    for result in results {
        let heading = report::heading(result.case);
        match &mut suite {
            Some(suite) if suite.name.as_str() == heading => drop(suite.add_test_case(case(result))),
            _ => {
                let mut new = TestSuite::new(heading);
                new.add_test_case(case(result));
                report.add_test_suites(suite.replace(new));
            }
        }
    }
    report.add_test_suites(suite);
    report.to_string().map_err(|error| Failure::new(format!("cannot make JUnit XML: {error}")))
}

fn case(CaseResult { case, judgement, time, .. }: &CaseResult) -> TestCase {
    let lines = |least| {
        let findings = judgement.findings.iter().filter(move |finding| finding.level >= least);
        findings.map(report::line).collect::<Vec<_>>()
    };
    let mut status = match judgement.verdict {
        Verdict::LeftOut | Verdict::NotPlayed => TestCaseStatus::skipped(),
        Verdict::NotOpened | Verdict::Untriggered => TestCaseStatus::non_success(NonSuccessKind::Error),
        Verdict::Broken => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Observed | Verdict::Kept | Verdict::NotFollowed => TestCaseStatus::success(),
    };
    match judgement.verdict {
        Verdict::LeftOut | Verdict::NotPlayed | Verdict::NotOpened => drop(status.set_message(&*judgement.facts)),
        Verdict::Untriggered => {
            status.set_message(lines(Level::Observed).join("; "));
        }
        Verdict::Broken => {
            status.set_message(lines(Level::Must).join("; ")).set_type("MUST");
        }
        Verdict::Observed | Verdict::Kept | Verdict::NotFollowed => {}
    }
    let mut test = TestCase::new(format!("{} {}", case.number, case.title), status);
    let mut out = vec![format!("{}: {}", report::words_of(judgement.verdict), judgement.facts)];
    out.extend(lines(Level::Observed));
    test.set_classname(format!("RFC 6455, {}", case.section)).set_time(*time).set_system_out(out.join("\n"));
    test
}
