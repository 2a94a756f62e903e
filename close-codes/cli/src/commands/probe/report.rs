//! Results as text, for people.

use std::io::{self, Write};

use anstyle::Style;
use close_codes_registry::text::escape;

use super::judge::{Finding, Verdict};
use super::results::{CaseResult, Summary};
use crate::cases::{Case, Level};
use crate::output::{self, BOLD, DIM, GREEN, RED, YELLOW};

/// The columns before the words of a case: two spaces, the number, the verdict.
const BEFORE: usize = 23;

/// The columns before the title of a case: two spaces and the number.
const NUMBER: usize = 9;

/// Returns the heading of the case's chapter.
pub(crate) fn heading(case: &Case) -> String {
    let (number, title) = case.chapter();
    format!("{number}. {title}")
}

/// Writes a line for a result, and a line for each of its findings. A new chapter begins with a heading.
pub(crate) fn next(last: Option<&CaseResult>, result: &CaseResult, out: &mut impl Write) -> io::Result<()> {
    let CaseResult { case, judgement, .. } = result;
    chapter(last.map(|last| last.case), case, out)?;
    let style = style_of(judgement.verdict);
    write!(out, "  {:<6} {style}{:<12}{style:#}  ", case.number, words_of(judgement.verdict))?;
    wrapped(&format!("{}: {} ({})", case.title, judgement.facts, case.section), Style::new(), BEFORE, out)?;
    judgement.findings.iter().try_for_each(|finding| show(finding, BEFORE, out))
}

/// Writes the numbers of cases with each verdict, and the cases in which a MUST is broken again.
pub(crate) fn summary(results: &[CaseResult], out: &mut impl Write) -> io::Result<()> {
    let broken: Vec<_> = results.iter().filter(|result| result.judgement.verdict == Verdict::Broken).collect();
    if !broken.is_empty() {
        writeln!(out, "\n{BOLD}Broken{BOLD:#}")?;
        for result in broken {
            writeln!(out, "  {:<6} {}", result.case.number, result.case.title)?;
            let findings = result.judgement.findings.iter();
            findings
                .filter(|finding| finding.level == Level::Must)
                .try_for_each(|finding| show(finding, NUMBER, out))?;
        }
    }
    let Summary { kept, not_followed, broken, observed, left_out, not_opened } = Summary::of(results);
    write!(out, "\n{kept} kept, {not_followed} not followed, {broken} broken, {observed} observed")?;
    for (count, words) in [(left_out, "left out"), (not_opened, "not opened")] {
        if count > 0 {
            write!(out, ", {count} {words}")?;
        }
    }
    writeln!(out)
}

/// Writes the cases without their results.
pub(crate) fn list(cases: &[&Case], out: &mut impl Write) -> io::Result<()> {
    let mut last = None;
    for case in cases {
        chapter(last.replace(*case), case, out)?;
        let (number, level) = (&case.number, level_words(case.level));
        writeln!(out, "  {number:<6} {level:<8}  {} {DIM}({}; {}){DIM:#}", case.title, case.section, case.name)?;
    }
    Ok(())
}

/// Returns a verdict in words.
pub(crate) const fn words_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::LeftOut => "left out",
        Verdict::NotOpened => "not opened",
        Verdict::Observed => "observed",
        Verdict::Kept => "kept",
        Verdict::NotFollowed => "not followed",
        Verdict::Broken => "broken",
    }
}

/// Returns a level in the words of RFC 2119.
pub(crate) const fn level_words(level: Level) -> &'static str {
    match level {
        Level::Observed => "observed",
        Level::Should => "SHOULD",
        Level::Must => "MUST",
    }
}

/// Writes the heading of a chapter before its first case.
fn chapter(last: Option<&Case>, case: &Case, out: &mut impl Write) -> io::Result<()> {
    match last.map(Case::chapter) {
        Some(last) if last == case.chapter() => return Ok(()),
        Some(_) => writeln!(out)?,
        None => {}
    }
    writeln!(out, "{BOLD}{}{BOLD:#}", heading(case))
}

const fn style_of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::LeftOut | Verdict::Observed => DIM,
        Verdict::Kept => GREEN,
        Verdict::NotFollowed | Verdict::NotOpened => YELLOW,
        Verdict::Broken => RED,
    }
}

fn show(Finding { level, section, words }: &Finding, indent: usize, out: &mut impl Write) -> io::Result<()> {
    let style = match level {
        Level::Observed => DIM,
        Level::Should => YELLOW,
        Level::Must => RED,
    };
    write!(out, "{:indent$}", "")?;
    wrapped(&format!("{} {section}: {words}", level_words(*level)), style, indent, out)
}

/// Writes text that begins in this column.
fn wrapped(text: &str, style: Style, indent: usize, out: &mut impl Write) -> io::Result<()> {
    let text = escape(text);
    for (index, line) in textwrap::wrap(&text, output::text_width(indent)).iter().enumerate() {
        let indent = if index == 0 { 0 } else { indent };
        writeln!(out, "{:indent$}{style}{line}{style:#}", "")?;
    }
    Ok(())
}
