//! Damaged copies of IANA's file: the check never panics, and each accepted file compiles.
// rust-analyzer does not find modules outside of a package's folder.
#![cfg(not(rust_analyzer))]
#![allow(unexpected_cfgs, reason = "rust-analyzer sets it")]
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

// The source of the macros: only the compiler can call a macro itself.
#[allow(dead_code, reason = "this test expands no enums of private codes")]
#[path = "../../../../close-codes-macros/src/ast.rs"]
mod ast;
#[allow(dead_code, reason = "this test expands no enums of private codes")]
#[path = "../../../../close-codes-macros/src/expand/mod.rs"]
mod expand;
mod table;

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, str};

use close_codes_registry::{Checked, Registry, Source, Sources, check, generated};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quote::{format_ident, quote};

/// The number of damaged copies.
const COPIES: u32 = 4_000;

/// The number of accepted registries in one crate.
const PER_CRATE: usize = 250;

#[test]
fn an_accepted_registry_compiles() {
    let modules = RefCell::new(Modules::default());
    let mut runner = TestRunner::new(Config { cases: COPIES, failure_persistence: None, ..Config::default() });
    let accepted = RefCell::new(0_usize);
    let outcome = runner.run(&table::damaged(), |bytes| {
        let sources = Sources { iana: Source::new("damaged.csv", &bytes), ..sources() };
        let Checked { model: registry, problems } = check(&sources, &generated::REGISTRY);
        for problem in &problems {
            prop_assert!(problem.place.line >= 1 && problem.place.column >= 1);
            let (shown, at) = (format!("{problem:#}"), format!("{}:{}: ", problem.file, problem.place));
            prop_assert!(shown.starts_with(&at), "{}", shown);
        }
        if problems.is_empty() {
            *accepted.borrow_mut() += 1;
            modules.borrow_mut().add(&registry);
        }
        Ok(())
    });
    outcome.unwrap();
    let (accepted, modules) = (accepted.into_inner(), modules.into_inner());
    println!("{accepted} of {COPIES} copies are accepted: {} different registries", modules.texts.len());
    assert!(accepted > COPIES as usize / 10 && modules.texts.len() > 500, "too few copies were accepted");
    modules.compile();
}

/// The command accepts the files that the library accepts. It does not panic, and it can read each file.
#[test]
fn the_command_checks_and_compares_damaged_files() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let damaged = folder.path().join("damaged.csv");
    let iana = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../registry/data/close-code-number.csv");
    let command = command();
    let mut runner = TestRunner::new(Config { cases: 250, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&table::damaged(), |bytes| {
        fs::write(&damaged, &bytes).unwrap();
        let update = Command::new(&command)
            .args(["update", "--check", "--data"])
            .arg(iana.parent().unwrap())
            .arg(&damaged)
            .output();
        let check = Command::new(&command).arg("check").arg(&damaged).output();
        // `update` takes a file that begins with `<` for a page.
        let is_page = bytes.trim_ascii_start().starts_with(b"<");
        for (output, refuses) in [(check.unwrap(), false), (update.unwrap(), is_page)] {
            let (code, told) = (output.status.code(), String::from_utf8_lossy(&output.stderr));
            prop_assert!(matches!(code, Some(0 | 1)) || (refuses && code == Some(2)), "{}", told);
        }
        Ok(())
    });
    outcome.unwrap();
}

/// Builds the command, also if only this test runs, and returns its path.
fn command() -> PathBuf {
    // With the features of a build of the workspace, so that cargo need not build it again.
    let target = ["--workspace", "--no-run", "--test", "commands"];
    let mut build = Command::new(env!("CARGO"));
    let output = build.args(["test", "--quiet", "--message-format", "json"]).args(target).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = str::from_utf8(&output.stdout).unwrap().lines();
    let executable = |message| {
        let message: serde_json::Value = serde_json::from_str(message).unwrap();
        if message.pointer("/target/name")? != "close-codes" {
            return None;
        }
        message.get("executable")?.as_str().map(PathBuf::from)
    };
    messages.filter_map(executable).next_back().unwrap()
}

/// The expansions of the accepted registries, one module each.
#[derive(Default)]
struct Modules {
    texts: HashSet<String>,
}

impl Modules {
    fn add(&mut self, registry: &Registry) {
        let item = |text: &str| syn::parse_str(text).unwrap();
        let codes = item(
            "#[repr(u16)] #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)] #[non_exhaustive] \
            pub enum CloseCode { Unregistered(Unregistered) }",
        );
        self.texts.insert(expand::codes::expand(&codes, registry).to_string());
    }

    /// Compiles all expansions with rustc, in crates of at most `PER_CRATE` modules.
    fn compile(self) {
        let registry = check(&sources(), &generated::REGISTRY).model;
        let languages = expand::languages::expand(
            &syn::parse_str("#[derive(Clone, Copy)] pub enum Language {}").unwrap(),
            &registry,
        );
        let ranges =
            expand::ranges::expand(&syn::parse_str("#[derive(Clone, Copy)] pub enum CodeRange {}").unwrap(), &registry);
        let texts: Vec<_> = self.texts.into_iter().collect();
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let running: Vec<_> = texts
            .chunks(PER_CRATE)
            .enumerate()
            .map(|(number, texts)| {
                let modules = texts.iter().enumerate().map(|(index, text)| {
                    let (name, tokens): (_, proc_macro2::TokenStream) =
                        (format_ident!("registry_{index}"), text.parse().unwrap());
                    quote!(mod #name {
                        use crate::{CodeRange, Language, Reconnect, Role};
                        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)] pub struct Unregistered(u16);
                        #tokens
                    })
                });
                let text = quote!(
                    #![no_std]
                    #languages
                    #ranges
                    pub enum Reconnect { Yes, No, Unknown }
                    pub enum Role { Server, Client }
                    #(#modules)*
                );
                let path = folder.path().join(format!("batch_{number}.rs"));
                fs::write(&path, text.to_string()).unwrap();
                (path.clone(), compile(&path))
            })
            .collect();
        for (path, child) in running {
            let output = child.wait_with_output().unwrap();
            let errors = String::from_utf8_lossy(&output.stderr);
            let shown: String = errors.chars().take(4000).collect();
            assert!(output.status.success(), "{} does not compile:\n{shown}", path.display());
        }
    }
}

fn compile(path: &Path) -> std::process::Child {
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(compiler);
    command.args([
        "--edition",
        "2024",
        "--crate-type",
        "lib",
        "--emit",
        "metadata",
        "--cap-lints",
        "allow",
        "--out-dir",
    ]);
    command.arg(path.parent().unwrap()).arg(path).stderr(Stdio::piped()).spawn().unwrap()
}

/// The files of this version, with one language: IANA's file does not change the other languages.
fn sources() -> Sources {
    let mut sources = Sources::embedded();
    sources.translations.truncate(1);
    sources
}
