//! Lists the files in `data/texts/`, so that a language is there as soon as its file is.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let variable = |name| env::var(name).map_err(io::Error::other);
    let folder = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("data/texts");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tags = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let file = entry?.file_name();
        // What an editor or a system leaves beside them begins with a dot.
        let tag = file.to_str().and_then(|file| file.strip_suffix(".csv")).filter(|tag| !tag.starts_with('.'));
        tags.extend(tag.map(str::to_owned));
    }
    // The others fall back to English, which is the first therefore.
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    let embed = |tag: &String| format!("embed!({:?}), ", format!("data/texts/{tag}.csv"));
    let list = format!("vec![{}]", tags.iter().map(embed).collect::<String>());
    fs::write(Path::new(&variable("OUT_DIR")?).join("texts.rs"), list)
}
