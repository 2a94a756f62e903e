//! What is known of a code.
//!
//! `question` turns an argument into numbers, `answer` gathers what is known of one, and `show` and `json` write that.

mod answer;
mod json;
mod question;
mod show;

use std::io::Write;

use self::answer::Answer;
use crate::arguments::Explain;
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::input::{self, Given};
use crate::{output, words};

pub(crate) fn run(arguments: &Explain) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    let mut documents = vec![Document::of_registry(&registry, language)];
    let mut sound = true;
    for table in &arguments.tables {
        match input::document(&Given::read(table)?.source, &arguments.rules, &registry, language) {
            Ok(document) => documents.push(document),
            Err(problems) => {
                output::problems(&problems);
                sound = false;
            }
        }
    }
    if !sound {
        return Ok(Verdict::Found);
    }
    let mut answers = Vec::new();
    let mut faults = Vec::new();
    for code in &arguments.codes {
        match question::numbers(code, &documents) {
            Ok(numbers) => answers.extend(numbers.into_iter().flat_map(|number| Answer::all(number, &documents))),
            Err(fault) => faults.push(fault),
        }
    }
    if arguments.json {
        output::json(&answers.iter().map(json::Known::from).collect::<Vec<_>>())?;
    } else {
        let mut out = output::stdout();
        for (index, answer) in answers.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            show::show(answer, &mut out)?;
        }
    }
    // What is asked for and is no code does not keep the others from their answers.
    match faults.pop() {
        None => Ok(Verdict::Well),
        Some(last) => {
            for fault in &faults {
                output::error(fault);
            }
            Err(Failure::new(last))
        }
    }
}
