//! Files, read whole and replaced whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

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
/// symbolic link, it is the file behind it that is replaced.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| cannot("write", path, &error);
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(failed(error)),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let permissions = fs::metadata(&target).map(|old| old.permissions()).ok();
    let mut builder = Builder::new();
    builder.prefix(".close-codes-").suffix(".new");
    #[cfg(unix)]
    if permissions.is_none() {
        // As for any new file; the user's mask takes away from it.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder).map_err(failed)?;
    beside.write_all(bytes).map_err(failed)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions).map_err(failed)?;
    }
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(&target).map_err(|error| failed(error.error))?;
    // That the name now means the new file is to outlast a power cut, too.
    #[cfg(unix)]
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(())
}

/// Says what could not be done to a file, and why.
pub(crate) fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot {what} {}: {error}", path.display()))
}
