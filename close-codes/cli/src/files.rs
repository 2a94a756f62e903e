//! Reads and replaces whole files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use close_codes_registry::{read, text};

use crate::failure::Failure;

/// Reads a file. The length of an input is limited.
pub(crate) fn read_input(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs::File::open(path).and_then(|mut file| read::bytes(&mut file, &shown(path)));
    bytes.map_err(|error| cannot("read", path, &error))?.map_err(Failure::new)
}

/// Reads a file of any length, such as one that this command has written. A device may never end, so its length is limited.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_special(path) {
        return read_input(path);
    }
    fs::read(path).map_err(|error| cannot("read", path, &error))
}

/// Reads a file of any length in UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let text = String::from_utf8(read(path)?);
    text.map_err(|error| Failure::new(format!("{} is not UTF-8: {}", shown(path), error.utf8_error())))
}

/// Reads standard input.
pub(crate) fn read_stdin() -> Result<Vec<u8>, Failure> {
    let bytes = read::bytes(&mut io::stdin().lock(), "standard input");
    bytes.map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?.map_err(Failure::new)
}

/// Returns a path that is the same for all names of a file, even if the file does not exist yet.
pub(crate) fn identity(path: &Path) -> PathBuf {
    let target = target_of(path).unwrap_or_else(|_| path.to_owned());
    let folder = fs::canonicalize(folder_of(&target));
    folder.map_or_else(|_| target.clone(), |folder| folder.join(target.file_name().unwrap_or_default()))
}

/// Replaces or creates a file in one step. A reader sees all of the old content or all of the new, even if this program is killed.
///
/// Replaces the target of a symbolic link. Writes to a pipe or a device.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = target_of(path).and_then(|target| match fs::metadata(&target) {
        Ok(there) if there.is_file() => replace_file(&target, bytes, Some(&there.permissions())),
        Ok(_) => fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes),
        Err(_) => replace_file(&target, bytes, None),
    });
    written.map_err(|error| cannot("write", path, &error))
}

/// Checks that [`replace`] can write a file here, without a change of the file.
pub(crate) fn check_replaceable(path: &Path) -> Result<(), Failure> {
    let checked = target_of(path).and_then(|target| match fs::metadata(&target) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => Ok(()),
        _ => write_beside(existing_folder_of(&target)?, &prefix_of(&target), &[], None).map(drop),
    });
    checked.map_err(|error| cannot("write", path, &error))
}

/// Returns `true` if the path is a pipe or a device. Then no file can be written beside it.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// Returns the target of a symbolic link, even if it does not exist yet; or the path itself.
fn target_of(path: &Path) -> io::Result<PathBuf> {
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

fn replace_file(path: &Path, bytes: &[u8], permissions: Option<&fs::Permissions>) -> io::Result<()> {
    let (folder, prefix) = (existing_folder_of(path)?, prefix_of(path));
    remove_leftovers(folder, &prefix);
    loop {
        match write_beside(folder, &prefix, bytes, permissions)?.persist(path) {
            // Another run has just begun, and has removed the temporary file. Each run does so only once, so the loop ends.
            Err(error) if error.error.kind() == io::ErrorKind::NotFound && !error.file.path().exists() => {}
            written => return written.map(drop).map_err(io::Error::from),
        }
    }
}

fn existing_folder_of(path: &Path) -> io::Result<&Path> {
    let folder = folder_of(path);
    if folder.is_dir() {
        return Ok(folder);
    }
    let missing = format!("the folder `{}` does not exist: create it", shown(folder));
    Err(io::Error::new(io::ErrorKind::NotFound, missing))
}

/// Returns the beginning of the names of a file's temporary files.
fn prefix_of(path: &Path) -> String {
    format!(".{}.close-codes-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes the temporary files of killed runs. Another run may remove them at the same time.
fn remove_leftovers(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a temporary file.
fn write_beside(
    folder: &Path,
    prefix: &str,
    bytes: &[u8],
    permissions: Option<&fs::Permissions>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    if permissions.is_none() {
        // The umask restricts this, as for any new file.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(bytes)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions.clone())?;
    }
    beside.as_file().sync_all()?;
    Ok(beside)
}

/// Returns the name of a file for a reader. A name may contain characters that control a terminal or forge a line of output.
pub(crate) fn shown(path: &Path) -> String {
    let shown = text::escape(&path.to_string_lossy());
    // GitHub Actions obeys a line that begins with `::`.
    if shown.trim_start().starts_with("::") { format!("./{shown}") } else { shown }
}

/// Makes the error of an operation on a file.
pub(crate) fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    // Only the cause: the error of `tempfile` names the temporary file.
    let cause = error.get_ref().and_then(|error| error.source()).map(ToString::to_string);
    Failure::new(format!("cannot {what} {}: {}", shown(path), cause.unwrap_or_else(|| error.to_string())))
}
