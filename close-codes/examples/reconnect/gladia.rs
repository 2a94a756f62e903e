//! A table of bands alone: the documentation has a rule, but no names.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of Gladia's live transcription.
#[close_codes::close_codes("examples/codes/gladia.csv")]
pub(crate) enum GladiaCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    Advice::new::<GladiaCode>(code, GladiaCode::retry_of(code))
}
