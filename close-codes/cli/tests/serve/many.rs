//! A thousand connections at once.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use super::client::{Client, bytes};
use super::program::{LONG, Program};

/// The stated memory of a connection in KiB, as `serve --help` says, and that of the program alone.
const EACH: u64 = 160;
const ALONE: u64 = 64 * 1024;

/// Returns the most memory that the program has used so far, in KiB.
fn most_memory(program: &Program) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn open_files(program: &Program) -> usize {
    fs::read_dir(format!("/proc/{}/fd", program.id())).unwrap().count()
}

/// The server reads a message only after it has sent the last one back.
#[test]
fn a_client_that_does_not_read_is_not_read() {
    let program = Program::start(&[]);
    let mut client = Client::open_narrow(program.address, "/echo");
    let message = [&bytes("81FE 7C00 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    // The system has buffers for a part of it.
    assert!(!client.writes_all(&message, 8000), "the server has read 250 MB");
    let memory = most_memory(&program);
    assert!(memory < ALONE, "{memory} KiB");
}

/// Returns the bytes of a connection in the buffers of the server's system: those to be sent, and those that the server has not
/// read.
fn queues(program: &Program, client: &Client) -> (String, String) {
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let (from, to) = (format!(":{:04X}", program.address.port()), format!(":{:04X}", client.address().port()));
    let mut rows = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let row = rows.find(|row| row[1].ends_with(&from) && row[2].ends_with(&to)).unwrap();
    let (sending, unread) = row[4].split_once(':').unwrap();
    (sending.to_owned(), unread.to_owned())
}

/// A client that writes many messages, and only then reads. The buffers of the system hold only a part of the answers. For some
/// number of messages, the server has read all when they are full.
#[test]
fn a_late_answer_is_sent_to_the_end() {
    const LEN: usize = 30_000;
    let program = Program::start(&[]);
    let message = [&bytes("81FE 7530 00000000")[..], &vec![b'x'; LEN]].concat();
    let mut is_full = false;
    for number in (20_usize..).take_while(|number| number * LEN < 8 << 20) {
        let mut client = Client::open_narrow(program.address, "/slow?after=1ms");
        for _ in 0..number {
            client.write(&message);
        }
        let start = Instant::now();
        let mut last = (String::new(), String::new());
        loop {
            let now = queues(&program, &client);
            let is_read = now.1.bytes().all(|digit| digit == b'0');
            if now == last && (is_read || start.elapsed() > Duration::from_millis(300)) {
                is_full = !is_read;
                break;
            }
            last = now;
            thread::sleep(Duration::from_millis(5));
        }
        let answers = client.read(number * (LEN + 4));
        assert!(answers.chunks(LEN + 4).all(|answer| answer.starts_with(&bytes("817E 7530 78"))));
        if is_full {
            break;
        }
    }
    assert!(is_full, "the buffers of the system are larger than expected");
}

/// The server writes a message only after it has sent the last one.
#[test]
fn a_flood_is_not_faster_than_its_client() {
    let program = Program::start(&[]);
    let _idle = Client::open_narrow(program.address, "/flood");
    let mut reader = program.open("/flood");
    for _ in 0..100 {
        reader.read(1000 * 1004);
    }
    let memory = most_memory(&program);
    assert!(memory < ALONE, "{memory} KiB");
}

#[test]
fn a_thousand_connections_have_bounded_memory_and_a_line_each() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // This test has a socket for each connection, too.
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    assert!(maximum.is_none_or(|maximum| maximum >= 2000), "raise the limit of open files: `ulimit -Hn 2000`");
    setrlimit(Resource::Nofile, Rlimit { current: Some(2000), maximum }).unwrap();

    let program = Program::start(&["--connections", "1003"]);
    // 31 KiB of a message of 32 KiB, in two fragments: the server keeps both.
    let fragment = [&bytes("01FE 7C00 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    let part = [&bytes("80FE 7FFF 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    let message = [&bytes("81FE 7C00 00000000")[..], &vec![b'x'; 31 << 10]].concat();
    // Each line is long, so that the pipe of standard output takes only some of them. The server ignores empty parameters.
    let padding = "&".repeat(150);
    let mut clients: Vec<Client> = Vec::new();
    for index in 0..1000 {
        let paths =
            ["/flood", "/slow?after=2s", "/echo", "/silent", "/close/4001?after=5m", "/close", "/echo", "/2-mib"];
        let path = if index % 50 == 49 { "/65536-bytes" } else { paths[index % paths.len()] };
        let separator = if path.contains('?') { "" } else { "?" };
        let mut client = Client::open_narrow(program.address, &format!("{path}{separator}{padding}"));
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
    // The server goes on with those that read.
    for index in [0, 8, 400, 800, 992] {
        assert!(clients[index].read(20 * 1004).starts_with(b"\x81\x7E\x03\xE81 "));
    }
    // The messages of `/echo` come back.
    for index in [2, 6, 402, 998] {
        for _ in 0..4 {
            assert!(clients[index].read(4 + (31 << 10)).starts_with(&bytes("817E 7C00 78")));
        }
    }
    // There are places for three others.
    for path in ["/echo", "/slow?after=50ms"] {
        let mut client = program.open(&format!("{path}{}{padding}", if path.contains('?') { "" } else { "?" }));
        client.write_hex("8182 00000000 6869");
        assert_eq!(client.read(4), bytes("8102 6869"));
        clients.push(client);
    }
    let mut client = Client::connect(program.address);
    client.write(b"GET /index.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(client.head().starts_with("HTTP/1.1 200 OK\r\n"));
    clients.push(client);
    // All end at once, and nobody reads the log before most of them have ended.
    let addresses: BTreeSet<String> = clients.iter().map(|client| client.address().to_string()).collect();
    assert_eq!(addresses.len(), 1003);
    drop(clients);
    let start = Instant::now();
    while open_files(&program) > 300 {
        assert!(start.elapsed() < LONG);
        thread::sleep(Duration::from_millis(10));
    }
    check_log(program, &addresses);
}

/// Checks that each connection has exactly one line.
fn check_log(mut program: Program, addresses: &BTreeSet<String>) {
    let (mut seen, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1003 {
        let line = program.whole_line();
        let mut words = line.split(' ').skip(1);
        assert!(numbers.insert(words.next().unwrap().to_owned()), "{line}");
        assert!(seen.insert(words.next().unwrap().to_owned()), "{line}");
        let is_websocket = line.contains("s; sent: ") && line.contains("; came: ") && line.contains("; server: ");
        assert!(is_websocket || line.ends_with(" GET /index.json; HTTP 200"), "{line}");
    }
    assert_eq!(&seen, addresses);
    assert_eq!(numbers, (1..=1003).map(|number| format!("#{number}")).collect());
    let memory = most_memory(&program);
    println!("1,000 connections: at most {memory} KiB of {} KiB", ALONE + 1000 * EACH);
    assert!(memory < ALONE + 1000 * EACH, "{memory} KiB");
    program.signal("INT");
    let (status, out, err) = program.wait();
    assert_eq!((status.code(), &*out, &*err), (Some(0), "", ""));
}
