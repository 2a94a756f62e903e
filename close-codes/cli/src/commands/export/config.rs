//! The exports of a project, from `close-codes.toml`.

use std::path::{Path, PathBuf};

use close_codes_registry::check::table::Options;
use close_codes_registry::{Problems, Registry, Source, Span};
use serde::Deserialize;
use toml::Spanned;

use super::job::{Job, Target};
use crate::arguments::{self, Format, Rule, Rules};
use crate::failure::Failure;
use crate::{files, project, words};

const FILE: &str = "close-codes.toml";

/// The options in the file.
const OPTIONS: Options<'static> = Options {
    registered: "`registered = \"allow\"` in `close-codes.toml`",
    unassigned: "`unassigned = \"allow\"` in `close-codes.toml`",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    export: Vec<Spanned<Entry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    table: Option<Spanned<String>>,
    format: Option<Spanned<Format>>,
    output: Option<Spanned<String>>,
    into: Option<Spanned<String>>,
    name: Option<Spanned<String>>,
    lang: Option<Spanned<String>>,
    #[serde(default)]
    registered: Rule,
    #[serde(default)]
    unassigned: Rule,
}

/// Reads the exports. The inner error has the problems of `close-codes.toml`.
pub(super) fn read(registry: &Registry) -> Result<Result<Vec<Job>, Problems>, Failure> {
    let folder = project::folder_with(Path::new(FILE)).ok_or_else(|| {
        Failure::new(format!(
            "cannot find `{FILE}` here or in a folder above: `close-codes help export` shows an example"
        ))
    })?;
    let path = folder.join(FILE);
    let source = Source::new(path.to_string_lossy(), files::read_text(&path)?.as_bytes());
    let mut reader = Reader { folder, source: &source, registry, problems: Problems::default() };
    let jobs = match toml::from_str(source.text()) {
        Ok(config) => reader.jobs(config),
        Err(error) => {
            reader.report(error.span().unwrap_or_default(), error.message());
            Vec::new()
        }
    };
    reader.problems.sort();
    Ok(if reader.problems.is_empty() { Ok(jobs) } else { Err(reader.problems) })
}

/// A part of the file, in bytes.
type Part = std::ops::Range<usize>;

struct Reader<'r> {
    /// The folder of the file. All paths start there.
    folder: PathBuf,
    source: &'r Source,
    registry: &'r Registry,
    problems: Problems,
}

impl Reader<'_> {
    fn report(&mut self, at: Part, message: &str) {
        self.problems.report(self.source, Span { start: at.start, end: at.end }, message);
    }

    /// Returns the exports without problems.
    fn jobs(&mut self, config: Config) -> Vec<Job> {
        if config.export.is_empty() {
            self.report(0..0, "the file has no exports: add a section `[[export]]`");
        }
        let own = files::identity(&self.folder.join(FILE));
        let mut written: Vec<(PathBuf, bool, usize)> = Vec::new();
        let mut jobs = Vec::new();
        for entry in config.export {
            let at = entry.span();
            let Some(job) = self.job(entry) else { continue };
            let is_whole = matches!(job.target, Target::Whole(_));
            for path in job.paths() {
                let path = files::identity(&path);
                if path == own {
                    self.report(at.clone(), &format!("the export would replace `{FILE}` itself: choose another file"));
                }
                if let Some((.., other)) =
                    written.iter().find(|(other, whole, _)| *other == path && (*whole || is_whole))
                {
                    let message = format!("the export on line {other} writes the same file: choose another one");
                    self.report(at.clone(), &message);
                }
                written.push((path, is_whole, self.source.line(at.start)));
            }
            jobs.push(job);
        }
        jobs
    }

    fn job(&mut self, entry: Spanned<Entry>) -> Option<Job> {
        let at = entry.span();
        let Entry { table, format, output, into, name, lang, registered, unassigned } = entry.into_inner();
        let language = match &lang {
            Some(lang) => self.valid(
                lang.span(),
                words::find_language(self.registry, Some(lang.get_ref()))
                    .map_err(|failure| failure.messages().concat()),
            ),
            None => Some(0),
        };
        let name = match &name {
            Some(name) => self.valid(name.span(), arguments::set_name(name.get_ref())).map(Some),
            None => Some(None),
        };
        let table = match &table {
            Some(table) => self.path(table).map(Some),
            None => Some(None),
        };
        let (target, format) = match (output, into, format) {
            (Some(output), None, Some(format)) => (self.path(&output).map(Target::Whole), format.into_inner()),
            (None, Some(into), format) => {
                if let Some(other) = format.filter(|format| *format.get_ref() != Format::Markdown) {
                    self.report(other.span(), "`into` writes Markdown: use `output` for other formats");
                }
                (self.path(&into).map(Target::Parts), Format::Markdown)
            }
            (Some(_), None, None) => {
                self.report(at, "the export has no `format`: add one, such as `format = \"typescript\"`");
                return None;
            }
            (Some(_), Some(into), _) => {
                self.report(into.span(), "the export has `output`, too: remove one of the two");
                return None;
            }
            (None, None, _) => {
                self.report(at, "the export has no file: add `output`, or `into` for Markdown");
                return None;
            }
        };
        Some(Job {
            table: table?,
            format,
            target: target?,
            name: name?,
            language: language?,
            rules: Rules { registered, unassigned, options: OPTIONS },
        })
    }

    fn valid<T>(&mut self, at: Part, value: Result<T, String>) -> Option<T> {
        value.map_err(|message| self.report(at, &message)).ok()
    }

    fn path(&mut self, path: &Spanned<String>) -> Option<PathBuf> {
        if ["", "-"].contains(&path.get_ref().as_str()) {
            self.report(path.span(), "this is not the name of a file: write one");
            return None;
        }
        Some(self.folder.join(path.get_ref()))
    }
}
