//! Checks the usual causes of each code.

use super::known::KnownCodes;
use super::translations::{self, Translation};
use super::{cell, headings};
use crate::model::{Cause, Missing, Reference};
use crate::name::key_fault;
use crate::problem::Problems;
use crate::read;
use crate::source::Source;
use crate::text::quote;

/// The causes of all codes, in the order of the file.
pub(super) struct Causes<'s> {
    /// The name of the file.
    file: &'s str,
    rows: Vec<Row>,
    complete: bool,
}

struct Row {
    code: u16,
    key: String,
    references: Vec<Reference>,
    line: usize,
}

/// Returns the causes. Reports rows for unknown codes, and causes without a source.
pub(super) fn check<'s>(source: &'s Source, known: &KnownCodes<'_>, problems: &mut Problems) -> Causes<'s> {
    let table = read::rows(source, headings::CAUSES, problems);
    let mut causes = Causes { file: source.name(), rows: Vec::new(), complete: table.complete };
    for [code, cause, reference] in table.rows {
        let number = known.code(&code.text).map_err(|fault| problems.report(source, code.span, fault));
        let key = number.and_then(|number| {
            causes.key(number, &cause.text).map_err(|fault| problems.report(source, cause.span, fault))
        });
        let mut references = Vec::new();
        for document in cell::documents(&reference.text) {
            references.push(Reference::new(document));
        }
        if references.is_empty() {
            problems.report(source, reference.span, "the cause has no source: write one, such as `[RFC6455]`");
        }
        if let (Ok(code), Ok(key)) = (number, key) {
            causes.rows.push(Row { code, key, references, line: source.line(cause.span.start) });
        } else {
            causes.complete = false;
        }
    }
    causes
}

impl Causes<'_> {
    /// Reads the key of a new cause.
    fn key(&self, code: u16, key: &str) -> Result<String, String> {
        if let Some(fault) = key_fault(key) {
            return Err(format!("the cause {} {fault}: rename it", quote(key)));
        }
        match self.row(code, key) {
            Some(row) => Err(format!("`{code}/{key}` is already on line {}: remove this row", row.line)),
            None => Ok(key.to_owned()),
        }
    }

    fn row(&self, code: u16, key: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.code == code && row.key == key)
    }

    /// Reads the item of a translation, such as `1006/idle_proxy`, whose code is known.
    pub(super) fn known(&self, code: u16, key: &str) -> Result<(), String> {
        if self.complete && self.row(code, key).is_none() {
            let item = quote(&format!("{code}/{key}"));
            return Err(format!("{item} is not in {}: remove the row, or add the cause there", self.file));
        }
        Ok(())
    }

    /// The causes of a code, with their texts in each language.
    pub(super) fn of(&self, code: u16, texts: &[Translation<'_>], missing: &mut Vec<Missing>) -> Vec<Cause> {
        let mut causes = Vec::new();
        for row in &self.rows {
            if row.code == code {
                let texts = translations::of_cause(texts, code, &row.key, missing);
                causes.push(Cause { key: row.key.clone(), references: row.references.clone(), texts });
            }
        }
        causes
    }
}
