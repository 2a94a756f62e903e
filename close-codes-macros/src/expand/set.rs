//! An application's own codes.
//!
//! The output becomes part of another crate, in which any name may be redefined. So the output uses full paths, even for
//! `u16`, and adds no named item beside the enum. Each token has the span of the macro, so that the lints of that crate do
//! not apply.

use std::fmt::Write;

use close_codes_registry::{Band, Column, Entry, Kind, Table, TypedCell, Value, ranges_in};
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};

use super::{all, docs, documentation, join, method, parse, pattern, references};
use crate::ast::{Enum, Variant};

/// The parts of a set.
pub(crate) struct Set<'a> {
    pub(crate) item: &'a Enum,
    /// The attributes to add to the enum.
    pub(crate) before: TokenStream,
    pub(crate) table: &'a Table,
    /// The variants, if the enum has its own.
    pub(crate) variants: Option<&'a [Variant]>,
    /// The place of the codes, or of the path to their file.
    pub(crate) site: Span,
    /// The file whose changes rebuild the crate.
    pub(crate) watched: Option<&'a str>,
    /// The path of the crate `close-codes`.
    pub(crate) facade: &'a TokenStream,
    /// The traits to implement, of those that the option `skip` can leave out.
    pub(crate) traits: TokenStream,
}

/// `quote!` with the span of the macro instead of its caller.
macro_rules! quote {
    ($($tokens:tt)*) => { quote::quote_spanned!(Span::mixed_site()=> $($tokens)*) };
}

/// Adds the variants, the methods and the traits of a set of codes.
pub(crate) fn expand(set: &Set<'_>) -> TokenStream {
    let Set { item, table, before, facade, traits, .. } = set;
    let declaration = item.declare(&variants(set));
    let watched = set.watched.map(|path| {
        quote!(
            const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
        )
    });
    let mut methods = numbers(table) + &texts(table) + &bands(table);
    for (index, column) in table.columns.iter().enumerate() {
        methods += &self::column(table, index, column);
    }
    let methods = spanned(parse(&methods), facade);
    let name = &item.name;
    let implementation = quote! {
        impl #name { #methods }
        #facade::__implement_code_set!(#name: #traits);
    };
    // The enum or a variant may be `deprecated`, perhaps by a `cfg_attr`.
    let implementation = if item.mentions("deprecated") {
        quote!(#[allow(deprecated)] const _: () = { #implementation };)
    } else {
        implementation
    };
    quote!(#before #declaration #watched #implementation)
}

/// A placeholder for the path of the crate `close-codes`. No variant or column can have this name.
const FACADE: &str = "__close_codes";

/// Gives each token the span of the macro, and replaces the placeholder by the path of the crate `close-codes`.
fn spanned(tokens: TokenStream, facade: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let mut placed = TokenStream::new();
    for mut tree in tokens {
        match tree {
            TokenTree::Ident(ident) if ident == FACADE => {
                placed.extend(facade.clone());
                continue;
            }
            TokenTree::Group(group) => {
                tree = Group::new(group.delimiter(), spanned(group.stream(), facade)).into();
            }
            _ => {}
        }
        tree.set_span(site);
        placed.extend([tree]);
    }
    placed
}

fn variants(set: &Set<'_>) -> TokenStream {
    let mut variants = TokenStream::new();
    if let Some(written) = set.variants {
        for variant in written {
            variants.extend(quote!(#variant,));
        }
        return variants;
    }
    let site = Span::mixed_site().located_at(set.site);
    for entry in &set.table.codes {
        let docs = documentation(&docs::entry(entry, &set.table.columns));
        variants.extend(spanned(parse(&docs), set.facade));
        let (variant, number) = (Ident::new(&entry.variant, site), Literal::u16_unsuffixed(entry.number));
        variants.extend(quote!(#variant = #number,));
    }
    variants
}

/// The list of codes, and conversions between codes and numbers.
fn numbers(table: &Table) -> String {
    let (mut paths, mut arms) = (String::new(), String::new());
    for Entry { number, variant, .. } in &table.codes {
        let _ = write!(paths, "Self::{variant},");
        let _ = write!(arms, "{number} => ::core::option::Option::Some(Self::{variant}),");
    }
    [
        all(
            docs! {
                /// The codes of the set, in ascending order.
            },
            &paths,
        ),
        method(
            docs! {
                /// Returns the code with this number, or `None` if the set does not contain the number.
            },
            "from_u16(code: ::core::primitive::u16) -> ::core::option::Option<Self>",
            &format!("match code {{ {arms} _ => ::core::option::Option::None, }}"),
        ),
        method(
            docs! {
                /// Returns the number: the first two bytes of a close frame's body (RFC 6455, section 5.5.1).
            },
            "as_u16(self) -> ::core::primitive::u16",
            if table.codes.is_empty() { UNINHABITED } else { "self as ::core::primitive::u16" },
        ),
        method(
            docs! {
                /// Returns the code as a `CloseCode`.
            },
            "code(self) -> __close_codes::CloseCode",
            "__close_codes::CloseCode::from_u16(self.as_u16())",
        ),
        documentation(docs! {
            /// Returns a close frame with this code and a reason. The reason may be empty.
            ///
            /// # Errors
            ///
            /// If the reason has more than 123 bytes of UTF-8, or if the code may not be sent in a close frame.
        }),
        "#[inline]
        pub fn frame(
            self,
            reason: &::core::primitive::str,
        ) -> ::core::result::Result<__close_codes::CloseFrame, __close_codes::frame::CloseFrameError> {
            __close_codes::CloseFrame::new(self.code(), reason)
        }"
        .to_owned(),
        format!(
            "#[doc(hidden)]
            #[inline]
            const fn __place(self) -> ::core::primitive::usize {{
                let code = self.as_u16();
                {}
            }}",
            place(table)
        ),
    ]
    .concat()
}

fn texts(table: &Table) -> String {
    const TEXT: &str = "&'static ::core::primitive::str";
    [
        method(
            docs! {
                /// Returns the name: a few words.
            },
            "name(self) -> &'static ::core::primitive::str",
            &by_code(table, TEXT, &|entry| format!("{:?}", entry.name)),
        ),
        method(
            docs! {
                /// Returns the meaning of the code: one sentence or more. Empty if the set has no description of the code.
            },
            "description(self) -> &'static ::core::primitive::str",
            &by_code(table, TEXT, &|entry| format!("{:?}", entry.description)),
        ),
        method(
            docs! {
                /// Returns the documents that define the code. Often empty.
            },
            "references(self) -> &'static [&'static ::core::primitive::str]",
            &by_code(table, "&'static [&'static ::core::primitive::str]", &|entry| references(&entry.references)),
        ),
        method(
            docs! {
                /// Returns a label in `snake_case` for metrics and translation files.
            },
            "key(self) -> &'static ::core::primitive::str",
            &by_code(table, TEXT, &|entry| format!("{:?}", entry.key)),
        ),
    ]
    .concat()
}

/// The functions of a typed column: a method for the codes of the set, and a function for any code.
fn column(table: &Table, index: usize, column: &Column) -> String {
    let Column { name, kind, .. } = column;
    let value_of = |values: &[Option<Value>]| values.get(index).and_then(Option::as_ref).map(literal);
    let is_filled = table.is_filled(index);
    let mut of_band = String::new();
    let cell_of = |band: &Band| band.values.get(index).cloned().unwrap_or(TypedCell::Empty);
    for (codes, band) in ranges_in(&table.bands, &|band| cell_of(band) != TypedCell::Empty) {
        if let Some(TypedCell::Value(value)) = table.bands.get(band).map(cell_of) {
            let _ = write!(of_band, "{} => {},", pattern(&codes), some(&literal(&value)));
        }
    }
    of_band =
        if of_band.is_empty() { NONE.to_owned() } else { format!("match code.as_u16() {{ {of_band} _ => {NONE} }}") };
    let kind = self::kind(*kind);
    let option = format!("::core::option::Option<{kind}>");
    let any_value = format!("code.{name}()");
    let (own_kind, any_value) = if is_filled { (&kind, some(&any_value)) } else { (&option, any_value) };
    let own_value = by_code(table, own_kind, &|entry| match value_of(&entry.values) {
        Some(value) if is_filled => value,
        Some(value) => some(&value),
        None => NONE.to_owned(),
    });
    let (own_docs, of_docs) = docs::column(column, is_filled);
    let of = if table.codes.is_empty() {
        of_band
    } else {
        format!(
            "match Self::from_u16(code.as_u16()) {{
                ::core::option::Option::Some(code) => {any_value},
                ::core::option::Option::None => {of_band},
            }}"
        )
    };
    method(&[&own_docs], &format!("{name}(self) -> {own_kind}"), &own_value)
        + &method(&[&of_docs], &format!("{name}_of(code: __close_codes::CloseCode) -> {option}"), &of)
}

/// The list of bands, and the band of a code.
fn bands(table: &Table) -> String {
    if table.bands.is_empty() {
        return String::new();
    }
    let (mut bands, mut arms) = (String::new(), String::new());
    for Band { codes, name, description, .. } in &table.bands {
        let (first, last) = (codes.start(), codes.end());
        let _ = write!(bands, "__close_codes::code::Band::new({first}..={last}, {name:?}, {description:?}),");
    }
    for (codes, index) in ranges_in(&table.bands, &|_| true) {
        let _ = write!(arms, "{} => &Self::__BANDS[{index}],", pattern(&codes));
    }
    [
        documentation(docs! {
            /// The bands of the table in ascending order, each before the bands in it.
        }),
        documentation(&docs::bands(table)),
        // rustdoc does not show what is in a block.
        "pub const BANDS: &'static [__close_codes::code::Band] = { Self::__BANDS };".to_owned(),
        // An array: clippy has a lint against the index of a slice, which may be too large.
        format!("const __BANDS: &'static [__close_codes::code::Band; {}] = &[{bands}];", table.bands.len()),
        method(
            docs! {
                /// Returns the narrowest band around a code; `None` if no band contains the code.
            },
            "band_of(code: __close_codes::CloseCode) -> ::core::option::Option<&'static __close_codes::code::Band>",
            &format!("::core::option::Option::Some(match code.as_u16() {{ {arms} _ => return {NONE} }})"),
        ),
    ]
    .concat()
}

/// The body of a method of an enum without variants.
const UNINHABITED: &str = "match self {}";

/// The value of `self`, from an array in the order of the codes.
///
/// A `match` on the codes would do the same. But LLVM takes seconds to optimize several long ones in one function.
fn by_code(table: &Table, kind: &str, value: &dyn Fn(&Entry) -> String) -> String {
    if table.codes.is_empty() {
        return UNINHABITED.to_owned();
    }
    let mut values = String::new();
    for entry in &table.codes {
        values += &value(entry);
        values.push(',');
    }
    format!("const VALUES: &[{kind}; {}] = &[{values}]; VALUES[self.__place()]", table.codes.len())
}

/// The position of `code` in the order of the codes.
fn place(table: &Table) -> String {
    let mut place = 0_usize;
    let mut arms = String::new();
    for run in join(table.codes.iter().map(|entry| entry.number..=entry.number)) {
        let (pattern, first) = (pattern(&run), run.start());
        let _ = write!(arms, "{pattern} => {place} + (code - {first}) as ::core::primitive::usize,");
        place += run.len();
    }
    // The last arm is never taken. All arms are bounded, so the use of the position needs no bounds check.
    format!("match code {{ {arms} _ => 0 }}")
}

const NONE: &str = "::core::option::Option::None";

fn some(value: &str) -> String {
    format!("::core::option::Option::Some({value})")
}

fn literal(value: &Value) -> String {
    match value {
        // As bits: a lint reports 3.14 as an approximation of pi.
        Value::F64(value) => format!("::core::primitive::f64::from_bits({})", value.to_bits()),
        Value::Char(value) => format!("{value:?}"),
        Value::Str(value) => format!("{value:?}"),
        Value::Bool(_) | Value::U8(_) | Value::U16(_) | Value::U32(_) | Value::I64(_) => value.to_string(),
    }
}

fn kind(kind: Kind) -> String {
    let reference = if kind == Kind::Str { "&'static " } else { "" };
    format!("{reference}::core::primitive::{}", kind.name())
}
