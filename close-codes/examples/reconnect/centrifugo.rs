//! The table of a library. Its bands hold the rule. IANA has since registered two of its codes with another meaning.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of Centrifugo.
#[close_codes::close_codes("examples/codes/centrifugo.csv", registered = "allow")]
pub(crate) enum CentrifugoCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    let advice = Advice::new::<CentrifugoCode>(code, CentrifugoCode::reconnect_of(code));
    let note = CentrifugoCode::try_from(code).map(CentrifugoCode::description).unwrap_or_default();
    Advice { note: (!note.is_empty()).then(|| note.to_owned()), ..advice }
}
