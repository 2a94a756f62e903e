//! The running program.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::client::Client;

/// The longest wait for anything, so that a fault does not hang the tests.
pub(crate) const LONG: Duration = Duration::from_secs(40);

pub(crate) struct Program {
    child: Child,
    /// The log, until it is read.
    unread: Option<BufReader<ChildStdout>>,
    /// The lines of the log; the sender is dropped at the end.
    lines: Receiver<String>,
    sender: Option<Sender<String>>,
    pub(crate) address: SocketAddr,
}

impl Program {
    /// Starts the server on a free port, and reads its address from its first line.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        command.args(["serve", "--port", "0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").and_then(|line| line.strip_suffix("/\n"));
        let address = address.unwrap_or_else(|| panic!("not an address: {line:?}")).parse().unwrap();
        let (sender, lines) = channel();
        Self { child, unread: Some(out), lines, sender: Some(sender), address }
    }

    /// Opens a WebSocket.
    pub(crate) fn open(&self, path: &str) -> Client {
        Client::open(self.address, path)
    }

    /// Sends a request without a WebSocket, and returns the answer.
    pub(crate) fn get(&self, path: &str) -> String {
        self.request(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }

    /// Sends the bytes of a request, and returns all that comes.
    pub(crate) fn request(&self, request: &str) -> String {
        self.request_bytes(request.as_bytes())
    }

    pub(crate) fn request_bytes(&self, request: &[u8]) -> String {
        let mut client = Client::connect(self.address);
        client.write(request);
        String::from_utf8(client.rest().0).unwrap()
    }

    /// Returns the next line of the log, without the time, the number and the address of the client.
    pub(crate) fn line(&mut self, client: &Client) -> String {
        let line = self.whole_line();
        let (start, rest) = line.split_once(&format!(" {} ", client.address())).unwrap_or_else(|| panic!("{line}"));
        let (time, number) = start.split_once(" #").unwrap();
        assert!(number.parse::<u64>().is_ok(), "{line}");
        let time: Vec<_> = time.split([':', '.']).map(|part| (part.len(), part.parse::<u32>().unwrap())).collect();
        assert!(matches!(time[..], [(2, 0..24), (2, 0..60), (2, 0..60), (3, 0..1000)]), "{line}");
        rest.to_owned()
    }

    /// Returns the next line of the log about a WebSocket, also without its path and its duration.
    pub(crate) fn story(&mut self, client: &Client) -> String {
        let line = self.line(client);
        let mut parts = line.splitn(3, "; ");
        let (_, took, story) = (parts.next(), parts.next().unwrap(), parts.next().unwrap());
        assert!(took.strip_suffix('s').unwrap().parse::<f64>().is_ok(), "{line}");
        story.to_owned()
    }

    pub(crate) fn whole_line(&mut self) -> String {
        self.read_log();
        self.lines.recv_timeout(LONG).unwrap_or_else(|error| panic!("the log has no other line: {error}"))
    }

    /// Begins to read the log, in another thread, because a wait for a line must end.
    fn read_log(&mut self) {
        let (Some(mut out), Some(sender)) = (self.unread.take(), self.sender.take()) else { return };
        thread::spawn(move || {
            let mut line = String::new();
            while out.read_line(&mut line).unwrap() > 0 {
                assert_eq!(line.pop(), Some('\n'), "{line}");
                // A test may end before its log.
                let _ = sender.send(std::mem::take(&mut line));
            }
        });
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal, such as `INT` for Ctrl-C.
    pub(crate) fn signal(&self, signal: &str) {
        let status = Command::new("kill").args(["-s", signal, &self.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for the end, and returns the status, the rest of the log and standard error.
    pub(crate) fn wait(mut self) -> (ExitStatus, String, String) {
        self.read_log();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < LONG, "the program does not end");
            thread::sleep(Duration::from_millis(10));
        };
        let mut err = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let out: Vec<String> = self.lines.iter().collect();
        (status, out.join("\n"), err)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
