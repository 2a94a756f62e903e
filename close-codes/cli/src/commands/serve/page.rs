//! The page that lists all paths.

use super::index::Index;

pub(super) fn page(index: &Index, language: &str) -> String {
    let paths: Vec<_> = index.paths.iter().map(|entry| entry.path.as_str()).collect();
    format!("<!DOCTYPE html><html lang=\"{language}\"><title>close-codes</title><pre>{}</pre>", paths.join("\n"))
}
