//! Opens a WebSocket and reports how it ended.

use crate::arguments::network::Connect;
use crate::failure::{Failure, Verdict};

pub(crate) fn run(arguments: &Connect) -> Result<Verdict, Failure> {
    Err(Failure::new(format!("{}: `connect` is not written yet", arguments.url)))
}
