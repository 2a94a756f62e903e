//! The codes that have a part in the closing handshake itself (RFC 6455, section 7).
//!
//! By number, and not by variant: while there is a fault in the registry's file a variant may be missing, and the compiler
//! shall show the fault alone.

use crate::CloseCode;

pub(crate) const NORMAL_CLOSURE: CloseCode = CloseCode::from_u16(1000);
pub(crate) const PROTOCOL_ERROR: CloseCode = CloseCode::from_u16(1002);
pub(crate) const NO_STATUS_RECEIVED: CloseCode = CloseCode::from_u16(1005);
pub(crate) const ABNORMAL_CLOSURE: CloseCode = CloseCode::from_u16(1006);
pub(crate) const INVALID_FRAME_PAYLOAD_DATA: CloseCode = CloseCode::from_u16(1007);
pub(crate) const TLS_HANDSHAKE: CloseCode = CloseCode::from_u16(1015);
