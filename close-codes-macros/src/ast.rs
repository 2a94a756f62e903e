//! The enum as it is written, as far as it matters here.

use proc_macro2::{Group, Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Token, braced, token};

/// An enum whose attributes, visibility and variants are passed on as they are.
pub(crate) struct Enum {
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    pub(crate) variants: TokenStream,
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
        input.parse::<Token![enum]>()?;
        let name = input.parse()?;
        let variants;
        braced!(variants in input);
        Ok(Self { attributes, visibility, name, variants: variants.parse()? })
    }
}
