//! A library's table: its bands hold the rule, and two of its codes have meanwhile been registered for something else.

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
