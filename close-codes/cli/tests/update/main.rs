//! `close-codes update` against a server on loopback, and against being killed.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

mod answers;
mod killed;
mod server;
mod tables;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

use tempfile::TempDir;

/// IANA's file of 2026-06-10, as each folder has it to begin with.
const IANA: &str = include_str!("data/close-code-number.csv");

/// A copy of the data, and the command run on it.
struct Folder {
    data: TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = Self { data: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() };
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/update/data");
        fs::create_dir(folder.path("translations")).unwrap();
        for file in ["properties.csv", "ranges.csv", "translations/en.csv", "translations/es.csv"] {
            fs::copy(original.join(file), folder.path(file)).unwrap();
        }
        fs::write(folder.path("close-code-number.csv"), IANA).unwrap();
        folder
    }

    fn path(&self, file: &str) -> PathBuf {
        self.data.path().join(file)
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        fs::write(self.path(file), change(&text, from, to)).unwrap();
    }

    /// IANA's file as it is now.
    fn iana(&self) -> Vec<u8> {
        fs::read(self.path("close-code-number.csv")).unwrap()
    }

    /// The names of all that lies in the folder beside what it began with.
    fn strangers(&self) -> Vec<String> {
        let files = fs::read_dir(self.data.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let files = files.map(|file| file.into_string().unwrap());
        files
            .filter(|file| {
                !["close-code-number.csv", "properties.csv", "ranges.csv", "translations"].contains(&&**file)
            })
            .collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        // Whatever proxy this machine goes by, loopback is reached without.
        for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(proxy).env_remove(proxy.to_uppercase());
        }
        command.arg("update").args(arguments).args(["--color", "never", "--data"]).arg(self.data.path());
        command
    }

    fn update(&self, arguments: &[&str]) -> Ran {
        Ran::new(&self.command(arguments).output().unwrap(), self)
    }
}

/// What a run printed, with the folder left out of it, and its exit code.
#[derive(Debug)]
struct Ran {
    stdout: String,
    stderr: String,
    code: Option<i32>,
}

impl Ran {
    fn new(output: &Output, folder: &Folder) -> Self {
        let data = format!("{}/", folder.data.path().display());
        let text = |bytes: &[u8]| str::from_utf8(bytes).unwrap().replace(&data, "");
        Self { stdout: text(&output.stdout), stderr: text(&output.stderr), code: output.status.code() }
    }
}

/// Replaces what stands in a text exactly once.
fn change(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` marks one place");
    text.replacen(from, to, 1)
}
