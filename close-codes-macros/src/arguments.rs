//! The arguments of `#[close_codes(...)]`.

use close_codes_registry::check::table::Allowed;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, Token, parenthesized, token};

/// `"codes/game.csv", registered = "allow", skip(Display), crate = close_codes`. All arguments are optional.
#[derive(Default)]
pub(crate) struct Arguments {
    /// The path of the table.
    pub(crate) path: Option<LitStr>,
    /// The codes of IANA's registry that the set can use.
    pub(crate) allowed: Allowed,
    /// `true` for each of [`SKIPPABLE`] that the set does not implement.
    pub(crate) skip: [bool; SKIPPABLE.len()],
    /// The path of the crate `close-codes`.
    pub(crate) facade: Option<TokenStream>,
}

/// The traits that `skip` can leave out. `TryFrom` is the conversion from `u16`, and `From` the conversion to `u16`.
pub(crate) const SKIPPABLE: [&str; 4] = ["Display", "FromStr", "TryFrom", "From"];

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Self::default();
        let mut given: Vec<String> = Vec::new();
        while !input.is_empty() {
            if input.peek(LitStr) {
                let path: LitStr = input.parse()?;
                if !path.suffix().is_empty() {
                    return Err(Error::new(path.span(), FORM));
                }
                if arguments.path.is_some() || !given.is_empty() {
                    return Err(Error::new(
                        path.span(),
                        "the path must be the first argument, and only one: move or remove this one",
                    ));
                }
                arguments.path = Some(path);
            } else {
                let option = input.call(Ident::parse_any).map_err(|error| Error::new(error.span(), FORM))?;
                let name = option.to_string();
                if given.contains(&name) {
                    return Err(Error::new(option.span(), format!("the option `{name}` appears twice: remove one")));
                }
                match name.as_str() {
                    "registered" => arguments.allowed.registered = allow(input, &option)?,
                    "unassigned" => arguments.allowed.unassigned = allow(input, &option)?,
                    "skip" => arguments.skip = skip(input, &option)?,
                    "crate" => arguments.facade = Some(facade(input, option.span())?),
                    _ if input.peek(Token![=]) => {
                        let message = format!(
                            "the option `{name}` does not exist: use `registered`, `unassigned`, `skip`, `crate`, or a path without a name"
                        );
                        return Err(Error::new(option.span(), message));
                    }
                    _ => return Err(Error::new(option.span(), FORM)),
                }
                given.push(name);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>().map_err(|error| Error::new(error.span(), FORM))?;
            }
        }
        Ok(arguments)
    }
}

const FORM: &str = "expected a quoted path, options, or both: write `\"codes/game.csv\", registered = \"allow\"`";

/// Reads `= "allow"`, the only value of an option.
fn allow(input: ParseStream<'_>, option: &Ident) -> syn::Result<bool> {
    let form = format!("the only value of `{option}` is `\"allow\"`: write it, or remove the option");
    let word = input.parse::<Token![=]>().and_then(|_| input.parse::<LitStr>());
    let word = word.map_err(|_| Error::new(option.span(), &form))?;
    if word.value() == "allow" { Ok(true) } else { Err(Error::new(word.span(), form)) }
}

/// Reads `(Display, FromStr)`.
fn skip(input: ParseStream<'_>, option: &Ident) -> syn::Result<[bool; SKIPPABLE.len()]> {
    const FORM: &str = "`skip` needs a list of traits in parentheses: write `skip(Display)`";
    if !input.peek(token::Paren) {
        return Err(Error::new(option.span(), FORM));
    }
    let list;
    parenthesized!(list in input);
    let mut skip = [false; SKIPPABLE.len()];
    if list.is_empty() {
        return Err(Error::new(option.span(), FORM));
    }
    while !list.is_empty() {
        let word = list.call(Ident::parse_any).map_err(|error| Error::new(error.span(), FORM))?;
        let place = SKIPPABLE.iter().zip(&mut skip).find(|(name, _)| word == **name);
        let Some((name, is_skipped)) = place else {
            let message = format!("`{word}` cannot be left out: use `Display`, `FromStr`, `TryFrom` or `From`");
            return Err(Error::new(word.span(), message));
        };
        if *is_skipped {
            return Err(Error::new(word.span(), format!("the trait `{name}` appears twice: remove one")));
        }
        *is_skipped = true;
        if !list.is_empty() {
            list.parse::<Token![,]>().map_err(|error| Error::new(error.span(), FORM))?;
        }
    }
    Ok(skip)
}

/// Reads a path, with or without quotes.
fn facade(input: ParseStream<'_>, option: Span) -> syn::Result<TokenStream> {
    const FORM: &str = "`crate` must be the path of the crate `close-codes`: write `crate = my_library::close_codes`";
    input.parse::<Token![=]>().map_err(|_| Error::new(option, FORM))?;
    let start = input.span();
    let path = if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        text.parse().map_err(|_| Error::new(text.span(), FORM))?
    } else {
        let mut path = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            path.extend([input.parse::<TokenTree>()?]);
        }
        path
    };
    let is_path = |tree: TokenTree| match tree {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    let flat = crate::ast::without_invisible_groups(path.clone());
    if flat.is_empty() || !flat.into_iter().all(is_path) { Err(Error::new(start, FORM)) } else { Ok(path) }
}
