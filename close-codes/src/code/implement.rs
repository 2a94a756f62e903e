/// Implements the traits of a set that do not depend on its codes.
///
/// The attribute `close_codes` writes a call of this macro next to the enum, in the user's crate. Any name may have another
/// meaning there, so each name is a full path.
///
/// `$skippable` are the traits that `skip` did not leave out. Each of them has an arm of this macro.
#[doc(hidden)]
#[macro_export]
macro_rules! __implement_code_set {
    ($name:ident: $($skippable:ident)*) => {
        impl $crate::CodeSet for $name {
            const ALL: &'static [Self] = Self::ALL;

            #[inline]
            fn from_u16(code: ::core::primitive::u16) -> ::core::option::Option<Self> {
                Self::from_u16(code)
            }

            #[inline]
            fn as_u16(self) -> ::core::primitive::u16 {
                self.as_u16()
            }

            #[inline]
            fn name(self) -> &'static ::core::primitive::str {
                self.name()
            }

            #[inline]
            fn description(self) -> &'static ::core::primitive::str {
                self.description()
            }

            #[inline]
            fn references(self) -> &'static [&'static ::core::primitive::str] {
                self.references()
            }

            #[inline]
            fn key(self) -> &'static ::core::primitive::str {
                self.key()
            }
        }

        $($crate::__implement_code_set!(@$skippable $name);)*
        $crate::__implement_code_set!(@compare $name, ::core::primitive::u16);
        $crate::__implement_code_set!(@compare $name, $crate::CloseCode);
        $crate::__implement_code_set!(@compare $name, $crate::code::CodeOf<$name>);

        impl ::core::convert::From<$name> for $crate::CloseCode {
            #[inline]
            fn from(code: $name) -> $crate::CloseCode {
                $crate::CloseCode::from_u16(code.as_u16())
            }
        }

        impl ::core::convert::From<$name> for $crate::code::CodeOf<$name> {
            #[inline]
            fn from(code: $name) -> $crate::code::CodeOf<$name> {
                $crate::code::CodeOf::Known(code)
            }
        }

        impl ::core::convert::TryFrom<$crate::CloseCode> for $name {
            type Error = $crate::code::UnknownCode;

            #[inline]
            fn try_from(code: $crate::CloseCode) -> ::core::result::Result<Self, $crate::code::UnknownCode> {
                let code = code.as_u16();
                match Self::from_u16(code) {
                    ::core::option::Option::Some(code) => ::core::result::Result::Ok(code),
                    ::core::option::Option::None => ::core::result::Result::Err($crate::code::UnknownCode::new(code)),
                }
            }
        }
    };
    (@Display $name:ident) => {
        /// Writes number and name: `4001 Token Expired`. Supports width, fill and alignment.
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::display(self.as_u16(), self.name(), f)
            }
        }
    };
    (@FromStr $name:ident) => {
        /// Reads the number, the name, the key, the variant, or the text of `Display` (number and name).
        impl ::core::str::FromStr for $name {
            type Err = $crate::code::ParseCloseCodeError;

            #[inline]
            fn from_str(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, $crate::code::ParseCloseCodeError> {
                $crate::__private::parse(text, Self::ALL, Self::from_u16, |code| [code.name(), code.key()])
            }
        }
    };
    (@TryFrom $name:ident) => {
        impl ::core::convert::TryFrom<::core::primitive::u16> for $name {
            type Error = $crate::code::UnknownCode;

            #[inline]
            fn try_from(code: ::core::primitive::u16) -> ::core::result::Result<Self, $crate::code::UnknownCode> {
                <Self as ::core::convert::TryFrom<$crate::CloseCode>>::try_from($crate::CloseCode::from_u16(code))
            }
        }
    };
    (@From $name:ident) => {
        impl ::core::convert::From<$name> for ::core::primitive::u16 {
            #[inline]
            fn from(code: $name) -> ::core::primitive::u16 {
                code.as_u16()
            }
        }
    };
    (@compare $name:ident, $other:ty) => {
        /// Compares by number.
        impl ::core::cmp::PartialEq<$other> for $name {
            #[inline]
            fn eq(&self, other: &$other) -> ::core::primitive::bool {
                self.as_u16() == <::core::primitive::u16 as ::core::convert::From<$other>>::from(*other)
            }
        }

        /// Compares by number.
        impl ::core::cmp::PartialEq<$name> for $other {
            #[inline]
            fn eq(&self, other: &$name) -> ::core::primitive::bool {
                <::core::primitive::u16 as ::core::convert::From<$other>>::from(*self) == other.as_u16()
            }
        }

        /// Compares by number.
        impl ::core::cmp::PartialOrd<$other> for $name {
            #[inline]
            fn partial_cmp(&self, other: &$other) -> ::core::option::Option<::core::cmp::Ordering> {
                let other = <::core::primitive::u16 as ::core::convert::From<$other>>::from(*other);
                ::core::option::Option::Some(::core::cmp::Ord::cmp(&self.as_u16(), &other))
            }
        }

        /// Compares by number.
        impl ::core::cmp::PartialOrd<$name> for $other {
            #[inline]
            fn partial_cmp(&self, other: &$name) -> ::core::option::Option<::core::cmp::Ordering> {
                let this = <::core::primitive::u16 as ::core::convert::From<$other>>::from(*self);
                ::core::option::Option::Some(::core::cmp::Ord::cmp(&this, &other.as_u16()))
            }
        }
    };
}
