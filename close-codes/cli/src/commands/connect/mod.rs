//! Opens a WebSocket and reports how it ended.
//!
//! `session` opens the connection and waits for its end, with the help of `live` (the status line and the
//! messages). `closed` finds the words for the end; `show` and `json` write the report.

mod closed;
mod json;
mod live;
mod session;
mod show;

use close_codes::CloseOutcome;
use serde_json::Value;

use self::live::Live;
use self::session::{Closing, Ending};
use crate::arguments::network::Connect;
use crate::explanation::{self, Answer};
use crate::failure::{Failure, Verdict};
use crate::net::opening::Target;
use crate::words::{self, Words};
use crate::{input, net, output};

pub(crate) fn run(arguments: &Connect) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    let words = Words::of(registry.languages.get(language).map_or("en", |language| &language.tag));
    let documents = input::documents(&arguments.tables, &arguments.rules, &registry, language)?
        .ok_or_else(|| Failure::new("nothing was opened: correct the problems of the tables first"))?;
    let target = Target::new(&arguments.url, &arguments.headers, &arguments.subprotocols).map_err(Failure::new)?;
    let close = arguments.close.or(arguments.after.and(Some(session::NORMAL)));
    let closing = close.map(|frame| Closing { frame, after: arguments.after.unwrap_or_default() });
    let mut live = Live::new(words, arguments.print);
    let session = session::run(&target, arguments, closing, &mut live);
    let ending = net::block_on(session).map_err(Failure::new)??;
    live.finish()?;
    let outcome = ending.outcome();
    let name = |code: u16| {
        let answers = Answer::of_number(code, &documents, None);
        format!("{code} {}", answers.first().map(Answer::name).unwrap_or_default())
    };
    let answers = Answer::of_number(outcome.code().as_u16(), &documents, None);
    if arguments.json {
        let mut explanations = explanation::json(&answers);
        if matches!(ending, Ending::Unopened(_)) {
            // The registry's hint is for connections that were open.
            explanations
                .iter_mut()
                .filter_map(|answer| answer.get_mut("reconnect"))
                .for_each(|hint| *hint = Value::Null);
        }
        output::json(&json::json(&arguments.url, &ending, &explanations))?;
    } else {
        show::show(&ending, words, &name, &answers, &mut output::stdout())?;
    }
    Ok(match &ending {
        Ending::Unopened(_) => Verdict::NotOpened,
        Ending::Ended(_) => Verdict::found(!(outcome.was_clean() && outcome.code().is_normal())),
    })
}

impl Ending {
    const fn outcome(&self) -> CloseOutcome {
        match self {
            Self::Ended(ended) => ended.closed.outcome,
            Self::Unopened(unopened) if unopened.is_tls() => CloseOutcome::TLS_FAILED,
            Self::Unopened(_) => CloseOutcome::OPENING_FAILED,
        }
    }
}
