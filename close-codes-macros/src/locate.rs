//! Where the path of a table leads.

use std::path::{Path, PathBuf};
use std::{env, fs};

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
    let candidates: Vec<_> = places.beside.iter().chain([&places.at_root]).collect();
    let file = candidates.iter().find(|candidate| candidate.is_file());
    let Some(file) = file else {
        let folder = candidates.iter().find(|candidate| candidate.is_dir());
        return Err(match folder {
            Some(folder) => format!("`{written}` is a folder, `{}`: name the table's file in it", folder.display()),
            None => places.not_found(&written),
        });
    };
    let bytes = fs::read(file).map_err(|error| format!("`{}` cannot be read: {error}", file.display()))?;
    let absolute = file.to_str().ok_or_else(|| {
        format!("the compiler cannot watch `{}`: rename the folder so that its path is UTF-8", file.display())
    })?;
    Ok(File { absolute: absolute.to_owned(), bytes })
}

/// Where a file may be.
struct Places {
    /// Beside the source file, if the compiler tells where that is.
    beside: Option<PathBuf>,
    at_root: PathBuf,
}

impl Places {
    fn of(path: &str, span: Span) -> Self {
        let here = env::current_dir().unwrap_or_default();
        let source = span.local_file().map(|file| here.join(file));
        let folder = source.as_deref().and_then(Path::parent);
        Self { beside: folder.map(|folder| folder.join(path)), at_root: root(folder).unwrap_or(here).join(path) }
    }

    fn not_found(&self, path: &str) -> String {
        let at_root = self.at_root.display();
        match &self.beside {
            _ if Path::new(path).is_absolute() => format!("there is no file `{path}`"),
            Some(beside) => format!(
                "there is no file `{path}`, neither beside this source file, `{}`, nor at the root of the crate, `{at_root}`",
                beside.display()
            ),
            None => format!(
                "there is no file `{path}` at the root of the crate, `{at_root}`; this compiler does not tell where the \
                 source file is, so give the path from the root"
            ),
        }
    }
}

/// The folder of the crate's manifest.
///
/// Cargo names it; but a test may be built by a manifest elsewhere, as `trybuild` does. A source file that is not below the
/// folder that cargo names belongs to the manifest above it.
fn root(source: Option<&Path>) -> Option<PathBuf> {
    let named = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let is_below = |source: &&Path| named.as_ref().is_some_and(|named| source.starts_with(named));
    let outside = source.filter(|source| !is_below(source));
    let above = outside.and_then(|source| source.ancestors().find(|folder| folder.join("Cargo.toml").is_file()));
    above.map(Path::to_owned).or(named)
}
