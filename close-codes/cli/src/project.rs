//! Folders of a project, and the folder with the files of the registry.

use std::fs;
use std::path::{Path, PathBuf};

use close_codes_registry::{Source, Sources};

use crate::failure::Failure;
use crate::files;
use crate::input::Given;

/// The name of IANA's file.
const IANA: &str = "close-code-number.csv";

/// Returns the first of the working folder and the folders above that has this file. The working folder is an empty path.
pub(crate) fn folder_with(file: &Path) -> Option<PathBuf> {
    let depth = std::env::current_dir().map_or(0, |folder| folder.ancestors().count());
    let mut folders = (0..depth).map(|steps| std::iter::repeat_n("..", steps).collect::<PathBuf>());
    folders.find(|folder| folder.join(file).is_file())
}

/// The folder with the data.
#[derive(Debug)]
pub(crate) struct Data {
    folder: PathBuf,
}

impl Data {
    /// Returns the given folder, or else `registry/data` in the working folder or in a folder above.
    pub(crate) fn find(given: Option<&Path>) -> Option<Self> {
        if let Some(folder) = given {
            return Some(Self { folder: folder.to_owned() });
        }
        let folder = Path::new("registry/data");
        folder_with(&folder.join(IANA)).map(|above| Self { folder: above.join(folder) })
    }

    /// Returns the path of IANA's file.
    pub(crate) fn iana(&self) -> PathBuf {
        self.folder.join(IANA)
    }

    /// Reads all files. IANA's file is also returned with its bytes.
    pub(crate) fn read(&self) -> Result<(Sources, Given), Failure> {
        let iana = given(&self.iana())?;
        let texts = self.folder.join("translations");
        let entries = fs::read_dir(&texts).map_err(|error| files::cannot("read", &texts, &error))?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| files::cannot("read", &texts, &error))?.path();
            let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if !is_hidden && path.extension().is_some_and(|extension| extension == "csv") {
                paths.push(path);
            }
        }
        // The other languages fall back to English, so English comes first.
        paths.sort_by_key(|path| (path.file_stem().is_none_or(|stem| stem != "en"), path.clone()));
        let source = |path: &Path| given(path).map(|given| given.source);
        let sources = Sources {
            iana: iana.source.clone(),
            ranges: source(&self.folder.join("ranges.csv"))?,
            properties: source(&self.folder.join("properties.csv"))?,
            causes: source(&self.folder.join("causes.csv"))?,
            translations: paths.iter().map(|path| source(path)).collect::<Result<Vec<Source>, _>>()?,
        };
        Ok((sources, iana))
    }
}

fn given(path: &Path) -> Result<Given, Failure> {
    Given::read(path)
}
