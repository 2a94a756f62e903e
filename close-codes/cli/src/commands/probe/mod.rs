//! Tests how an endpoint closes, case by case.
//!
//! `select` chooses the cases. `play` sends the script of a case and records a `transcript`, which `judge` compares with RFC
//! 6455. `facts` has the words for it. `report`, `json` and `junit` write the `results`. `listen` is for clients under test.

mod facts;
mod json;
mod judge;
mod junit;
mod listen;
mod play;
mod report;
mod results;
mod select;
mod transcript;

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

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

/// The shortest limit for an opening handshake.
const OPENING: Duration = Duration::from_secs(10);

pub(crate) fn run(arguments: &Probe) -> Result<Verdict, Failure> {
    let role = if arguments.listen.is_some() { Role::Client } else { Role::Server };
    let cases = select::select(&arguments.cases, role)?;
    if arguments.list {
        report::list(&cases, &mut output::stdout())?;
        return Ok(Verdict::Well);
    }
    let junit_to_stdout = arguments.junit.as_deref() == Some(Path::new(STDIN));
    if arguments.json && junit_to_stdout {
        return Err(Failure::new("`--json` and `--junit -` both write to standard output: name a file for `--junit`"));
    }
    let shows_text = !arguments.json && !junit_to_stdout;
    let results = net::block_on(async {
        match arguments.listen {
            Some(address) => listen::probe_clients(address, &cases, arguments, shows_text).await,
            None => probe_server(&cases, arguments, shows_text).await,
        }
    });
    let results = results.map_err(|error| Failure::new(format!("cannot start: {error}")))??;
    if shows_text {
        report::summary(&results, &mut output::stdout())?;
    }
    if arguments.json {
        output::json(&json::results(arguments.url.as_deref(), &results))?;
    }
    if let Some(file) = &arguments.junit {
        write_junit(file, &results)?;
    }
    verdict(&results, arguments.listen.is_some())
}

/// Returns the verdict of a whole run. The cases that a server is not tested with are left out on purpose; clients should play all.
fn verdict(results: &[CaseResult], tests_clients: bool) -> Result<Verdict, Failure> {
    let missing = match Summary::of(results) {
        Summary { broken: 1.., .. } => return Ok(Verdict::Found),
        Summary { not_opened: connections @ 1.., .. } => format!("{} not opened", count(connections, "connection")),
        Summary { left_out: cases @ 1.., .. } if tests_clients => format!("{} not played", count(cases, "case")),
        _ => return Ok(Verdict::Well),
    };
    Err(Failure::new(format!("the results are not complete: {missing}")))
}

fn write_junit(file: &Path, results: &[CaseResult]) -> Result<(), Failure> {
    let xml = junit::results(results)?;
    if file == Path::new(STDIN) {
        return Ok(output::raw_stdout().write_all(xml.as_bytes())?);
    }
    files::replace(file, xml.as_bytes())
}

/// Opens one connection for each case.
async fn probe_server(
    cases: &[&'static Case],
    arguments: &Probe,
    shows_text: bool,
) -> Result<Vec<CaseResult>, Failure> {
    let url = arguments.url.as_deref().unwrap_or_default();
    let target = Target::new(url, &arguments.headers, &arguments.subprotocols).map_err(Failure::new)?;
    let bar = progress_bar(cases);
    let settings = Settings { role: Role::Client, patience: arguments.timeout, trigger: arguments.trigger.as_deref() };
    let mut results: Vec<CaseResult> = Vec::new();
    for &case in cases {
        bar.set_message(format!("{} {}", case.number, case.title));
        let start = Instant::now();
        let (judgement, transcript) = if settings.trigger.is_none() && select::needs_trigger(case) {
            (Judgement::without(CaseVerdict::LeftOut, "needs `--trigger`"), None)
        } else {
            match probe_case(&target, case, settings).await {
                Ok(transcript) => (judge(case, &transcript, Role::Server), Some(transcript)),
                Err(reason) if results.iter().all(|result| result.transcript.is_none()) => {
                    bar.finish_and_clear();
                    return Err(Failure::new(format!("cannot open {url}: {reason}")));
                }
                Err(reason) => (Judgement::without(CaseVerdict::NotOpened, reason.to_string()), None),
            }
        };
        let result = CaseResult { case, judgement, transcript, time: start.elapsed() };
        if shows_text {
            bar.suspend(|| report::next(results.last(), &result, &mut output::stdout()))?;
        }
        results.push(result);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(results)
}

async fn probe_case(target: &Target, case: &Case, settings: Settings<'_>) -> Result<Transcript, NotOpened> {
    let opened = target.open(settings.patience.max(OPENING)).await?;
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
