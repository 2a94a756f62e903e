//! The traits of a set that are derived, and what else is written among the enum's derives.

use std::fs;

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
/// those derives that would implement once more what a set does, and a `repr` that a set cannot have, and reports them.
pub(crate) fn complete(item: &mut Enum, errors: &mut Vec<Error>) -> TokenStream {
    let mut written = Vec::new();
    let mut has_repr = false;
    let mut kept = Vec::new();
    for attribute in std::mem::take(&mut item.attributes) {
        if let Some(list) = attribute.list("derive") {
            kept.push(without_implemented(&attribute, list, &mut written, errors));
        } else if let Some(list) = attribute.list("repr") {
            if list.to_string() == "u16" {
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

/// Whether a `derive` stands above the attribute of which this is the place, as far as the compiler tells.
///
/// It has been expanded by then, and has left no trace among the enum's attributes; so it is the file that is looked at.
pub(crate) fn stands_above(attribute: Span) -> bool {
    let Some(source) = attribute.local_file().and_then(|file| fs::read_to_string(file).ok()) else { return false };
    let start = attribute.start();
    let lines: Vec<_> = source.split_inclusive('\n').collect();
    let Some((last, before)) = lines.get(..start.line).and_then(<[&str]>::split_last) else { return false };
    let column = last.char_indices().nth(start.column).map_or(last.len(), |(at, _)| at);
    ends_in_derive(&[before.concat().as_str(), last.get(..column).unwrap_or_default()].concat())
}

/// Whether the attributes and comments at the end of `source` have a `derive` among them.
fn ends_in_derive(source: &str) -> bool {
    let mut rest = source.trim_end();
    loop {
        let last_line = rest.rfind('\n').map_or(0, |at| at + 1);
        let is_comment = rest.get(last_line..).is_some_and(|line| line.trim_start().starts_with("//"));
        let attribute = if rest.ends_with(']') { rest.rfind("#[") } else { None };
        let Some(start) = (if is_comment { Some(last_line) } else { attribute }) else { return false };
        let (before, this) = rest.split_at(start);
        if !is_comment && this.trim_start_matches(['#', '[', ' ', '\n']).starts_with("derive") {
            return true;
        }
        rest = before.trim_end();
    }
}

fn without_implemented(
    attribute: &Attribute,
    list: TokenStream,
    written: &mut Vec<String>,
    errors: &mut Vec<Error>,
) -> Attribute {
    let mut kept = TokenStream::new();
    for path in split_at_commas(list) {
        let Some(ident) = path.iter().rev().find_map(as_ident) else { continue };
        let name = ident.to_string();
        if let Some((_, implemented)) = IMPLEMENTED.iter().find(|(derive, _)| *derive == name) {
            let message = format!("every set of close codes implements `{implemented}` by itself: remove `{name}`");
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

#[cfg(test)]
mod tests {
    use super::ends_in_derive;

    #[test]
    fn a_derive_above_is_seen() {
        assert!(ends_in_derive("fn f() {}\n#[derive(Debug)]\n"));
        assert!(ends_in_derive("#[derive(Debug)] "));
        assert!(ends_in_derive("#[derive(\n    Debug,\n    Clone,\n)]\n/// Codes [1].\n#[must_use]\n// Why?\n"));
        assert!(!ends_in_derive(""));
        assert!(!ends_in_derive("/// #[derive(Debug)]\n"));
        assert!(!ends_in_derive("#[derive(Debug)]\nstruct Other([u8; 2]);\n"));
        assert!(!ends_in_derive("#[derive(Debug)]\nstruct Other;\n\n#[must_use]\n"));
    }
}
