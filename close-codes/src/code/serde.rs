use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::code_of::CodeOf;
use super::registered::CloseCode;
use super::set::CodeSet;

/// Writes the number.
impl Serialize for CloseCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.as_u16())
    }
}

/// Reads any number from 0 to 65535.
impl<'de> Deserialize<'de> for CloseCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u16::deserialize(deserializer).map(Self::from_u16)
    }
}

/// Writes the number.
impl<S: CodeSet> Serialize for CodeOf<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        self.code().serialize(serializer)
    }
}

/// Reads any number from 0 to 65535.
impl<'de, S: CodeSet> Deserialize<'de> for CodeOf<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        CloseCode::deserialize(deserializer).map(Self::from)
    }
}
