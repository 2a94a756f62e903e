//! Explains codes.
//!
//! `question` finds the numbers for an argument: `pasted` looks for them in a text, and `names` has the names of codes. `answer`
//! collects the facts about a number, and `show` and `json` write the facts.

mod answer;
mod json;
mod names;
mod pasted;
mod question;
mod show;

use std::borrow::Cow;
use std::io::Write;

use self::answer::Answer;
use self::names::Names;
use crate::arguments::Explain;
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::input;
use crate::{files, output, words};

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
    for code in texts(arguments)? {
        match question::meanings(&code, &names, &documents) {
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

/// Returns the arguments. Reads standard input for `-`.
fn texts(arguments: &Explain) -> Result<Vec<Cow<'_, str>>, Failure> {
    let all = arguments.codes.iter().chain(&arguments.tables);
    if all.filter(|argument| *argument == "-").count() > 1 {
        return Err(Failure::new("standard input is given more than once: give `-` only once"));
    }
    let mut texts = Vec::new();
    for code in &arguments.codes {
        texts.push(match code.as_str() {
            "-" => Cow::Owned(String::from_utf8_lossy(&files::read_stdin()?).into_owned()),
            code => Cow::Borrowed(code),
        });
    }
    Ok(texts)
}
