//! A server that ends each connection as its path asks.

use crate::arguments::network::Serve;
use crate::failure::{Failure, Verdict};

pub(crate) fn run(arguments: &Serve) -> Result<Verdict, Failure> {
    Err(Failure::new(format!("{}: `serve` is not written yet", arguments.port)))
}
