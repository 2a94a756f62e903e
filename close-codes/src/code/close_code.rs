use core::cmp::Ordering;
use core::fmt;

use super::display::display;
use super::language::Language;
use super::range::CodeRange;
use super::reconnect::Reconnect;
use super::role::Role;

/// The status code of a close frame (RFC 6455, sections 5.5.1 and 7.4).
///
/// There is a variant for each code in IANA's WebSocket Close Code Number Registry, and [`Unregistered`](Self::Unregistered)
/// for every other number. Each number from 0 to 65535 has exactly one value, so that nothing that arrives is lost or
/// changed: `CloseCode::from_u16(n).as_u16() == n` for every `n`.
///
/// The value takes four bytes, as does `Option<CloseCode>`. How they are laid out may change; it is
/// [`as_u16`](Self::as_u16) that gives the number.
///
/// # Matching
///
/// New codes are registered every few years, and get a variant here in a minor version. A `match` therefore needs a
/// wildcard, and a private code is best given a constant, which goes on matching whatever is registered:
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
/// Codes are ordered by number, and compare with numbers: `code == 1000`, `code >= 4000`. [`Display`](fmt::Display) gives
/// number and name, `1012 Service Restart`; for an unregistered code the name is that of its range, `4001 Application`.
/// `parse` takes that, the number, the name or the [`key`](Self::key). What is to last, such as a stored log, had better
/// hold the number: names and keys change when a code is registered.
#[doc = include_str!("codes.md")]
#[close_codes_macros::registered_codes]
#[repr(u16)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseCode {
    /// Any number that is not registered, such as a private code.
    ///
    /// Only [`from_u16`](Self::from_u16) and what is built on it make one, so that a number which has a variant is never
    /// in here; and no pattern can look inside: it is [`as_u16`](Self::as_u16) or a constant that tells one from another.
    /// On the day a number is registered it moves from here to a variant of its own. From then on an arm
    /// `Unregistered(_)` passes it over, while a constant goes on matching it.
    Unregistered(Unregistered) = 0,
}

/// The number inside [`CloseCode::Unregistered`].
///
/// It cannot be taken out or put in. [`CloseCode::from_u16`] makes a code of any number, [`CloseCode::as_u16`] gives the
/// number of any code:
///
/// ```
/// use close_codes::CloseCode;
///
/// let code = CloseCode::from_u16(4001);
/// assert!(matches!(code, CloseCode::Unregistered(_)));
/// assert_eq!(code.as_u16(), 4001);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unregistered(u16);

/// The number alone.
impl fmt::Debug for Unregistered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl CloseCode {
    /// Every registered code, in ascending order.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert!(CloseCode::ALL.contains(&CloseCode::GoingAway));
    /// assert!(CloseCode::ALL.iter().all(|code| code.is_registered()));
    /// ```
    pub const ALL: &'static [Self] = Self::REGISTERED;

    /// The code with this number. Takes every number, also those that no close frame may hold.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::from_u16(1000), CloseCode::NormalClosure);
    /// assert!(matches!(CloseCode::from_u16(999), CloseCode::Unregistered(_)));
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_u16(code: u16) -> Self {
        Self::of_number(code)
    }

    /// The number, as it stands in the first two bytes of a close frame's body, most significant byte first
    /// (RFC 6455, section 5.5.1).
    #[inline]
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.number()
    }

    /// The name in English: IANA's Meaning, or, where that is a whole sentence (1014), a name of a few words. The name
    /// of the [`range`](Self::range) if the code is not registered.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::GoingAway.name(), "Going Away");
    /// assert_eq!(CloseCode::from_u16(4001).name(), "Application");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name_in(Language::En)
    }

    /// What the code says, in English: a sentence or more, for people who know what an endpoint is. What the
    /// [`range`](Self::range) is for if the code is not registered.
    #[inline]
    #[must_use]
    pub const fn description(self) -> &'static str {
        self.description_in(Language::En)
    }

    /// The name in a language; in English if the language has none yet. The name of the [`range`](Self::range) if the
    /// code is not registered.
    ///
    /// ```
    /// use close_codes::{CloseCode, Language};
    ///
    /// assert_eq!(CloseCode::ServiceRestart.name_in(Language::Es), "Reinicio de servicio");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name_in(self, language: Language) -> &'static str {
        match self.registered_name(language) {
            Some(name) => name,
            None => self.range().name_in(language),
        }
    }

    /// What the code says, in a language; in English if the language has no description yet, and what the
    /// [`range`](Self::range) is for if there is none at all.
    #[inline]
    #[must_use]
    pub const fn description_in(self, language: Language) -> &'static str {
        match self.registered_description(language) {
            Some(description) => description,
            None => self.range().description_in(language),
        }
    }

    /// The documents that define the code, as IANA names them: `RFC6455`, `RFC Errata 3227` or an address. Empty if the
    /// registration gives none, or if there is no registration.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::InternalError.references(), ["RFC6455", "RFC Errata 3227"]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn references(self) -> &'static [&'static str] {
        match self.registered_references() {
            Some(references) => references,
            None => &[],
        }
    }

    /// A label in `snake_case`, for metrics and translation files: `service_restart`. It is the same in all languages and
    /// stays the same in all minor versions. An unregistered code has the key of its [`range`](Self::range), so that there
    /// are only so many labels, whatever a peer sends; it gets one of its own on the day it is registered.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::ServiceRestart.key(), "service_restart");
    /// assert_eq!(CloseCode::from_u16(4001).key(), "application");
    /// assert_eq!(CloseCode::from_u16(4002).key(), "application");
    /// ```
    #[inline]
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self.registered_key() {
            Some(key) => key,
            None => self.range().key(),
        }
    }

    /// The range that the number is in (RFC 6455, section 7.4.2).
    #[inline]
    #[must_use]
    pub const fn range(self) -> CodeRange {
        CodeRange::of(self.as_u16())
    }

    /// Whether IANA's registry lists the code; if so, it has a variant of its own.
    #[inline]
    #[must_use]
    pub const fn is_registered(self) -> bool {
        !matches!(self, Self::Unregistered(_))
    }

    /// Whether the code is one that an endpoint tells only to its own application: 1005, 1006 and 1015 (RFC 6455,
    /// section 7.4.1).
    #[inline]
    #[must_use]
    pub const fn is_local_only(self) -> bool {
        self.is_local()
    }

    /// Whether a close frame may hold the code (RFC 6455, section 7.4).
    ///
    /// Allowed are registered codes, and all numbers from 3000 to 4999; not allowed are, of the registered ones, those
    /// that are [local only](Self::is_local_only) and 1004, which has no meaning yet. With the registry of 2026-06-10
    /// these are the 2012 codes 1000-1003, 1007-1014 and 3000-4999.
    #[inline]
    #[must_use]
    pub const fn is_allowed_on_wire(self) -> bool {
        self.is_sent_by_anybody()
    }

    /// Whether it befits an endpoint to send the code.
    ///
    /// A server or a client may send what is [allowed on the wire](Self::is_allowed_on_wire), except that 1010 is for
    /// clients (RFC 6455, section 7.4.1), and 1012, 1013 and 1014 are for servers. This is advice: a peer that does
    /// otherwise breaks no rule that an endpoint would have to enforce. A script in a browser may send 1000 and
    /// 3000-4999; on any other code WHATWG's `WebSocket.close(code, reason)` throws an `InvalidAccessError`.
    #[inline]
    #[must_use]
    pub const fn may_be_sent_by(self, role: Role) -> bool {
        match role {
            Role::Server => self.is_sent_by_server(),
            Role::Client => self.is_sent_by_client(),
            Role::Browser => matches!(self.as_u16(), 1000 | 3000..=4999),
        }
    }

    /// The code that a proxy sends to one side after it got this one from the other.
    ///
    /// That is the code itself if it is [allowed on the wire](Self::is_allowed_on_wire), whoever it came from: the advice
    /// on roles ([`may_be_sent_by`](Self::may_be_sent_by)) is for whoever chooses a code, and a proxy does not. It is
    /// `None` for 1005: send a close frame without a code. It is 1011, [`InternalError`](Self::InternalError), for
    /// everything else.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::from_u16(4001).forwardable(), Some(CloseCode::from_u16(4001)));
    /// assert_eq!(CloseCode::NoStatusReceived.forwardable(), None);
    /// assert_eq!(CloseCode::AbnormalClosure.forwardable(), Some(CloseCode::InternalError));
    /// ```
    #[inline]
    #[must_use]
    pub const fn forwardable(self) -> Option<Self> {
        match self.as_u16() {
            1005 => None,
            _ if self.is_allowed_on_wire() => Some(self),
            _ => Some(Self::from_u16(1011)),
        }
    }

    /// Whether it makes sense to connect again; [`Reconnect::Unknown`] if the code is not registered.
    #[inline]
    #[must_use]
    pub const fn reconnect(self) -> Reconnect {
        match self.registered_reconnect() {
            Some(reconnect) => reconnect,
            None => Reconnect::Unknown,
        }
    }
}

/// By number.
impl Ord for CloseCode {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_u16().cmp(&other.as_u16())
    }
}

/// By number.
impl PartialOrd for CloseCode {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Number and [`name`](CloseCode::name): `1012 Service Restart`. A width is kept, with fill and alignment.
impl fmt::Display for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(self.as_u16(), self.name(), f)
    }
}

impl From<u16> for CloseCode {
    #[inline]
    fn from(code: u16) -> Self {
        Self::from_u16(code)
    }
}

impl From<CloseCode> for u16 {
    #[inline]
    fn from(code: CloseCode) -> Self {
        code.as_u16()
    }
}

impl PartialEq<u16> for CloseCode {
    #[inline]
    fn eq(&self, other: &u16) -> bool {
        self.as_u16() == *other
    }
}

impl PartialEq<CloseCode> for u16 {
    #[inline]
    fn eq(&self, other: &CloseCode) -> bool {
        *self == other.as_u16()
    }
}

impl PartialOrd<u16> for CloseCode {
    #[inline]
    fn partial_cmp(&self, other: &u16) -> Option<Ordering> {
        Some(self.as_u16().cmp(other))
    }
}

impl PartialOrd<CloseCode> for u16 {
    #[inline]
    fn partial_cmp(&self, other: &CloseCode) -> Option<Ordering> {
        Some(self.cmp(&other.as_u16()))
    }
}
