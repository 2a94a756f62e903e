//! Makes a set of private codes: reads the file or the enum into a [`Table`], and reports all faults.

use close_codes_registry::check::table::{self, Builder, Draft, Part, Rules};
use close_codes_registry::{Checked, Registry, Source, Table, generated};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::punctuated::Punctuated;
use syn::{Error, LitStr};

use crate::arguments::{Arguments, SKIPPABLE};
use crate::ast::{Attribute, Code, Enum, Variant, mentions};
use crate::expand::set::{self, Set};
use crate::expand::{compile_errors, messages};
use crate::{derives, table_file};

/// Makes a set of codes from an enum.
///
/// If there are faults, the output still contains an enum with the readable codes. So the compiler does not add errors that
/// follow from the faults.
pub(crate) fn generate(arguments: TokenStream, item: TokenStream, registry: &Registry) -> TokenStream {
    let mut errors = Vec::new();
    let arguments = syn::parse2::<Arguments>(arguments);
    let is_readable = arguments.is_ok();
    let arguments = arguments.map_err(|error| errors.push(error)).unwrap_or_default();
    let mut item = match syn::parse2::<Enum>(item) {
        Ok(item) => item,
        Err(error) => {
            errors.push(error);
            return compile_errors(&errors);
        }
    };
    let rules = generated::rules(registry, arguments.allowed);
    let codes = match &arguments.path {
        _ if !is_readable => Codes::none(rules),
        Some(path) => Codes::from_file(path, &item, rules, &mut errors),
        None => Codes::from_variants(&item, rules, &mut errors),
    };
    let mut skip = arguments.skip;
    derives::report_second_implementations(&item, &mut skip, &mut errors);
    let before = derives::complete(&mut item, arguments.path.is_some(), codes.table.codes.is_empty(), &mut errors);
    let facade = arguments.facade.unwrap_or_else(|| quote_spanned!(Span::mixed_site()=> ::close_codes));
    let set = Set {
        item: &item,
        before,
        table: &codes.table,
        variants: codes.variants.as_deref(),
        site: arguments.path.as_ref().map_or_else(Span::call_site, LitStr::span),
        watched: codes.watched.as_deref(),
        facade: &facade,
        traits: not_in(skip),
    };
    let mut tokens = compile_errors(&errors);
    tokens.extend(set::expand(&set));
    tokens
}

/// Returns the names of the traits that are not left out.
fn not_in(skip: [bool; SKIPPABLE.len()]) -> TokenStream {
    let mut traits = TokenStream::new();
    for (name, skip) in SKIPPABLE.into_iter().zip(skip) {
        if !skip {
            traits.extend([TokenTree::from(Ident::new(name, Span::mixed_site()))]);
        }
    }
    traits
}

/// The codes of a set.
struct Codes {
    table: Table,
    /// The written variants, if the codes are in the enum.
    variants: Option<Vec<Variant>>,
    /// The file of the codes.
    watched: Option<String>,
}

impl Codes {
    fn none(rules: Rules<'_>) -> Self {
        Self { table: Builder::new(rules).finish(Vec::new(), Vec::new()), variants: None, watched: None }
    }

    fn from_file(path: &LitStr, item: &Enum, rules: Rules<'_>, errors: &mut Vec<Error>) -> Self {
        if let Some(variant) = item.variants.clone().into_iter().next() {
            let message = "the variants come from the file: empty the braces, or remove the path";
            errors.push(Error::new(variant.span(), message));
        }
        match table_file::open(path) {
            Ok(file) => {
                let Checked { model: table, problems } = table::check(&Source::new(path.value(), &file.bytes), rules);
                for message in messages(&problems) {
                    errors.push(Error::new(path.span(), message));
                }
                Self { table, variants: None, watched: Some(file.absolute) }
            }
            Err(fault) => {
                errors.push(Error::new(path.span(), fault));
                Self::none(rules)
            }
        }
    }

    fn from_variants(item: &Enum, rules: Rules<'_>, errors: &mut Vec<Error>) -> Self {
        let written = item.codes().map_err(|error| errors.push(error));
        if written.as_ref().is_ok_and(Punctuated::is_empty) {
            let message = format!(
                "`{}` has no codes: add variants such as `TokenExpired = 4001`, or the path of a table",
                item.name
            );
            errors.push(Error::new(item.name.span(), message));
        }
        let mut builder = Builder::new(rules);
        let mut variants = Vec::new();
        let written = written.unwrap_or_default();
        let mut taken: Vec<_> = written.iter().filter_map(number).collect();
        let mut next = FIRST;
        for variant in written {
            let number = number(&variant).unwrap_or_else(|| {
                let mut numbers = std::iter::once(next).chain(FIRST..=4999);
                let free = numbers.find(|number| builder.accepts(*number) && !taken.contains(number)).unwrap_or(FIRST);
                taken.push(free);
                free
            });
            add(&mut builder, &variant, number, errors);
            next = number.saturating_add(1);
            variants.push(variant);
        }
        let table = builder.finish(Vec::new(), Vec::new());
        // A duplicate variant is declared once.
        let mut left: Vec<_> = table.codes.iter().collect();
        variants.retain(|variant| {
            let place = left.iter().position(|entry| variant.is_code(entry.number) && variant.name == entry.variant);
            place.map(|place| left.swap_remove(place)).is_some()
        });
        Self { table, variants: Some(variants), watched: None }
    }
}

const fn number(variant: &Variant) -> Option<u16> {
    match variant.code {
        Code::Number(number, _) => Some(number),
        Code::Missing | Code::Other(..) => None,
    }
}

/// The first code that messages suggest if the number that Rust would give is not free.
const FIRST: u16 = 4001;

/// Adds a variant to the codes, or reports its faults. `free` is the number to suggest.
fn add(builder: &mut Builder<'_>, variant: &Variant, free: u16, errors: &mut Vec<Error>) {
    let name = variant.name.to_string();
    let is_condition = |attribute: &&Attribute| {
        attribute.content("cfg").is_some() || attribute.list("cfg_attr").is_some_and(|list| mentions(list, "cfg"))
    };
    let conditional = variant.attributes.iter().find(is_condition);
    if let Some(attribute) = conditional {
        let message = format!("the code `{name}` cannot be conditional: remove the `cfg`");
        errors.push(Error::new(attribute.bracket.span(), message));
        return;
    }
    let (number, number_span) = match variant.code {
        Code::Number(number, span) => (number, span),
        Code::Missing => {
            let message = format!("`{name}` has no code: write a number, such as `{name} = {free}`");
            return errors.push(Error::new(variant.name.span(), message));
        }
        Code::Other(span, message) => return errors.push(Error::new(span, message)),
    };
    let draft = Draft { number, variant: Some(name), description: variant.description(), ..Draft::default() };
    for fault in builder.add(draft) {
        let span = if fault.part == Part::Code { number_span } else { variant.name.span() };
        errors.push(Error::new(span, fault.message));
    }
}
