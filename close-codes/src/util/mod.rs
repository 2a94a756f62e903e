//! Helpers that several modules use.

pub(crate) mod escape;
pub(crate) mod from_fn;
pub(crate) mod inline;
#[cfg(feature = "serde")]
pub(crate) mod serde;
