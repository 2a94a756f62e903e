//! The example `explain`, run as a user runs it.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::Command;

/// Runs the example, and returns its output, its error output and its exit status. Cargo builds the example first.
fn explain(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "close-codes", "--example", "explain", "--"])
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn each_code_is_explained_and_each_other_argument_is_reported() {
    let (stdout, stderr, status) = explain(&["1006", "3000", "4001", "70000", "--lang", "es"]);
    assert_eq!(
        stdout,
        "\
1006 Cierre anormal: La conexión no llegó a abrirse o terminó antes de que llegara una trama de cierre. Este código \
solo se comunica a la aplicación local y nunca se envía.
3000 No autorizado: El otro extremo debe autenticarse primero. Equivale al código de estado HTTP 401.
4001 Aplicación: Códigos de uso privado, acordados entre aplicaciones. No pueden registrarse.
"
    );
    assert_eq!(stderr, "`70000`: a close code is a number from 0 to 65535\n");
    assert_eq!(status, Some(2));
}

#[test]
fn english_is_the_default_and_a_code_may_be_a_name() {
    let (stdout, stderr, status) = explain(&["bad gateway"]);
    assert_eq!(
        stdout,
        "1014 Bad Gateway: A gateway or proxy received an invalid response from the upstream server. Equivalent to HTTP \
         status 502.\n"
    );
    assert_eq!((stderr.as_str(), status), ("", Some(0)));
}

#[test]
fn bad_arguments_are_reported() {
    for arguments in [&[][..], &["--lang", "es"], &["1000", "--lang"], &["1000", "--lang", "tlh"]] {
        let usage = "usage: explain CODE... [--lang TAG]\n".to_owned();
        assert_eq!(explain(arguments), (String::new(), usage, Some(2)), "{arguments:?}");
    }
    for (argument, shown) in [("teapot", "teapot"), ("-1", "-1"), ("\u{1b}[31mred", r"\u{1b}[31mred")] {
        let message = format!(
            "`{shown}`: not a close code: write a number from 0 to 65535, or the name or key of a known code\n"
        );
        assert_eq!(explain(&[argument]), (String::new(), message, Some(2)), "{argument:?}");
    }
}
