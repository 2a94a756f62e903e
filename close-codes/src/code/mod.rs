//! The status code, the registry's data about it, and sets of private codes.
//!
//! [`CloseCode`] is any status code. A [`CodeSet`] holds an application's own codes, and [`CodeOf`] is a code of a set or any
//! other. The errors are [`CodeNotAllowed`] (no close frame may hold the code), [`ParseCloseCodeError`] (a text is not a code)
//! and [`UnknownCode`] (a set does not have the number).

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
