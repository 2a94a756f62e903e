//! Explains codes.
//!
//! `question` finds the numbers for an argument: `pasted` looks for them in a text, and `names` has the names of codes. `log`
//! does so for standard input, which may be of any length. `crate::explanation` has the facts about a number.

mod log;
mod names;
mod pasted;
mod question;

use std::io;
use std::path::{Path, PathBuf};

use self::names::Names;
use crate::arguments::Explain;
use crate::failure::{Failure, Verdict};
use crate::input::{self, STDIN};
use crate::{explanation, output, words};

pub(crate) fn run(arguments: &Explain) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    // Without all tables, an answer could be wrong.
    let documents = input::documents(&arguments.tables, &arguments.rules, &registry, language)?;
    let Some(documents) = documents else { return Ok(Verdict::Found) };
    let names = Names::of(&documents);
    let (mut meanings, mut failures) = (Vec::new(), Vec::new());
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
    let answers: Vec<_> = meanings.iter().flat_map(|meant| meant.answers(&documents)).collect();
    if arguments.json {
        output::json(&explanation::json(&answers))?;
    } else {
        explanation::show(&answers, None, &mut output::stdout())?;
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
