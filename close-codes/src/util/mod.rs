//! What several layers need, and no layer owns.

pub(crate) mod escape;
pub(crate) mod from_fn;
pub(crate) mod inline;
#[cfg(feature = "serde")]
pub(crate) mod serde;
