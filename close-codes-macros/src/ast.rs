//! The enum as it is written, as far as it matters here.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, LitInt, LitStr, Token, braced, token};

/// An enum whose parts are passed on as they are, with their places in the source.
pub(crate) struct Enum {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    visibility: TokenStream,
    keyword: Token![enum],
    braces: token::Brace,
    pub(crate) variants: TokenStream,
}

impl Parse for Enum {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = attributes(input)?;
        let visibility = visibility(input)?;
        let keyword =
            input.parse().map_err(|error| Error::new(error.span(), "close codes are an enum: write `enum` here"))?;
        let name: Ident = input.parse()?;
        if !input.peek(token::Brace) {
            let message = format!("`{name}` is to be an enum without type parameters: each of its variants is a code");
            return Err(Error::new(input.span(), message));
        }
        let content;
        let braces = braced!(content in input);
        Ok(Self { attributes, name, visibility, keyword, braces, variants: content.parse()? })
    }
}

impl Enum {
    /// The enum with variants before its own.
    pub(crate) fn with_variants(&self, variants: impl Iterator<Item = TokenStream>) -> TokenStream {
        let own = &self.variants;
        self.declare(&quote!(#(#variants,)* #own))
    }

    /// The enum with these variants.
    pub(crate) fn declare(&self, variants: &TokenStream) -> TokenStream {
        let Self { name, attributes, visibility, keyword, braces, variants: _ } = self;
        let mut tokens = quote!(#(#attributes)* #visibility #keyword #name);
        braces.surround(&mut tokens, |tokens| tokens.extend(variants.clone()));
        tokens
    }

    /// The variants, each of which is to be a name and a number.
    pub(crate) fn codes(&self) -> syn::Result<Punctuated<Variant, Token![,]>> {
        Punctuated::parse_terminated.parse2(self.variants.clone())
    }
}

/// `#[name ...]`
pub(crate) struct Attribute {
    pound: Token![#],
    pub(crate) bracket: Group,
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.pound.to_tokens(tokens);
        self.bracket.to_tokens(tokens);
    }
}

impl Attribute {
    /// What follows the name, if this is it.
    pub(crate) fn content(&self, name: &str) -> Option<TokenStream> {
        let mut tokens = without_invisible_groups(self.bracket.stream()).into_iter();
        let is_called = tokens.next().is_some_and(|first| matches!(first, TokenTree::Ident(ident) if ident == name));
        is_called.then(|| tokens.collect())
    }

    /// What stands in the parentheses behind the name, if this is it.
    pub(crate) fn list(&self, name: &str) -> Option<TokenStream> {
        match self.content(name)?.into_iter().next() {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        }
    }

    /// The same with something else in the parentheses.
    pub(crate) fn with_list(&self, name: &Ident, list: &TokenStream) -> Self {
        let mut bracket = Group::new(Delimiter::Bracket, quote!(#name(#list)));
        bracket.set_span(self.bracket.span());
        Self { pound: Token![#](self.pound.span), bracket }
    }

    /// A line of documentation.
    fn doc(&self) -> Option<String> {
        let content = self.content("doc")?;
        let line = |input: ParseStream<'_>| input.parse::<Token![=]>().and_then(|_| input.parse::<LitStr>());
        line.parse2(content).ok().map(|line| line.value())
    }
}

/// A variant of an enum that is a set of codes: documentation, name and number.
pub(crate) struct Variant {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) code: Code,
}

/// What stands behind a variant's name.
pub(crate) enum Code {
    /// A number from 0 to 65535.
    Number(u16, Span),
    /// Nothing.
    Missing,
    /// Fields, or a discriminant that is no number from 0 to 65535.
    Other(Span, &'static str),
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = attributes(input)?;
        let name = input.call(Ident::parse_any)?;
        let code = Code::parse(input)?;
        Ok(Self { attributes, name, code })
    }
}

/// As it is written, with the number in the plainest form.
impl ToTokens for Variant {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attributes, name, code } = self;
        let number = match code {
            Code::Number(number, span) => {
                let mut literal = Literal::u16_unsuffixed(*number);
                literal.set_span(*span);
                Some(quote!(= #literal))
            }
            Code::Missing | Code::Other(..) => None,
        };
        tokens.extend(quote!(#(#attributes)* #name #number));
    }
}

impl Code {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let fields = input.peek(token::Paren) || input.peek(token::Brace);
        let fields = if fields { Some(input.parse::<Group>()?.span()) } else { None };
        let equals: Option<Token![=]> = input.parse()?;
        let is_end = |input: ParseStream<'_>| input.is_empty() || input.peek(Token![,]);
        let discriminant = input.span();
        let literal = input.fork().parse::<LitInt>().ok();
        let mut length = 0;
        while !is_end(input) {
            input.parse::<TokenTree>()?;
            length += 1;
        }
        let number = literal.filter(|_| length == 1).filter(|literal| matches!(literal.suffix(), "" | "u16"));
        Ok(match (fields, equals, number.and_then(|literal| literal.base10_parse().ok())) {
            (Some(fields), ..) => Self::Other(fields, "a close code has no fields"),
            (None, None, _) => Self::Missing,
            (None, Some(_), Some(number)) => Self::Number(number, discriminant),
            (None, Some(_), None) => {
                Self::Other(discriminant, "a close code is a number from 0 to 65535, written in digits, such as 4001")
            }
        })
    }
}

impl Variant {
    /// Whether this is its number.
    pub(crate) const fn is_code(&self, number: u16) -> bool {
        matches!(self.code, Code::Number(own, _) if own == number)
    }

    /// The first paragraph of the documentation, on one line.
    pub(crate) fn description(&self) -> String {
        let docs = self.attributes.iter().filter_map(Attribute::doc);
        let lines: Vec<String> = docs.flat_map(|doc| doc.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect();
        let lines = lines.iter().map(|line| line.trim()).skip_while(|line| line.is_empty());
        let words: Vec<&str> = lines.take_while(|line| !line.is_empty()).flat_map(str::split_whitespace).collect();
        words.join(" ")
    }
}

fn attributes(input: ParseStream<'_>) -> syn::Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    while input.peek(Token![#]) {
        attributes.push(Attribute { pound: input.parse()?, bracket: input.parse()? });
    }
    Ok(attributes)
}

fn visibility(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut visibility = TokenStream::new();
    // What a `$vis` of a `macro_rules!` was given, be it nothing.
    if let Some(group) = input.step(|cursor| {
        Ok(match cursor.token_tree() {
            Some((TokenTree::Group(group), rest)) if group.delimiter() == Delimiter::None => (Some(group), rest),
            _ => (None, *cursor),
        })
    })? {
        return Ok(group.stream());
    }
    if input.peek(Token![pub]) {
        input.parse::<Token![pub]>()?.to_tokens(&mut visibility);
        if input.peek(token::Paren) {
            input.parse::<Group>()?.to_tokens(&mut visibility);
        }
    }
    Ok(visibility)
}

/// Takes away what `macro_rules!` puts around what it was given.
pub(crate) fn without_invisible_groups(tokens: TokenStream) -> TokenStream {
    let flat = |tree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => without_invisible_groups(group.stream()),
        other => other.into(),
    };
    tokens.into_iter().flat_map(flat).collect()
}
