//! The enum as written, as far as the macros need it.

use close_codes_registry::text::join;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, LitInt, LitStr, Token, braced, token};

/// An enum. Its parts keep their tokens and spans.
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
        let not_an_enum = "a set of close codes must be an enum: write `enum` here";
        let keyword = input.parse().map_err(|error| Error::new(error.span(), not_an_enum))?;
        let name: Ident = input.parse()?;
        if !input.peek(token::Brace) {
            let message = format!("`{name}` needs braces and cannot have type parameters: write `enum {name} {{}}`");
            return Err(Error::new(input.span(), message));
        }
        let content;
        let braces = braced!(content in input);
        Ok(Self { attributes, name, visibility, keyword, braces, variants: content.parse()? })
    }
}

impl Enum {
    /// Returns the enum with these `variants` before its own, and with these methods.
    pub(crate) fn implement(&self, variants: &TokenStream, methods: &TokenStream) -> TokenStream {
        let (name, own) = (&self.name, &self.variants);
        let declaration = self.declare(&quote!(#variants #own));
        quote!(#declaration impl #name { #methods })
    }

    /// Returns the enum with these variants.
    pub(crate) fn declare(&self, variants: &TokenStream) -> TokenStream {
        let Self { name, attributes, visibility, keyword, braces, variants: _ } = self;
        let mut tokens = quote!(#(#attributes)* #visibility #keyword #name);
        braces.surround(&mut tokens, |tokens| tokens.extend(variants.clone()));
        tokens
    }

    /// Returns `true` if the attributes or variants contain a word.
    pub(crate) fn mentions(&self, word: &str) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|attribute| mentions(attribute.bracket.stream(), word)) || mentions(self.variants.clone(), word)
    }

    /// Returns `true` if the enum or a variant has an attribute `error`, such as `#[error("the session has expired")]`.
    pub(crate) fn has_messages(&self) -> bool {
        self.attributes.iter().any(|attribute| attribute.is_path_to("error"))
            || mentions(self.variants.clone(), "error")
    }

    /// Reads the variants: names with numbers.
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
    /// Returns `true` if the path of the attribute ends in this name.
    pub(crate) fn is_path_to(&self, name: &str) -> bool {
        let path = without_invisible_groups(self.bracket.stream()).into_iter();
        let idents = path.map_while(|tree| match tree {
            TokenTree::Ident(ident) => Some(Some(ident)),
            TokenTree::Punct(punct) if punct.as_char() == ':' => Some(None),
            _ => None,
        });
        idents.flatten().last().is_some_and(|last| last == name)
    }

    /// Returns the tokens after the name, if the attribute has this name.
    pub(crate) fn content(&self, name: &str) -> Option<TokenStream> {
        let mut tokens = without_invisible_groups(self.bracket.stream()).into_iter();
        let is_called = tokens.next().is_some_and(|first| matches!(first, TokenTree::Ident(ident) if ident == name));
        is_called.then(|| tokens.collect())
    }

    /// Returns the tokens in the parentheses after the name, if the attribute has this name.
    pub(crate) fn list(&self, name: &str) -> Option<TokenStream> {
        match self.content(name)?.into_iter().next() {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        }
    }

    /// Returns a line of documentation.
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

/// The part of a variant after its name.
pub(crate) enum Code {
    /// A number from 0 to 65535.
    Number(u16, Span),
    /// A missing number.
    Missing,
    /// Fields, or a discriminant other than a number from 0 to 65535; with a message.
    Other(Span, &'static str),
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = attributes(input)?;
        if input.peek(Token![pub]) {
            return Err(Error::new(input.span(), "a variant is as public as its enum: remove `pub`"));
        }
        let name = input.call(Ident::parse_any)?;
        let code = Code::parse(input)?;
        Ok(Self { attributes, name, code })
    }
}

/// Writes the variant, with the number as a literal without suffix.
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
        let span = input.span();
        let mut discriminant = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            discriminant.extend([input.parse::<TokenTree>()?]);
        }
        Ok(match (fields, equals, number(discriminant)) {
            (Some(fields), ..) => Self::Other(fields, "a variant cannot have fields: remove them"),
            (None, None, _) => Self::Missing,
            (None, Some(_), Some(number)) => Self::Number(number, span),
            (None, Some(_), None) => Self::Other(span, NO_NUMBER),
        })
    }
}

const NO_NUMBER: &str = "the code must be a literal from 0 to 65535: write a number such as `4001`";

/// Reads a literal, which a `macro_rules!` may have wrapped in a group.
fn number(discriminant: TokenStream) -> Option<u16> {
    let literal: LitInt = syn::parse2(discriminant).ok()?;
    if matches!(literal.suffix(), "" | "u16") { literal.base10_parse().ok() } else { None }
}

impl Variant {
    /// Returns `true` if the variant has this number.
    pub(crate) const fn is_code(&self, number: u16) -> bool {
        matches!(self.code, Code::Number(own, _) if own == number)
    }

    /// Returns the first paragraph of the documentation.
    pub(crate) fn description(&self) -> String {
        let mut paragraph = String::new();
        for attribute in &self.attributes {
            let Some(doc) = attribute.doc() else { continue };
            for line in without_stars(&doc).split('\n').map(str::trim) {
                match (line.is_empty(), paragraph.is_empty()) {
                    (true, true) => {}
                    (true, false) => return paragraph,
                    (false, true) => paragraph.push_str(line),
                    (false, false) => paragraph.extend(["\n", line]),
                }
            }
        }
        paragraph
    }
}

/// Removes the stars before the lines of a block comment, as rustdoc does.
fn without_stars(doc: &str) -> String {
    let star = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('*');
    let Some((_, rest)) = doc.split_once('\n') else { return doc.to_owned() };
    if !rest.split('\n').all(star) {
        return doc.to_owned();
    }
    join(doc.split('\n').map(|line| line.trim_start().trim_start_matches('*')), "\n")
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
    if input.peek(Token![pub]) {
        input.parse::<Token![pub]>()?.to_tokens(&mut visibility);
        if input.peek(token::Paren) {
            input.parse::<Group>()?.to_tokens(&mut visibility);
        }
    }
    Ok(visibility)
}

/// Returns `true` if the tokens contain a word.
pub(crate) fn mentions(tokens: TokenStream, word: &str) -> bool {
    for tree in tokens {
        let found = match tree {
            TokenTree::Ident(ident) => ident == word,
            TokenTree::Group(group) => mentions(group.stream(), word),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if found {
            return true;
        }
    }
    false
}

/// Removes the invisible groups that `macro_rules!` adds around its fragments.
pub(crate) fn without_invisible_groups(tokens: TokenStream) -> TokenStream {
    let mut flat = TokenStream::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                flat.extend(without_invisible_groups(group.stream()));
            }
            other => flat.extend([other]),
        }
    }
    flat
}
