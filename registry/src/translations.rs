//! The files in `data/translations`, English first. Texts that another language lacks come from English.
//!
//! Made by `registry/scripts/exports`.

use crate::source::Source;

pub(crate) fn translations() -> Vec<Source> {
    vec![
        Source::new("registry/data/translations/en.csv", include_bytes!("../data/translations/en.csv")),
        Source::new("registry/data/translations/de.csv", include_bytes!("../data/translations/de.csv")),
        Source::new("registry/data/translations/es.csv", include_bytes!("../data/translations/es.csv")),
        Source::new("registry/data/translations/fr.csv", include_bytes!("../data/translations/fr.csv")),
        Source::new("registry/data/translations/ja.csv", include_bytes!("../data/translations/ja.csv")),
        Source::new("registry/data/translations/pt.csv", include_bytes!("../data/translations/pt.csv")),
        Source::new("registry/data/translations/zh-Hans.csv", include_bytes!("../data/translations/zh-Hans.csv")),
    ]
}
