//! Tests how an endpoint closes, case by case.

use crate::arguments::network::Probe;
use crate::failure::{Failure, Verdict};

pub(crate) fn run(arguments: &Probe) -> Result<Verdict, Failure> {
    Err(Failure::new(format!("{:?}: `probe` is not written yet", arguments.url)))
}
