//! The registered codes.

use std::fmt::Write;

use close_codes_registry::check::cell::show;
use close_codes_registry::{Code, OnTheWire, Reconnect, Registry, Sender, Text, text};
use proc_macro2::TokenStream;

use super::{
    all, by_language, docs, documentation, join, match_self, method, parse, pattern, quoted, references, text_methods,
};
use crate::ast::Enum;

/// Adds a variant for each registered code before the enum's own variant, `Unregistered(Unregistered)`, and methods with
/// the registry's data.
///
/// Each code is the discriminant of its variant, so that LLVM converts numbers and codes without a table.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let codes = &registry.codes;
    let mut variants = String::new();
    for code in codes {
        let _ = write!(variants, "{} {} = {},", documentation(&docs::code(code)), code.variant, code.number);
    }
    // rustdoc shows the methods in this order.
    let methods = [numbers(codes), texts(registry), facts(codes), senders(registry), http(codes)];
    item.implement(&parse(&variants), &parse(&methods.concat()))
}

/// The list of codes, and conversions between codes and numbers.
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
                /// Returns the code with this number. Accepts every number, including those that may not be sent.
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
                /// Returns the number: the first two bytes of a close frame's body, in network byte order (RFC 6455, section
                /// 5.5.1).
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
    text_methods(
        [
            docs! {
                /// Returns the name in English, such as `Going Away`.
                ///
                /// This is IANA's "Meaning". For 1014, IANA's Meaning is a sentence; the name is `Bad Gateway`. An
                /// unregistered code has the name of its [`range`](Self::range).
                ///
                /// ```
                /// use close_codes::CloseCode;
                ///
                /// assert_eq!(CloseCode::GoingAway.name(), "Going Away");
                /// assert_eq!(CloseCode::from_u16(4001).name(), "Application");
                /// ```
            },
            docs! {
                /// Returns the meaning of the code in English: one sentence or more.
                ///
                /// An unregistered code has the description of its [`range`](Self::range).
            },
            docs! {
                /// Returns the name in a language.
                ///
                /// A registered code without a name in this language has its English name. An unregistered code has the name
                /// of its [`range`](Self::range).
                ///
                /// ```
                /// use close_codes::{CloseCode, Language};
                ///
                /// assert_eq!(CloseCode::ServiceRestart.name_in(Language::Es), "Reinicio del servicio");
                /// ```
            },
            docs! {
                /// Returns the meaning of the code in a language: one sentence or more.
                ///
                /// A code without a description in this language has its English description. A code without any description,
                /// such as an unregistered one, has the description of its [`range`](Self::range).
            },
        ],
        &name,
        &description,
    )
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
                /// Returns `true` if the code may be sent in a close frame (RFC 6455, section 7.4).
                ///
                /// These codes may be sent: each number from 3000 to 4999, and each registered code, except the
                /// [local ones](Self::is_local_only) and 1004, which has no meaning yet.
                #[doc = &allowed]
            },
            "is_allowed_on_wire(self) -> bool",
            &anybody,
        ),
        method(
            docs! {
                /// Returns `true` if an endpoint with this role should send the code.
                ///
                /// 1010 is for clients (RFC 6455, section 7.4.1). 1012, 1013 and 1014 are for servers. All other codes that
                /// [may be sent](Self::is_allowed_on_wire) are for both.
                ///
                /// This is advice: accept the code from a peer that does not follow it. For scripts in a browser, see
                /// [`is_allowed_in_close_call`](Self::is_allowed_in_close_call).
            },
            "may_be_sent_by(self, role: Role) -> bool",
            &format!("match role {{ Role::Server => {server}, Role::Client => {client}, }}"),
        ),
        method(
            docs! {
                /// Returns `true` if the code is for local use only: 1005, 1006 and 1015 (RFC 6455, section 7.4.1).
                ///
                /// An endpoint reports such a code to its own application, and never sends it.
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
                /// Returns a label in `snake_case` for metrics and translation files, such as `service_restart`.
                ///
                /// The key of a registered code is the same in all languages and in all minor versions.
                ///
                /// An unregistered code has the key of its [`range`](Self::range). So a peer cannot add labels to your metrics.
                /// When the code is registered, it gets its own key.
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
                /// Returns a hint about reconnecting; [`Reconnect::Unknown`] for an unregistered code.
            },
            "reconnect(self) -> Reconnect",
            &of_each(codes, &reconnect, "Reconnect::Unknown"),
        ),
        method(
            docs! {
                /// Returns the documents that define the code, as IANA names them: `RFC6455`, `RFC Errata 3227` or a URL.
                ///
                /// The slice is empty if the registration names none, or if the code is not registered.
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

/// Conversions between codes and HTTP statuses.
fn http(codes: &[Code]) -> String {
    let (mut to_status, mut from_status, mut list) = (String::new(), String::new(), Vec::new());
    for code in codes {
        let (Some(status), variant) = (code.http_status, &code.variant) else { continue };
        let _ = write!(to_status, "Self::{variant} => Some({status}),");
        let _ = write!(from_status, "{status} => Some(Self::{variant}),");
        list.push(format!("{} ({status})", code.number));
    }
    let list = format!(" In this version, these are {}.", text::join(list, ", "));
    [
        method(
            docs! {
                /// Returns the HTTP status with the same meaning, if the code's registration names one.
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
                /// Returns the code whose registration names this HTTP status: the inverse of
                /// [`http_status`](Self::http_status). Returns `None` for all other numbers: choose a private code for these.
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

/// A sentence that lists the codes of this registry that may be sent.
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
    format!(" In this version, these are {count} codes: {}.", text::join(allowed.iter().map(show), ", "))
}

/// Code that tests the code's sender with `is`. An unregistered code may be sent by either endpoint if its range allows
/// any number, and by nobody otherwise.
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

/// A set of codes as a word with a bit for each number modulo 64.
///
/// The word distinguishes the codes from others that share no bit with them. The test takes one shift and no branch; a
/// `match` on the codes takes a third longer.
fn bits(codes: &[&Code]) -> u64 {
    codes.iter().fold(0, |word, code| word | 1 << (code.number % 64))
}

/// A `match self` with the `value` of each code, and the value of an unregistered code.
fn of_each(codes: &[Code], value: &dyn Fn(&Code) -> String, unregistered: &str) -> String {
    match_self(codes, |code| &code.variant, value, &format!("Self::Unregistered(_) => {unregistered},"))
}
