//! Status codes: the registered codes, and sets of private codes.
//!
//! - [`CloseCode`] is any status code, from 0 to 65535. [`CodeRange`], [`Role`], [`Reconnect`] and [`Language`] describe it.
//! - [`CodeSet`] is the trait of an application's own set of codes. [`CodeOf`] is a code of a set, or any other code.
//! - [`Band`] is a range of codes in a table of private codes.
//! - The errors are [`CodeNotAllowed`] (the code may not be sent), [`ParseCloseCodeError`] (a text is not a close code) and
//!   [`UnknownCode`] (the code is not in the set).

// These come first: rustdoc shows methods in the order of the modules.
mod language;
#[cfg(feature = "macros")]
mod registered;
#[cfg(not(feature = "macros"))]
#[path = "generated.rs"]
#[rustfmt::skip]
#[allow(clippy::pedantic, reason = "it is generated")]
mod registered;

mod band;
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

pub use band::Band;
pub use code_of::CodeOf;
pub use not_allowed::CodeNotAllowed;
pub use parse::ParseCloseCodeError;
pub use reconnect::Reconnect;
pub use registered::{CloseCode, CodeRange, Language};
pub use role::Role;
pub use set::CodeSet;
pub use unknown::UnknownCode;
pub use unregistered::Unregistered;
