//! Explains close codes in English or another language: `explain 1006 3000 'bad gateway' --lang es`.

use std::process::ExitCode;

use close_codes::{CloseCode, Language};

fn main() -> ExitCode {
    let mut codes: Vec<String> = std::env::args().skip(1).collect();
    let option = codes.iter().position(|argument| argument == "--lang");
    let tag = option.map(|at| codes.drain(at..codes.len().min(at + 2)).nth(1).unwrap_or_default());
    let Some(language) = tag.map_or(Some(Language::En), |tag| Language::from_tag(&tag)).filter(|_| !codes.is_empty())
    else {
        eprintln!("usage: explain CODE... [--lang TAG]");
        return ExitCode::from(2);
    };
    let mut status = ExitCode::SUCCESS;
    for text in codes {
        match text.parse::<CloseCode>() {
            Ok(code) => println!("{} {}: {}", code.as_u16(), code.name_in(language), code.description_in(language)),
            Err(error) => {
                eprintln!("`{}`: {error}", text.escape_debug());
                status = ExitCode::from(2);
            }
        }
    }
    status
}
