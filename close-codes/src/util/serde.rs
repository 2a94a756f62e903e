//! Structs and words for serde, without serde's derives.

use core::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

/// A visitor that reads one of these words. The value is `None` for any other text.
pub(crate) struct OneOf(pub(crate) &'static [&'static str]);

impl Visitor<'_> for OneOf {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {:?}", self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().copied().find(|word| *word == text))
    }
}

/// Reads the name of a field.
impl<'de> DeserializeSeed<'de> for OneOf {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

/// Reads a value that is one of these words.
pub(crate) fn word<'de, D: Deserializer<'de>>(
    words: &'static [&'static str],
    deserializer: D,
) -> Result<&'static str, D::Error> {
    let word = deserializer.deserialize_str(OneOf(words))?;
    word.ok_or_else(|| D::Error::custom(format_args!("expected one of {words:?}")))
}

/// Reads the field of this name as the next element of a sequence.
pub(crate) fn element<'de, A: SeqAccess<'de>, T: serde_core::Deserialize<'de>>(
    seq: &mut A,
    name: &'static str,
) -> Result<T, A::Error> {
    seq.next_element()?.ok_or_else(|| A::Error::missing_field(name))
}

/// Reads the value of a map's field into its place. A field that comes twice is an error.
pub(crate) fn value<'de, A: MapAccess<'de>, T: serde_core::Deserialize<'de>>(
    map: &mut A,
    name: &'static str,
    place: &mut Option<T>,
) -> Result<(), A::Error> {
    match place.replace(map.next_value()?) {
        None => Ok(()),
        Some(_) => Err(A::Error::duplicate_field(name)),
    }
}

/// Defines a struct with `Serialize` and `Deserialize`: by the names of its fields, or by their order in a format without names.
/// In a format with names, a field with `= value` may be missing, and unknown names are ignored.
macro_rules! serde_struct {
    ($name:literal, $struct:ident { $($field:ident: $type:ty $(= $default:expr)?),+ $(,)? }) => {
        struct $struct {
            $($field: $type,)+
        }

        impl $struct {
            const FIELDS: &[&str] = &[$(stringify!($field)),+];
        }

        impl serde_core::Serialize for $struct {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde_core::ser::SerializeStruct;

                let mut fields = serializer.serialize_struct($name, Self::FIELDS.len())?;
                $(fields.serialize_field(stringify!($field), &self.$field)?;)+
                fields.end()
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $struct {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct StructVisitor;

                impl<'de> serde_core::de::Visitor<'de> for StructVisitor {
                    type Value = $struct;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("struct ", $name))
                    }

                    fn visit_seq<A: serde_core::de::SeqAccess<'de>>(self, mut seq: A) -> Result<$struct, A::Error> {
                        Ok($struct { $($field: $crate::util::serde::element(&mut seq, stringify!($field))?,)+ })
                    }

                    fn visit_map<A: serde_core::de::MapAccess<'de>>(self, mut map: A) -> Result<$struct, A::Error> {
                        use serde_core::de::Error;

                        $(let mut $field = None::<$type>;)+
                        while let Some(name) = map.next_key_seed($crate::util::serde::OneOf($struct::FIELDS))? {
                            match name {
                                $(Some(name @ stringify!($field)) => {
                                    $crate::util::serde::value(&mut map, name, &mut $field)?;
                                })+
                                _ => {
                                    map.next_value::<serde_core::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok($struct {
                            $($field: $field
                                $(.or_else(|| Some($default)))?
                                .ok_or_else(|| A::Error::missing_field(stringify!($field)))?,)+
                        })
                    }
                }

                deserializer.deserialize_struct($name, Self::FIELDS, StructVisitor)
            }
        }
    };
}

/// Implements `Serialize` and `Deserialize` for a type through a `serde_struct`. Needs `From<&$type> for $struct` and
/// `TryFrom<$struct> for $type`.
macro_rules! serde_by_way_of {
    ($(#[$doc:meta])+ $type:ident: $struct:ident) => {
        $(#[$doc])+
        impl serde_core::Serialize for $type {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde_core::Serialize::serialize(&$struct::from(self), serializer)
            }
        }

        $(#[$doc])+
        impl<'de> serde_core::Deserialize<'de> for $type {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$struct as serde_core::Deserialize>::deserialize(deserializer)?.try_into().map_err(serde_core::de::Error::custom)
            }
        }
    };
}

pub(crate) use {serde_by_way_of, serde_struct};
