//! A table that decides for each code of the protocol, and for the codes of the standard, if the client connects again.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of GraphQL over WebSocket, subprotocol `graphql-transport-ws`.
#[close_codes::close_codes("examples/codes/graphql-transport-ws.csv")]
pub(crate) enum GraphqlCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    Advice::new::<GraphqlCode>(code, GraphqlCode::retry_of(code))
}
