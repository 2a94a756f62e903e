//! The status code, the registry's data about it, and sets of private codes.
//!
//! [`CloseCode`] is any status code. A [`CodeSet`] holds an application's own codes, and [`CodeOf`] is a code of a set or any
//! other. The errors are [`CodeNotAllowed`] (no close frame may hold the code), [`ParseCloseCodeError`] (a text is not a code)
//! and [`UnknownCode`] (a set does not have the number).

// These come first, because rustdoc shows methods in the order of the modules.
mod language;
#[cfg(feature = "macros")]
mod registered;
#[cfg(not(feature = "macros"))]
#[path = "generated.rs"]
#[rustfmt::skip]
#[allow(clippy::pedantic, reason = "it is generated")]
mod registered;

mod close_code;
mod code_of;
pub(crate) mod display;
mod implement;
mod not_allowed;
pub(crate) mod parse;
mod range;
mod reconnect;
mod role;
#[cfg(feature = "serde")]
mod serde;
mod set;
mod unknown;
mod unregistered;

pub use code_of::CodeOf;
pub use not_allowed::CodeNotAllowed;
pub use parse::ParseCloseCodeError;
pub use reconnect::Reconnect;
pub use registered::{CloseCode, CodeRange, Language};
pub use role::Role;
pub use set::CodeSet;
pub use unknown::UnknownCode;
pub use unregistered::Unregistered;
