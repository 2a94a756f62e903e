//! Times to compile a set of 1,000 codes with five typed columns, beside a set of 10.
//!
//! ```sh
//! cargo bench -p close-codes-benches --bench sets
//! ```
//!
//! Each set is a crate in a temporary folder. The dependencies are built first. Then only the builds of the two crates are
//! timed, in turn. `README.md` counts the instructions of a lookup in each set.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up ends")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
const TABLES: [&str; 2] = ["10", "1000"];

fn main() {
    let folder = tempfile::tempdir().expect("there is room for a few small files");
    let crates = TABLES.map(|table| Set::write(folder.path(), table));

    println!("compile, median of {ROUNDS} | 10 codes | 1,000 codes | more");
    for arguments in [&["check"][..], &["build"], &["build", "--release"]] {
        // Builds the dependencies.
        for set in &crates {
            set.cargo(arguments);
        }
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            for (set, times) in crates.iter().zip(&mut times) {
                times.push(set.time(arguments));
            }
        }
        let [small, large] = times.map(median);
        let more = large.saturating_sub(small);
        let verdict = if more <= Duration::from_secs(1) { "at most 1 s" } else { "MORE THAN 1 s" };
        println!(
            "cargo {} | {:.2} s | {:.2} s | {:.2} s, {verdict}",
            arguments.join(" "),
            small.as_secs_f64(),
            large.as_secs_f64(),
            more.as_secs_f64()
        );
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// A crate that holds only a set of codes.
struct Set {
    folder: std::path::PathBuf,
    target: std::path::PathBuf,
}

impl Set {
    fn write(parent: &Path, table: &str) -> Self {
        let set = Self { folder: parent.join(format!("set-{table}")), target: parent.join(format!("target-{table}")) };
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = format!(
            "[package]\nname = \"set\"\nedition = \"2024\"\n\n[dependencies]\nclose-codes = {{ path = '{}' }}\n",
            here.join("../../close-codes").display()
        );
        let library = "#[close_codes::close_codes(\"codes.csv\")]\npub enum Code {}\n";
        fs::create_dir_all(set.folder.join("src")).expect("there is room for a few small files");
        fs::write(set.folder.join("Cargo.toml"), manifest).expect("there is room for a few small files");
        fs::write(set.folder.join("src/lib.rs"), library).expect("there is room for a few small files");
        let table = Path::new(env!("OUT_DIR")).join(format!("{table}.csv"));
        for (from, to) in [(table, "codes.csv"), (here.join("../../Cargo.lock"), "Cargo.lock")] {
            fs::copy(from, set.folder.join(to)).expect("there is room for a few small files");
        }
        set
    }

    fn cargo(&self, arguments: &[&str]) {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Returns the time to build the crate after a change.
    fn time(&self, arguments: &[&str]) -> Duration {
        let library = self.folder.join("src/lib.rs");
        let text = fs::read(&library).expect("it has been written");
        fs::write(&library, text).expect("there is room for a few small files");
        let start = Instant::now();
        self.cargo(arguments);
        start.elapsed()
    }
}
