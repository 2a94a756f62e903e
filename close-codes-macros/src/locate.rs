//! Where the path of a table leads.

use std::path::{Path, PathBuf};
use std::{env, fs, io, path};

use close_codes_registry::text::escape;
use syn::LitStr;

/// A table's file.
pub(crate) struct File {
    /// For the compiler to watch: it does so for paths that are UTF-8.
    pub(crate) absolute: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads a file whose path is relative to the root of the crate.
pub(crate) fn read(path: &LitStr) -> Result<File, String> {
    if path.value().is_empty() {
        return Err("the path is empty: write the path of the table".to_owned());
    }
    let file = root().join(path.value());
    let file = path::absolute(&file).unwrap_or(file);
    let shown = escape(&file.to_string_lossy());
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => {
            format!("the file `{shown}` does not exist: write its path relative to the root of the crate")
        }
        _ => format!("`{shown}` cannot be read: {error}"),
    };
    let metadata = fs::metadata(&file).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(format!("`{shown}` is a folder: write the path of a file in it"));
    }
    // To read a device or a pipe may never end.
    if !metadata.is_file() {
        return Err(format!("`{shown}` is not a regular file: write the path of one"));
    }
    let bytes = fs::read(&file).map_err(unreadable)?;
    let absolute = file.into_os_string().into_string();
    let absolute = absolute.map_err(|_| format!("the path `{shown}` is not UTF-8: rename the file or its folders"))?;
    Ok(File { absolute, bytes })
}

/// The root of the crate, as cargo names it.
///
/// The cases of `trybuild` are compiled by a project that it makes, `target/tests/trybuild/NAME`. For a case the root is
/// that of the crate under test: the folder of the manifest above the case's source file. The project's manifest has the
/// paths of the cases. A span has them, too, but only with a feature of `proc-macro2` that costs every user.
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
