//! Exports codes. Each format has a module.

mod html;
mod json;
mod markdown;
mod marked;
mod rust;
mod source;
mod svg;
mod template;
mod typescript;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::arguments::{Export, Format};
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::input::{self, Given};
use crate::output::{self, GREEN, RED};
use crate::{files, words};

pub(crate) fn run(arguments: &Export) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    let mut document = match &arguments.file {
        None => Document::of_registry(&registry, language),
        Some(file) => match input::document(&Given::read(file)?.source, &arguments.rules, &registry, language) {
            Ok(document) => document,
            Err(problems) => {
                output::problems(&problems);
                return Ok(Verdict::Found);
            }
        },
    };
    if let Some(name) = &arguments.name {
        document.name.clone_from(name);
    }
    let output = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    if let (Some(output), Some(input)) = (output, &arguments.file) {
        refuse_input(output, input)?;
    }
    let files = match (output, &arguments.into) {
        (Some(path), _) => to_files(arguments.format, &document, path),
        (None, Some(path)) => vec![(path.clone(), marked::replace(arguments.format, &document, path)?)],
        (None, None) if arguments.check => {
            return Err(Failure::new("`--check` needs a file: give `--output` or `--into`"));
        }
        (None, None) => {
            output::raw_stdout().write_all(write(arguments.format, &document).as_bytes())?;
            return Ok(Verdict::Well);
        }
    };
    if arguments.check { check(&files) } else { replace(&files) }
}

fn write(format: Format, document: &Document) -> String {
    match format {
        Format::Rust => rust::write(document),
        Format::Typescript => typescript::write(document),
        Format::Json => json::write(document, None),
        Format::JsonSchema => json::schema(),
        Format::Markdown => markdown::write(document),
        Format::Html => html::write(document),
        Format::Svg => svg::write(document),
    }
}

/// Returns the file and its text. For JSON, also returns the file with the schema.
fn to_files(format: Format, document: &Document, path: &Path) -> Vec<(PathBuf, String)> {
    if format != Format::Json || files::is_special(path) {
        return vec![(path.to_owned(), write(format, document))];
    }
    let beside = path.with_extension("schema.json");
    let name = beside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    vec![(path.to_owned(), json::write(document, Some(&name))), (beside, json::schema())]
}

/// Fails if the output would replace the table.
fn refuse_input(output: &Path, input: &str) -> Result<(), Failure> {
    match (output.canonicalize(), Path::new(input).canonicalize()) {
        (Ok(output), Ok(input)) if output == input => Err(Failure::new(format!(
            "{} is the table itself: choose another file for `--output`",
            files::shown(&output)
        ))),
        _ => Ok(()),
    }
}

/// Reports the files that are out of date.
fn check(files: &[(PathBuf, String)]) -> Result<Verdict, Failure> {
    let mut out = output::stdout();
    let mut verdict = Verdict::Well;
    for (path, text) in files {
        let there = if path.exists() { Some(files::read(path)?) } else { None };
        let path = files::shown(path);
        let difference = match there {
            Some(bytes) if bytes == text.as_bytes() => {
                writeln!(out, "{GREEN}{path} is up to date{GREEN:#}")?;
                continue;
            }
            Some(bytes) => difference(&path, &String::from_utf8_lossy(&bytes), text),
            None => format!("{path} does not exist: export it"),
        };
        writeln!(out, "{RED}{difference}{RED:#}")?;
        verdict = Verdict::Found;
    }
    Ok(verdict)
}

/// Returns the message about two different texts of a file.
fn difference(path: &str, there: &str, text: &str) -> String {
    // A checkout may convert the line ends.
    let [there, text] = [there, text].map(|text| text.replace("\r\n", "\n"));
    if there == text {
        return format!(
            "{path} differs only in line ends: set `eol=lf` for it in `.gitattributes`, and export it again"
        );
    }
    let line = 1 + there.split('\n').zip(text.split('\n')).take_while(|(there, text)| there == text).count();
    format!("{path}:{line}: out of date from here: export the file again")
}

fn replace(files: &[(PathBuf, String)]) -> Result<Verdict, Failure> {
    files.iter().try_for_each(|(path, text)| files::replace(path, text.as_bytes()))?;
    Ok(Verdict::Well)
}
