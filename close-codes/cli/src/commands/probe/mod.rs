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
use close_codes_registry::text::escape;
use indicatif::{ProgressBar, ProgressStyle};

use self::judge::Verdict as CaseVerdict;
use self::play::{LONGEST_PAYLOAD, Settings, play};
use self::results::{CaseResult, Conclusion};
use self::transcript::Transcript;
use crate::arguments::network::Probe;
use crate::cases::Case;
use crate::failure::{Failure, Verdict};
use crate::input::STDIN;
use crate::net::interrupts::Interrupts;
use crate::net::opening::{NotOpened, Target, tcp};
use crate::net::wire::Wire;
use crate::unopened::Unopened;
use crate::words::Words;
use crate::{files, lines, net, output};

/// The shortest limit for an opening handshake.
const OPENING: Duration = Duration::from_secs(10);

pub(crate) fn run(arguments: &Probe) -> Result<Verdict, Failure> {
    if arguments.url.is_none() && arguments.listen.is_none() && !arguments.list {
        return Err(Failure::new("nothing to test: give the address of a server, `--listen` for clients, or `--list`"));
    }
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
    let junit = arguments.junit.as_deref().filter(|_| !junit_to_stdout);
    junit.map_or(Ok(()), files::check_replaceable)?;
    let run = net::block_on(async {
        match arguments.listen {
            Some(address) => {
                let results = listen::probe_clients(address, &cases, arguments, shows_text).await?;
                Ok(Run { results, unreachable: None })
            }
            None => probe_server(&cases, arguments, shows_text).await,
        }
    });
    let Run { results, unreachable } = run.map_err(Failure::new)??;
    if shows_text && unreachable.is_none() {
        report::summary(&results, &mut output::stdout())?;
    }
    if arguments.json {
        output::json(&json::results(arguments.url.as_deref(), &results))?;
    }
    if let Some(file) = &arguments.junit {
        write_junit(file, &results)?;
    }
    if let Some(reason) = unreachable {
        explain_unreachable(arguments.url.as_deref().unwrap_or_default(), reason);
        return Ok(Verdict::NotOpened);
    }
    let (verdict, reason) = match Conclusion::of(&results, arguments.trigger.as_deref()) {
        Conclusion::Kept => (Verdict::Well, "exit status 0: no MUST is broken"),
        Conclusion::Broken => (Verdict::Found, "exit status 1: a MUST is broken"),
        Conclusion::Incomplete(reason) => return Err(Failure::new(format!("{reason} (exit status 2)"))),
    };
    if shows_text {
        writeln!(output::stdout(), "{reason}")?;
    }
    Ok(verdict)
}

/// Says why no connection was opened, and what to do, as `connect` does.
fn explain_unreachable(url: &str, reason: NotOpened) {
    let error = format!("cannot open {url}: {reason} (exit status 2)");
    output::error(&error);
    let mut lines = Unopened::Failed(reason).lines(Words::of("en"));
    // The error may contain the detail already.
    lines.retain(|line| !escape(&error).contains(&line.text));
    // An error of standard error cannot be reported anywhere.
    let _ = lines::write(&lines, &mut anstream::stderr());
}

fn write_junit(file: &Path, results: &[CaseResult]) -> Result<(), Failure> {
    let xml = junit::results(results)?;
    if file == Path::new(STDIN) {
        return Ok(output::raw_stdout().write_all(xml.as_bytes())?);
    }
    files::replace(file, xml.as_bytes())
}

/// The results of a run.
struct Run {
    /// A result for each case.
    results: Vec<CaseResult>,
    /// The reason why the first connection was not opened, which ends the run.
    unreachable: Option<NotOpened>,
}

/// Opens one connection for each case, until Ctrl-C.
async fn probe_server(cases: &[&'static Case], arguments: &Probe, shows_text: bool) -> Result<Run, Failure> {
    let mut interrupts = Interrupts::new().map_err(Failure::new)?;
    let url = arguments.url.as_deref().unwrap_or_default();
    let target = Target::new(url, &arguments.headers, &arguments.subprotocols).map_err(Failure::new)?;
    let bar = progress_bar(cases);
    let settings = Settings { role: Role::Client, patience: arguments.timeout, trigger: arguments.trigger.as_deref() };
    let mut run = Run { results: Vec::new(), unreachable: None };
    let mut has_opened = false;
    let mut is_over = false;
    for &case in cases {
        bar.set_message(format!("{} {}", case.number, case.title));
        let result = if settings.trigger.is_none() && select::needs_trigger(case) {
            CaseResult::without(case, CaseVerdict::LeftOut, "needs `--trigger`")
        } else if is_over {
            CaseResult::without(case, CaseVerdict::NotPlayed, "the run ended before")
        } else {
            let start = Instant::now();
            tokio::select! {
                () = interrupts.next() => {
                    is_over = true;
                    CaseResult::without(case, CaseVerdict::NotPlayed, "the run was interrupted")
                }
                played = probe_case(&target, case, settings) => match played {
                    Ok(transcript) => {
                        has_opened = true;
                        CaseResult::of(case, transcript, start)
                    }
                    Err(reason) => {
                        let words = reason.to_string();
                        if !has_opened {
                            is_over = true;
                            run.unreachable = Some(reason);
                        }
                        let result = CaseResult::without(case, CaseVerdict::NotOpened, words);
                        CaseResult { time: start.elapsed(), ..result }
                    }
                },
            }
        };
        if shows_text && !is_over {
            bar.suspend(|| report::next(run.results.last(), &result, &mut output::stdout()))?;
        }
        run.results.push(result);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(run)
}

async fn probe_case(target: &Target, case: &Case, settings: Settings<'_>) -> Result<Transcript, NotOpened> {
    let opened = target.open(settings.patience.max(OPENING)).await?;
    let mut wire = Wire::new(opened.transport, opened.arrived, LONGEST_PAYLOAD);
    let transcript = play(case, &mut wire, settings).await;
    if transcript.has_reset() {
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
