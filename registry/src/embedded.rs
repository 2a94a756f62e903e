//! The files in this crate's `data/`, which are part of the compiled crate.

use crate::check::check;
use crate::generated;
use crate::model::Registry;
use crate::problem::Problems;
use crate::source::{Source, Sources};

macro_rules! embed {
    ($path:literal) => {
        Source::new(concat!("registry/", $path), include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)))
    };
}

impl Sources {
    /// The files in this crate's `data/`.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            iana: embed!("data/close-code-number.csv"),
            ranges: embed!("data/ranges.csv"),
            properties: embed!("data/properties.csv"),
            // The build script lists them.
            translations: include!(concat!(env!("OUT_DIR"), "/translations.rs")),
        }
    }
}

impl Registry {
    /// The registry in this crate's `data/`.
    ///
    /// # Errors
    ///
    /// Every problem of those files; there is none in a released version.
    pub fn embedded() -> Result<Self, Problems> {
        check(&Sources::embedded(), &generated::REGISTRY).into_result()
    }
}
