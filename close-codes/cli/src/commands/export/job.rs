//! An export: a table, a format and a file.

use std::path::{Path, PathBuf};

use close_codes_registry::{Problems, Registry};

use super::csv;
use crate::arguments::{Export, Format, Rules};
use crate::document::Document;
use crate::failure::Failure;
use crate::input::{self, Given};
use crate::{files, output, words};

/// The name of standard output.
pub(super) const STDOUT: &str = "-";

#[derive(Debug)]
pub(super) struct Job {
    /// A table, IANA's file, or `-` for standard input. `None` for the built-in registry.
    pub(super) table: Option<PathBuf>,
    pub(super) format: Format,
    pub(super) target: Target,
    /// The name of the set, if it is not made from the name of the file.
    pub(super) name: Option<String>,
    /// The index of the language.
    pub(super) language: usize,
    pub(super) rules: Rules,
}

#[derive(Debug)]
pub(super) enum Target {
    /// A whole file, or `STDOUT`.
    Whole(PathBuf),
    /// The marked parts of a Markdown file.
    Parts(PathBuf),
}

impl Job {
    pub(super) fn new(arguments: &Export, registry: &Registry) -> Result<Self, Failure> {
        let format = arguments.format.unwrap_or(Format::Markdown);
        let target = match (&arguments.output, &arguments.into) {
            (_, Some(_)) if format != Format::Markdown => {
                return Err(Failure::new("`--into` writes Markdown: use `--output` for other formats"));
            }
            (_, Some(path)) => Target::Parts(path.clone()),
            (path, None) => Target::Whole(path.clone().unwrap_or_else(|| STDOUT.into())),
        };
        let is_stdout = matches!(&target, Target::Whole(path) if path == Path::new(STDOUT));
        if arguments.check && is_stdout {
            return Err(Failure::new("`--check` needs a file: give `--output` or `--into`"));
        }
        Ok(Self {
            table: arguments.file.clone(),
            format,
            target,
            name: arguments.name.clone(),
            language: words::find_language(registry, arguments.lang.as_deref())?,
            rules: arguments.rules.clone(),
        })
    }

    /// Returns the files to write, or `STDOUT`.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let (Target::Whole(path) | Target::Parts(path)) = &self.target;
        [path.clone()].into_iter().chain(self.schema()).collect()
    }

    /// Returns the file for the schema, which is beside a JSON file.
    pub(super) fn schema(&self) -> Option<PathBuf> {
        match &self.target {
            Target::Whole(path) if self.format == Format::Json && path != Path::new(STDOUT) => {
                Some(path.with_extension("schema.json")).filter(|_| !files::is_special(path))
            }
            _ => None,
        }
    }

    /// Reads the table. The inner error has the problems of the table.
    pub(super) fn read(&self, registry: &Registry) -> Result<Result<Document, Problems>, Failure> {
        let mut document = match &self.table {
            None => Document::of_registry(registry, self.language),
            Some(table) => {
                let source = Given::csv(table)?.source;
                match input::document(&source, &self.rules, registry, self.language) {
                    Ok(document) => {
                        if self.format == Format::Csv && !document.is_registry {
                            for note in csv::left_out(&source) {
                                output::note(&format!("{}: {note}", source.name()));
                            }
                        }
                        document
                    }
                    Err(problems) => return Ok(Err(problems)),
                }
            }
        };
        if let Some(name) = &self.name {
            document.name.clone_from(name);
        }
        Ok(Ok(document))
    }
}
