//! Each adapter, in the same shape. `serve` runs a server whose clients ask for a scenario with their path. `connect` is a client
//! that asks its server for a scenario.

pub(crate) mod actix_ws;
pub(crate) mod axum;
pub(crate) mod fastwebsockets;
pub(crate) mod tokio_tungstenite;
pub(crate) mod tokio_websockets;
