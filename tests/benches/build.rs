//! Writes two tables, of 10 and of 1,000 codes with five typed columns, and Rust source with a set of each.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let mut sets = String::new();
    for (size, name) in [(10, "Ten"), (1000, "Thousand")] {
        let table = Path::new(&folder).join(format!("{size}.csv"));
        fs::write(&table, csv(size))?;
        let path = table.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
        let _ = writeln!(sets, "#[close_codes::close_codes({path:?})]\nenum {name} {{}}\n");
    }
    fs::write(Path::new(&folder).join("sets.rs"), sets)
}

fn csv(size: u32) -> String {
    let mut csv = "code,name,description,retry:bool,http:u16,label:str,weight:f64,delay_ms:u32\n".to_owned();
    for n in 0..size {
        let (code, name, retry) = (4000 + n, if n % 2 == 0 { "Reason" } else { "Code" }, n % 3 == 0);
        let (http, delay) = (400 + n % 50, n * 1000);
        let _ = writeln!(csv, "{code},{name} {n},The meaning of code {n}.,{retry},{http},label {n},{n}.5,{delay}");
    }
    csv
}
