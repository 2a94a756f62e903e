//! An application's own codes.
//!
//! What is generated stands in somebody else's crate, where the name of a type, a trait or a module may mean anything:
//! everything is named by its whole path, `u16` too, and nothing is put beside the enum that has a name. Each token has the
//! macro's own place, so that the lints of that crate leave it alone.

use close_codes_registry::{Column, Entry, Kind, Reference, Table, Value};
use proc_macro2::{Ident, Literal, Span, TokenStream};

use super::{docs, join, pattern};
use crate::ast::{Enum, Variant};

/// What a set is made of.
pub(crate) struct Set<'a> {
    pub(crate) item: &'a Enum,
    /// What stands before the enum besides its own attributes.
    pub(crate) before: TokenStream,
    pub(crate) table: &'a Table,
    /// The variants, if the enum has its own.
    pub(crate) variants: Option<&'a [Variant]>,
    /// Where the codes are written, or their file is named.
    pub(crate) site: Span,
    /// The file whose change is to rebuild the crate.
    pub(crate) watched: Option<&'a str>,
    /// The path of the crate `close-codes`.
    pub(crate) facade: &'a TokenStream,
}

/// `quote!`, with the place of the macro and not that of its caller.
macro_rules! quote {
    ($($tokens:tt)*) => { quote::quote_spanned!(Span::mixed_site()=> $($tokens)*) };
}

/// Gives the enum its variants, the methods of a set of codes, and the traits.
pub(crate) fn expand(set: &Set<'_>) -> TokenStream {
    let Set { item, table, before, facade, .. } = set;
    let declaration = item.declare(&variants(set));
    let watched = set.watched.map(|path| {
        quote!(
            const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
        )
    });
    let (numbers, texts, columns) = (numbers(table, facade), texts(table), columns(set));
    let name = &item.name;
    let implementation = quote! {
        impl #name {
            #numbers
            #texts
            #columns
        }

        #facade::__implement_code_set!(#name);
    };
    // The enum or a variant may be `deprecated`, be it under a condition.
    let implementation = if item.mentions("deprecated") {
        quote!(#[allow(deprecated)] const _: () = { #implementation };)
    } else {
        implementation
    };
    quote! {
        #before
        #declaration
        #watched
        #implementation
    }
}

/// The name of a variant that no table has, for an enum whose table has no code: it cannot do without any.
const NO_CODE: &str = "__NoCode";

fn variants(set: &Set<'_>) -> TokenStream {
    if set.table.codes.is_empty() {
        let no_code = ident(NO_CODE);
        return quote!(#[doc(hidden)] #no_code = 0);
    }
    if let Some(variants) = set.variants {
        return quote!(#(#variants,)*);
    }
    let site = Span::mixed_site().located_at(set.site);
    let variants = set.table.codes.iter().map(|entry| {
        let (docs, number) = (docs::entry(entry, &set.table.columns), Literal::u16_unsuffixed(entry.number));
        let variant = Ident::new(&entry.variant, site);
        quote!(#(#[doc = #docs])* #variant = #number)
    });
    quote!(#(#variants,)*)
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn path(entry: &Entry) -> TokenStream {
    let variant = ident(&entry.variant);
    quote!(Self::#variant)
}

/// From number to code and back.
fn numbers(table: &Table, facade: &TokenStream) -> TokenStream {
    let paths: Vec<_> = table.codes.iter().map(path).collect();
    let numbers = table.codes.iter().map(|entry| Literal::u16_unsuffixed(entry.number));
    let place = place(table);
    quote! {
        /// Every code of the set, in ascending order.
        pub const ALL: &'static [Self] = &[#(#paths),*];

        /// The code with this number, if the set has one.
        #[inline]
        #[must_use]
        pub const fn from_u16(code: ::core::primitive::u16) -> ::core::option::Option<Self> {
            match code {
                #(#numbers => ::core::option::Option::Some(#paths),)*
                _ => ::core::option::Option::None,
            }
        }

        /// The number, as it stands in the first two bytes of a close frame's body (RFC 6455, section 5.5.1).
        #[inline]
        #[must_use]
        pub const fn as_u16(self) -> ::core::primitive::u16 {
            self as ::core::primitive::u16
        }

        /// The code as a `CloseCode`, such as a close frame takes it.
        #[inline]
        #[must_use]
        pub const fn code(self) -> #facade::CloseCode {
            #facade::CloseCode::from_u16(self.as_u16())
        }

        /// A close frame with this code and this reason, which may be empty.
        ///
        /// # Errors
        ///
        /// If the reason has more than 123 bytes, or the code may not go over the wire.
        #[inline]
        pub fn frame(
            self,
            reason: &::core::primitive::str,
        ) -> ::core::result::Result<#facade::CloseFrame, #facade::frame::CloseFrameError> {
            #facade::CloseFrame::new(self.code(), reason)
        }

        #[doc(hidden)]
        #[inline]
        const fn __place(self) -> ::core::primitive::usize {
            let code = self.as_u16();
            #place
        }
    }
}

fn texts(table: &Table) -> TokenStream {
    let text = quote!(&'static ::core::primitive::str);
    let name = by_code(table, &text, &|entry| str(&entry.name));
    let description = by_code(table, &text, &|entry| str(&entry.description));
    let key = by_code(table, &text, &|entry| str(&entry.key));
    let references = by_code(table, &quote!(&'static [#text]), &|entry| {
        let references = entry.references.iter().map(Reference::name);
        quote!(&[#(#references),*])
    });
    quote! {
        /// The name: a few words.
        #[inline]
        #[must_use]
        pub const fn name(self) -> &'static ::core::primitive::str {
            #name
        }

        /// The meaning of the code: a sentence or more; empty if nobody has written one.
        #[inline]
        #[must_use]
        pub const fn description(self) -> &'static ::core::primitive::str {
            #description
        }

        /// The documents that define the code; often none.
        #[inline]
        #[must_use]
        pub const fn references(self) -> &'static [&'static ::core::primitive::str] {
            #references
        }

        /// A label in `snake_case`, for metrics and translation files.
        #[inline]
        #[must_use]
        pub const fn key(self) -> &'static ::core::primitive::str {
            #key
        }
    }
}

/// Two functions for each typed column: one for a code of the set, one for any code.
fn columns(set: &Set<'_>) -> TokenStream {
    set.table.columns.iter().enumerate().map(|(index, column)| self::column(set, index, column)).collect()
}

fn column(Set { table, facade, .. }: &Set<'_>, index: usize, column: &Column) -> TokenStream {
    let (own, of) = (ident(&column.name), ident(&format!("{}_of", column.name)));
    let value_of = |values: &[Option<Value>]| values.get(index).and_then(Option::as_ref).map(literal);
    let is_filled = table.is_filled(index);
    let mut arms = TokenStream::new();
    for band in &table.bands {
        if let Some(value) = value_of(&band.values) {
            let (pattern, value) = (pattern(&band.codes), some(&value));
            arms.extend(quote!(#pattern => #value,));
        }
    }
    let nothing = none();
    let of_band = if arms.is_empty() { nothing } else { quote!(match code.as_u16() { #arms _ => #nothing }) };
    let kind = kind(column.kind);
    let option = quote!(::core::option::Option<#kind>);
    let any_value = quote!(code.#own());
    let (own_kind, any_value) = if is_filled { (&kind, some(&any_value)) } else { (&option, any_value) };
    let own_value = by_code(table, own_kind, &|entry| match value_of(&entry.values) {
        Some(value) if is_filled => value,
        Some(value) => some(&value),
        None => none(),
    });
    let (own_docs, of_docs) = docs::column(column, is_filled);
    quote! {
        #(#[doc = #own_docs])*
        #[inline]
        #[must_use]
        pub const fn #own(self) -> #own_kind {
            #own_value
        }

        #(#[doc = #of_docs])*
        #[inline]
        #[must_use]
        pub const fn #of(code: #facade::CloseCode) -> #option {
            match Self::from_u16(code.as_u16()) {
                ::core::option::Option::Some(code) => #any_value,
                ::core::option::Option::None => #of_band,
            }
        }
    }
}

/// The value that `self` has, from an array in the order of the codes.
///
/// A `match` on the codes says the same, but a long one takes LLVM seconds to optimize where several meet.
fn by_code(table: &Table, kind: &TokenStream, value: &dyn Fn(&Entry) -> TokenStream) -> TokenStream {
    let values: Vec<_> = table.codes.iter().map(value).collect();
    let length = values.len();
    quote! {
        const VALUES: &[#kind; #length] = &[#(#values),*];
        VALUES[self.__place()]
    }
}

/// The place of `code` in the order of the codes.
fn place(table: &Table) -> TokenStream {
    let mut place = 0_usize;
    let arms = join(table.codes.iter().map(|entry| entry.number..=entry.number)).into_iter().map(|run| {
        let (pattern, first, first_place) = (pattern(&run), *run.start(), place);
        place += run.len();
        quote!(#pattern => #first_place + (code - #first) as ::core::primitive::usize,)
    });
    // Nothing else gets here. With all arms bounded, no bounds are checked where the place is used.
    quote!(match code { #(#arms)* _ => 0 })
}

fn some(value: &TokenStream) -> TokenStream {
    quote!(::core::option::Option::Some(#value))
}

fn none() -> TokenStream {
    quote!(::core::option::Option::None)
}

fn literal(value: &Value) -> TokenStream {
    let literal = match *value {
        Value::Bool(value) => return quote!(#value),
        // As bits, lest a lint takes 3.14 for pi.
        Value::F64(value) => {
            let bits = Literal::u64_unsuffixed(value.to_bits());
            return quote!(::core::primitive::f64::from_bits(#bits));
        }
        Value::U8(value) => Literal::u8_unsuffixed(value),
        Value::U16(value) => Literal::u16_unsuffixed(value),
        Value::U32(value) => Literal::u32_unsuffixed(value),
        Value::I64(value) => Literal::i64_unsuffixed(value),
        Value::Char(value) => Literal::character(value),
        Value::Str(ref value) => Literal::string(value),
    };
    quote!(#literal)
}

fn str(text: &str) -> TokenStream {
    quote!(#text)
}

fn kind(kind: Kind) -> TokenStream {
    let name = ident(kind.name());
    let kind_itself = quote!(::core::primitive::#name);
    if kind == Kind::Str { quote!(&'static #kind_itself) } else { kind_itself }
}
