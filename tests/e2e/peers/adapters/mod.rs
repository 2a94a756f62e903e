//! Every adapter in the same shape: `serve` is a server whose clients ask for a scenario by their path, `connect` a client
//! that asks its server for one.

pub(crate) mod actix_ws;
pub(crate) mod axum;
pub(crate) mod fastwebsockets;
pub(crate) mod tokio_tungstenite;
pub(crate) mod tokio_websockets;
