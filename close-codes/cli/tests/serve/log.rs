//! Standard output and standard error.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::client::{Client, opening};
use super::program::{LONG, Program};

/// Reads the address, and then closes standard output.
fn address(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    line.trim().strip_prefix("http://").and_then(|line| line.strip_suffix('/')).unwrap().to_owned()
}

fn serve(out: Stdio) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    command.args(["serve", "--port", "0"]).stdout(out).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_closed_standard_output_does_not_end_the_server() {
    let mut child = serve(Stdio::piped());
    let address = address(&mut child).parse().unwrap();
    for _ in 0..3 {
        Client::open(address, "/drop").rest();
        Client::open(address, "/echo").finish();
    }
    let interrupted = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), &*err), (Some(0), ""));
}

/// `/dev/full` refuses to write, as a full disk.
#[cfg(target_os = "linux")]
#[test]
fn an_error_of_standard_output_ends_the_server() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = serve(full.into()).wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert_eq!(err, "error: cannot write to standard output: No space left on device (os error 28)\n");
}

/// The limit of a file's size stands for a disk that becomes full later. The system sends SIGXFSZ, which is ignored here.
#[cfg(target_os = "linux")]
#[test]
fn a_later_error_of_standard_output_ends_the_server() {
    let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/serve-full.log");
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {} serve --port 0", env!("CARGO_BIN_EXE_close-codes"));
    let file = File::create(path).unwrap();
    let mut child = Command::new("sh").args(["-c", &script]).stdout(file).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    let address = loop {
        let log = std::fs::read_to_string(path).unwrap();
        if let Some((line, _)) = log.split_once('\n') {
            break line.strip_prefix("http://").and_then(|line| line.strip_suffix('/')).unwrap().parse().unwrap();
        }
        assert!(start.elapsed() < LONG);
        thread::sleep(Duration::from_millis(10));
    };
    let mut open = Client::open(address, "/silent");
    // Lines of more than 200 bytes. The limit is 512 bytes or 1024.
    for _ in 0..8 {
        let Ok(mut stream) = TcpStream::connect(address) else { break };
        // The server may end now.
        let _ = stream.write_all(opening(&format!("/http/503?{}", "&".repeat(200))).as_bytes());
        let _ = stream.read(&mut [0]);
    }
    open.rest();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2), "{err}");
    assert_eq!(err, "error: cannot write to standard output: File too large (os error 27)\n");
}

/// A client that leaves while the log is full has its line, too.
#[test]
fn the_line_of_a_client_that_leaves_is_not_lost() {
    // The pipe and the queue have room for about 500 lines of this length, and nobody reads them so far.
    const FILLING: usize = 700;
    let mut program = Program::start(&[]);
    let request = format!("GET /http/200?{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "&".repeat(190));
    let mut filling = Client::connect(program.address);
    filling.write(request.repeat(FILLING).as_bytes());
    let (mut all, mut unanswered) = (0, 0);
    while unanswered < 20 {
        let mut client = Client::connect(program.address);
        client.write(request.as_bytes());
        client.finish();
        let (answer, _) = client.rest();
        all += 1;
        unanswered += usize::from(answer.is_empty());
        assert!(all < FILLING);
    }
    for _ in 0..FILLING + all {
        let line = program.whole_line();
        assert!(line.contains(" GET /http/200?&&") && line.ends_with("...; HTTP 200"), "{line}");
    }
}

/// Needs the program `script` of util-linux.
#[test]
fn people_are_told_what_to_do() {
    let line = format!("timeout --signal=INT 2 {} serve --port 0", env!("CARGO_BIN_EXE_close-codes"));
    let version = Command::new("script").arg("--version").stdin(Stdio::null()).output();
    if !version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains("util-linux")) {
        return;
    }
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]).stdin(Stdio::null());
    let told = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let (address, hint) = told.split_once("\r\n").unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{told:?}");
    assert!(hint.contains("open it in a browser for all paths; Ctrl-C ends the server"), "{told:?}");
}
