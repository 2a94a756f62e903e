//! The registered codes.

use std::fmt::Write;

use close_codes_registry::check::cell::show;
use close_codes_registry::{Code, OnTheWire, Reconnect, Registry, Sender, Text, text};
use proc_macro2::TokenStream;

use super::{all, by_language, docs, documentation, join, match_self, method, parse, pattern, quoted, references};
use crate::ast::Enum;

/// Puts the registered codes before the variant that is written out, `Unregistered(Unregistered)`, and adds what the
/// registry says about them.
///
/// Each code is its variant's discriminant: with that, LLVM turns a number into a code and back without a table.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let codes = &registry.codes;
    let mut variants = String::new();
    for code in codes {
        let _ = write!(variants, "{} {} = {},", documentation(&docs::code(code)), code.variant, code.number);
    }
    // The order in the documentation.
    let methods = [numbers(codes), texts(registry), facts(codes), senders(registry), http(codes)];
    item.implement(&parse(&variants), &parse(&methods.concat()))
}

/// From number to code and back.
fn numbers(codes: &[Code]) -> String {
    let (mut paths, mut from_number, mut to_number) = (String::new(), String::new(), String::new());
    for Code { number, variant, .. } in codes {
        let _ = write!(paths, "Self::{variant},");
        let _ = write!(from_number, "{number} => Self::{variant},");
        let _ = write!(to_number, "Self::{variant} => {number},");
    }
    [
        all(
            docs! {
                /// The registered codes, in ascending order.
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert!(CloseCode::ALL.contains(&CloseCode::GoingAway));
                /// assert!(CloseCode::ALL.iter().all(|code| code.is_registered()));
                /// ```
            },
            &paths,
        ),
        method(
            docs! {
                /// The code with this number. Takes every number, also those that no close frame may hold.
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::from_u16(1000), CloseCode::NormalClosure);
                /// assert!(matches!(CloseCode::from_u16(999), CloseCode::Unregistered(_)));
                /// ```
            },
            "from_u16(code: u16) -> Self",
            &format!("match code {{ {from_number} _ => Self::Unregistered(Unregistered(code)), }}"),
        ),
        method(
            docs! {
                /// The number, as it stands in the first two bytes of a close frame's body, most significant byte first
                /// (RFC 6455, section 5.5.1).
            },
            "as_u16(self) -> u16",
            &format!("match self {{ {to_number} Self::Unregistered(Unregistered(number)) => number, }}"),
        ),
    ]
    .concat()
}

fn texts(registry: &Registry) -> String {
    let each = |part: fn(&Text) -> &str, of_range: &str| {
        by_language(registry, &|language| {
            of_each(&registry.codes, &|code| quoted(&code.texts, language, part), of_range)
        })
    };
    let name = each(|text| &text.name, "CodeRange::of(self.as_u16()).name_in(language)");
    let description = each(|text| &text.description, "CodeRange::of(self.as_u16()).description_in(language)");
    [
        method(
            docs! {
                /// The name in English: IANA's Meaning, or a few words if that is a whole sentence (1014). The name of the
                /// [`range`](Self::range) if the code is not registered.
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::GoingAway.name(), "Going Away");
                /// assert_eq!(CloseCode::from_u16(4001).name(), "Application");
                /// ```
            },
            "name(self) -> &'static str",
            "self.name_in(Language::En)",
        ),
        method(
            docs! {
                /// The meaning of the code in English: a sentence or more. The purpose of the [`range`](Self::range) if the code
                /// is not registered.
            },
            "description(self) -> &'static str",
            "self.description_in(Language::En)",
        ),
        method(
            docs! {
                /// The name in a language; in English if the language has no name for the code yet. The name of the
                /// [`range`](Self::range) if the code is not registered.
                ///
                /// ```
                /// use close_codes::{CloseCode, Language};
                ///
                /// assert_eq!(CloseCode::ServiceRestart.name_in(Language::Es), "Reinicio del servicio");
                /// ```
            },
            "name_in(self, language: Language) -> &'static str",
            &name,
        ),
        method(
            docs! {
                /// The meaning of the code in a language; in English if the language has no description of the code yet. The
                /// purpose of the [`range`](Self::range) if the code has no description at all.
            },
            "description_in(self, language: Language) -> &'static str",
            &description,
        ),
    ]
    .concat()
}

fn senders(registry: &Registry) -> String {
    let server = is_sent(registry, |sender| matches!(sender, Sender::Either | Sender::Server));
    let client = is_sent(registry, |sender| matches!(sender, Sender::Either | Sender::Client));
    let anybody = is_sent(registry, Sender::is_allowed_on_wire);
    let local = is_sent(registry, |sender| sender == Sender::Local);
    let allowed = allowed_on_wire(registry);
    [
        method(
            docs! {
                /// Returns true if a close frame may hold the code (RFC 6455, section 7.4).
                ///
                /// Each registered code may go over the wire, except those that are [local only](Self::is_local_only) and 1004,
                /// which has no meaning yet. So may each number from 3000 to 4999.
                #[doc = &allowed]
            },
            "is_allowed_on_wire(self) -> bool",
            &anybody,
        ),
        method(
            docs! {
                /// Returns true if an endpoint with this role should send the code.
                ///
                /// A server or a client may send each code that is [allowed on the wire](Self::is_allowed_on_wire), except that 1010
                /// is for clients (RFC 6455, section 7.4.1), and 1012, 1013 and 1014 are for servers. This is advice: a peer that
                /// does not follow the advice breaks no rule that an endpoint has to enforce. For scripts in a browser, see
                /// [`is_allowed_in_close_call`](Self::is_allowed_in_close_call).
            },
            "may_be_sent_by(self, role: Role) -> bool",
            &format!("match role {{ Role::Server => {server}, Role::Client => {client}, }}"),
        ),
        method(
            docs! {
                /// Returns true if an endpoint tells the code only to its own application: 1005, 1006 and 1015 (RFC 6455,
                /// section 7.4.1).
            },
            "is_local_only(self) -> bool",
            &local,
        ),
    ]
    .concat()
}

fn facts(codes: &[Code]) -> String {
    let reconnect = |code: &Code| {
        let reconnect = match code.reconnect {
            Reconnect::Yes => "Reconnect::Yes",
            Reconnect::No => "Reconnect::No",
            Reconnect::Unknown => "Reconnect::Unknown",
        };
        reconnect.to_owned()
    };
    [
        method(
            docs! {
                /// A label in `snake_case`, for metrics and translation files: `service_restart`. The key of a registered
                /// code is the same in all languages and in all minor versions.
                ///
                /// An unregistered code has the key of its [`range`](Self::range), so that a peer cannot make more labels. The code
                /// gets a key of its own when it is registered.
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::ServiceRestart.key(), "service_restart");
                /// assert_eq!(CloseCode::from_u16(4001).key(), "application");
                /// assert_eq!(CloseCode::from_u16(4002).key(), "application");
                /// ```
            },
            "key(self) -> &'static str",
            &of_each(codes, &|code| format!("{:?}", code.key), "CodeRange::of(self.as_u16()).key()"),
        ),
        method(
            docs! {
                /// A hint about connecting again; [`Reconnect::Unknown`] if the code is not registered.
            },
            "reconnect(self) -> Reconnect",
            &of_each(codes, &reconnect, "Reconnect::Unknown"),
        ),
        method(
            docs! {
                /// The documents that define the code, as IANA names them: `RFC6455`, `RFC Errata 3227` or an address. Empty if
                /// the registration gives none, or if the code is not registered.
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::InternalError.references(), ["RFC6455", "RFC Errata 3227"]);
                /// ```
            },
            "references(self) -> &'static [&'static str]",
            &of_each(codes, &|code| references(&code.references), "&[]"),
        ),
    ]
    .concat()
}

/// To the HTTP status of a code, and back.
fn http(codes: &[Code]) -> String {
    let (mut to_status, mut from_status, mut list) = (String::new(), String::new(), Vec::new());
    for code in codes {
        let (Some(status), variant) = (code.http_status, &code.variant) else { continue };
        let _ = write!(to_status, "Self::{variant} => Some({status}),");
        let _ = write!(from_status, "{status} => Some(Self::{variant}),");
        list.push(format!("{} ({status})", code.number));
    }
    let list = format!(" In this version these are the codes {}.", text::join(list, ", "));
    [
        method(
            docs! {
                /// The HTTP status that means the same, for the codes whose registration names one, and `None` for each other code.
                /// A server can choose the code for a failed request, or show a closed connection in HTTP's terms.
                ///
                #[doc = &list]
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::Unauthorized.http_status(), Some(401));
                /// assert_eq!(CloseCode::NormalClosure.http_status(), None);
                /// ```
            },
            "http_status(self) -> Option<u16>",
            &format!("match self {{ {to_status} _ => None, }}"),
        ),
        method(
            docs! {
                /// The code whose registration names this HTTP status, the inverse of [`http_status`](Self::http_status). `None` for
                /// each other number: an application chooses a private code for these.
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::from_http_status(403), Some(CloseCode::Forbidden));
                /// assert_eq!(CloseCode::from_http_status(404), None);
                /// ```
            },
            "from_http_status(status: u16) -> Option<Self>",
            &format!("match status {{ {from_status} _ => None, }}"),
        ),
    ]
    .concat()
}

/// A sentence with the codes that may go over the wire, as this registry has them.
fn allowed_on_wire(registry: &Registry) -> String {
    let mut allowed = Vec::new();
    for range in &registry.ranges {
        if range.on_the_wire == OnTheWire::Any {
            allowed.push(range.codes.clone());
            continue;
        }
        for code in &registry.codes {
            if range.codes.contains(&code.number) && code.sender.is_allowed_on_wire() {
                allowed.push(code.number..=code.number);
            }
        }
    }
    let allowed = join(allowed.into_iter());
    let count: usize = allowed.iter().map(ExactSizeIterator::len).sum();
    format!(" In this version these are {count} codes: {}.", text::join(allowed.iter().map(show), ", "))
}

/// Whether `is` holds for the code's sender. That of an unregistered code is either endpoint where any number may go
/// over the wire, and nobody elsewhere.
fn is_sent(registry: &Registry, is: fn(Sender) -> bool) -> String {
    let sent = |on_the_wire| is(if on_the_wire == OnTheWire::Any { Sender::Either } else { Sender::Nobody });
    let ranges = join(registry.ranges.iter().filter(|range| sent(range.on_the_wire)).map(|range| range.codes.clone()));
    let mut arms = String::new();
    if !ranges.is_empty() {
        let ranges = text::join(ranges.iter().map(pattern), "|");
        arms = format!("Self::Unregistered(Unregistered({ranges})) => true,");
    }
    let (mut sent, mut unsent) = (Vec::new(), Vec::new());
    for code in &registry.codes {
        if is(code.sender) { sent.push(code) } else { unsent.push(code) }
    }
    let registered = if bits(&sent) & bits(&unsent) == 0 {
        let bits = sent.iter().map(|code| format!("1 << ({} % 64)", code.number));
        let bits = if sent.is_empty() { "0".to_owned() } else { text::join(bits, "|") };
        format!("{{ const CODES: u64 = {bits}; (CODES >> (self.as_u16() % 64)) & 1 == 1 }}")
    } else {
        let paths = sent.iter().map(|code| format!("Self::{}", code.variant));
        format!("matches!(self, {})", text::join(paths, "|"))
    };
    format!("match self {{ {arms} Self::Unregistered(_) => false, _ => {registered}, }}")
}

/// A set of codes as a word with a bit for each number modulo 64. It tells these codes from others that share no bit with
/// them, by one shift and no branch; a `match` on the codes takes a third longer.
fn bits(codes: &[&Code]) -> u64 {
    codes.iter().fold(0, |word, code| word | 1 << (code.number % 64))
}

/// A `match self` with what `value` gives for each code, and what to give for an unregistered one.
fn of_each(codes: &[Code], value: &dyn Fn(&Code) -> String, unregistered: &str) -> String {
    match_self(codes, |code| &code.variant, value, &format!("Self::Unregistered(_) => {unregistered},"))
}
