//! Under which name the crate that is being compiled knows `close-codes`.

use std::{env, fs};

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};

const NAME: &str = "close_codes";

/// The path of the facade crate: `::close_codes`, or what it was renamed to in the manifest.
pub(crate) fn path() -> TokenStream {
    let site = Span::mixed_site();
    let name = format_ident!("{}", name(arguments()), span = site);
    quote_spanned!(site=> ::#name)
}

/// The arguments of the compiler, in whose process this runs. Those of a program that expands macros for an editor do not
/// tell; there the crate has its own name.
fn arguments() -> impl Iterator<Item = String> {
    with_files(env::args_os().filter_map(|argument| argument.into_string().ok()))
}

/// Puts in what is in files: long lists of arguments are, one a line, and `@path` says where.
fn with_files(arguments: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    arguments.flat_map(|argument| {
        let file = argument.strip_prefix('@').and_then(|path| fs::read_to_string(path).ok());
        file.map_or_else(|| vec![argument], |text| text.lines().map(str::to_owned).collect())
    })
}

/// Finds the name in `--extern cc=/target/debug/deps/libclose_codes-0f1e2d3c.rmeta`, or in the same with options such as
/// `priv:cc`. Of several, the crate's own one is the first choice.
fn name(arguments: impl Iterator<Item = String>) -> String {
    let mut arguments = arguments;
    let mut names = Vec::new();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--extern") {
            Some("") => arguments.next(),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        names.extend(value.as_deref().and_then(name_of).map(str::to_owned));
    }
    let own = names.iter().find(|name| *name == NAME);
    own.or(names.first()).map_or_else(|| NAME.to_owned(), Clone::clone)
}

/// The name that an `--extern` gives, if its file is that of the facade crate.
fn name_of(value: &str) -> Option<&str> {
    let (name, path) = value.split_once('=')?;
    let file = path.rsplit(['/', '\\']).next()?;
    let stem = file.strip_prefix("lib").unwrap_or(file).split(['-', '.']).next()?;
    let name = name.rsplit(':').next()?;
    (stem == NAME).then_some(name)
}

#[cfg(test)]
mod tests {
    fn name(arguments: &[&str]) -> String {
        super::name(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn the_name_is_that_of_the_manifest() {
        let library = "/target/debug/deps/libclose_codes-0f1e2d3c.rmeta";
        let macros = "--extern=close_codes_macros=/target/debug/deps/libclose_codes_macros-0f1e2d3c.so";
        assert_eq!(name(&["rustc", "--extern", &format!("close_codes={library}")]), "close_codes");
        assert_eq!(name(&["rustc", "--extern", &format!("cc={library}")]), "cc");
        assert_eq!(name(&["rustc", macros, &format!("--extern=cc={library}")]), "cc");
        assert_eq!(name(&["--extern", &format!("priv,noprelude:cc={library}")]), "cc");
        assert_eq!(name(&[r"--extern=cc=C:\target\libclose_codes.rlib", "src/lib.rs"]), "cc");
        assert_eq!(
            name(&["--extern", &format!("old={library}"), "--extern", &format!("close_codes={library}")]),
            "close_codes"
        );
    }

    #[test]
    fn arguments_may_be_in_a_file() {
        let path = std::env::temp_dir().join(format!("close-codes-arguments-{}", std::process::id()));
        std::fs::write(&path, "--edition=2024\n--extern\ncc=/target/libclose_codes-1.rmeta\n").expect("there is room");
        let arguments = ["rustc".to_owned(), format!("@{}", path.display()), "@no such file".to_owned()];
        let arguments: Vec<_> = super::with_files(arguments.into_iter()).collect();
        std::fs::remove_file(&path).expect("it is there");
        assert_eq!(
            arguments,
            ["rustc", "--edition=2024", "--extern", "cc=/target/libclose_codes-1.rmeta", "@no such file"]
        );
        assert_eq!(super::name(arguments.into_iter()), "cc");
    }

    #[test]
    fn without_a_word_it_is_the_crates_own() {
        assert_eq!(name(&["rust-analyzer-proc-macro-srv"]), "close_codes");
        assert_eq!(name(&["rustc", "--extern", "serde=/libserde-1.rmeta", "--extern", "proc_macro"]), "close_codes");
        assert_eq!(name(&["rustc", "--extern"]), "close_codes");
    }
}
