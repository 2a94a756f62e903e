use crate::arguments::Update;
use crate::failure::{Failure, Verdict};

pub(crate) fn run(_arguments: &Update) -> Result<Verdict, Failure> {
    Ok(Verdict::Well)
}
