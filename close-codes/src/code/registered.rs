//! The enums of IANA's registry. A macro adds the registry's data to each enum.
//!
//! Without the feature `macros`, `generated.rs` replaces this file. It holds the output of the macros.

use super::reconnect::Reconnect;
use super::role::Role;
use super::unregistered::Unregistered;

/// The status code of a close frame (RFC 6455, sections 5.5.1 and 7.4).
///
/// Each code in IANA's WebSocket Close Code Number Registry has a variant. All other numbers are
/// [`Unregistered`](Self::Unregistered). Each number from 0 to 65535 has exactly one value:
/// `CloseCode::from_u16(n).as_u16() == n` for every `n`.
///
/// A `CloseCode` takes 4 bytes, and so does an `Option<CloseCode>`. The layout of both may change: use
/// [`as_u16`](Self::as_u16) to get the number.
///
/// # Matching
///
/// New codes are registered every few years, and get a variant in a minor version of this crate. So a `match` needs a
/// wildcard. Define a constant for a private code. The constant still matches after a registration:
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
/// - Order: codes are ordered by number, and can be compared with numbers: `code == 1000`, `code >= 4000`.
/// - Text: [`Display`](core::fmt::Display) writes number and name, such as `1012 Service Restart`. An unregistered code has
///   the name of its range: `4001 Application`.
/// - Parsing: `parse` reads the text of `Display`, the number, the name, the [`key`](Self::key) or the variant.
/// - Storage: store the number, not the name. Names, keys and variants change when a code is registered.
#[doc = include_str!("codes.md")]
#[close_codes_macros::registered_codes]
#[repr(u16)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseCode {
    /// Any number that is not registered, such as a private code.
    ///
    /// Only [`from_u16`](Self::from_u16) and the conversions make this variant. So it never holds a registered number. A
    /// pattern cannot match the number inside: compare [`as_u16`](Self::as_u16), or match a constant. A number that gets
    /// registered later gets a variant. After that, the arm `Unregistered(_)` does not match the number, but a constant still
    /// does.
    Unregistered(Unregistered) = 0,
}

/// A range of status codes (RFC 6455, section 7.4.2). Each number from 0 to 65535 is in exactly one range.
///
/// RFC 6455 has one range for 1000-2999 (the protocol and its extensions), and does not mention 5000 and above. This crate
/// follows common practice: 1000-1999 and 2000-2999 are two ranges, and [`Undefined`](Self::Undefined) starts at 5000.
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

/// A language of the names and descriptions, such as English or Spanish.
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
