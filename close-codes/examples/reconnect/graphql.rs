//! A table that says of every code of the protocol, and of the standard's codes too, whether to connect again.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of GraphQL over WebSocket, subprotocol `graphql-transport-ws`.
#[close_codes::close_codes("examples/codes/graphql-transport-ws.csv")]
pub(crate) enum GraphqlCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    Advice::new::<GraphqlCode>(code, GraphqlCode::retry_of(code))
}
