//! A running `close-codes probe --listen`, and the pages that it serves.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

/// An upper bound on everything that a test waits for.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

pub(crate) struct Listener {
    child: Child,
    pub(crate) address: String,
    stderr: Option<JoinHandle<String>>,
}

/// The output of a run that has ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// An answer of HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Listener {
    /// Starts the command on a port of its own, and waits for its address. Without `--timeout`, its patience is never over.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_at("127.0.0.1:0", arguments)
    }

    pub(crate) fn start_at(address: &str, arguments: &[&str]) -> Self {
        let timeout = if arguments.contains(&"--timeout") { &[][..] } else { &["--timeout", "60s"] };
        let mut child = command(address, &[arguments, timeout].concat()).spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("ws://").unwrap_or_else(|| panic!("no address: {line}"));
        let (address, _) = rest.split_once('/').unwrap();
        let address = address.to_owned();
        let stderr = thread::spawn(move || {
            let mut text = line;
            drop(stderr.read_to_string(&mut text));
            text
        });
        Self { child, address, stderr: Some(stderr) }
    }

    /// Sends bytes over a new TCP connection, and returns the stream.
    pub(crate) fn connect(&self, bytes: &[u8]) -> TcpStream {
        self.try_connect(bytes).unwrap()
    }

    /// The same, for a listener that may have ended, or that does not read all.
    pub(crate) fn try_connect(&self, bytes: &[u8]) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_nodelay(true)?;
        stream.write_all(bytes)?;
        Ok(stream)
    }

    /// Requests a page, with more headers.
    pub(crate) fn get(&self, path: &str, headers: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address);
        self.send(request.as_bytes())
    }

    /// Sends bytes and reads the answer to its end.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut answer = String::new();
        self.connect(bytes).read_to_string(&mut answer).unwrap();
        Answer::new(&answer)
    }

    /// Waits until so many cases are played. Returns their number.
    pub(crate) fn wait_for_played(&self, count: u64) -> u64 {
        let played = || self.json("/verdict.json")["progress"]["played"].as_u64().unwrap();
        self.wait_until(|| played() >= count);
        played()
    }

    /// Waits until the condition is true.
    pub(crate) fn wait_until(&self, condition: impl Fn() -> bool) {
        let start = Instant::now();
        while !condition() {
            assert!(start.elapsed() < LIMIT, "{} does not go on", self.address);
            thread::yield_now();
        }
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path, "").body).unwrap()
    }

    /// Presses Ctrl-C, and waits for the end.
    #[cfg(unix)]
    pub(crate) fn interrupt(self) -> Ran {
        self.signal("INT")
    }

    #[cfg(unix)]
    pub(crate) fn signal(self, signal: &str) -> Ran {
        let kill = Command::new("kill").arg(format!("-{signal}")).arg(self.child.id().to_string()).status().unwrap();
        assert!(kill.success());
        self.end()
    }

    /// Waits until the command ends by itself.
    pub(crate) fn end(mut self) -> Ran {
        let mut stdout = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
        let stderr = self.stderr.take().unwrap().join().unwrap();
        Ran { code: self.child.wait().unwrap().code(), stdout, stderr }
    }
}

/// A failed test leaves no process behind.
impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn command(address: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    command.args(["probe", "--color", "never", "--listen", address]).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Answer {
    pub(crate) fn new(answer: &str) -> Self {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {answer:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }
}
