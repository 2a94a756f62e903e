//! Lists the files in `data/texts/`, so that a language is there as soon as its file is.
//!
//! Whoever depends on the crate waits for this: it is short, and does without what takes long to compile.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data/texts");
    let mut list = String::from("[");
    for entry in fs::read_dir("data/texts")? {
        let Ok(file) = entry?.file_name().into_string() else { continue };
        // What an editor or a system leaves beside them begins with a dot.
        if file.strip_suffix(".csv").is_some() && !file.starts_with('.') {
            list.push_str("embed!(\"data/texts/");
            list.push_str(&file);
            list.push_str("\"), ");
        }
    }
    list.push(']');
    let Some(folder) = env::var_os("OUT_DIR") else { return Err(io::ErrorKind::NotFound.into()) };
    fs::write(Path::new(&folder).join("texts.rs"), list)
}
