//! Lists the files in `locales/`, so that each file there becomes a language.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let mut files = Vec::new();
    for entry in fs::read_dir("locales")? {
        files.extend(entry?.file_name().into_string());
    }
    // Editors and systems create files that begin with a dot.
    files.retain(|file| Path::new(file).extension() == Some(OsStr::new("csv")) && !file.starts_with('.'));
    // English has every word, so it comes first.
    files.sort_by_key(|file| (file != "en.csv", file.clone()));
    let mut list = String::new();
    for file in files {
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/locales/{file}\")");
        let _ = write!(list, "({file:?}, include_bytes!({path})),");
    }
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("locales.rs"), format!("[{list}]"))
}
