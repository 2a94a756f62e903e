//! Lists the files in `data/texts/`, so that a language is there as soon as its file is.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data/texts");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tags = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let file = entry?.file_name();
        tags.extend(file.to_str().and_then(|file| file.strip_suffix(".csv")).map(str::to_owned));
    }
    // The others fall back to English, which is the first therefore.
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    let embed = |tag: &String| format!("embed!(\"data/texts/{tag}.csv\"), ");
    let list = format!("vec![{}]", tags.iter().map(embed).collect::<String>());
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("texts.rs"), list)
}
