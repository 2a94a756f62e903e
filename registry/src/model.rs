//! The checked content of the files.

use std::fmt;
use std::ops::RangeInclusive;

use crate::text::escape;

/// IANA's registry and this project's data about its codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The registered codes, in ascending order.
    pub codes: Vec<Code>,
    /// The ranges, in ascending order. Together they contain each number from 0 to 65535.
    pub ranges: Vec<Range>,
    /// The languages of all texts. A text that another language lacks comes from the first language.
    pub languages: Vec<Language>,
    /// The data that nobody has written yet. Defaults and fallbacks replace it.
    pub missing: Vec<Missing>,
}

/// A registered code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number on the wire.
    pub number: u16,
    /// IANA's Meaning on one line.
    pub meaning: String,
    /// The name in the first language: the Meaning, or the project's own name.
    pub name: String,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub variant: String,
    /// The label for metrics and translation files, the variant in `snake_case`.
    pub key: String,
    /// The people who registered the code, in IANA's spelling (`Leo_Tietz`).
    pub contacts: Vec<String>,
    /// The documents that define the code.
    pub references: Vec<Reference>,
    /// The endpoint that may send the code.
    pub sender: Sender,
    /// A hint about reconnecting.
    pub reconnect: Reconnect,
    /// The HTTP status that the registration compares the code with, if any. No two codes have the same.
    pub http_status: Option<u16>,
    /// Name and description, in the order of [`Registry::languages`].
    pub texts: Vec<Text>,
    /// The usual causes, the most likely first.
    pub causes: Vec<Cause>,
}

/// A usual cause of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The label, in `snake_case`. No two causes of a code have the same.
    pub key: String,
    /// The documents that tell of the cause; at least one.
    pub references: Vec<Reference>,
    /// The cause in a few words, and one sentence about how to check and repair it, in the order of [`Registry::languages`].
    pub texts: Vec<Text>,
}

/// A document that defines a code, or tells of a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    pub(crate) const fn new(name: String) -> Self {
        Self(name)
    }

    /// The name in IANA's spelling: `RFC6455`, `RFC Errata 3227` or an address.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The address of the document, if the name contains or implies one.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let numbered = |prefix: &str| {
            let rest = self.0.strip_prefix(prefix)?.trim_start();
            let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
            rest.get(..end).filter(|number| !number.is_empty())
        };
        if self.0.starts_with("https://") || self.0.starts_with("http://") {
            Some(self.0.clone())
        } else if let Some(number) = numbered("RFC Errata") {
            Some(format!("https://www.rfc-editor.org/errata/eid{number}"))
        } else {
            numbered("RFC").map(|number| format!("https://www.rfc-editor.org/rfc/rfc{number}"))
        }
    }
}

/// The endpoint that may send a code (RFC 6455, section 7.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sender {
    /// A server or a client; the default for a code without properties.
    #[default]
    Either,
    /// A client only.
    Client,
    /// A server only.
    Server,
    /// A code without a meaning, which nobody may send.
    Nobody,
    /// A code for local use, which nobody may send.
    Local,
}

impl Sender {
    /// The word in `properties.csv`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Either => "either",
            Self::Client => "client",
            Self::Server => "server",
            Self::Nobody => "nobody",
            Self::Local => "local",
        }
    }

    /// Returns `true` if the code may be sent.
    #[must_use]
    pub const fn is_allowed_on_wire(self) -> bool {
        !matches!(self, Self::Nobody | Self::Local)
    }
}

/// A hint about reconnecting after a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reconnect {
    /// A new connection may succeed.
    Yes,
    /// A new connection would fail again, or is not wanted.
    No,
    /// The code alone does not decide.
    #[default]
    Unknown,
}

impl Reconnect {
    /// The word in `properties.csv`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// A range of numbers (RFC 6455, section 7.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The numbers in it.
    pub codes: RangeInclusive<u16>,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub variant: String,
    /// The label for metrics and translation files, the variant in `snake_case`.
    pub key: String,
    /// The numbers of the range that may be sent.
    pub on_the_wire: OnTheWire,
    /// Name and description, in the order of [`Registry::languages`].
    pub texts: Vec<Text>,
}

/// The numbers of a range that may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnTheWire {
    /// None.
    Never,
    /// The registered ones, except those that nobody may send.
    Registered,
    /// All, except registered ones that nobody may send.
    Any,
}

/// A language of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The tag (BCP 47).
    pub tag: String,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub variant: String,
    /// The language's own name.
    pub name: String,
}

/// A name and a description in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// A few words.
    pub name: String,
    /// One sentence or more.
    pub description: String,
}

/// Data about a code, a cause or a range that nobody has written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The file in which to write the data.
    pub file: String,
    /// The code, the cause or the range, in the form of the file's first column.
    pub item: String,
    /// The missing data.
    pub what: &'static str,
    /// The name or the variant that is used until somebody writes one, unless it is IANA's Meaning.
    pub derived: Option<String>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} has no {}", escape(&self.file), self.item, self.what)?;
        self.derived.as_ref().map_or(Ok(()), |derived| write!(f, ": `{}` is used until you write one", escape(derived)))
    }
}
