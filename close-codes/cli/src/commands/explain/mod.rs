//! Explains codes.
//!
//! `question` finds the numbers for an argument, `answer` collects the facts about a number, and `show` and `json` write the
//! facts.

mod answer;
mod json;
mod question;
mod show;

use std::io::Write;

use self::answer::Answer;
use crate::arguments::Explain;
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::input;
use crate::{output, words};

pub(crate) fn run(arguments: &Explain) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    let mut documents = vec![Document::of_registry(&registry, language)];
    let (tables, mut failures) = input::read_all(&arguments.tables);
    let mut is_sound = true;
    for table in tables {
        match input::document(&table.source, &arguments.rules, &registry, language) {
            Ok(document) => documents.push(document),
            Err(problems) => {
                output::problems(&problems);
                is_sound = false;
            }
        }
    }
    // Without all tables, an answer could be wrong.
    if !is_sound || !failures.is_empty() {
        return Failure::all(failures, Verdict::Found);
    }
    let mut answers = Vec::new();
    for code in &arguments.codes {
        match question::meanings(code, &documents) {
            Ok(meanings) => answers.extend(meanings.iter().flat_map(|meant| Answer::all(meant, &documents))),
            Err(fault) => failures.push(Failure::new(fault)),
        }
    }
    if arguments.json {
        output::json(&answers.iter().map(json::json).collect::<Vec<_>>())?;
    } else {
        let mut out = output::stdout();
        for (index, answer) in answers.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            show::show(answer, &mut out)?;
        }
    }
    // Codes are explained even if another argument is not a code.
    Failure::all(failures, Verdict::Well)
}
