//! The derives and the `repr` of a set.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::Error;

use crate::arguments::SKIPPABLE;
use crate::ast::{Enum, without_invisible_groups};

/// The derives of each set, with the module of each trait. Those that the enum already has are left out.
const DERIVED: [(&str, &str); 8] = [
    ("clone", "Clone"),
    ("marker", "Copy"),
    ("fmt", "Debug"),
    ("cmp", "PartialEq"),
    ("cmp", "Eq"),
    ("cmp", "PartialOrd"),
    ("cmp", "Ord"),
    ("hash", "Hash"),
];

/// Derives of other crates that implement one of [`SKIPPABLE`], with this trait.
const IMPLEMENTING: [(&str, &str); 8] = [
    ("Display", "Display"),
    ("Snafu", "Display"),
    ("Error", "Display"),
    ("FromStr", "FromStr"),
    ("EnumString", "FromStr"),
    ("TryFrom", "TryFrom"),
    ("TryFromPrimitive", "TryFrom"),
    ("IntoPrimitive", "From"),
];

/// Reports derives that implement a trait a second time, and leaves out the set's own implementation. The compiler would only
/// point to the generated code.
pub(crate) fn report_second_implementations(item: &Enum, skip: &mut [bool; SKIPPABLE.len()], errors: &mut Vec<Error>) {
    let mut derives = Vec::new();
    for attribute in &item.attributes {
        derives.extend(attribute.list("derive").map(last_parts).unwrap_or_default());
    }
    for derive in derives {
        let Some((_, implemented)) = IMPLEMENTING.iter().find(|(name, _)| derive == name) else { continue };
        // thiserror implements `Display` only if there are messages.
        if derive == "Error" && !item.has_messages() {
            continue;
        }
        for (name, skip) in SKIPPABLE.iter().zip(&mut *skip) {
            if name == implemented && !*skip {
                let message =
                    format!("the set already implements `{name}`: remove `{derive}`, or add the option `skip({name})`");
                errors.push(Error::new(derive.span(), message));
                *skip = true;
            }
        }
    }
}

/// Returns the attributes that the enum lacks: `repr` and derives. Reports and removes another `repr` and a second
/// `close_codes`.
///
/// An enum without codes cannot have a `repr`.
pub(crate) fn complete(item: &mut Enum, is_from_file: bool, is_empty: bool, errors: &mut Vec<Error>) -> TokenStream {
    let mut written = Vec::new();
    let mut has_repr = is_empty;
    item.attributes.retain(|attribute| {
        if let Some(list) = attribute.list("derive") {
            written.extend(last_parts(list));
        } else if let Some(list) = attribute.list("repr") {
            let is_u16 = list.to_string().trim_end_matches([',', ' ']) == "u16";
            has_repr |= is_u16;
            if !is_u16 {
                let message = "a set of close codes is always `repr(u16)`: remove this attribute";
                errors.push(Error::new(attribute.bracket.span(), message));
            }
            return is_u16 && !is_empty;
        } else if attribute.is_path_to("close_codes") {
            let message = "the attribute `close_codes` appears twice: remove one";
            errors.push(Error::new(attribute.bracket.span(), message));
            return false;
        }
        true
    });
    if let Some(default) = written.iter().find(|derive| is_from_file && *derive == "Default") {
        let message = "`Default` cannot be derived for variants from a file: write `impl Default`";
        errors.push(Error::new(default.span(), message));
    }
    let site = Span::mixed_site();
    let mut missing = TokenStream::new();
    for (module, name) in DERIVED {
        if !written.iter().any(|written| written == name) {
            let (module, name) = (Ident::new(module, site), Ident::new(name, site));
            missing.extend(quote_spanned!(site=> ::core::#module::#name,));
        }
    }
    let repr = (!has_repr).then(|| quote_spanned!(site=> #[repr(u16)]));
    quote_spanned!(site=> #[derive(#missing)] #repr)
}

/// Returns the last part of each path in a list: `Clone` for `std::clone::Clone`.
fn last_parts(list: TokenStream) -> Vec<Ident> {
    let (mut parts, mut part) = (Vec::new(), None);
    for tree in without_invisible_groups(list) {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => parts.extend(part.take()),
            TokenTree::Ident(ident) => part = Some(ident),
            _ => part = None,
        }
    }
    parts.extend(part);
    parts
}
