//! The registered codes.

use close_codes_registry::{Code, OnTheWire, Reconnect, Reference, Registry, Sender};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{by_language, docs, join, match_self, path, pattern};
use crate::ast::Enum;

/// Puts the registered codes before the variant that is written out, `Unregistered(Unregistered)`, and adds what the
/// registry says about them.
///
/// Each code is its variant's discriminant: with that, LLVM turns a number into a code and back without a table.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let codes = &registry.codes;
    let variants = codes.iter().map(|code| {
        let (docs, variant, number) = (docs::code(code), format_ident!("{}", code.variant), code.number);
        quote!(#(#[doc = #docs])* #variant = #number)
    });
    let (name, declaration) = (&item.name, item.with_variants(variants));
    let (numbers, facts, texts, senders) = (numbers(codes), facts(codes), texts(registry), senders(registry));
    quote! {
        #declaration

        impl #name {
            #numbers
            #facts
            #texts
            #senders
        }
    }
}

/// From number to code and back.
fn numbers(codes: &[Code]) -> TokenStream {
    let numbers: Vec<_> = codes.iter().map(|code| code.number).collect();
    let paths: Vec<_> = codes.iter().map(|code| path(&code.variant)).collect();
    quote! {
        const REGISTERED: &'static [Self] = &[#(#paths),*];

        #[inline]
        const fn of_number(number: u16) -> Self {
            match number {
                #(#numbers => #paths,)*
                _ => Self::Unregistered(Unregistered(number)),
            }
        }

        #[inline]
        const fn number(self) -> u16 {
            match self {
                #(#paths => #numbers,)*
                Self::Unregistered(Unregistered(number)) => number,
            }
        }
    }
}

fn facts(codes: &[Code]) -> TokenStream {
    let key = some_of_each(codes, &|code| {
        let key = &code.key;
        quote!(#key)
    });
    let references = some_of_each(codes, &|code| {
        let references = code.references.iter().map(Reference::name);
        quote!(&[#(#references),*])
    });
    let reconnect = some_of_each(codes, &|code| match code.reconnect {
        Reconnect::Yes => quote!(crate::Reconnect::Yes),
        Reconnect::No => quote!(crate::Reconnect::No),
        Reconnect::Unknown => quote!(crate::Reconnect::Unknown),
    });
    quote! {
        #[inline]
        const fn registered_key(self) -> Option<&'static str> {
            #key
        }

        #[inline]
        const fn registered_references(self) -> Option<&'static [&'static str]> {
            #references
        }

        #[inline]
        const fn registered_reconnect(self) -> Option<crate::Reconnect> {
            #reconnect
        }
    }
}

fn texts(registry: &Registry) -> TokenStream {
    let codes = &registry.codes;
    let name = by_language(registry, &|language| {
        some_of_each(codes, &|code| {
            let name = code.texts.get(language).map(|text| &text.name);
            quote!(#name)
        })
    });
    let description = by_language(registry, &|language| {
        some_of_each(codes, &|code| {
            let description = code.texts.get(language).map(|text| &text.description);
            quote!(#description)
        })
    });
    quote! {
        #[inline]
        const fn registered_name(self, language: crate::Language) -> Option<&'static str> {
            #name
        }

        #[inline]
        const fn registered_description(self, language: crate::Language) -> Option<&'static str> {
            #description
        }
    }
}

fn senders(registry: &Registry) -> TokenStream {
    let server = is_sent(registry, |sender| matches!(sender, Sender::Either | Sender::Server));
    let client = is_sent(registry, |sender| matches!(sender, Sender::Either | Sender::Client));
    let anybody = is_sent(registry, Sender::is_allowed_on_wire);
    let local = is_sent(registry, |sender| sender == Sender::Local);
    quote! {
        #[inline]
        const fn is_sent_by_server(self) -> bool {
            #server
        }

        #[inline]
        const fn is_sent_by_client(self) -> bool {
            #client
        }

        #[inline]
        const fn is_sent_by_anybody(self) -> bool {
            #anybody
        }

        #[inline]
        const fn is_local(self) -> bool {
            #local
        }
    }
}

/// Whether `is` holds for the code's sender. That of an unregistered code is either endpoint where any number may go
/// over the wire, and nobody elsewhere.
fn is_sent(registry: &Registry, is: fn(Sender) -> bool) -> TokenStream {
    let sent = |on_the_wire| is(if on_the_wire == OnTheWire::Any { Sender::Either } else { Sender::Nobody });
    let ranges = join(registry.ranges.iter().filter(|range| sent(range.on_the_wire)).map(|range| range.codes.clone()));
    let ranges: Vec<_> = ranges.iter().map(pattern).collect();
    let unregistered = if ranges.is_empty() { quote!(false) } else { quote!(matches!(number, #(#ranges)|*)) };

    let (sent, unsent): (Vec<_>, Vec<_>) = registry.codes.iter().partition(|code| is(code.sender));
    let registered = if let Some(bits) = bits(&sent, &unsent) {
        quote!((#bits >> (self.number() % 64)) & 1 == 1)
    } else {
        let paths = sent.iter().map(|code| path(&code.variant));
        quote!(matches!(self, #(#paths)|*))
    };
    quote! {
        match self {
            Self::Unregistered(Unregistered(number)) => #unregistered,
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

/// A `match self` with what `value` gives for each code, and `None` for the rest.
fn some_of_each(codes: &[Code], value: &dyn Fn(&Code) -> TokenStream) -> TokenStream {
    let some = |code: &Code| {
        let value = value(code);
        quote!(Some(#value))
    };
    match_self(codes, |code| &code.variant, &some, &quote!(Self::Unregistered(_) => None))
}

#[cfg(test)]
mod tests {
    use close_codes_registry::{Source, Sources, check, generated};

    use super::*;

    fn codes(numbers: &[u16]) -> Vec<Code> {
        let code = |&number: &u16| Code {
            number,
            meaning: String::new(),
            name: String::new(),
            variant: String::new(),
            key: String::new(),
            contacts: Vec::new(),
            references: Vec::new(),
            sender: Sender::Either,
            reconnect: Reconnect::Unknown,
            texts: Vec::new(),
        };
        numbers.iter().map(code).collect()
    }

    #[test]
    fn bits_tell_codes_apart_or_are_not_given() {
        let (inside, outside, alike) = (codes(&[1000, 3008]), codes(&[1004]), codes(&[1000 + 64 * 31]));
        let (inside, outside, alike): (Vec<_>, Vec<_>, Vec<_>) =
            (inside.iter().collect(), outside.iter().collect(), alike.iter().collect());
        // 1000 is 15 * 64 + 40, and 3008 is 47 * 64.
        assert_eq!(bits(&inside, &outside), Some(1 << 40 | 1));
        assert_eq!(bits(&inside, &alike), None);
        assert_eq!(bits(&[], &outside), Some(0));
    }

    /// 3052 modulo 64 is 44, as is 1004, which nobody sends.
    #[test]
    fn codes_that_bits_confuse_are_told_apart_by_a_match() {
        let iana = "Status Code,Meaning,Contact,Reference\n1000,One,,\n1004,Two,,\n1005,Three,,\n3052,Four,,\n";
        let facts = "Status Code,Variant,Sender,Reconnect\n1004,,nobody,no\n1005,,local,no\n";
        let sources = Sources {
            iana: Source::new("iana.csv", iana.as_bytes()),
            properties: Source::new("properties.csv", facts.as_bytes()),
            translations: vec![Source::new("en.csv", b"Item,Name,Description\nlanguage,English,\n")],
            ..Sources::embedded()
        };
        let registry = check(&sources, &generated::REGISTRY).into_result().expect("it is sound");
        let anybody = is_sent(&registry, Sender::is_allowed_on_wire).to_string();
        assert!(anybody.contains("_ => matches ! (self , Self :: One | Self :: Four)"), "{anybody}");
        let local = is_sent(&registry, |sender| sender == Sender::Local).to_string();
        assert!(local.contains("_ => (35184372088832u64 >> (self . number () % 64)) & 1 == 1"), "{local}");
    }
}
