//! How a run ends.

use std::io;

use crate::output;

/// What a run that did its work came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing is to be said against it.
    Well,
    /// Something was found: a problem, or a difference.
    Found,
}

impl Verdict {
    pub(crate) const fn found(found: bool) -> Self {
        if found { Self::Found } else { Self::Well }
    }
}

/// Why a run could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was asked for something that there is not, or could not read or write a file.
    Message(String),
    /// Standard output does not take what is written.
    Output(io::Error),
}

impl Failure {
    /// Ends a run that goes on after what fails: with all that failed, or with what the rest came to.
    pub(crate) fn all(mut failures: Vec<Self>, verdict: Verdict) -> Result<Verdict, Self> {
        let Some(last) = failures.pop() else { return Ok(verdict) };
        for failure in &failures {
            output::error(failure);
        }
        Err(last)
    }

    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }
}

/// Of standard output; what goes wrong with a file is told with its name.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Message(message) => f.write_str(message),
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
        }
    }
}
