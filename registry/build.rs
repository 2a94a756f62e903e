//! Lists the files in `data/translations/`, so that a language is there as soon as its file is.
//!
//! Every user of `close-codes` compiles and runs this script, so keep it short and without dependencies.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    const FOLDER: &str = "data/translations";
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut files = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        files.extend(entry?.file_name().into_string());
    }
    // Editors and systems leave files that begin with a dot.
    files.retain(|file| Path::new(file).extension().is_some_and(|end| end == "csv") && !file.starts_with('.'));
    // The other languages fall back to English, so English comes first. A folder has no order of its own.
    files.sort_by_key(|file| (file != "en.csv", file.clone()));
    let list: Vec<_> = files.iter().map(|file| format!("embed!(\"{FOLDER}/{file}\")")).collect();
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("translations.rs"), format!("vec![{}]", list.join(", ")))
}
