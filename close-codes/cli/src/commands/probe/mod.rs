//! Tests how an endpoint closes, case by case.
//!
//! `select` chooses the cases. `play` sends the script of a case and records a `transcript`, which `judge` compares with RFC
//! 6455. `report`, `json` and `junit` write the `results`.

mod json;
mod judge;
mod junit;
mod play;
mod report;
mod results;
mod select;
mod transcript;

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use close_codes::Role;
use close_codes_registry::text::count;
use indicatif::{ProgressBar, ProgressStyle};

use self::judge::{Judgement, Verdict as CaseVerdict, judge};
use self::play::{LONGEST_PAYLOAD, Settings, play};
use self::results::{CaseResult, Summary};
use self::transcript::{OwnEnd, Transcript};
use crate::arguments::network::Probe;
use crate::cases::Case;
use crate::failure::{Failure, Verdict};
use crate::input::STDIN;
use crate::net::opening::{NotOpened, Target, tcp};
use crate::net::wire::Wire;
use crate::{files, net, output};

pub(crate) fn run(arguments: &Probe) -> Result<Verdict, Failure> {
    let role = if arguments.listen.is_some() { Role::Client } else { Role::Server };
    let cases = select::select(&arguments.cases, role)?;
    if arguments.list {
        report::list(&cases, &mut output::stdout())?;
        return Ok(Verdict::Well);
    }
    let Some(url) = &arguments.url else { return Err(Failure::new("`--listen` is not written yet")) };
    let target = Target::new(url, &arguments.headers, &arguments.subprotocols).map_err(Failure::new)?;
    let shows_text = !arguments.json && arguments.junit.as_deref() != Some(Path::new(STDIN));
    let results = net::block_on(probe_server(&target, &cases, arguments, shows_text))
        .map_err(|error| Failure::new(format!("cannot start: {error}")))?
        .map_err(|error| match error {
            Stopped::NotOpened(not_opened) => Failure::new(format!("cannot open {url}: {not_opened}")),
            Stopped::Output(error) => error.into(),
        })?;
    if shows_text {
        report::summary(&results, &mut output::stdout())?;
    }
    if arguments.json {
        output::json(&json::results(Some(url), &results))?;
    }
    if let Some(file) = &arguments.junit {
        write_junit(file, &results)?;
    }
    verdict(&results)
}

/// Returns the verdict of a whole run.
fn verdict(results: &[CaseResult]) -> Result<Verdict, Failure> {
    match Summary::of(results) {
        Summary { broken: 1.., .. } => Ok(Verdict::Found),
        Summary { not_opened: not_opened @ 1.., .. } => {
            Err(Failure::new(format!("the results are not complete: {} not opened", count(not_opened, "connection"))))
        }
        _ => Ok(Verdict::Well),
    }
}

fn write_junit(file: &Path, results: &[CaseResult]) -> Result<(), Failure> {
    let xml = junit::results(results)?;
    if file == Path::new(STDIN) {
        return Ok(output::raw_stdout().write_all(xml.as_bytes())?);
    }
    files::replace(file, xml.as_bytes())
}

/// The reason to stop before the last case.
enum Stopped {
    /// The first connection could not be opened, so the server cannot be tested.
    NotOpened(NotOpened),
    /// Standard output could not be written.
    Output(io::Error),
}

/// Opens one connection for each case.
async fn probe_server(
    target: &Target,
    cases: &[&'static Case],
    arguments: &Probe,
    shows_text: bool,
) -> Result<Vec<CaseResult>, Stopped> {
    let bar = progress_bar(cases);
    let settings = Settings { role: Role::Client, patience: arguments.timeout, trigger: arguments.trigger.as_deref() };
    let mut results: Vec<CaseResult> = Vec::new();
    for &case in cases {
        bar.set_message(format!("{} {}", case.number, case.title));
        let start = Instant::now();
        let (judgement, transcript) = if settings.trigger.is_none() && select::needs_trigger(case) {
            (Judgement::without(CaseVerdict::LeftOut, "needs `--trigger`"), None)
        } else {
            match probe_case(target, case, settings).await {
                Ok(transcript) => (judge(case, &transcript, Role::Server), Some(transcript)),
                Err(reason) if results.iter().all(|result| result.transcript.is_none()) => {
                    bar.finish_and_clear();
                    return Err(Stopped::NotOpened(reason));
                }
                Err(reason) => (Judgement::without(CaseVerdict::NotOpened, reason.to_string()), None),
            }
        };
        let result = CaseResult { case, judgement, transcript, time: start.elapsed() };
        if shows_text {
            bar.suspend(|| report::next(results.last(), &result, &mut output::stdout())).map_err(Stopped::Output)?;
        }
        results.push(result);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(results)
}

async fn probe_case(target: &Target, case: &Case, settings: Settings<'_>) -> Result<Transcript, NotOpened> {
    let opened = target.open(settings.patience).await?;
    let mut wire = Wire::new(opened.transport, opened.arrived, LONGEST_PAYLOAD);
    let transcript = play(case, &mut wire, settings).await;
    if matches!(transcript.own_end, Some((OwnEnd::Reset, _))) {
        net::reset_on_drop(tcp(wire.stream()));
    }
    Ok(transcript)
}

/// Shows the progress on standard error, if it is a terminal.
fn progress_bar(cases: &[&Case]) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(cases.len()).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{pos}/{len} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
