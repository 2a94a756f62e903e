//! How a run ends.

use std::io;

/// The result of a run that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing was found.
    Well,
    /// Something was found: a problem, or a difference.
    Found,
}

impl Verdict {
    pub(crate) const fn found(found: bool) -> Self {
        if found { Self::Found } else { Self::Well }
    }
}

/// The reasons why a run could not do its work; at least one. They may quote any text: `output::error` escapes them.
#[derive(Debug)]
pub(crate) struct Failure(Vec<String>);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(vec![message.into()])
    }

    /// Ends a run that goes on after a failure: with all failures, or without any, with the verdict on the rest.
    pub(crate) fn all(failures: Vec<Self>, verdict: Verdict) -> Result<Verdict, Self> {
        let messages: Vec<_> = failures.into_iter().flat_map(|failure| failure.0).collect();
        if messages.is_empty() { Ok(verdict) } else { Err(Self(messages)) }
    }

    pub(crate) fn messages(&self) -> &[String] {
        &self.0
    }
}

/// An error of standard output. A message about a file names the file instead.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(format!("cannot write to standard output: {error}"))
    }
}
