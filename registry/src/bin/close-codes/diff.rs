use crate::arguments::Diff;
use crate::failure::{Failure, Verdict};

pub(crate) fn run(_arguments: &Diff) -> Result<Verdict, Failure> {
    Ok(Verdict::Well)
}
