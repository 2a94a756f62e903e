//! Files, read whole and replaced whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The most bytes that are read: more than any table of codes has.
pub(crate) const MOST: u64 = 8 << 20;

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs::File::open(path).and_then(read_all).map_err(|error| cannot("read", path, &error))?;
    bytes.ok_or_else(|| too_long(&path.display().to_string()))
}

/// Reads standard input.
pub(crate) fn read_stdin() -> Result<Vec<u8>, Failure> {
    let bytes = read_all(io::stdin().lock());
    let bytes = bytes.map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
    bytes.ok_or_else(|| too_long("standard input"))
}

fn read_all(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let length = from.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok((length as u64 <= MOST).then_some(bytes))
}

fn too_long(name: &str) -> Failure {
    Failure::new(format!("{name} is longer than any table of codes: over {MOST} bytes"))
}

/// Replaces a file, or makes it, in one step. A reader sees the old content or the new one, whole, even if this program is
/// killed.
///
/// If the path is a symbolic link, the file behind it is replaced. A pipe or a device is written to.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = behind_link(path).and_then(|target| match fs::metadata(&target) {
        Ok(there) if there.is_file() => replace_file(&target, bytes, Some(there.permissions())),
        Ok(_) => fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes),
        Err(_) => replace_file(&target, bytes, None),
    });
    written.map_err(|error| cannot("write", path, &error))
}

/// Whether the path is a pipe or a device, which has no files beside it.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// The path that a symbolic link leads to, even if nothing is there yet.
fn behind_link(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(fs::read_link(path).map_or_else(|_| path.to_owned(), |link| folder_of(path).join(link)))
        }
        result => result,
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn replace_file(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = folder_of(path);
    let prefix = format!(".{}.close-codes-", path.file_name().unwrap_or_default().to_string_lossy());
    // A run that was killed has left its file.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            fs::remove_file(entry.path())?;
        }
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    if permissions.is_none() {
        // As for any new file: the umask takes away from it.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(bytes)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions)?;
    }
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    Ok(())
}

/// The failure to do something to a file.
pub(crate) fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    // The cause alone: `tempfile` names its own file.
    let cause = error.get_ref().and_then(|error| error.source()).map(ToString::to_string);
    Failure::new(format!("cannot {what} {}: {}", path.display(), cause.unwrap_or_else(|| error.to_string())))
}
