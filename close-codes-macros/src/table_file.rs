//! Finds and reads the file of a table.

use std::path::{Path, PathBuf};
use std::{env, fs, io, path};

use close_codes_registry::read;
use close_codes_registry::text::escape;
use syn::LitStr;

/// The file of a table.
pub(crate) struct File {
    /// The path that the compiler watches. It must be UTF-8.
    pub(crate) absolute: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads a file. The path is relative to the root of the crate.
pub(crate) fn open(path: &LitStr) -> Result<File, String> {
    if path.value().is_empty() {
        return Err("the path is empty: write the path of the table".to_owned());
    }
    if let Some(fault) = read::refuse_form(&path.value()) {
        return Err(fault);
    }
    let root = root();
    let file = root.join(path.value());
    let file = path::absolute(&file).unwrap_or(file);
    let shown = escape(&file.to_string_lossy());
    let unreadable = |error: io::Error| match error.kind() {
        // Only a package has this copy of the manifest.
        io::ErrorKind::NotFound if root.join("Cargo.toml.orig").is_file() => {
            format!("the package does not have the file `{shown}`: add it to `include` in Cargo.toml")
        }
        io::ErrorKind::NotFound => {
            format!("the file `{shown}` does not exist: write its path relative to the root of the crate")
        }
        _ => format!("`{shown}` cannot be read: {error}"),
    };
    let metadata = fs::metadata(&file).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(format!("`{shown}` is a folder: write the path of a file in it"));
    }
    // Reading a device or a pipe may never end.
    if !metadata.is_file() {
        return Err(format!("`{shown}` is not a regular file: write the path of one"));
    }
    let opened = fs::File::open(&file).and_then(|mut opened| read::bytes(&mut opened, &format!("`{shown}`")));
    let bytes = opened.map_err(unreadable)??;
    let absolute = file.into_os_string().into_string();
    let absolute = absolute.map_err(|_| format!("the path `{shown}` is not UTF-8: rename the file or its folders"))?;
    Ok(File { absolute, bytes })
}

/// Returns the root of the crate, which cargo passes.
///
/// `trybuild` compiles its cases in a project of its own, `target/tests/trybuild/NAME`. For a case, the root is that of the
/// crate under test: the folder with the manifest above the source file of the case. The project's manifest contains the
/// paths of the cases. A span also has the path, but only with a feature of `proc-macro2` that slows down each user's build.
fn root() -> PathBuf {
    let root = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    if !root.parent().is_some_and(|folder| folder.ends_with("tests/trybuild")) {
        return root;
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    for line in manifest.lines() {
        let path = line.strip_prefix("path = ").unwrap_or_default();
        let case = Path::new(path.trim_matches(&['"', '\''][..]));
        if case.is_absolute() && case.extension().is_some_and(|extension| extension == "rs") {
            if let Some(above) = case.ancestors().find(|folder| folder.join("Cargo.toml").is_file()) {
                return above.to_owned();
            }
        }
    }
    root
}
