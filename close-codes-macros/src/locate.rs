//! Where the path of a table leads.

use std::path::{Path, PathBuf};
use std::{env, fs};

use close_codes_registry::text::escape;
use proc_macro2::Span;
use syn::LitStr;

/// A table's file.
pub(crate) struct File {
    /// For the compiler to watch: it does so for paths that are UTF-8.
    pub(crate) absolute: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads the file beside the source in which the path is written, or else the one at the root of the crate.
pub(crate) fn read(path: &LitStr) -> Result<File, String> {
    let written = path.value();
    if written.is_empty() {
        return Err("the path is empty: name the table's file".to_owned());
    }
    let places = Places::of(&written, path.span());
    let file = places.candidates().find(|candidate| candidate.is_file());
    let file = file.ok_or_else(|| places.no_file(&written))?;
    let bytes = fs::read(file).map_err(|error| format!("`{}` cannot be read: {error}", shown_path(file)))?;
    let absolute = file.to_str().ok_or_else(|| {
        format!("the compiler cannot watch `{}`: rename the folder so that its path is UTF-8", shown_path(file))
    })?;
    Ok(File { absolute: absolute.to_owned(), bytes })
}

fn shown_path(path: &Path) -> String {
    escape(&path.to_string_lossy())
}

/// Where a file may be.
struct Places {
    /// Beside the source file, if the compiler tells where that is.
    beside: Option<PathBuf>,
    /// In the folder that cargo names as the crate's.
    at_root: PathBuf,
    /// In the folder of the manifest above the source file, if that is not in the crate's folder: a test may be built by a
    /// manifest elsewhere, as `trybuild` does.
    above: Option<PathBuf>,
}

impl Places {
    fn of(path: &str, span: Span) -> Self {
        let here = env::current_dir().unwrap_or_default();
        let source = span.local_file().map(|file| here.join(file));
        let folder = source.as_deref().and_then(Path::parent);
        let root = env::var_os("CARGO_MANIFEST_DIR").map_or(here, PathBuf::from);
        let outside = folder.filter(|folder| !folder.starts_with(&root));
        let above = outside.and_then(|folder| folder.ancestors().find(|folder| folder.join("Cargo.toml").is_file()));
        Self {
            beside: folder.map(|folder| folder.join(path)),
            above: above.map(|folder| folder.join(path)),
            at_root: root.join(path),
        }
    }

    /// The places, in the order in which they are looked at.
    fn candidates(&self) -> impl Iterator<Item = &PathBuf> {
        self.beside.iter().chain([&self.at_root]).chain(&self.above)
    }

    /// Says what is there, or that nothing is.
    fn no_file(&self, path: &str) -> String {
        let written = escape(path);
        if let Some(there) = self.candidates().find(|candidate| candidate.exists()) {
            let there_shown = shown_path(there);
            return if there.is_dir() {
                format!("`{written}` is a folder, `{there_shown}`: name the table's file in it")
            } else {
                format!("`{written}` is no regular file, `{there_shown}`")
            };
        }
        let at_root = shown_path(self.above.as_ref().unwrap_or(&self.at_root));
        match &self.beside {
            _ if Path::new(path).is_absolute() => format!("there is no file `{written}`"),
            Some(beside) => format!(
                "there is no file `{written}`, neither beside this source file, `{}`, nor at the root of the crate, `{at_root}`",
                shown_path(beside)
            ),
            None => format!(
                "there is no file `{written}` at the root of the crate, `{at_root}`; this compiler does not tell where \
                 the source file is, so give the path from the root"
            ),
        }
    }
}
