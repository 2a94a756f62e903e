//! The limit of open files. Each connection is one.

use crate::failure::Failure;

/// The open files that are not connections: the standard streams, the runtime's own, and clients that get HTTP status 503.
const OTHERS: u64 = 100;

/// Raises the limit, so that the number of connections is possible.
#[cfg(unix)]
pub(super) fn allow(connections: usize) -> Result<(), Failure> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let needed = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHERS);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    let possible = maximum.is_none_or(|maximum| maximum >= needed);
    if possible && setrlimit(Resource::Nofile, Rlimit { current: Some(needed), maximum }).is_ok() {
        return Ok(());
    }
    let most = maximum.unwrap_or(0).saturating_sub(OTHERS);
    Err(Failure::new(format!(
        "the system allows too few open files for {connections} connections: raise the limit with \
         `ulimit -n {needed}`, or use `--connections {most}` or fewer"
    )))
}

#[cfg(not(unix))]
pub(super) fn allow(_: usize) -> Result<(), Failure> {
    Ok(())
}
