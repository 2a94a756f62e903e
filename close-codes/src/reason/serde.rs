use core::fmt;

use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::close_reason::CloseReason;

/// Writes a string.
impl Serialize for CloseReason {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Reads a string of at most 123 bytes.
impl<'de> Deserialize<'de> for CloseReason {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ReasonVisitor)
    }
}

struct ReasonVisitor;

impl Visitor<'_> for ReasonVisitor {
    type Value = CloseReason;

    #[inline]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string of at most {} bytes", CloseReason::MAX_LEN)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        CloseReason::new(text).map_err(E::custom)
    }
}
