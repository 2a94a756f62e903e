//! The files in `data/`, which are part of the compiled crate.

use crate::check::check;
use crate::generated;
use crate::model::Registry;
use crate::problem::Problems;
use crate::source::{Source, Sources};
use crate::translations::translations;

impl Sources {
    /// The files in this crate's `data/`.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            iana: Source::new("registry/data/close-code-number.csv", include_bytes!("../data/close-code-number.csv")),
            ranges: Source::new("registry/data/ranges.csv", include_bytes!("../data/ranges.csv")),
            properties: Source::new("registry/data/properties.csv", include_bytes!("../data/properties.csv")),
            causes: Source::new("registry/data/causes.csv", include_bytes!("../data/causes.csv")),
            translations: translations(),
        }
    }
}

impl Registry {
    /// The registry in this crate's `data/`.
    ///
    /// # Errors
    ///
    /// All problems of those files. Released versions have none.
    pub fn embedded() -> Result<Self, Problems> {
        check(&Sources::embedded(), &generated::REGISTRY).into_result()
    }
}
