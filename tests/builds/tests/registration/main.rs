//! A registration with IANA: one row of the CSV changes, and the crate follows.
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A copy of the published crates, with a program instead of the tests.
struct Workspace {
    root: tempfile::TempDir,
    target: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Workspace {
    /// Copies the crates. All copies build into one folder, so that dependencies are built once. Only one copy exists at a
    /// time, because cargo tells copies apart only by the dates of their files.
    fn copy() -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        let turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("target");
        let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for folder in ["registry", "close-codes-macros", "close-codes"] {
            copy(&original.join(folder), &root.path().join(folder));
        }
        fs::copy(original.join("Cargo.lock"), root.path().join("Cargo.lock")).unwrap();
        let manifest = fs::read_to_string(original.join("Cargo.toml")).unwrap();
        fs::write(root.path().join("Cargo.toml"), with_program(&manifest)).unwrap();
        let workspace = Self { root, target, _turn: turn };
        workspace.write("program/Cargo.toml", PROGRAM);
        workspace.write("program/src/bin/constant.rs", &CONSTANT.replace("NUMBER", &last_unassigned().0.to_string()));
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.path("registry/data").join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, change(&text, from, to)).unwrap();
    }

    /// Registers the first number of an unassigned row, with these columns. Returns the row of the remaining numbers.
    fn register(&self, row: &str, columns: &str) -> String {
        let (number, rest) = row.split_once('-').unwrap();
        let next = number.parse::<u16>().unwrap() + 1;
        let left = format!("{next}-{rest}");
        self.change("close-code-number.csv", row, &format!("{number},{columns}\r\n{left}"));
        left
    }

    fn run(&self, program: &str) -> Output {
        self.cargo(&["run", "--package", "program", "--bin", program])
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(self.root.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "0")])
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// The manifest of a workspace with the program as its member. Its path dependencies are members, too.
fn with_program(manifest: &str) -> String {
    let (before, members) = manifest.split_once("members = [").unwrap();
    let (_, after) = members.split_once("resolver").unwrap();
    format!("{before}members = [\"program\"]\nresolver{after}")
}

fn change(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` marks one place");
    text.replacen(from, to, 1)
}

fn output_of(output: &Output) -> &str {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::str::from_utf8(&output.stdout).unwrap()
}

const PROGRAM: &str = r#"
[package]
name = "program"
edition = "2024"

[dependencies]
close-codes = { path = "../close-codes", default-features = false, features = ["serde", "std"] }
serde_json = "1"

[features]
default = ["macros"]
macros = ["close-codes/macros"]
"#;

const IANA: &str = include_str!("../../../../registry/data/close-code-number.csv");

/// The first number of the last unassigned row, and the row.
fn last_unassigned() -> (u16, &'static str) {
    let row = IANA.lines().rfind(|row| row.contains("-3999,Unassigned,")).unwrap();
    (row.split('-').next().unwrap().parse().unwrap(), row)
}

/// A program from before the registration.
const CONSTANT: &str = r#"
use close_codes::CloseCode;

const OURS: CloseCode = CloseCode::from_u16(NUMBER);

fn main() {
    let answer = match CloseCode::from_u16("NUMBER".parse().unwrap()) {
        OURS => "ours",
        CloseCode::Unregistered(_) => "unregistered",
        _ => "another",
    };
    println!("{answer} {}", OURS.as_u16() == NUMBER);
}
"#;

/// A program from after the registration.
const VARIANT: &str = r#"
use close_codes::{CloseCode, Language, Reconnect, Role};

fn main() {
    match CloseCode::from_u16(NUMBER) {
        CloseCode::VARIANT => println!("{0:?}: {0}", CloseCode::VARIANT),
        other => panic!("{other:?}"),
    }
    let code = CloseCode::VARIANT;
    assert!(code.is_registered() && code.is_allowed_on_wire() && code.may_be_sent_by(Role::Server));
    assert_eq!((code.key(), code.reconnect()), ("KEY", Reconnect::Unknown));
    assert_eq!("KEY".parse(), Ok(code));
    assert!(CloseCode::ALL.contains(&code));
    for language in [Language::En, Language::Es] {
        println!("{}: {}", code.name_in(language), code.description_in(language));
    }
}
"#;

#[test]
fn a_new_code_works_without_other_changes() {
    let workspace = Workspace::copy();
    assert_eq!(output_of(&workspace.run("constant")), "ours true\n");

    let (number, row) = last_unassigned();
    // A name that is not registered.
    let name = if IANA.contains("Payment") { "Not Yet Registered" } else { "Payment Required" };
    let (variant, key) = (name.replace(' ', ""), name.replace(' ', "_").to_lowercase());
    workspace.register(row, &format!("{name},[Jane_Doe],,"));
    let program = VARIANT.replace("NUMBER", &number.to_string()).replace("VARIANT", &variant).replace("KEY", &key);
    workspace.write("program/src/bin/variant.rs", &program);

    assert_eq!(output_of(&workspace.run("constant")), "ours true\n");
    assert_eq!(
        output_of(&workspace.run("variant")),
        format!(
            "{variant}: {number} {name}\n\
         {name}: Codes for libraries, frameworks and applications, registered with IANA on a first-come, \
         first-served basis.\n\
         {name}: Códigos para bibliotecas, frameworks y aplicaciones, registrados en la IANA por orden de \
         llegada.\n"
        )
    );
}

/// The program asserts the facts that stay the same, and prints the facts that change.
#[test]
fn a_registration_changes_what_the_docs_say_and_nothing_else() {
    let workspace = Workspace::copy();
    let (library, row) = last_unassigned();
    let protocol_row = IANA.lines().find(|row| row.contains("-2999,Unassigned,")).unwrap();
    let protocol: u16 = protocol_row.split('-').next().unwrap().parse().unwrap();
    let local = protocol + 1;
    let mut program = include_str!("promise.rs").to_owned();
    for (name, number) in [("NEW_PROTOCOL", protocol), ("NEW_LOCAL", local), ("NEW_LIBRARY", library)] {
        program = program.replace(name, &number.to_string());
    }
    workspace.write("program/src/bin/promise.rs", &program);
    let run = || {
        let run = ["run", "--package", "program", "--bin", "promise"];
        let (with, without) =
            (workspace.cargo(&run), workspace.cargo(&[&run[..], &["--no-default-features"]].concat()));
        assert_eq!(output_of(&with), output_of(&without), "with and without macros");
        output_of(&with).to_owned()
    };

    let before = run();
    let (changes, kept) = before.split_at(before.find("NormalClosure").unwrap());
    assert_eq!(
        changes,
        format!(
            "Unregistered({protocol}), {protocol} Standard, standard\n\
             false, Unknown, [], None\n\
             sent: false, false\n\
             received: false, true\n\
             arm: true\n\
             Unregistered({local}), {local} Standard, standard\n\
             false, Unknown, [], None\n\
             sent: false, false\n\
             received: false, true\n\
             arm: true\n\
             Unregistered({library}), {library} Library, library\n\
             false, Unknown, [], None\n\
             sent: true, true\n\
             received: true, true\n\
             arm: true\n"
        )
    );

    let local_row = workspace.register(protocol_row, "Never Seen Before,[Jane_Doe],[RFC6455],");
    workspace.register(&local_row, "Only Seen Here,[Jane_Doe],,");
    workspace.register(row, "Seen Too Often,[Jane_Doe],,");
    let properties = fs::read_to_string(workspace.path("registry/data/properties.csv")).unwrap();
    let added = format!("{protocol},,either,yes,\n{local},,local,unknown,\n{library},,either,no,418\n");
    workspace.write("registry/data/properties.csv", &(properties + &added));
    output_of(&workspace.cargo(&["run", "--package", "close-codes-macros", "--example", "generate"]));

    let after = run();
    let (changes, kept_after) = after.split_at(after.find("NormalClosure").unwrap());
    assert_eq!(
        changes,
        format!(
            "NeverSeenBefore, {protocol} Never Seen Before, never_seen_before\n\
             true, Yes, [\"RFC6455\"], None\n\
             sent: true, true\n\
             received: true, true\n\
             arm: false\n\
             OnlySeenHere, {local} Only Seen Here, only_seen_here\n\
             true, Unknown, [], None\n\
             sent: false, false\n\
             received: false, false\n\
             arm: false\n\
             SeenTooOften, {library} Seen Too Often, seen_too_often\n\
             true, No, [], Some(418)\n\
             sent: true, true\n\
             received: true, true\n\
             arm: false\n"
        )
    );
    assert_eq!(kept, kept_after);
}

/// Prints the codes of the rows in [`any_meaning_works_at_once`].
const MEANINGS: &str = r#"
use close_codes::{CloseCode, CloseFrame};

fn main() {
    for number in [PROTOCOL, FIRST, FIRST + 1, FIRST + 2, FIRST + 3, FIRST + 4, FIRST + 5] {
        let code = CloseCode::from_u16(number);
        assert!(code.is_registered() && CloseCode::ALL.contains(&code) && code.as_u16() == number);
        assert!(CloseFrame::new(code, "").is_ok());
        for text in [code.to_string(), code.name().to_owned(), code.key().to_owned(), format!("{code:?}")] {
            assert_eq!(text.parse(), Ok(code), "{text}");
        }
        println!("{code:?}, {code}, {}", code.key());
    }
    println!("{}", CloseCode::from_u16(PROTOCOL).description());
    println!("{:?}, {:?}", CloseCode::Timeout, CloseCode::BadGateway);
}
"#;

/// A sentence, a number before a name, the name of a range, of the enum's last variant and of another code, a keyword, and a
/// Meaning without letters of ASCII. Nobody has written names or variants for them.
#[test]
fn any_meaning_works_at_once() {
    let workspace = Workspace::copy();
    let (first, mut row) = last_unassigned();
    let protocol_row = IANA.lines().find(|row| row.contains("-2999,Unassigned,")).unwrap();
    let protocol: u16 = protocol_row.split('-').next().unwrap().parse().unwrap();
    workspace.register(
        protocol_row,
        "\"The server was acting as a relay and lost\r\n        its upstream.\",[Jane_Doe],[RFC9999],",
    );
    let mut left;
    for meaning in
        ["404 Not Found", "Library", "Unregistered", "timeout", "Self", "\u{652f}\u{4ed8}\u{5df2}\u{8fc7}\u{671f}"]
    {
        left = workspace.register(row, &format!("{meaning},[Jane_Doe],,"));
        row = &left;
    }
    let program = MEANINGS.replace("PROTOCOL", &protocol.to_string()).replace("FIRST", &first.to_string());
    workspace.write("program/src/bin/meanings.rs", &program);

    let expected = format!(
        "TheServerWasActingAsARelay, {protocol} The server was acting as a relay, the_server_was_acting_as_a_relay\n\
         NotFound, {} Not Found, not_found\n\
         Library{}, {1} Library, library{1}\n\
         Unregistered{}, {2} Unregistered, unregistered{2}\n\
         Timeout{}, {3} timeout {3}, timeout{3}\n\
         Self{}, {4} Self, self{4}\n\
         Code{}, {5} \u{652f}\u{4ed8}\u{5df2}\u{8fc7}\u{671f}, code{5}\n\
         The server was acting as a relay and lost its upstream.\n\
         Timeout, BadGateway\n",
        first,
        first + 1,
        first + 2,
        first + 3,
        first + 4,
        first + 5
    );
    assert_eq!(output_of(&workspace.run("meanings")), expected);

    // Without macros.
    output_of(&workspace.cargo(&["run", "--package", "close-codes-macros", "--example", "generate"]));
    let without = ["run", "--package", "program", "--bin", "meanings", "--no-default-features"];
    assert_eq!(output_of(&workspace.cargo(&without)), expected);
}

/// The first line of each error, without the summary at the end. Left out are errors about missing variants: the library
/// names some codes itself.
fn errors_of(workspace: &Workspace) -> Vec<String> {
    let output = workspace.run("constant");
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr);
    let mut errors: Vec<_> = errors.lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect();
    assert!(errors.pop().is_some_and(|last| last.starts_with("error: could not compile `close-codes`")));
    errors.retain(|error| !error.starts_with("error[E0599]: no variant or associated item named"));
    errors
}

/// Each file with a fault, one after the other.
#[test]
fn a_faulty_file_does_not_compile_and_every_fault_is_shown_once() {
    let workspace = Workspace::copy();
    workspace.change("close-code-number.csv", "1002,Protocol error", "1001,Protocol error");
    workspace.change("close-code-number.csv", "1003,Unsupported Data", "1003,Unsupported\u{7} Data");
    workspace.change("close-code-number.csv", "1015,TLS handshake,[IESG", "1015,TLS handshake,[BYTE");
    let path = workspace.path("registry/data/close-code-number.csv");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(4).position(|window| window == b"BYTE").unwrap();
    bytes.splice(at..at + 4, [0xE9]);
    fs::write(path, bytes).unwrap();
    assert_eq!(
        errors_of(&workspace),
        [
            "error: registry/data/close-code-number.csv:4:1: 1001 is already on line 3: use each number only once",
            "error: registry/data/close-code-number.csv:5:6: the Meaning has control characters: check that this is \
             IANA's file",
            "error: registry/data/close-code-number.csv:19:21: the byte 0xE9 is not UTF-8: save the file as UTF-8",
        ]
    );

    drop(workspace);
    let workspace = Workspace::copy();
    workspace.change("close-code-number.csv", "Status Code,Meaning", "Status Code,Name");
    assert_eq!(
        errors_of(&workspace),
        ["error: registry/data/close-code-number.csv:1:1: the heading lacks `Meaning`: rename or add columns (it has \
          `Status Code`, `Name`, `Contact`, `Reference`, `Change Controller`)"]
    );

    drop(workspace);
    let workspace = Workspace::copy();
    workspace.change("ranges.csv", "2000-2999", "2001-2999");
    assert_eq!(
        errors_of(&workspace),
        ["error: registry/data/ranges.csv:8:1: 2000 is not in any range: add a row for it"]
    );

    drop(workspace);
    let workspace = Workspace::copy();
    workspace.change("properties.csv", "Status Code,Variant", "Status Code,Name");
    assert_eq!(
        errors_of(&workspace),
        [
            "error: registry/data/properties.csv:1:1: the heading lacks `Variant`: rename or add columns (it has `Status Code`, \
          `Name`, `Sender`, `Reconnect`, `HTTP Status`)"
        ]
    );
}
