//! The status code, and what the registry says about it.

mod close_code;
mod code_of;
pub(crate) mod display;
mod implement;
mod language;
mod not_allowed;
pub(crate) mod parse;
mod range;
mod reconnect;
mod role;
#[cfg(feature = "serde")]
mod serde;
mod set;
mod unknown;

pub use close_code::{CloseCode, Unregistered};
pub use code_of::CodeOf;
pub use language::Language;
pub use not_allowed::CodeNotAllowed;
pub use parse::ParseCloseCodeError;
pub use range::CodeRange;
pub use reconnect::Reconnect;
pub use role::Role;
pub use set::CodeSet;
pub use unknown::UnknownCode;
