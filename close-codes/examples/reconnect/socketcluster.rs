//! The table of a whole protocol. Codes of the registry are rows too, so that the set contains each code that the client knows.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of `SocketCluster`.
#[close_codes::close_codes("examples/codes/socketcluster.csv", registered = "allow")]
pub(crate) enum SocketClusterCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    let at_once = SocketClusterCode::at_once_of(code) == Some(true);
    let advice = Advice::new::<SocketClusterCode>(code, SocketClusterCode::reconnect_of(code));
    Advice { note: at_once.then(|| "at once".to_owned()), ..advice }
}
