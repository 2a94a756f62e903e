//! Crates outside this workspace that depend on `close-codes` by its path, as a user's crate does.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a panic fails a test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The target folder of all crates in these tests, so that their dependencies are built once.
const TARGET: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/target");

/// A folder with crates.
struct Folder {
    root: TempDir,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { root: tempfile::tempdir().unwrap() };
        // The locked versions are on this machine, so cargo fetches nothing.
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock"), folder.root.path().join("Cargo.lock"))
            .unwrap();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let facade = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../close-codes");
        fs::write(path, text.replace("PATH_OF_CLOSE_CODES", facade.to_str().unwrap())).unwrap();
    }

    fn cargo(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments.split(' '))
            .arg("--offline")
            .current_dir(self.root.path())
            .env("CARGO_TARGET_DIR", TARGET)
            .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "0")])
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }

    fn succeed(&self, arguments: &str) -> String {
        let output = self.cargo(arguments);
        let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(output.status.success(), "{out}\n{errors}");
        out
    }

    /// Builds, and returns the names of the crates that cargo had to build.
    fn build(&self) -> Vec<String> {
        let messages = self.succeed("build --message-format=json");
        let messages = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let built = messages.filter(|message| message["fresh"] == false);
        let mut built: Vec<_> = built.map(|message| message["target"]["name"].as_str().unwrap().to_owned()).collect();
        built.sort();
        built
    }
}

const GAME: &str = r#"
[package]
name = "game"
edition = "2024"

[dependencies]
close-codes = { path = "PATH_OF_CLOSE_CODES" }
physics = { path = "physics" }

[dev-dependencies]
trybuild = "1"
"#;

const MAIN: &str = r#"
/// Close codes of the game.
#[close_codes::close_codes("codes/game.csv")]
pub enum GameCode {}

fn main() {
    for code in GameCode::ALL {
        println!("{code}: {}", code.retry());
    }
    println!("{}", physics::GRAVITY);
}
"#;

const TABLE: &str = "code,name,retry:bool\n4001,Token expired,true\n4002,Replaced,false\n";

const UI: &str = r#"
#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}
"#;

const PASS: &str = r#"
#[close_codes::close_codes("codes/game.csv")]
enum GameCode {}

#[close_codes::close_codes("tests/ui/own.csv")]
enum Own {}

fn main() {
    assert!(GameCode::TokenExpired.retry());
    assert_eq!(Own::ALL.len(), 1);
}
"#;

const FAIL: &str = r#"#[close_codes::close_codes("codes/faulty.csv")]
enum GameCode {}

fn main() {}
"#;

const STDERR: &str = r#"error: codes/faulty.csv:3:1: code 4001 is already `TokenExpired` (line 2): remove it, or use another number
         |
       3 | 4001,Replaced
         | ^^^^
 --> tests/ui/fail/faulty.rs:1:28
  |
1 | #[close_codes::close_codes("codes/faulty.csv")]
  |                            ^^^^^^^^^^^^^^^^^^
"#;

#[test]
fn a_crate_is_built_rebuilt_and_tested_with_trybuild() {
    let folder = Folder::new(&[
        ("Cargo.toml", GAME),
        ("src/main.rs", MAIN),
        ("codes/game.csv", TABLE),
        ("physics/Cargo.toml", "[package]\nname = \"physics\"\nedition = \"2024\"\n"),
        ("physics/src/lib.rs", "pub const GRAVITY: f64 = 9.81;\n"),
        ("tests/ui.rs", UI),
        ("tests/ui/pass.rs", PASS),
        ("tests/ui/own.csv", "code,name\n4001,Token expired\n"),
        ("tests/ui/fail/faulty.rs", FAIL),
        ("tests/ui/fail/faulty.stderr", STDERR),
        ("codes/faulty.csv", "code,name\n4001,Token expired\n4001,Replaced\n"),
    ]);
    assert!(folder.build().contains(&"game".to_owned()));
    assert_eq!(folder.succeed("run --quiet"), "4001 Token expired: true\n4002 Replaced: false\n9.81\n");
    assert_eq!(folder.build(), [""; 0]);

    folder.write("codes/game.csv", &TABLE.replace("Replaced,false", "Kicked,true"));
    assert_eq!(folder.build(), ["game"]);
    assert_eq!(folder.succeed("run --quiet"), "4001 Token expired: true\n4002 Kicked: true\n9.81\n");
    assert_eq!(folder.build(), [""; 0]);

    folder.succeed("test --quiet --test ui");

    // A path begins at the root of the crate: a file beside the source is not read.
    folder.write("src/codes/game.csv", "code,name,retry:bool\n4003,Beside,true\n");
    folder.write("src/main.rs", MAIN);
    assert_eq!(folder.succeed("run --quiet"), "4001 Token expired: true\n4002 Kicked: true\n9.81\n");
}

/// The linker removes unused columns of a table.
#[test]
fn a_program_has_only_the_columns_that_it_uses() {
    let table = "code,name,description,note:str\n4001,Zebrafish,Axolotl,Wolverine\n4002,Quetzal,Capybara,Pangolin\n";
    let main = "#[close_codes::close_codes(\"t.csv\")]\nenum Code {}\n\nfn main() {\n    let number = \
                std::env::args().count() as u16 + 4000;\n    println!(\"{}\", Code::from_u16(number).map_or(\"\", \
                Code::note));\n}\n";
    let manifest = GAME.replace("physics = { path = \"physics\" }", "");
    let folder = Folder::new(&[("Cargo.toml", &manifest), ("src/main.rs", main), ("t.csv", table)]);
    assert_eq!(folder.succeed("run --quiet --release"), "Wolverine\n");
    let program = fs::read(format!("{TARGET}/release/game{}", std::env::consts::EXE_SUFFIX)).unwrap();
    let holds = |text: &str| program.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("Wolverine") && holds("Pangolin"));
    assert!(!holds("Zebrafish") && !holds("Axolotl") && !holds("Capybara"));
}

const WORKSPACE: &str = "[workspace]\nmembers = [\"renamed\", \"old\", \"library\", \"behind\"]\nresolver = \"3\"\n";

/// A crate without the standard library, with another name for `close-codes` and with modules `core` and `std`.
const RENAMED: &str = r#"
#![no_std]
#![deny(warnings, missing_docs)]
//! A crate.

mod core {}
mod std {}

/// Codes from a file.
#[cc::close_codes("src/codes.csv", crate = cc)]
pub enum FromFile {}

#[cc::close_codes(crate = cc)]
enum FromVariants {
    TokenExpired = 4001,
}

/// A number.
#[must_use]
pub fn number() -> u16 {
    FromVariants::TokenExpired.as_u16() + FromFile::ALL[0].as_u16()
}
"#;

/// A crate of edition 2015, which resolves paths in another way.
const OLD: &str = r#"
extern crate close_codes as codes;

pub mod core {}

pub mod inside {
    pub mod core {}
    pub mod std {}

    #[::codes::close_codes("../renamed/src/codes.csv")]
    pub enum FromFile {}

    #[::codes::close_codes]
    #[derive(Default)]
    pub enum FromVariants {
        #[default]
        TokenExpired = 4001,
    }
}
"#;

const LIBRARY: &str = r"
pub use close_codes;

/// Makes a set of codes in a crate that depends only on this one.
#[macro_export]
macro_rules! codes {
    ($name:ident $($variant:ident = $code:literal)*) => {
        #[$crate::close_codes::close_codes(crate = $crate::close_codes)]
        pub enum $name { $($variant = $code),* }
    };
}
";

const BEHIND: &str = r#"
library::codes!(ChatCode TokenExpired = 4001 Replaced = 4002);

#[library::close_codes::close_codes("../renamed/src/codes.csv", crate = "library::close_codes")]
pub enum FromFile {}
"#;

fn manifest(name: &str, edition: &str, dependency: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"{edition}\"\n\n[dependencies]\n{dependency}\n")
}

/// A library without the feature `macros` has close codes in its API. An application uses this library and the macros.
#[test]
fn a_library_without_macros_and_an_application_have_one_close_code() {
    let facade = "close-codes = { path = \"PATH_OF_CLOSE_CODES\" }";
    let lean = facade.replace(" }", ", default-features = false }");
    let library = "pub fn ended() -> close_codes::CloseCode {\n    close_codes::CloseCode::from_u16(4001)\n}\n";
    let application = r#"
        #[close_codes::close_codes("codes.csv")]
        pub enum Code {}

        fn main() {
            assert_eq!(Code::try_from(library::ended()), Ok(Code::TokenExpired));
            assert!(library::ended() == Code::TokenExpired);
        }
    "#;
    let folder = Folder::new(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"application\", \"library\"]\nresolver = \"3\"\n"),
        ("library/Cargo.toml", &manifest("library", "2021", &lean)),
        ("library/src/lib.rs", library),
        (
            "application/Cargo.toml",
            &manifest("application", "2024", &format!("{facade}\nlibrary = {{ path = \"../library\" }}")),
        ),
        ("application/src/main.rs", application),
        ("application/codes.csv", TABLE),
    ]);
    folder.succeed("run");
    // The library does not compile the macros.
    let tree = folder.succeed("tree --package library --edges normal,build --prefix none --format {lib}");
    assert_eq!(tree.lines().collect::<Vec<_>>(), ["library", "close_codes"]);
}

#[test]
fn a_crate_may_rename_close_codes() {
    let facade = "close-codes = { path = \"PATH_OF_CLOSE_CODES\", default-features = false, features = [\"macros\"] }";
    let renamed = facade.replace("close-codes = {", "cc = { package = \"close-codes\",");
    Folder::new(&[
        ("Cargo.toml", WORKSPACE),
        ("renamed/Cargo.toml", &manifest("renamed", "2021", &renamed)),
        ("renamed/src/lib.rs", RENAMED),
        ("renamed/src/codes.csv", TABLE),
        ("old/Cargo.toml", &manifest("old", "2015", facade)),
        ("old/src/lib.rs", OLD),
        ("library/Cargo.toml", &manifest("library", "2024", facade)),
        ("library/src/lib.rs", LIBRARY),
        ("behind/Cargo.toml", &manifest("behind", "2024", "library = { path = \"../library\" }")),
        ("behind/src/lib.rs", BEHIND),
    ])
    .succeed("build");
}

/// A workspace member whose build script writes its source into a folder outside of the crate.
#[test]
fn generated_source_finds_the_table_at_the_root_of_the_crate() {
    let facade = "close-codes = { path = \"PATH_OF_CLOSE_CODES\" }";
    let build = r##"
        fn main() {
            let path = std::path::Path::new(&std::env::var_os("OUT_DIR").unwrap()).join("codes.rs");
            std::fs::write(path, "#[close_codes::close_codes(\"codes/t.csv\")] pub enum Code {}").unwrap();
        }
    "##;
    Folder::new(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"made\"]\nresolver = \"3\"\n"),
        ("made/Cargo.toml", &manifest("made", "2024", facade)),
        ("made/build.rs", build),
        ("made/codes/t.csv", TABLE),
        ("made/src/lib.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/codes.rs\"));\n"),
    ])
    .succeed("build");
}

/// Without a registry, cargo takes `close-codes` from its folder, also for the package.
const PATCH: &str = "[patch.crates-io]\nclose-codes = { path = \"PATH_OF_CLOSE_CODES\" }\n";

const PUBLISHED: &str = r#"
[package]
name = "chat"
version = "1.0.0"
edition = "2024"
include = ["src/**/*", "codes/**/*"]

[dependencies]
close-codes = { path = "PATH_OF_CLOSE_CODES", version = "0.1" }
"#;

/// `cargo package` unpacks the package and builds it there, as `cargo publish` does.
#[test]
fn a_package_contains_the_table_if_include_names_it() {
    let library = "#[close_codes::close_codes(\"codes/chat.csv\")]\npub enum ChatCode {}\n";
    let folder = Folder::new(&[
        (".cargo/config.toml", PATCH),
        ("Cargo.toml", PUBLISHED),
        ("src/lib.rs", library),
        ("codes/chat.csv", TABLE),
    ]);
    folder.succeed("package --quiet --allow-dirty");
    let unpacked = Path::new(TARGET).join("package/chat-1.0.0");
    assert_eq!(fs::read_to_string(unpacked.join("codes/chat.csv")).unwrap(), TABLE);

    folder.write("Cargo.toml", &PUBLISHED.replace(", \"codes/**/*\"", ""));
    let output = folder.cargo("package --quiet --allow-dirty");
    assert!(!output.status.success());
    let errors = String::from_utf8(output.stderr).unwrap();
    let missing = unpacked.join("codes/chat.csv");
    let expected =
        format!("error: the package does not have the file `{}`: add it to `include` in Cargo.toml", missing.display());
    assert_eq!(errors.lines().next(), Some(&*expected), "{errors}");
}

/// Each number has one row, so most of these rows are problems. With a row more, or with more bytes than 8 MiB, the file is one
/// problem.
#[test]
fn a_table_at_the_limits_has_a_hundred_errors_and_a_longer_one_has_one() {
    let rows: Vec<_> = (0..10_000).map(|row| format!("{},Code {row},true", 4000 + row % 1000)).collect();
    let manifest = GAME.replace("physics = { path = \"physics\" }", "");
    let folder = Folder::new(&[
        ("Cargo.toml", &manifest),
        ("src/main.rs", &MAIN.replace("    println!(\"{}\", physics::GRAVITY);\n", "")),
        ("codes/game.csv", &format!("code,name,retry:bool\n{}\n", rows.join("\n"))),
    ]);
    let errors = || {
        let output = folder.cargo("check --quiet");
        assert!(!output.status.success());
        let errors = String::from_utf8(output.stderr).unwrap();
        errors.lines().filter(|line| line.starts_with("error: ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let at_the_limit = errors();
    let errors_of = |text: &str| {
        folder.write("codes/game.csv", text);
        errors()
    };
    let too_many = errors_of(&format!("code,name,retry:bool\n{}\n4999,One more,true\n", rows.join("\n")));
    assert_eq!(too_many[0], "error: codes/game.csv:10002:1: the table has more than 10000 rows: remove some");
    assert_eq!(too_many.iter().filter(|error| error.contains("codes/game.csv")).count(), 1);
    let too_long = errors_of(&format!("code,name\n{}", "x".repeat(8 << 20)));
    let message = "game.csv` is too long: give a file of at most 8 MiB (8388608 bytes)";
    assert!(too_long[0].ends_with(message), "{too_long:?}");
    let errors = at_the_limit;
    assert_eq!(errors.len(), 102, "100 problems, the number of the others, and cargo's summary");
    let cure = "remove it, or use another number";
    assert_eq!(errors[0], format!("error: codes/game.csv:1002:1: code 4000 is already `Code0` (line 2): {cure}"));
    assert_eq!(errors[99], format!("error: codes/game.csv:1101:1: code 4099 is already `Code99` (line 101): {cure}"));
    assert_eq!(errors[100], "error: codes/game.csv: 8900 more problems");
}
