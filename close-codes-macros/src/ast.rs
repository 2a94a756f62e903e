//! The enum as it is written, as far as it matters here.

use proc_macro2::{Group, Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Token, braced, token};

/// An enum whose parts are passed on as they are, with their places in the source.
pub(crate) struct Enum {
    pub(crate) name: Ident,
    attributes: TokenStream,
    visibility: TokenStream,
    keyword: Token![enum],
    braces: token::Brace,
    variants: TokenStream,
}

impl Parse for Enum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = TokenStream::new();
        while input.peek(Token![#]) {
            input.parse::<Token![#]>()?.to_tokens(&mut attributes);
            input.parse::<Group>()?.to_tokens(&mut attributes);
        }
        let mut visibility = TokenStream::new();
        if input.peek(Token![pub]) {
            input.parse::<Token![pub]>()?.to_tokens(&mut visibility);
            if input.peek(token::Paren) {
                input.parse::<Group>()?.to_tokens(&mut visibility);
            }
        }
        let (keyword, name) = (input.parse()?, input.parse()?);
        let content;
        let braces = braced!(content in input);
        Ok(Self { name, attributes, visibility, keyword, braces, variants: content.parse()? })
    }
}

impl Enum {
    /// The enum with variants before its own.
    pub(crate) fn with_variants(&self, variants: impl Iterator<Item = TokenStream>) -> TokenStream {
        let Self { name, attributes, visibility, keyword, braces, variants: own } = self;
        let mut tokens = quote!(#attributes #visibility #keyword #name);
        braces.surround(&mut tokens, |tokens| tokens.extend(quote!(#(#variants,)* #own)));
        tokens
    }
}
