//! The results of a run.

use std::io;

/// The result of a complete run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// No problem and no difference was found.
    Well,
    /// A problem or a difference was found.
    Found,
    /// No connection could be opened.
    NotOpened,
}

impl Verdict {
    pub(crate) const fn found(found: bool) -> Self {
        if found { Self::Found } else { Self::Well }
    }
}

/// The errors of an incomplete run; at least one. They may quote any text: `output::error` escapes them.
#[derive(Debug)]
pub(crate) struct Failure(Vec<String>);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }

    /// Returns all failures of a run that went on after them, or its result if none occurred.
    pub(crate) fn all<T>(failures: Vec<Self>, result: T) -> Result<T, Self> {
        let messages: Vec<_> = failures.into_iter().flat_map(|failure| failure.0).collect();
        if messages.is_empty() { Ok(result) } else { Err(Self(messages)) }
    }

    pub(crate) fn messages(&self) -> &[String] {
        &self.0
    }
}

/// Converts an error of standard output. Errors of files are made by `files::cannot`, which names the file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(format!("cannot write to standard output: {error}"))
    }
}
