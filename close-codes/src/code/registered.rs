//! The enums of IANA's registry. Each macro puts the registry's data into an enum that is written here without it.
//!
//! Without the feature `macros`, `generated.rs` stands in for this file: the same enums, with what the macros make of them.

use super::reconnect::Reconnect;
use super::role::Role;
use super::unregistered::Unregistered;

/// The status code of a close frame (RFC 6455, sections 5.5.1 and 7.4).
///
/// There is a variant for each code in IANA's WebSocket Close Code Number Registry, and [`Unregistered`](Self::Unregistered)
/// for each other number. Each number from 0 to 65535 has exactly one value: `CloseCode::from_u16(n).as_u16() == n` for
/// every `n`.
///
/// A value takes four bytes, as does `Option<CloseCode>`. Their layout may change: [`as_u16`](Self::as_u16) gives the
/// number.
///
/// # Matching
///
/// New codes are registered every few years, and get a variant here in a minor version. So a `match` needs a wildcard. Give
/// a private code a constant, which still matches after a registration:
///
/// ```
/// use close_codes::CloseCode;
///
/// const TOKEN_EXPIRED: CloseCode = CloseCode::from_u16(4001);
///
/// fn explain(code: CloseCode) -> &'static str {
///     match code {
///         CloseCode::NormalClosure => "bye",
///         CloseCode::AbnormalClosure => "the connection was lost",
///         TOKEN_EXPIRED => "log in again",
///         other => other.description(),
///     }
/// }
///
/// assert_eq!(explain(CloseCode::from_u16(4001)), "log in again");
/// ```
///
/// # Order, text and numbers
///
/// Codes are ordered by number, and compare with numbers: `code == 1000`, `code >= 4000`. [`Display`](core::fmt::Display) gives
/// number and name, `1012 Service Restart`; for an unregistered code the name is that of its range, `4001 Application`.
/// `parse` takes that, the number, the name, the [`key`](Self::key) or the variant. Store the number, not the name: names,
/// keys and variants change when a code is registered.
#[doc = include_str!("codes.md")]
#[close_codes_macros::registered_codes]
#[repr(u16)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseCode {
    /// Any number that is not registered, such as a private code.
    ///
    /// Only [`from_u16`](Self::from_u16) and the conversions make one, so a number that has a variant is never in here. A
    /// pattern cannot look inside: compare [`as_u16`](Self::as_u16), or match a constant. When a number is registered, it gets
    /// a variant of its own. Then an arm `Unregistered(_)` does not match the number any more, and a constant still does.
    Unregistered(Unregistered) = 0,
}

/// A range of status codes (RFC 6455, section 7.4.2). Every number from 0 to 65535 is in exactly one.
///
/// RFC 6455 gives 1000-2999 to the protocol and its extensions together, and says nothing about numbers from 5000 on.
/// Here 1000-1999 and 2000-2999 are two ranges, as is common, and the last range is [`Undefined`](Self::Undefined).
#[doc = include_str!("range.md")]
/// ```
/// use close_codes::CodeRange;
///
/// assert_eq!(CodeRange::of(4001), CodeRange::Application);
/// assert_eq!(CodeRange::Application.bounds(), 4000..=4999);
/// ```
#[close_codes_macros::code_ranges]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeRange {}

/// A language in which there are names and descriptions.
///
/// ```
/// use close_codes::{CloseCode, Language};
///
/// let language = Language::from_tag("es-MX").unwrap_or(Language::En);
/// assert_eq!(CloseCode::NormalClosure.name_in(language), "Cierre normal");
/// ```
#[close_codes_macros::languages]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Language {}
