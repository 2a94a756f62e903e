//! A thousand connections at once.

use std::collections::BTreeSet;
use std::fs;
use std::thread;

use super::client::{Client, bytes};
use super::program::Program;

/// The stated memory of a connection in KiB, as `serve --help` says, and that of the program alone.
const EACH: u64 = 256;
const ALONE: u64 = 64 * 1024;

/// Returns the most memory that the program has used so far, in KiB.
#[cfg(target_os = "linux")]
fn most_memory(program: &Program) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_connections_have_bounded_memory_and_a_line_each() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // This test has a socket for each connection, too.
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    assert!(maximum.is_none_or(|maximum| maximum >= 2000), "raise the limit of open files: `ulimit -Hn 2000`");
    setrlimit(Resource::Nofile, Rlimit { current: Some(2000), maximum }).unwrap();

    let program = Program::start(&["--connections", "1000"]);
    // 31 KiB of a message of 32 KiB, in two fragments: the server keeps both.
    let fragment = [&bytes("01FE 7C00 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    let part = [&bytes("80FE 7FFF 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    let message = [&bytes("81FE 7C00 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    let mut clients: Vec<Client> = Vec::new();
    for index in 0..1000 {
        let path = ["/flood", "/slow", "/echo", "/silent", "/close/4001?after=5m", "/slow?after=2s", "/echo", "/2-mib"];
        let path = if index % 50 == 49 { "/65536-bytes" } else { path[index % path.len()] };
        let mut client = program.open(path);
        match path {
            // They never read.
            "/flood" | "/2-mib" | "/65536-bytes" => {}
            "/echo" if index % 2 == 0 => (0..4).for_each(|_| client.write(&message)),
            _ => {
                client.write(&fragment);
                client.write(&part);
            }
        }
        clients.push(client);
    }
    // The server goes on.
    let mut readers = Vec::new();
    for client in clients.iter_mut().take(8).step_by(8) {
        readers.push(client.read(20 * 1004));
    }
    assert!(readers.iter().all(|bytes| bytes.starts_with(b"\x81\x7E\x03\xE81 ")));
    let memory = most_memory(&program);
    assert!(memory < ALONE + 1000 * EACH, "{memory} KiB");
    // All end at once, and nobody reads the log yet: the pipe takes only a part of it.
    let addresses: BTreeSet<String> = clients.iter().map(|client| client.address().to_string()).collect();
    assert_eq!(addresses.len(), 1000);
    drop(clients);
    thread::sleep(std::time::Duration::from_millis(500));
    check_log(program, &addresses);
}

/// Checks that each connection has exactly one line.
#[cfg(target_os = "linux")]
fn check_log(mut program: Program, addresses: &BTreeSet<String>) {
    let (mut seen, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1000 {
        let line = program.whole_line();
        let mut words = line.split(' ').skip(1);
        assert!(numbers.insert(words.next().unwrap().to_owned()), "{line}");
        assert!(seen.insert(words.next().unwrap().to_owned()), "{line}");
        assert!(line.contains("s; sent: ") && line.contains("; came: ") && line.contains("; server: "), "{line}");
    }
    assert_eq!(&seen, addresses);
    assert_eq!(numbers, (1..=1000).map(|number| format!("#{number}")).collect());
    let memory = most_memory(&program);
    assert!(memory < ALONE + 1000 * EACH, "{memory} KiB");
    program.signal("INT");
    let (status, out, err) = program.wait();
    assert_eq!((status.code(), &*out, &*err), (Some(0), "", ""));
}
