//! The status code, and what the registry says about it.

mod close_code;
mod display;
mod language;
mod parse;
mod range;
mod reconnect;
mod role;
#[cfg(feature = "serde")]
mod serde;
mod unknown;

pub use close_code::{CloseCode, Unregistered};
pub use display::display;
pub use language::Language;
pub use parse::{ParseCloseCodeError, parse};
pub use range::CodeRange;
pub use reconnect::Reconnect;
pub use role::Role;
pub use unknown::UnknownCode;
