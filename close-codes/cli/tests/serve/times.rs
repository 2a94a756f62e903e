//! The parameter `times`.

use super::client::{End, bytes, opening};
use super::program::Program;

/// Sends a message, and checks that it comes back.
fn check_echo(program: &Program, path: &str) {
    let mut client = program.open(path);
    client.write_hex("8182 00000000 6869");
    assert_eq!(client.read(4), bytes("8102 6869"), "{path}");
    client.write_hex("8882 00000000 03E8");
    assert_eq!(client.rest(), (bytes("8802 03E8"), End::Fin), "{path}");
}

#[test]
fn only_the_first_connections_end_as_the_path_asks() {
    let program = Program::start(&[]);
    // Each path with its query has its own count.
    for path in ["/close/1012?times=3", "/close/1012?after=1ms&times=3", "/close/1012?reason=&times=3"] {
        for _ in 0..3 {
            let mut client = program.open(path);
            assert_eq!(client.read(4), bytes("8802 03F4"), "{path}");
        }
        (0..3).for_each(|_| check_echo(&program, path));
    }
    for path in ["/drop?times=1", "/fin?times=1"] {
        assert_eq!(program.open(path).rest(), (Vec::new(), End::Fin));
        check_echo(&program, path);
    }
    assert_eq!(program.open("/drop").rest(), (Vec::new(), End::Fin));
    let upgrade = opening("/http/503?times=2").replace("Connection: Upgrade", "Connection: Upgrade, close");
    for _ in 0..2 {
        // Only WebSockets are counted.
        assert!(program.get("/http/503?times=2").starts_with("HTTP/1.1 503 "));
        assert!(program.request(&upgrade).starts_with("HTTP/1.1 503 "));
    }
    check_echo(&program, "/http/503?times=2");
}

#[test]
fn the_number_of_counted_paths_is_bounded() {
    let program = Program::start(&[]);
    for number in 1..=256 {
        program.open(&format!("/echo?times={number}"));
    }
    let request = opening("/echo?times=257").replace("Connection: Upgrade", "Connection: Upgrade, close");
    let answer = program.request(&request);
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.ends_with("more than 256 paths have `times`: use one of them again, or restart the server\n"));
    check_echo(&program, "/echo?times=256");
    check_echo(&program, "/echo");
}
