//! Codes as source code and as JSON: the code compiles everywhere and has the facts of the tables.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The exported sets: a name, and the arguments of `export`.
fn sets() -> Vec<(&'static str, Vec<String>)> {
    let table = |name: &str| format!("{FOLDER}/../examples/codes/{name}.csv");
    let tables = ["centrifugo", "discord", "game", "graphql-transport-ws", "pusher"];
    let tables = tables.map(|name| (name, vec![table(name), "--registered=allow".to_owned()]));
    let mut sets = vec![("registry", Vec::new()), ("spanish", vec!["--lang=es".to_owned()])];
    sets.extend(tables);
    let table = |name: &str| format!("{FOLDER}/tests/export/{name}.csv");
    sets.push(("hostile", vec![table("hostile")]));
    sets.push(("nested", vec![table("nested"), "--registered=allow".to_owned(), "--unassigned=allow".to_owned()]));
    sets.push(("http", vec![table("http")]));
    sets
}

fn export(arguments: &[String], format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    let output = command.arg("export").args(arguments).args(["--format", format]).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

fn export_table(name: &str, format: &str) -> String {
    let (_, arguments) = sets().into_iter().find(|(other, _)| *other == name).unwrap();
    export(&arguments, format)
}

/// Creates a folder for a test, with files.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn assert_silent(output: &Output, what: &str) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.is_empty(), "{what}: {said}");
}

/// Compiles a file in a folder, and returns the path of the program or library.
fn compile(folder: &Path, file: &str, edition: &str, kind: &str) -> PathBuf {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let made = folder.join(format!("{}-{edition}.{kind}", file.replace('.', "-")));
    let output = Command::new(rustc)
        .current_dir(folder)
        .args(["--edition", edition, "--crate-type", kind, "-D", "warnings", "-o"])
        .arg(&made)
        .arg(file)
        .output()
        .unwrap();
    assert_silent(&output, &format!("{}, {edition}", folder.join(file).display()));
    made
}

const STRICT: &str = "#![deny(warnings, missing_docs, unsafe_code, unreachable_pub, unused_qualifications)]\n\
                      #![deny(missing_debug_implementations, rust_2018_idioms, clippy::all, clippy::pedantic)]\n";

#[test]
fn rust_compiles_without_a_warning_in_any_place() {
    let library = format!("//! All of it.\n{STRICT}#![no_std]\n/// Codes.\npub mod codes;\n");
    // The module is private and unused.
    let private = format!("//! Nothing.\n{STRICT}mod codes;\nfn main() {{}}\n");
    let included = format!("//! All of it.\n{STRICT}#![no_std]\ninclude!(\"codes.rs\");\n");
    for (name, arguments) in sets() {
        let codes = export(&arguments, "rust");
        let files = [
            ("codes.rs", codes.as_str()),
            ("library.rs", &library),
            ("private.rs", &private),
            ("included.rs", &included),
        ];
        let folder = folder(&format!("rust-{name}"), &files);
        for edition in ["2015", "2018", "2021", "2024"] {
            compile(&folder, "library.rs", edition, "rlib");
            compile(&folder, "private.rs", edition, "bin");
            compile(&folder, "included.rs", edition, "rlib");
        }
    }
}

#[test]
fn rustfmt_leaves_rust_alone() {
    for (name, arguments) in sets() {
        // The code does not depend on a project's configuration.
        let files = [("codes.rs", export(&arguments, "rust")), ("rustfmt.toml", String::new())];
        let folder = folder(&format!("rustfmt-{name}"), &files.each_ref().map(|(file, text)| (*file, text.as_str())));
        for config in ["max_width=100", "max_width=120,use_small_heuristics=Max,hard_tabs=true"] {
            let mut command = Command::new("rustfmt");
            let command = command.current_dir(&folder).args(["--check", "--edition", "2024", "--config", config]);
            assert_silent(&command.arg("codes.rs").output().unwrap(), name);
        }
    }
}

/// Runs a program with the exported set as its module `codes`.
fn run(test: &str, set: &str, program: &str) {
    let folder = folder(test, &[("codes.rs", &export_table(set, "rust")), ("main.rs", program)]);
    for edition in ["2021", "2024"] {
        let program = compile(&folder, "main.rs", edition, "bin");
        assert_silent(&Command::new(program).output().unwrap(), test);
    }
}

#[test]
fn rust_says_what_the_table_says() {
    let program = r#"
mod codes;
use codes::GameCode;

const RETRY: Option<bool> = GameCode::retry_of(4400);

fn main() {
    assert_eq!(GameCode::ALL, [GameCode::TokenExpired, GameCode::Replaced, GameCode::Flood]);
    let code = GameCode::TokenExpired;
    assert_eq!((code.as_u16(), code.name(), code.key()), (4001, "Token expired", "token_expired"));
    assert_eq!(code.description(), "The session's token has expired.");
    assert!(code.references().is_empty());
    assert_eq!((code.retry(), code.http(), code.label()), (false, 401, Some("log in again")));
    assert_eq!(GameCode::Replaced.label(), None);
    assert!(GameCode::Flood.retry(), "from its band");
    assert_eq!(RETRY, Some(true));
    assert_eq!(GameCode::retry_of(4001), Some(false));
    assert_eq!([4000, 4499, 4500, 4999].map(GameCode::retry_of), [Some(true), Some(true), Some(false), Some(false)]);
    assert_eq!([1000, 3999, 5000, u16::MAX].map(GameCode::retry_of), [None; 4]);
    assert_eq!((GameCode::http_of(4001), GameCode::http_of(4400)), (Some(401), None));
    assert_eq!((GameCode::label_of(4002), GameCode::label_of(4008)), (None, Some("slow down")));
    assert_eq!(GameCode::BANDS.iter().map(|band| band.name()).collect::<Vec<_>>(), ["Try again", "Give up"]);
    assert_eq!(GameCode::band_of(4001).map(|band| band.codes()), Some(4000..=4499));
    assert_eq!(GameCode::band_of(3999), None);

    assert_eq!(code.to_string(), "4001 Token expired");
    assert_eq!(u16::from(code), 4001);
    assert_eq!(GameCode::from_u16(4008), Some(GameCode::Flood));
    assert_eq!(GameCode::try_from(4002), Ok(GameCode::Replaced));
    let error = GameCode::try_from(4003).unwrap_err();
    assert_eq!((error.as_u16(), error.to_string()), (4003, "4003 is not a code of this set".to_owned()));
    let _: Box<dyn std::error::Error> = error.into();
    assert!(GameCode::TokenExpired < GameCode::Replaced);
    assert_eq!(std::mem::size_of::<Option<GameCode>>(), 2);
}
"#;
    run("program-game", "game", program);
}

#[test]
fn rust_says_what_the_registry_says() {
    let program = r#"
mod codes;
use codes::CloseCode;

fn main() {
    assert_eq!(CloseCode::ALL[..3], [CloseCode::NormalClosure, CloseCode::GoingAway, CloseCode::ProtocolError]);
    assert_eq!(CloseCode::BadGateway.to_string(), "1014 Bad Gateway");
    assert_eq!(CloseCode::from_u16(3003), Some(CloseCode::Forbidden));
    assert_eq!([999, 1999, 4000].map(CloseCode::from_u16), [None; 3]);
    assert_eq!(CloseCode::InternalError.references(), ["RFC6455", "RFC Errata 3227"]);
    assert!(CloseCode::Timeout.references().is_empty());
    let reconnect = [CloseCode::ServiceRestart, CloseCode::NormalClosure, CloseCode::InternalError];
    assert_eq!(reconnect.map(CloseCode::reconnect), [Some(true), Some(false), None]);

    assert_eq!([1012, 1000, 1011, 1999].map(CloseCode::reconnect_of), [Some(true), Some(false), None, None]);

    let unsendable = |code: &&CloseCode| !code.is_allowed_on_wire();
    let unsendable: Vec<_> = CloseCode::ALL.iter().filter(unsendable).map(|code| code.as_u16()).collect();
    assert_eq!(unsendable, [1004, 1005, 1006, 1015]);
    let senders = |code: CloseCode| (code.may_be_sent_by_server(), code.may_be_sent_by_client());
    assert_eq!(senders(CloseCode::NormalClosure), (true, true));
    assert_eq!(senders(CloseCode::MandatoryExtension), (false, true));
    assert_eq!(senders(CloseCode::BadGateway), (true, false));
    assert_eq!(senders(CloseCode::AbnormalClosure), (false, false));
}
"#;
    run("program-registry", "registry", program);
    assert!(export_table("spanish", "rust").contains(r#"Self::ServiceRestart => "Reinicio del servicio","#));
}

#[test]
fn rust_of_nested_bands_takes_the_narrowest() {
    let program = r#"
mod codes;
use codes::{NestedCode as Code, NestedCodeBand as Band};

const BAND: Option<&Band> = Code::band_of(4115);

fn main() {
    // A band's empty cell leaves the choice to the band around it. `(none)` hides the value of the band around it.
    let numbers = [1005, 1006, 2000, 4000, 4001, 4099, 4100, 4110, 4112, 4119, 4120, 4150, 4200, 4499, 4500, 4999, 5000];
    let (t, f) = (Some(true), Some(false));
    let retry = [None, t, t, t, f, t, t, None, None, None, t, t, t, t, f, f, None];
    assert_eq!(numbers.map(Code::retry_of), retry);
    let (a, b) = (Some(1000), Some(5000));
    let wait = [None, Some(0), Some(100), a, None, a, b, b, b, b, b, b, a, a, None, None, None];
    assert_eq!(numbers.map(Code::wait_ms_of), wait);
    let all = Some("report it");
    let login = Some("log in again");
    let hint = [None, None, None, all, login, all, all, None, None, None, all, Some("wait"), all, all, all, all, None];
    assert_eq!(numbers.map(Code::hint_of), hint);

    let bands = Code::BANDS.iter().map(|band| (band.codes(), band.name(), band.description()));
    let expected = [
        (4000..=4999, "Application errors", "Any error of the application."),
        (4100..=4199, "Maintenance", "The server is being updated."),
        (4110..=4119, "", ""),
        (4500..=4999, "Fatal errors", ""),
    ];
    assert!(bands.eq(expected));
    let start = |code| Code::band_of(code).map(|band| *band.codes().start());
    assert_eq!([3999, 4000, 4100, 4112, 4150, 4500].map(start), [None, Some(4000), Some(4100), Some(4110), Some(4100), Some(4500)]);
    assert_eq!(BAND, Some(&Code::BANDS[2]));

    // The description of a registered code comes from the registry.
    assert!(Code::ConnectionLost.description().ends_with("never sent."));
    assert_eq!((Code::Restart.as_u16(), Code::Restart.name()), (2000, "Restart"));
}
"#;
    run("program-nested", "nested", program);
    for format in ["rust", "typescript"] {
        let code = export_table("nested", format);
        assert_eq!(code.matches("- Sent by: none (local use only)").count(), 1, "{format}: 1006");
        assert_eq!(code.matches("- Sent by: none\n").count(), 1, "{format}: 2000");
        assert!(code.contains(" Connect again."), "{format}: the description of a column");
    }
}

#[test]
fn rust_of_bands_alone_has_no_variants() {
    let program = r#"
mod codes;
use codes::HttpCode;

fn main() {
    assert!(HttpCode::ALL.is_empty());
    assert_eq!([0, 4400, 4404, u16::MAX].map(HttpCode::from_u16), [None; 4]);
    assert_eq!(HttpCode::try_from(4404).map_err(|error| error.as_u16()), Err(4404));
    let retry = [4399, 4400, 4404, 4500, 4501, 4502, 4600].map(HttpCode::retry_of);
    assert_eq!(retry, [None, Some(false), Some(false), Some(true), None, Some(true), None]);
    let names = [4404, 4501, 4503].map(|code| HttpCode::band_of(code).map(|band| band.name()));
    assert_eq!(names, [Some("Client errors"), Some("Not implemented"), Some("Server errors")]);
    assert_eq!(std::mem::size_of::<HttpCode>(), 0);
}
"#;
    run("program-http", "http", program);
}

#[test]
fn rust_of_a_hostile_table_says_what_it_says() {
    let program = r#"
mod codes;
use codes::HostileCode as Code;

fn main() {
    assert_eq!(Code::Quoted.name(), "Say \"no\" \\ to */ `{}` ${x} {@link Y} <b> &amp;");
    assert!(Code::Bidi.description().starts_with("Hidden \u{202E}txet\u{2066} \u{200B}x\u{AD}x. From right"));
    assert_eq!(Code::Error.references()[0], "Ünïcödé");
    assert_eq!(Code::Quoted.note(), Some("It's \"so\" \\ */ `x` ${y}\nand\tso {}"));
    let signs = ['\'', '"', '\\', '\u{E0001}', 'é', '\u{1F3B2}', '\u{202E}', '\u{1F600}'];
    assert!(Code::ALL.iter().map(|code| code.sign()).eq(signs));
    assert_eq!((Code::Quoted.far(), Code::None.far()), (9_007_199_254_740_993, i64::MIN));
    assert_eq!((Code::Quoted.share(), Code::Some.share()), (Some(314.0 / 100.0), Some(2e-7)));
    assert_eq!((Code::Quoted.wait__ms(), Code::Quoted.wait_ms()), (Some(u32::MAX), 7));
    assert_eq!((Code::delete_of(0), Code::delete_of(4001), Code::delete_of(u16::MAX)), (Some(true), Some(false), Some(true)));
    assert_eq!(Code::try_from(4002).map(Code::value_of), Ok(None));
}
"#;
    run("program-hostile", "hostile", program);
}

#[test]
fn documentation_is_what_the_texts_say() {
    let rustdoc = env::var_os("RUSTDOC").unwrap_or_else(|| OsString::from("rustdoc"));
    for set in ["registry", "hostile"] {
        let files = [("codes.rs", &*export_table(set, "rust")), ("lib.rs", "//! All of it.\npub mod codes;\n")];
        let folder = folder(&format!("rustdoc-{set}"), &files);
        let mut command = Command::new(&rustdoc);
        let command = command.current_dir(&folder).args(["--edition", "2024", "-D", "warnings", "lib.rs"]);
        assert_silent(&command.output().unwrap(), set);
    }
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rustdoc-hostile/doc/lib/codes/enum.HostileCode.html");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains(
        "to */ `{}` ${x} {@link Y} &lt;b&gt; &amp;amp;: Ends a comment: */ and /* begins one, ``` `code` [link](x)"
    ));
    assert!(page.contains("<a href=\"https://a.example/*/%3Cb%3E%5C%60x%60\">https://a.example/*/&lt;b&gt;\\`x`</a>"));
}

#[test]
fn nothing_invisible_is_in_any_of_it() {
    let formats = ["rust", "typescript", "json", "json-schema"];
    for format in formats {
        let text = export_table("hostile", format);
        let hidden = ['\u{202E}', '\u{2066}', '\u{200B}', '\u{AD}', '\u{FEFF}', '\u{2029}', '\u{1}', '\t', '\r'];
        assert!(!text.contains(hidden), "{format}");
        assert!(text.ends_with('\n') && !text.contains(" \n"), "{format}");
        assert_eq!(text, export_table("hostile", format), "twice the same");
    }
}

/// The expected files were checked by hand.
#[test]
fn a_small_table_is_written_like_this() {
    let written = [
        ("rust", include_str!("export/game.rs")),
        ("typescript", include_str!("export/game.ts")),
        ("json", include_str!("export/game.json")),
        // The schema is the same for all sets.
        ("json-schema", include_str!("../../../registry/exports/close-codes.schema.json")),
    ];
    for (format, expected) in written {
        assert_eq!(export_table("game", format), expected, "{format}");
    }
}

#[test]
fn a_column_is_documented_by_its_heading() {
    let table = "code,name,retry:bool: Connect again *after* a pause.,http:u16\n4001,One,true,\n";
    let table = folder("described", &[("described.csv", table)]).join("described.csv");
    let export = |format| export(&[table.display().to_string()], format);
    let rust = export("rust");
    for method in
        ["/// Returns the value of the table's column `retry`.\n", "/// Returns the value of the column `retry` for"]
    {
        let docs = format!("\n\n    /// Connect again \\*after\\* a pause.\n    ///\n    {method}");
        assert!(rust.contains(&docs), "{rust}");
    }
    let typescript = export("typescript");
    let property = "  /**\n   * Connect again \\*after\\* a pause.\n   *\n   * The value of the table's column `retry`.\n   */\n  readonly retry: boolean;\n";
    assert!(typescript.contains(property), "{typescript}");
    let function = "\n\n/**\n * Connect again \\*after\\* a pause.\n *\n * Returns the value of the column `retry` for any number: ";
    assert!(typescript.contains(function), "{typescript}");
    let json: serde_json::Value = serde_json::from_str(&export("json")).unwrap();
    assert_eq!(json["columns"][0]["description"], "Connect again *after* a pause.");
    assert_eq!(json["columns"][1]["description"], "");
}

/// A column may have the name of a common property and an underscore.
#[test]
fn each_property_of_typescript_has_its_own_name() {
    let table =
        "code,name,key_:u8,name_:str,description_:u8,references_:bool,sender_:u8,key__2:u8\n4001,One,1,a,2,yes,3,4\n";
    let table = folder("properties", &[("properties.csv", table)]).join("properties.csv");
    let typescript = export(&[table.display().to_string()], "typescript");
    let (_, interface) = typescript.split_once("export interface PropertiesCodeInfo {\n").unwrap();
    let (interface, _) = interface.split_once("\n}\n").unwrap();
    let properties = interface.lines().filter_map(|line| line.strip_prefix("  readonly ")?.split_once(':'));
    let properties: Vec<_> = properties.map(|(name, _)| name).collect();
    assert_eq!(
        properties,
        [
            "key",
            "name",
            "description",
            "references",
            "key_2",
            "name_2",
            "description_2",
            "references_2",
            "sender",
            "key2"
        ]
    );
    assert!(typescript.contains("    key: \"one\",\n") && typescript.contains("    key_2: 1,\n"), "{typescript}");
    assert!(typescript.contains("export function key_2Of(code: number): number | undefined {"), "{typescript}");
}
