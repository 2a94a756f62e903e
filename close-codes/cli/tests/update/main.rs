//! `close-codes update` with a server on loopback, and killed while it writes.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

mod answers;
mod killed;
mod server;
mod tables;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

use tempfile::TempDir;

/// IANA's file of 2026-06-10, with which each folder begins.
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
        for file in ["causes.csv", "properties.csv", "ranges.csv", "translations/en.csv", "translations/es.csv"] {
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

    /// Returns the bytes of IANA's file.
    fn iana(&self) -> Vec<u8> {
        fs::read(self.path("close-code-number.csv")).unwrap()
    }

    /// Returns the names of the files that were not in the folder at first.
    fn strangers(&self) -> Vec<String> {
        let files = fs::read_dir(self.data.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let files = files.map(|file| file.into_string().unwrap());
        files
            .filter(|file| {
                !["causes.csv", "close-code-number.csv", "properties.csv", "ranges.csv", "translations"]
                    .contains(&&**file)
            })
            .collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        // Loopback is reached without a proxy.
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

/// The output of a run, without the name of the folder, and its exit code.
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

/// Replaces a part that occurs exactly once in a text.
fn change(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` marks one place");
    text.replacen(from, to, 1)
}
