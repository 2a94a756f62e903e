//! The registered codes.

use close_codes_registry::{Code, Reconnect, Reference, Registry, Sender};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{by_language, docs, path, pattern};
use crate::ast::Enum;

/// Puts the registered codes before the variant that is written out, `Unregistered(Unregistered)`, and adds what the
/// registry says about them.
///
/// Each code is its variant's discriminant: with that, LLVM turns a number into a code and back without a table.
pub(crate) fn expand(item: &Enum, registry: &Registry) -> TokenStream {
    let Enum { attributes, visibility, name, variants: unregistered } = item;
    let codes = &registry.codes;
    let variants = codes.iter().map(|code| {
        let (docs, variant, number) = (docs::code(code), format_ident!("{}", code.variant), code.number);
        quote!(#docs #variant = #number)
    });
    let (numbers, facts, texts, senders) = (numbers(codes), facts(codes), texts(registry), senders(registry));
    quote! {
        #attributes
        #[repr(u16)]
        #visibility enum #name {
            #(#variants,)*
            #unregistered
        }

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
    let key = some_of_each(codes, |code| {
        let key = &code.key;
        quote!(#key)
    });
    let references = some_of_each(codes, |code| {
        let references = code.references.iter().map(Reference::name);
        quote!(&[#(#references),*])
    });
    let reconnect = some_of_each(codes, |code| match code.reconnect {
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
    let name = by_language(registry, |language| {
        some_of_each(codes, |code| {
            let name = code.texts.get(language).map(|text| &text.name);
            quote!(#name)
        })
    });
    let description = by_language(registry, |language| {
        some_of_each(codes, |code| {
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
    let is_sent_by = |is: fn(Sender) -> bool| {
        let numbers = registry.numbers_sent_by(is);
        let patterns = numbers.iter().map(pattern);
        if numbers.is_empty() { quote!(false) } else { quote!(matches!(self.number(), #(#patterns)|*)) }
    };
    let server = is_sent_by(|sender| matches!(sender, Sender::Either | Sender::Server));
    let client = is_sent_by(|sender| matches!(sender, Sender::Either | Sender::Client));
    let anybody = is_sent_by(|sender| !matches!(sender, Sender::Nobody | Sender::Local));
    let local = is_sent_by(|sender| sender == Sender::Local);
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

/// A `match self` with what `value` gives for each code, and `None` for the rest.
fn some_of_each(codes: &[Code], value: impl Fn(&Code) -> TokenStream) -> TokenStream {
    let arms = codes.iter().map(|code| {
        let (path, value) = (path(&code.variant), value(code));
        quote!(#path => Some(#value),)
    });
    quote!(match self { #(#arms)* Self::Unregistered(_) => None })
}
