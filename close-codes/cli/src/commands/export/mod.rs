//! Exports codes. Each format has a module.
//!
//! The arguments are one export, and `close-codes.toml` lists several. Both become a list of jobs. All texts are made before the
//! first file is written.

mod config;
mod csv;
mod html;
mod job;
mod json;
mod markdown;
mod marked;
mod rust;
mod source;
mod svg;
mod typescript;

use std::io::Write;
use std::path::{Path, PathBuf};

use close_codes_registry::{Problems, Registry};

use self::job::{Job, Target};
use crate::arguments::{Export, Format};
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::files;
use crate::input;
use crate::output::{self, GREEN, RED};

pub(crate) fn run(arguments: &Export) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let jobs = if arguments.all { config::read(&registry)? } else { Ok(vec![Job::new(arguments, &registry)?]) };
    let jobs = match jobs {
        Ok(jobs) => jobs,
        Err(problems) => {
            output::problems(&problems);
            return Ok(Verdict::Found);
        }
    };
    refuse_tables(&jobs)?;
    let mut exports = Exports::default();
    let added = jobs.iter().map(|job| exports.add(job, &registry));
    let mut failures: Vec<_> = added.filter_map(Result::err).collect();
    failures.extend(exports.replace_parts());
    exports.problems.iter().for_each(output::problems);
    let mut verdict = Verdict::found(!exports.problems.is_empty());
    if arguments.check {
        let mut out = output::stdout();
        for Text { path, text } in &exports.texts {
            match difference(path, text) {
                Ok(None) => writeln!(out, "{GREEN}{} is up to date{GREEN:#}", files::shown(path))?,
                Ok(Some(difference)) => {
                    writeln!(out, "{RED}{difference}{RED:#}")?;
                    verdict = Verdict::Found;
                }
                Err(failure) => failures.push(failure),
            }
        }
    } else if failures.is_empty() && verdict == Verdict::Well {
        let written = exports.texts.iter().map(|Text { path, text }| write(path, text));
        failures.extend(written.filter_map(Result::err));
    }
    Failure::all(failures, verdict)
}

/// Fails if an output would replace a table.
fn refuse_tables(jobs: &[Job]) -> Result<(), Failure> {
    let tables: Vec<_> = jobs.iter().filter_map(|job| job.table.as_ref()?.canonicalize().ok()).collect();
    for path in jobs.iter().flat_map(Job::paths) {
        if tables.contains(&files::identity(&path)) {
            return Err(Failure::new(format!("{} is the table itself: choose another file", files::shown(&path))));
        }
    }
    Ok(())
}

/// The new texts of all files, and the problems of the tables.
#[derive(Debug, Default)]
struct Exports {
    texts: Vec<Text>,
    /// The documents for the parts of each Markdown file.
    parts: Vec<(PathBuf, Vec<Document>)>,
    /// The problems of each table.
    problems: Vec<Problems>,
}

/// The new text of a file.
#[derive(Debug)]
struct Text {
    /// The file, or `-` for standard output.
    path: PathBuf,
    text: String,
}

impl Exports {
    fn add(&mut self, job: &Job, registry: &Registry) -> Result<(), Failure> {
        let document = match job.read(registry)? {
            Ok(document) => document,
            Err(problems) => {
                // Several exports may have the same table.
                if !self.problems.contains(&problems) {
                    self.problems.push(problems);
                }
                return Ok(());
            }
        };
        match &job.target {
            Target::Whole(path) => {
                let schema = job.schema();
                let name = schema.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
                let text = to_text(job.format, &document, name.as_deref());
                self.texts.push(Text { path: path.clone(), text });
                self.texts.extend(schema.map(|path| Text { path, text: json::schema() }));
            }
            Target::Parts(path) => {
                let identity = files::identity(path);
                match self.parts.iter_mut().find(|(path, _)| files::identity(path) == identity) {
                    Some((_, documents)) => documents.push(document),
                    None => self.parts.push((path.clone(), vec![document])),
                }
            }
        }
        Ok(())
    }

    /// Makes the texts of the Markdown files.
    fn replace_parts(&mut self) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (path, documents) in std::mem::take(&mut self.parts) {
            match files::read_text(&path).and_then(|text| marked::replace(&documents, &path, &text)) {
                Ok(text) => self.texts.push(Text { path, text }),
                Err(failure) => failures.push(failure),
            }
        }
        failures
    }
}

fn to_text(format: Format, document: &Document, schema: Option<&str>) -> String {
    match format {
        Format::Rust => rust::write(document),
        Format::Typescript => typescript::write(document),
        Format::Json => json::write(document, schema),
        Format::JsonSchema => json::schema(),
        Format::Markdown => markdown::write(document),
        Format::Csv => csv::write(document),
        Format::Html => html::write(document),
        Format::Svg => svg::write(document),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if path == Path::new(job::STDOUT) {
        return Ok(output::raw_stdout().write_all(text.as_bytes())?);
    }
    files::replace(path, text.as_bytes())
}

/// Returns a message if a file does not have this text.
fn difference(path: &Path, text: &str) -> Result<Option<String>, Failure> {
    let shown = files::shown(path);
    if !path.exists() {
        return Ok(Some(format!("{shown} does not exist: export it")));
    }
    let there = files::read(path)?;
    if there == text.as_bytes() {
        return Ok(None);
    }
    // A checkout may convert the line ends.
    let [there, text] = [&String::from_utf8_lossy(&there), text].map(|text| text.replace("\r\n", "\n"));
    if there == text {
        let cure = "set `eol=lf` for it in `.gitattributes`, and export it again";
        return Ok(Some(format!("{shown} differs only in line ends: {cure}")));
    }
    let line = 1 + there.split('\n').zip(text.split('\n')).take_while(|(there, text)| there == text).count();
    Ok(Some(format!("{shown}:{line}: out of date from here: export the file again")))
}
