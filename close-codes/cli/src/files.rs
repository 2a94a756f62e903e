//! Files, read whole and replaced whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::failure::Failure;

/// More than any table of codes has: what is longer is something else.
pub(crate) const MOST: u64 = 8 << 20;

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = fs::File::open(path).map_err(|error| cannot("read", path, &error))?;
    let bytes = read_all(file).map_err(|error| cannot("read", path, &error))?;
    bytes
        .ok_or_else(|| Failure::new(format!("{} is longer than any table of codes: over {MOST} bytes", path.display())))
}

/// Reads standard input.
pub(crate) fn read_stdin() -> Result<Vec<u8>, Failure> {
    let bytes =
        read_all(io::stdin().lock()).map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
    bytes.ok_or_else(|| Failure::new(format!("standard input is longer than any table of codes: over {MOST} bytes")))
}

fn read_all(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let length = from.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok((length as u64 <= MOST).then_some(bytes))
}

/// Replaces a file, or makes it, in one step: whoever looks at the path sees the old content or the new one, whole, even if
/// this program or the machine stops in between.
///
/// The new content goes to a file beside it, and to the disk, before that takes the old one's place. If the path is a
/// symbolic link, it is the file behind it that is replaced. What is no file, such as a pipe, is written to as it is.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let target = behind_links(path);
    let written = match fs::metadata(&target) {
        Ok(there) if there.is_file() => replace_file(&target, bytes, Some(there.permissions())),
        Ok(_) => fs::OpenOptions::new().write(true).open(&target).and_then(|mut device| device.write_all(bytes)),
        Err(_) => replace_file(&target, bytes, None),
    };
    written.map_err(|error| cannot("write", path, &error))
}

/// Whether there is something at a path that cannot be replaced, and that no file can be beside, such as a pipe.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// The path that symbolic links lead to, even if there is nothing there yet.
fn behind_links(path: &Path) -> PathBuf {
    // As many as Linux follows.
    const MOST: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST {
        let Ok(link) = fs::read_link(&target) else { break };
        target = folder_of(&target).join(link);
    }
    target
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn replace_file(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = folder_of(path);
    let mut builder = Builder::new();
    builder.prefix(".close-codes-").suffix(".new");
    #[cfg(unix)]
    if permissions.is_none() {
        // As for any new file; the user's mask takes away from it.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(bytes)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions)?;
    }
    beside.as_file().sync_all()?;
    beside.persist(path).map_err(|error| error.error)?;
    // That the name now means the new file is to outlast a power cut, too.
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Says what could not be done to a file, and why.
pub(crate) fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    // The cause, without the name of the file that was to take its place.
    let cause = error.get_ref().and_then(|error| error.source()).map(ToString::to_string);
    Failure::new(format!("cannot {what} {}: {}", path.display(), cause.unwrap_or_else(|| error.to_string())))
}
