//! The traits of a set that are derived, and what else is written among the enum's derives.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Error;

use crate::ast::{Attribute, Enum};

/// What every set derives, unless it is written in the enum's own derives: module and trait.
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

/// Derives of other crates for what every set implements in its own way.
const IMPLEMENTED: [(&str, &str); 6] = [
    ("Display", "Display"),
    ("FromStr", "FromStr"),
    ("EnumString", "FromStr"),
    ("TryFrom", "TryFrom"),
    ("TryFromPrimitive", "TryFrom"),
    ("IntoPrimitive", "Into"),
];

/// Gives what is to be written before the enum for it to be a set: `repr`, and the derives that its own lack. Takes away
/// those derives that would implement once more what a set does, or need variants that are written out, a `repr` that a set
/// cannot have, and the attribute itself if it is there once more; and reports them.
pub(crate) fn complete(item: &mut Enum, is_from_file: bool, errors: &mut Vec<Error>) -> TokenStream {
    let mut written = Vec::new();
    let mut has_repr = false;
    let mut kept = Vec::new();
    for attribute in std::mem::take(&mut item.attributes) {
        if let Some(list) = attribute.list("derive") {
            kept.push(without_refused(&attribute, list, is_from_file, &mut written, errors));
        } else if attribute.is_path_to("close_codes") {
            errors.push(Error::new(
                attribute.bracket.span(),
                "this is a set of close codes already: remove one attribute",
            ));
        } else if let Some(list) = attribute.list("repr") {
            if list.to_string().trim_end_matches([',', ' ']) == "u16" {
                has_repr = true;
                kept.push(attribute);
            } else {
                let message = "a set of close codes is `repr(u16)`: remove this";
                errors.push(Error::new(attribute.bracket.span(), message));
            }
        } else {
            kept.push(attribute);
        }
    }
    item.attributes = kept;
    let site = Span::mixed_site();
    let missing = DERIVED.iter().filter(|(_, name)| !written.iter().any(|written| written == name));
    let missing = missing.map(|(module, name)| {
        let (module, name) = (Ident::new(module, site), Ident::new(name, site));
        quote_spanned!(site=> ::core::#module::#name)
    });
    let mut tokens = quote_spanned!(site=> #[derive(#(#missing),*)]);
    if !has_repr {
        tokens.extend(quote_spanned!(site=> #[repr(u16)]));
    }
    tokens
}

fn without_refused(
    attribute: &Attribute,
    list: TokenStream,
    is_from_file: bool,
    written: &mut Vec<String>,
    errors: &mut Vec<Error>,
) -> Attribute {
    let mut kept = TokenStream::new();
    for path in split_at_commas(list) {
        let Some(ident) = path.iter().rev().find_map(as_ident) else { continue };
        let name = ident.to_string();
        let implemented = IMPLEMENTED.iter().find(|(derive, _)| *derive == name).map(|(_, implemented)| {
            format!("every set of close codes implements `{implemented}` by itself: remove `{name}`")
        });
        let needs_variant = (is_from_file && name == "Default").then(|| {
            "the variants come from the file, where none is marked as the default: write `impl Default`".to_owned()
        });
        if let Some(message) = implemented.or(needs_variant) {
            errors.push(Error::new(ident.span(), message));
            continue;
        }
        written.push(name);
        kept.extend(path.iter().map(ToTokens::to_token_stream));
        kept.extend(quote_spanned!(Span::mixed_site()=> ,));
    }
    attribute.with_list(&Ident::new("derive", attribute.bracket.span()), &kept)
}

const fn as_ident(tree: &TokenTree) -> Option<&Ident> {
    if let TokenTree::Ident(ident) = tree { Some(ident) } else { None }
}

fn split_at_commas(list: TokenStream) -> Vec<Vec<TokenTree>> {
    let trees: Vec<_> = crate::ast::without_invisible_groups(list).into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    trees.split(is_comma).map(<[TokenTree]>::to_vec).collect()
}
