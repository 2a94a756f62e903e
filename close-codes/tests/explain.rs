//! The example `explain`, run as a user runs it.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::process::{Command, Output};

/// By cargo, so that it is built whatever part of the tests is run.
fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "close-codes", "--example", "explain", "--"])
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn every_good_argument_is_answered_and_every_bad_one_reported() {
    let output = explain(&["1006", "3000", "4001", "70000", "--lang", "es"]);
    assert_eq!(
        text(&output.stdout),
        "\
1006 Cierre anormal
  rango               Estándar (1000-1999)
  descripción         La conexión no llegó a abrirse o terminó sin que llegara una trama de cierre; por ejemplo, \
porque falló el otro extremo o la red. Este código solo informa a la propia aplicación; ningún extremo lo envía.
  referencias         RFC6455
  lo puede enviar     nadie; solo para uso local
  puede transmitirse  no
  reconectar          sí

3000 No autorizado
  rango               Biblioteca (3000-3999)
  descripción         El otro extremo no ha demostrado quién es y debe hacerlo primero: análogo al código de \
estado 401 de HTTP.
  referencias         ninguna
  lo puede enviar     el servidor, el cliente, un script en un navegador
  puede transmitirse  sí
  reconectar          no

4001 Aplicación (sin registrar)
  rango               Aplicación (4000-4999)
  descripción         Códigos de uso privado, acordados entre las aplicaciones de ambos extremos y nunca registrados.
  referencias         ninguna
  lo puede enviar     el servidor, el cliente, un script en un navegador
  puede transmitirse  sí
  reconectar          el código no lo dice
"
    );
    assert_eq!(text(&output.stderr), "explain: `70000`: a close code is a number from 0 to 65535\n");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn english_is_the_default_and_names_will_do() {
    let output = explain(&["bad gateway"]);
    assert_eq!(
        text(&output.stdout),
        "\
1014 Bad Gateway
  range                Standard (1000-1999)
  description          A gateway or proxy got no valid answer from the server behind it: the counterpart of HTTP \
status 502.
  references           https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/
  may be sent by       a server
  allowed on the wire  yes
  reconnect            yes
"
    );
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
}

#[test]
fn bad_use_is_told_apart() {
    for (arguments, message) in [
        (&[][..], "which code? usage: explain CODE... [--lang TAG]"),
        (&["-1"], "invalid option '-1'"),
        (&["1000", "--lang"], "missing argument for option '--lang'"),
        (&["1000", "--long"], "invalid option '--long'"),
        (
            &["\u{1b}[31mred"],
            "`\\u{1b}[31mred`: neither a number from 0 to 65535 nor the name or key of a known close code",
        ),
        (&["teapot"], "`teapot`: neither a number from 0 to 65535 nor the name or key of a known close code"),
    ] {
        let output = explain(arguments);
        assert_eq!(text(&output.stderr), format!("explain: {message}\n"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    let unknown = explain(&["1000", "--lang", "tlh"]);
    let told = "explain: `tlh`: there are no texts in this language, only en (English), ";
    assert!(text(&unknown.stderr).starts_with(told) && text(&unknown.stderr).contains("es (Español), "));
    assert_eq!(unknown.status.code(), Some(2));
    let help = explain(&["--help"]);
    assert!(text(&help.stdout).starts_with("usage: explain CODE... [--lang TAG]\n\nCODE is a number"));
    assert_eq!((text(&help.stderr), help.status.code()), ("", Some(0)));
}
