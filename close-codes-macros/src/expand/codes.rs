//! The registered codes.

use close_codes_registry::check::cell::show;
use close_codes_registry::{Code, OnTheWire, Reconnect, Reference, Registry, Sender};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{by_language, docs, join, match_self, number, path, pattern};
use crate::ast::Enum;

/// Puts the registered codes before the variant that is written out, `Unregistered(Unregistered)`, and adds what the
/// registry says about them.
///
/// Each code is its variant's discriminant: with that, LLVM turns a number into a code and back without a table.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let codes = &registry.codes;
    let variants = codes.iter().map(|code| {
        let (docs, variant, number) = (docs::code(code), format_ident!("{}", code.variant), number(code.number));
        quote!(#(#[doc = #docs])* #variant = #number)
    });
    let (name, declaration) = (&item.name, item.with_variants(variants));
    let (numbers, texts, senders, facts) = (numbers(codes), texts(registry), senders(registry), facts(codes));
    quote! {
        #declaration

        impl #name {
            #numbers
            #texts
            #senders
            #facts
        }
    }
}

/// From number to code and back.
fn numbers(codes: &[Code]) -> TokenStream {
    let numbers: Vec<_> = codes.iter().map(|code| number(code.number)).collect();
    let paths: Vec<_> = codes.iter().map(|code| path(&code.variant)).collect();
    quote! {
        /// The registered codes, in ascending order.
        ///
        /// ```
        /// use close_codes::CloseCode;
        ///
        /// assert!(CloseCode::ALL.contains(&CloseCode::GoingAway));
        /// assert!(CloseCode::ALL.iter().all(|code| code.is_registered()));
        /// ```
        pub const ALL: &'static [Self] = &[#(#paths),*];

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
            match code {
                #(#numbers => #paths,)*
                _ => Self::Unregistered(Unregistered(code)),
            }
        }

        /// The number, as it stands in the first two bytes of a close frame's body, most significant byte first
        /// (RFC 6455, section 5.5.1).
        #[inline]
        #[must_use]
        pub const fn as_u16(self) -> u16 {
            match self {
                #(#paths => #numbers,)*
                Self::Unregistered(Unregistered(number)) => number,
            }
        }
    }
}

fn texts(registry: &Registry) -> TokenStream {
    let codes = &registry.codes;
    let name = by_language(registry, &|language| {
        let name = |code: &Code| {
            let name = code.texts.get(language).map(|text| &text.name);
            quote!(#name)
        };
        of_each(codes, &name, &quote!(CodeRange::of(self.as_u16()).name_in(language)))
    });
    let description = by_language(registry, &|language| {
        let description = |code: &Code| {
            let description = code.texts.get(language).map(|text| &text.description);
            quote!(#description)
        };
        of_each(codes, &description, &quote!(CodeRange::of(self.as_u16()).description_in(language)))
    });
    quote! {
        /// The name in a language; in English if the language has no name for the code yet. The name of the
        /// [`range`](Self::range) if the code is not registered.
        ///
        /// ```
        /// use close_codes::{CloseCode, Language};
        ///
        /// assert_eq!(CloseCode::ServiceRestart.name_in(Language::Es), "Reinicio de servicio");
        /// ```
        #[inline]
        #[must_use]
        pub const fn name_in(self, language: Language) -> &'static str {
            #name
        }

        /// The meaning of the code in a language; in English if the language has no description of the code yet. The
        /// purpose of the [`range`](Self::range) if the code has no description at all.
        #[inline]
        #[must_use]
        pub const fn description_in(self, language: Language) -> &'static str {
            #description
        }
    }
}

fn senders(registry: &Registry) -> TokenStream {
    let server = is_sent(registry, |sender| matches!(sender, Sender::Either | Sender::Server));
    let client = is_sent(registry, |sender| matches!(sender, Sender::Either | Sender::Client));
    let anybody = is_sent(registry, Sender::is_allowed_on_wire);
    let local = is_sent(registry, |sender| sender == Sender::Local);
    let allowed = allowed_on_wire(registry);
    quote! {
        /// Returns true if an endpoint tells the code only to its own application: 1005, 1006 and 1015 (RFC 6455,
        /// section 7.4.1).
        #[inline]
        #[must_use]
        pub const fn is_local_only(self) -> bool {
            #local
        }

        /// Returns true if a close frame may hold the code (RFC 6455, section 7.4).
        ///
        /// Each registered code may go over the wire, except those that are [local only](Self::is_local_only) and 1004,
        /// which has no meaning yet. So may each number from 3000 to 4999.
        #[doc = #allowed]
        #[inline]
        #[must_use]
        pub const fn is_allowed_on_wire(self) -> bool {
            #anybody
        }

        /// Returns true if an endpoint with this role should send the code.
        ///
        /// A server or a client may send each code that is [allowed on the wire](Self::is_allowed_on_wire), except that 1010
        /// is for clients (RFC 6455, section 7.4.1), and 1012, 1013 and 1014 are for servers. This is advice: a peer that
        /// does not follow the advice breaks no rule that an endpoint has to enforce. For scripts in a browser, see
        /// [`is_allowed_in_close_call`](Self::is_allowed_in_close_call).
        #[inline]
        #[must_use]
        pub const fn may_be_sent_by(self, role: Role) -> bool {
            match role {
                Role::Server => #server,
                Role::Client => #client,
            }
        }
    }
}

fn facts(codes: &[Code]) -> TokenStream {
    let references = |code: &Code| {
        let references = code.references.iter().map(Reference::name);
        quote!(&[#(#references),*])
    };
    let references = of_each(codes, &references, &quote!(&[]));
    let key = |code: &Code| {
        let key = &code.key;
        quote!(#key)
    };
    let key = of_each(codes, &key, &quote!(CodeRange::of(self.as_u16()).key()));
    let reconnect = |code: &Code| match code.reconnect {
        Reconnect::Yes => quote!(Reconnect::Yes),
        Reconnect::No => quote!(Reconnect::No),
        Reconnect::Unknown => quote!(Reconnect::Unknown),
    };
    let reconnect = of_each(codes, &reconnect, &quote!(Reconnect::Unknown));
    let http = http(codes);
    quote! {
        /// The documents that define the code, as IANA names them: `RFC6455`, `RFC Errata 3227` or an address. Empty if
        /// the registration gives none, or if the code is not registered.
        ///
        /// ```
        /// use close_codes::CloseCode;
        ///
        /// assert_eq!(CloseCode::InternalError.references(), ["RFC6455", "RFC Errata 3227"]);
        /// ```
        #[inline]
        #[must_use]
        pub const fn references(self) -> &'static [&'static str] {
            #references
        }

        /// A label in `snake_case`, for metrics and translation files: `service_restart`. The key is the same in all
        /// languages and in all minor versions.
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
        #[inline]
        #[must_use]
        pub const fn key(self) -> &'static str {
            #key
        }

        /// A hint about connecting again; [`Reconnect::Unknown`] if the code is not registered.
        #[inline]
        #[must_use]
        pub const fn reconnect(self) -> Reconnect {
            #reconnect
        }

        #http
    }
}

/// To the HTTP status of a code, and back.
fn http(codes: &[Code]) -> TokenStream {
    let (mut to_status, mut from_status, mut list) = (TokenStream::new(), TokenStream::new(), Vec::new());
    for code in codes {
        let (Some(status), path) = (code.http_status, path(&code.variant)) else { continue };
        let status = number(status);
        to_status.extend(quote!(#path => Some(#status),));
        from_status.extend(quote!(#status => Some(#path),));
        list.push(format!("{} ({status})", code.number));
    }
    let list = format!(" In this version these are the codes {}.", list.join(", "));
    quote! {
        /// The HTTP status that means the same, for the codes whose registration names one, and `None` for each other code.
        /// A server can choose the code for a failed request, or show a closed connection in HTTP's terms.
        ///
        #[doc = #list]
        ///
        /// ```
        /// use close_codes::CloseCode;
        ///
        /// assert_eq!(CloseCode::Unauthorized.http_status(), Some(401));
        /// assert_eq!(CloseCode::NormalClosure.http_status(), None);
        /// ```
        #[inline]
        #[must_use]
        pub const fn http_status(self) -> Option<u16> {
            match self {
                #to_status
                _ => None,
            }
        }

        /// The code whose registration names this HTTP status, the inverse of [`http_status`](Self::http_status). `None` for
        /// each other number: an application chooses a private code for these.
        ///
        /// ```
        /// use close_codes::CloseCode;
        ///
        /// assert_eq!(CloseCode::from_http_status(403), Some(CloseCode::Forbidden));
        /// assert_eq!(CloseCode::from_http_status(404), None);
        /// ```
        #[inline]
        #[must_use]
        pub const fn from_http_status(status: u16) -> Option<Self> {
            match status {
                #from_status
                _ => None,
            }
        }
    }
}

/// A sentence with the codes that may go over the wire, as this registry has them.
fn allowed_on_wire(registry: &Registry) -> String {
    let ranges = registry.ranges.iter().filter(|range| range.on_the_wire == OnTheWire::Any);
    let codes = registry.codes.iter().filter(|code| code.sender.is_allowed_on_wire()).map(|code| code.number);
    let mut allowed: Vec<_> = ranges.map(|range| range.codes.clone()).collect();
    let is_free = |number: &u16| !allowed.iter().any(|range| range.contains(number));
    let codes: Vec<_> = codes.filter(is_free).map(|number| number..=number).collect();
    allowed.extend(codes);
    allowed.sort_by_key(|range| *range.start());
    let allowed = join(allowed.into_iter());
    let count: usize = allowed.iter().map(ExactSizeIterator::len).sum();
    let allowed: Vec<_> = allowed.iter().map(show).collect();
    format!(" In this version these are {count} codes: {}.", allowed.join(", "))
}

/// Whether `is` holds for the code's sender. That of an unregistered code is either endpoint where any number may go
/// over the wire, and nobody elsewhere.
fn is_sent(registry: &Registry, is: fn(Sender) -> bool) -> TokenStream {
    let sent = |on_the_wire| is(if on_the_wire == OnTheWire::Any { Sender::Either } else { Sender::Nobody });
    let ranges = join(registry.ranges.iter().filter(|range| sent(range.on_the_wire)).map(|range| range.codes.clone()));
    let ranges: Vec<_> = ranges.iter().map(pattern).collect();
    let unregistered = (!ranges.is_empty()).then(|| quote!(Self::Unregistered(Unregistered(#(#ranges)|*)) => true,));

    let (sent, unsent): (Vec<_>, Vec<_>) = registry.codes.iter().partition(|code| is(code.sender));
    let registered = if let Some(bits) = bits(&sent, &unsent) {
        quote!((#bits >> (self.as_u16() % 64)) & 1 == 1)
    } else {
        let paths = sent.iter().map(|code| path(&code.variant));
        quote!(matches!(self, #(#paths)|*))
    };
    quote! {
        match self {
            #unregistered
            Self::Unregistered(_) => false,
            _ => #registered,
        }
    }
}

/// A set of codes as a word with a bit for each number modulo 64, unless that confuses a code inside with one outside.
///
/// One shift and no branch; a `match` on the codes takes a third longer.
fn bits(inside: &[&Code], outside: &[&Code]) -> Option<u64> {
    let word = |codes: &[&Code]| codes.iter().fold(0, |word, code| word | 1 << (code.number % 64));
    let (inside, outside) = (word(inside), word(outside));
    (inside & outside == 0_u64).then_some(inside)
}

/// A `match self` with what `value` gives for each code, and what to give for an unregistered one.
fn of_each(codes: &[Code], value: &dyn Fn(&Code) -> TokenStream, unregistered: &TokenStream) -> TokenStream {
    let unregistered = quote!(Self::Unregistered(_) => #unregistered);
    match_self(codes, |code| &code.variant, value, &unregistered)
}
