//! The JavaScript around a WebAssembly module, for a page: `bindgen MODULE FOLDER`.
//!
//! This is what the command `wasm-bindgen --target web` does, without all that the command has besides.

#![forbid(unsafe_code)]

use std::env;
use std::error::Error;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else {
        eprintln!("usage: bindgen MODULE FOLDER");
        return ExitCode::from(2);
    };
    match generate(module, folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{module}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(module: &str, folder: &str) -> Result<(), Box<dyn Error>> {
    Ok(Bindgen::new().input_path(module).web(true)?.typescript(false).generate(folder)?)
}
