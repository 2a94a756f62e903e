//! Lists the files in `locales/`, so that a language has words as soon as its file is there.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let mut files = Vec::new();
    for entry in fs::read_dir("locales")? {
        files.extend(entry?.file_name().into_string());
    }
    // Editors and systems leave files that begin with a dot.
    files.retain(|file| file.ends_with(".csv") && !file.starts_with('.'));
    files.sort();
    let entry = |file: &String| {
        format!("({file:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/locales/{file}\"))),")
    };
    let list: String = files.iter().map(entry).collect();
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("locales.rs"), format!("[{list}]"))
}
