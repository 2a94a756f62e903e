//! Explains codes.
//!
//! `question` finds the numbers for an argument: `pasted` looks for them in a text, and `names` has the names of codes. `log`
//! does so for standard input, which may be of any length. `answer` collects the facts about a number, and `show` and `json` write the facts.

mod answer;
mod json;
mod log;
mod names;
mod pasted;
mod question;
mod show;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use self::answer::Answer;
use self::names::Names;
use crate::arguments::Explain;
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::input::{self, STDIN};
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
    let names = Names::of(&documents);
    let mut meanings = Vec::new();
    refuse_stdin_twice(arguments)?;
    for code in &arguments.codes {
        let found = match code.as_str() {
            STDIN => log::meanings(&mut io::stdin().lock(), &names, &documents)?,
            code => question::meanings(code, &names, &documents),
        };
        match found {
            Ok(found) => meanings.extend(found),
            Err(fault) => failures.push(Failure::new(fault)),
        }
    }
    let answers: Vec<_> = meanings.iter().flat_map(|meant| Answer::all(meant, &documents)).collect();
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

fn refuse_stdin_twice(arguments: &Explain) -> Result<(), Failure> {
    let codes = arguments.codes.iter().map(Path::new);
    let all = codes.chain(arguments.tables.iter().map(PathBuf::as_path));
    if all.filter(|argument| *argument == Path::new(STDIN)).count() > 1 {
        return Err(Failure::new("standard input is given more than once: give `-` only once"));
    }
    Ok(())
}
