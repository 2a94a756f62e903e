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
        let last_line = rest.get(rest.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        let start = if let Some(comment) = line_comment(last_line) {
            rest.len() - comment.len()
        } else if rest.ends_with("*/") {
            rest.rfind("/*").unwrap_or_default()
        } else if let Some(attribute) = last_attribute(rest) {
            let inside = attribute.trim_start_matches(['#', '[', ' ', '\n']);
            if inside.starts_with("derive") || (inside.starts_with("cfg_attr") && inside.contains("derive")) {
                return true;
            }
            rest.len() - attribute.len()
        } else {
            return false;
        };
        rest = rest.get(..start).unwrap_or_default().trim_end();
    }
}

/// The comment that a line ends in.
fn line_comment(line: &str) -> Option<&str> {
    let mut starts = line.match_indices("//").map(|(at, _)| line.split_at(at));
    starts.find(|(before, _)| depth(before).is_some()).map(|(_, comment)| comment)
}

/// The attribute that a text ends in.
fn last_attribute(text: &str) -> Option<&str> {
    let mut starts = text.rmatch_indices("#[").map(|(at, _)| text.get(at..).unwrap_or_default());
    let is_whole = |text: &str| {
        let but_last = text.strip_suffix(']').map(|inside| inside.trim_start_matches('#'));
        but_last.is_some_and(|inside| depth(inside) == Some(1))
    };
    // What is in quotes may look like one; but quotes are not that long.
    starts.by_ref().take(20).find(|attribute| is_whole(attribute))
}

/// How many brackets are open at the end, unless that is inside quotes, or there was a bracket too many before.
fn depth(text: &str) -> Option<usize> {
    let (mut depth, mut in_quotes, mut escaped) = (0_usize, false, false);
    for character in text.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            '[' if !in_quotes => depth += 1,
            ']' if !in_quotes => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    (!in_quotes).then_some(depth)
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

#[cfg(test)]
mod tests {
    use super::ends_in_derive;

    #[test]
    fn a_derive_above_is_seen() {
        for above in [
            "fn f() {}\n#[derive(Debug)]\n",
            "#[derive(Debug)] ",
            "#[derive(\n    Debug,\n    Clone,\n)]\n/// Codes [1].\n#[must_use]\n// Why?\n",
            "#[derive(Debug)] // for \"logs\"\n",
            "#[derive(Debug)]\n/* for\nlogs */\n",
            "#[cfg_attr(test, derive(Debug))]\n",
            "#[derive(Debug)]\n#[doc = \"a [ and // and \\\" of #[x]\"]\n",
        ] {
            assert!(ends_in_derive(above), "{above}");
        }
        assert!(!ends_in_derive(""));
        assert!(!ends_in_derive("/// #[derive(Debug)]\n"));
        assert!(!ends_in_derive("#[derive(Debug)]\nstruct Other([u8; 2]);\n"));
        assert!(!ends_in_derive("#[derive(Debug)]\nstruct Other;\n\n#[must_use]\n"));
        assert!(!ends_in_derive("#[doc = \"Write no #[derive(Debug)] above.\"]\n"));
        assert!(!ends_in_derive("#[must_use = \"see #[derive(Debug)]\"]\n"));
        assert!(!ends_in_derive("mod inside {\n    // #[derive(Debug)]\n    "));
        assert!(!ends_in_derive("let x = y[z];\n"));
    }
}
