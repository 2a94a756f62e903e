//! Codes in another form: a module each.

mod html;
mod json;
mod markdown;
mod markup;
mod rust;
mod svg;
mod typescript;

use std::io::{Write, stdout};

use crate::arguments::{Export, Format};
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::{input, output, words};

pub(crate) fn run(arguments: &Export) -> Result<Verdict, Failure> {
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    let mut document = match &arguments.file {
        None => Document::of_registry(&registry, language),
        Some(file) => match input::document(&input::source(file)?, &arguments.rules, &registry, language) {
            Ok(document) => document,
            Err(problems) => {
                output::problems(&problems);
                return Ok(Verdict::Found);
            }
        },
    };
    if let Some(name) = &arguments.name {
        document.name.clone_from(name);
    }
    stdout().write_all(write(arguments.format, &document).as_bytes())?;
    Ok(Verdict::Well)
}

fn write(format: Format, document: &Document) -> String {
    match format {
        Format::Rust => rust::write(document),
        Format::Typescript => typescript::write(document),
        Format::Json => json::write(document),
        Format::JsonSchema => json::schema(document),
        Format::Markdown => markdown::write(document),
        Format::Html => html::write(document),
        Format::Svg => svg::write(document),
    }
}
