//! What the files say, once they are known to be valid.

use std::fmt;
use std::ops::RangeInclusive;

use crate::text::escape;

/// IANA's registry and all that this project knows about its codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The registered codes, in ascending order.
    pub codes: Vec<Code>,
    /// The ranges, in ascending order; together they hold every number from 0 to 65535.
    pub ranges: Vec<Range>,
    /// The languages of all texts. The first is the one that the others fall back to.
    pub languages: Vec<Language>,
    /// What nobody has written yet. Defaults and fallbacks stand in for it.
    pub missing: Vec<Missing>,
}

/// A registered code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number on the wire.
    pub number: u16,
    /// IANA's Meaning on one line.
    pub meaning: String,
    /// The name in the first language: the Meaning, unless the project has a better one.
    pub name: String,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub variant: String,
    /// The label for metrics and translation files, the variant in `snake_case`.
    pub key: String,
    /// Who registered the code, in IANA's spelling (`Leo_Tietz`).
    pub contacts: Vec<String>,
    /// The documents that define the code.
    pub references: Vec<Reference>,
    /// Which endpoint may send the code.
    pub sender: Sender,
    /// Whether to connect again after it.
    pub reconnect: Reconnect,
    /// The HTTP status that its registration compares it with, if any; no two codes have the same.
    pub http_status: Option<u16>,
    /// Name and description, in the order of [`Registry::languages`].
    pub texts: Vec<Text>,
}

/// A document that defines a code.
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

    /// Where the document can be read, if the name tells.
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

/// Which endpoint may send a code (RFC 6455, section 7.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sender {
    /// A server or a client. So it is for a code of which nothing else is known.
    #[default]
    Either,
    /// A client only.
    Client,
    /// A server only.
    Server,
    /// Nobody: the code has no meaning yet.
    Nobody,
    /// Nobody: an endpoint tells it to its own application.
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

    /// Whether a close frame may hold the code.
    #[must_use]
    pub const fn is_allowed_on_wire(self) -> bool {
        !matches!(self, Self::Nobody | Self::Local)
    }
}

/// Whether an endpoint may connect again after a code; a hint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reconnect {
    /// The same may well succeed.
    Yes,
    /// The same would fail again, or is not wanted.
    No,
    /// The code alone does not tell.
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
    /// Which of its numbers may be sent.
    pub on_the_wire: OnTheWire,
    /// Name and description, in the order of [`Registry::languages`].
    pub texts: Vec<Text>,
}

/// Which numbers of a range a close frame may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnTheWire {
    /// None.
    Never,
    /// Those that are registered, unless nobody may send them.
    Registered,
    /// Each, unless it is registered and nobody may send it.
    Any,
}

/// A language in which there are texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag (BCP 47).
    pub tag: String,
    /// The name of the enum's variant, an identifier in `UpperCamelCase`.
    pub variant: String,
    /// Its name in itself.
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

/// Something that nobody has written yet about a code or a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The file in which to write it.
    pub file: String,
    /// The code or the range, as it is to stand in the file's first column.
    pub item: String,
    /// What is missing.
    pub what: &'static str,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} has no {}", escape(&self.file), self.item, self.what)
    }
}
