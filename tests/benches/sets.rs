//! A set of 1,000 codes with five typed columns beside one of 10: how long each takes to compile, and to look things up in.
//!
//! ```sh
//! cargo bench -p close-codes-benches --bench sets
//! ```
//!
//! Each set is a crate of its own in a temporary folder. What is timed is the build of that crate alone, with everything it
//! depends on built before, in turn with the other; then a program that uses it, in its own loop.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up ends")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
const SIZES: [u16; 2] = [10, 1000];

fn main() {
    let folder = tempfile::tempdir().expect("there is room for a few small files");
    let crates = SIZES.map(|size| Set::write(folder.path(), size));

    println!("compile, median of {ROUNDS} | 10 codes | 1,000 codes | more");
    for arguments in
        [&["check"][..], &["build"], &["build", "--release"], &["build", "--release", "--example", "look_up"]]
    {
        // Once for all that it depends on.
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

    println!("\nlook up, ns | 10 codes | 1,000 codes | ratio");
    let [small, large] = crates.each_ref().map(|set| set.cargo(&["run", "--release", "--example", "look_up"]));
    for (small, large) in small.lines().zip(large.lines()) {
        let (name, small) = measured(small);
        let (_, large) = measured(large);
        println!("{name} | {small:.2} | {large:.2} | {:.2}", large / small);
    }
}

/// A line of `look_up`'s output.
fn measured(line: &str) -> (&str, f64) {
    let (name, nanoseconds) = line.rsplit_once(": ").expect("the line is a name and a number");
    (name, nanoseconds.parse().expect("the line is a name and a number"))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// A crate with nothing but a set of codes.
struct Set {
    folder: std::path::PathBuf,
    target: std::path::PathBuf,
}

impl Set {
    fn write(parent: &Path, size: u16) -> Self {
        let set = Self { folder: parent.join(format!("set-{size}")), target: parent.join(format!("target-{size}")) };
        let close_codes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../close-codes");
        let manifest = format!(
            "[package]\nname = \"set\"\nedition = \"2024\"\n\n[dependencies]\nclose-codes = {{ path = '{}' }}\n",
            close_codes.display()
        );
        let row = |code: u16| {
            let n = u32::from(code - 4000);
            format!(
                "{code},Code {n} of the table,What code {n} says to whoever reads it.,{},{},label {n},{n}.5,{}\n",
                n * 7 % 3 == 0,
                400 + n % 50,
                n * 1000
            )
        };
        let heading = "code,name,description,retry:bool,http:u16,label:str,weight:f64,delay_ms:u32\n";
        let table = heading.to_owned() + &(4000..4000 + size).map(row).collect::<String>();
        let library = "#[close_codes::close_codes(\"src/codes.csv\")]\npub enum Code {}\n";
        for (path, text) in [
            ("Cargo.toml", manifest.as_str()),
            ("src/lib.rs", library),
            ("src/codes.csv", &table),
            ("examples/look_up.rs", LOOK_UP),
        ] {
            let path = set.folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&path)).expect("there is room for a few small files");
            fs::write(path, text).expect("there is room for a few small files");
        }
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        fs::copy(lock, set.folder.join("Cargo.lock")).expect("the workspace has a lock file");
        set
    }

    fn cargo(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// How long it takes to build the crate after a change.
    fn time(&self, arguments: &[&str]) -> Duration {
        let library = self.folder.join("src/lib.rs");
        let text = fs::read(&library).expect("it has been written");
        fs::write(&library, text).expect("there is room for a few small files");
        let start = Instant::now();
        self.cargo(arguments);
        start.elapsed()
    }
}

/// Half of the numbers have a code, and no branch predictor learns which.
const LOOK_UP: &str = r#"
use std::hint::black_box;
use std::time::Instant;

use close_codes::CloseCode;
use set::Code;

fn main() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as usize % below
    };
    let codes: Vec<Code> = (0..4096).map(|_| Code::ALL[random(Code::ALL.len())]).collect();
    let numbers: Vec<u16> = codes
        .iter()
        .map(|code| if random(2) == 0 { code.as_u16() } else { 3000 + random(1000) as u16 })
        .collect();
    let close_codes: Vec<CloseCode> = numbers.iter().map(|&number| number.into()).collect();

    time("from_u16", &numbers, |&number| Code::from_u16(number));
    time("as_u16", &codes, |&code| code.as_u16());
    time("name", &codes, |&code| code.name());
    time("http: u16", &codes, |&code| code.http());
    time("label: str", &codes, |&code| code.label());
    time("weight: f64", &codes, |&code| code.weight());
    time("retry_of", &close_codes, |&code| Code::retry_of(code));
}

/// The least of many runs, in nanoseconds a lookup.
fn time<T, R>(name: &str, input: &[T], look_up: impl Fn(&T) -> R) {
    let run = |_| {
        let start = Instant::now();
        for item in black_box(input) {
            black_box(look_up(item));
        }
        start.elapsed().as_secs_f64() * 1e9 / input.len() as f64
    };
    println!("{name}: {}", (0..2000).map(run).fold(f64::INFINITY, f64::min));
}
"#;
