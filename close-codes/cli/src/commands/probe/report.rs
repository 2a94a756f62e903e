//! Results as text, for people.

use std::io::{self, Write};

use anstyle::Style;
use close_codes_registry::text::{count, escape};

use super::judge::{Finding, Verdict};
use super::results::{CaseResult, Summary};
use crate::cases::{Case, Level};
use crate::output::{self, BOLD, DIM, GREEN, RED, YELLOW};

/// The columns before the words of a case: two spaces, the number, the verdict.
const BEFORE: usize = 23;

/// The columns before a rule in the summary.
const INDENT: usize = 2;

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
    judgement.findings.iter().try_for_each(|finding| {
        write!(out, "{:BEFORE$}", "")?;
        wrapped(&line(finding), style_of_level(finding.level), BEFORE, out)
    })
}

/// Writes each rule that is broken or not followed with its cases, and the number of cases with each verdict.
pub(crate) fn summary(results: &[CaseResult], out: &mut impl Write) -> io::Result<()> {
    for (level, heading) in [(Level::Must, "Broken"), (Level::Should, "Not followed")] {
        let rules = by_rule(results, level);
        if !rules.is_empty() {
            writeln!(out, "\n{BOLD}{heading}{BOLD:#}")?;
        }
        for Rule { section, before, numbers, after, cases } in rules {
            let rule = format!("{} {section}: {before}{}{after}", rule_words(level), numbers.join(", "));
            let cases = format!("{} ({})", count(cases.len(), "case"), ranges(&cases));
            write!(out, "{:INDENT$}", "")?;
            wrapped(&format!("{rule}: {cases}"), style_of_level(level), INDENT, out)?;
        }
    }
    let Summary { kept, not_followed, broken, observed, left_out, not_played, not_opened, untriggered } =
        Summary::of(results);
    write!(out, "\n{kept} kept, {not_followed} not followed, {broken} broken, {observed} observed")?;
    for (count, words) in
        [(not_opened, "not opened"), (untriggered, "untriggered"), (not_played, "not played"), (left_out, "left out")]
    {
        if count > 0 {
            write!(out, ", {count} {words}")?;
        }
    }
    if left_out > 0 {
        write!(out, ": give `--trigger TEXT` to test the server's own close")?;
    }
    writeln!(out)
}

/// Findings with the same words, except for the first number, which is often a close code.
struct Rule<'a> {
    section: &'a str,
    /// The words before the number.
    before: &'a str,
    numbers: Vec<&'a str>,
    after: &'a str,
    cases: Vec<&'a Case>,
}

/// Returns the findings of a level by their rules.
fn by_rule(results: &[CaseResult], level: Level) -> Vec<Rule<'_>> {
    let mut rules: Vec<Rule<'_>> = Vec::new();
    for CaseResult { case, judgement, .. } in results {
        for Finding { section, words, .. } in judgement.findings.iter().filter(|finding| finding.level == level) {
            let is_digit = |character: char| character.is_ascii_digit();
            let (before, rest) = words.split_at(words.find(is_digit).unwrap_or(words.len()));
            let (number, after) = rest.split_at(rest.find(|other| !is_digit(other)).unwrap_or(rest.len()));
            let is_same = |rule: &&mut Rule<'_>| (rule.section, rule.before, rule.after) == (section, before, after);
            match rules.iter_mut().find(is_same) {
                Some(rule) => {
                    if !rule.numbers.contains(&number) {
                        rule.numbers.push(number);
                    }
                    if rule.cases.last().is_none_or(|last| last.number != case.number) {
                        rule.cases.push(case);
                    }
                }
                None => rules.push(Rule { section, before, numbers: vec![number], after, cases: vec![case] }),
            }
        }
    }
    rules
}

/// Returns the numbers of cases, such as `1.1-1.3, 2.1`.
fn ranges(cases: &[&Case]) -> String {
    let follows = |last: &&Case, next: &&Case| {
        let index = |case: &Case| case.number.rsplit_once('.').and_then(|(_, index)| index.parse::<u32>().ok());
        last.chapter() == next.chapter() && index(last).map(|index| index + 1) == index(next)
    };
    let ranges = cases.chunk_by(follows).filter_map(|range| match range {
        [] => None,
        [one] => Some(one.number.clone()),
        [first, .., last] => Some(format!("{}-{}", first.number, last.number)),
    });
    ranges.collect::<Vec<_>>().join(", ")
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
        Verdict::NotPlayed => "not played",
        Verdict::NotOpened => "not opened",
        Verdict::Untriggered => "untriggered",
        Verdict::Observed => "observed",
        Verdict::Kept => "kept",
        Verdict::NotFollowed => "not followed",
        Verdict::Broken => "broken",
    }
}

/// Returns the level of a case in the words of RFC 2119.
pub(crate) const fn level_words(level: Level) -> &'static str {
    match level {
        Level::Observed => "observed",
        Level::Should => "SHOULD",
        Level::Must => "MUST",
    }
}

/// Returns the level of a finding. A `note` is about behaviour that is allowed.
pub(crate) const fn rule_words(level: Level) -> &'static str {
    match level {
        Level::Observed => "note",
        Level::Should | Level::Must => level_words(level),
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
        Verdict::LeftOut | Verdict::NotPlayed | Verdict::Observed => DIM,
        Verdict::Kept => GREEN,
        Verdict::NotFollowed | Verdict::NotOpened | Verdict::Untriggered => YELLOW,
        Verdict::Broken => RED,
    }
}

const fn style_of_level(level: Level) -> Style {
    match level {
        Level::Observed => DIM,
        Level::Should => YELLOW,
        Level::Must => RED,
    }
}

/// Returns a finding with its level and its section.
pub(crate) fn line(Finding { level, section, words }: &Finding) -> String {
    format!("{} {section}: {words}", rule_words(*level))
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
