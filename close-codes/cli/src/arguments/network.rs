//! The arguments of the commands that open connections.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use close_codes::CloseFrame;
use close_codes::frame::CloseFrameError;

use super::{Rules, examples_before};

/// Open a WebSocket and report how it ended
///
/// Waits until the server closes the connection, or closes it as asked. Then prints how the connection ended: the code with its name, the
/// reason, which endpoint closed, how TCP ended, and the explanation of `close-codes explain`. If the connection was not
/// opened, prints the cause and what to do.
///
/// Ctrl-C closes with 1000 and waits for the server. A second Ctrl-C drops the connection.
#[derive(Args, Debug)]
#[command(after_long_help = examples_before(
    "close-codes connect wss://echo.example.com/ --send hello --print --after 2s\n\
     close-codes connect ws://localhost:9001/close/4001 --table codes.csv\n\
     close-codes connect ws://localhost:8080/chat --close '4001:token expired'\n\
     close-codes connect wss://example.com/chat --header 'Authorization: Bearer TOKEN' --subprotocol chat.v2",
    CONNECT_EXIT_STATUS,
))]
pub(crate) struct Connect {
    /// Address of the server: ws://HOST/PATH, or wss://HOST/PATH for TLS
    ///
    /// For `wss:`, the certificates that the system trusts are used. The environment variables SSL_CERT_FILE (a file in the format PEM) and SSL_CERT_DIR
    /// (a folder) replace them.
    pub(crate) url: String,

    /// Send this text as a message after the opening; can be repeated
    #[arg(long, value_name = "TEXT")]
    pub(crate) send: Vec<String>,

    /// Close with this code and reason, after the messages of `--send` and the time of `--after`
    ///
    /// For example 1000, 4001:bye, or none for a close frame without a code.
    #[arg(long, value_name = "CODE[:REASON]", value_parser = close_frame)]
    pub(crate) close: Option<CloseFrame>,

    /// Close after this time, such as 500ms, 2s or 1m; with 1000, unless `--close` says otherwise
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) after: Option<Duration>,

    /// Print each message that arrives: text with escapes, the first bytes of binary data in hexadecimal
    #[arg(long, conflicts_with = "json")]
    pub(crate) print: bool,

    /// Send this header with the opening handshake, such as 'Origin: https://example.com'; can be repeated
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE")]
    pub(crate) headers: Vec<String>,

    /// Offer this subprotocol; can be repeated, the preferred one first
    #[arg(long = "subprotocol", value_name = "NAME")]
    pub(crate) subprotocols: Vec<String>,

    /// Time for the opening handshake, and for the server's part in the closing handshake
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = patience)]
    pub(crate) timeout: Duration,

    /// Look in this table of private codes, too; can be repeated
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<PathBuf>,

    /// Language, such as es or pt-BR [default: en]
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// Print the result as JSON
    ///
    /// One object: url, opened, failure (why the connection was not opened; its message is in English), outcome (codes, reasons and
    /// close frames), fault (how the server broke the protocol), tcp (its end: fin, cut, rst, failed, dropped or late), secondsOpen,
    /// messages, subprotocol, and explanations.
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

const CONNECT_EXIT_STATUS: &str = "\
Exit status:
  0  the connection closed cleanly with 1000, 1001 or no code
  1  the connection ended in another way
  2  the connection was not opened, or wrong usage";

/// Reads a close frame: a code, a code and a reason, or `none`.
fn close_frame(text: &str) -> Result<CloseFrame, String> {
    if text == "none" {
        return Ok(CloseFrame::EMPTY);
    }
    let (code, reason) = text.split_once(':').unwrap_or((text, ""));
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let code = code.parse().ok().filter(|_| is_number);
    let code: u16 = code.ok_or("write a code such as 1000, a code and a reason such as 4001:bye, or none")?;
    CloseFrame::new(code, reason).map_err(|error| match error {
        CloseFrameError::Code(_) if code == 1005 => {
            "1005 is for local use only: write none for a close frame without a code".to_owned()
        }
        CloseFrameError::Code(_) if code == 1006 || code == 1015 => {
            format!("{code} is for local use only: write a code that may be sent, such as 1011")
        }
        CloseFrameError::Reason(_) => format!("the reason has {} bytes: shorten it to 123 bytes", reason.len()),
        error => error.to_string(),
    })
}

/// Run a server that ends each WebSocket as its path asks
///
/// Use it to test how a client behaves at the end of a connection. Open its address in a browser to see all paths, and to
/// try them in that browser. /index.json has the same list for programs: what each path sends, and what a correct client
/// reports.
///
/// The first line of standard output is the server's address. Then each WebSocket writes a line when it has ended: the time
/// (UTC), its number, the client's address, the path, how long it was open, what the server sent, what came from the client,
/// and its end as the server and as a correct client see it. Each HTTP request writes a line, too, also one that cannot be read.
/// If standard output is closed, the server goes on without lines; another error of standard output, such as a full disk, ends it.
///
/// Ctrl-C closes all connections with 1001 and ends the server.
#[derive(Args, Debug)]
#[command(after_long_help = format!("{SERVE_PATHS}\n\n{}", examples_before(
    "close-codes serve\n\
     close-codes serve --port 8080 --table codes.csv\n\
     close-codes connect 'ws://127.0.0.1:9001/close/4001?reason=bye'",
    SERVE_EXIT_STATUS,
)))]
pub(crate) struct Serve {
    /// A table without its option, which is an error
    #[arg(hide = true, value_name = "FILE")]
    pub(crate) stray: Option<PathBuf>,

    /// Port; 0 for any free port
    #[arg(long, short, default_value_t = 9001)]
    pub(crate) port: u16,

    /// IP address to listen at; unless it is a loopback address, other machines can reach the server
    ///
    /// Use 0.0.0.0 or :: only in a network that you trust: the server does not check who connects.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = ip)]
    pub(crate) address: IpAddr,

    /// Offer the codes of this table of private codes, too; can be repeated
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<PathBuf>,

    /// Language of the page, such as es or pt-BR [default: that of the browser]
    ///
    /// The names of codes in the log are in this language, too. Without this option, they are in English.
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// The most connections at once; others get HTTP status 503
    ///
    /// The server uses at most 64 MiB of memory, and 160 KiB for each connection.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, value_parser = connections)]
    pub(crate) connections: usize,

    /// The longest time that a connection is open; then the server closes with 1001
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = patience)]
    pub(crate) time: Duration,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Test how a server or a client closes
///
/// Opens one connection for each case, sends the frames of the case, and reports how the server closes: its close frame, the side
/// that ended TCP first, and after how long. Compares that with RFC 6455.
///
/// Each case has a line: number, verdict, title, how the endpoint closed, and the section of RFC 6455. A line below it has the level
/// and the section of a rule, such as MUST 5.5.1, and what the endpoint did. A `note` is about behaviour that is allowed, but not
/// common. The level in `--list` is that of the case's main rule; the other rules are checked in every case.
///
/// A run takes about 3 s if the server always closes at once. Otherwise, a case takes up to `--timeout` for each step: shorten it, as
/// in `--timeout 500ms`, for a server that is near. Ctrl-C ends the run and prints the results so far.
#[derive(Args, Debug)]
#[command(
    override_usage = "close-codes probe [OPTIONS] <URL>\n       close-codes probe [OPTIONS] --listen [<ADDRESS:PORT>]\n       close-codes probe --list [--listen]",
    after_long_help = format!("{PROBE_VERDICTS}\n\n{}", examples_before(
        "close-codes probe ws://localhost:8080/chat\n\
         close-codes probe ws://localhost:8080/chat --case 3 --case 1.2\n\
         close-codes probe wss://example.com/chat --trigger logout\n\
         close-codes probe ws://localhost:8080/chat --junit close.xml\n\
         close-codes probe --listen\n\
         close-codes probe --listen 127.0.0.1:9002 --once --junit close.xml",
        PROBE_EXIT_STATUS,
    )),
)]
pub(crate) struct Probe {
    /// Address of the server, `ws:` or `wss:`
    pub(crate) url: Option<String>,

    /// Test clients instead: wait for them at this address, or at 127.0.0.1:9002
    ///
    /// A client connects to ws://ADDRESS:PORT/ in a loop, and each connection gets the next case. The client reads until the
    /// connection ends, then connects again. After the last case, the opening handshake is refused with HTTP status 410. The path
    /// /case/3.1 gets this case, also if it has been played. http://ADDRESS:PORT/verdict reports so far; /verdict.json and
    /// /verdict.xml are for programs. Ctrl-C ends the run and prints the summary.
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "url", num_args = 0..=1, default_missing_value = "127.0.0.1:9002", value_parser = address)]
    pub(crate) listen: Option<SocketAddr>,

    /// With `--listen`: end when all cases are played
    #[arg(long, requires = "listen", conflicts_with = "url")]
    pub(crate) once: bool,

    /// With `--once`: end also if no client has connected for this time
    ///
    /// Then the exit status is 2, or 1 if a MUST is broken. The time counts only while no WebSocket is open.
    #[arg(long, value_name = "DURATION", default_value = "1m", value_parser = duration, requires = "once")]
    pub(crate) idle: Duration,

    /// Play only this case or chapter, such as 3.1, 3 or one-byte; can be repeated
    #[arg(long = "case", value_name = "CASE")]
    pub(crate) cases: Vec<String>,

    /// Print the cases, and play none
    #[arg(long)]
    pub(crate) list: bool,

    /// Text message after which the server closes by itself
    ///
    /// Some cases test how the server starts to close. They are left out without this option.
    #[arg(long, value_name = "TEXT", conflicts_with = "listen")]
    pub(crate) trigger: Option<String>,

    /// Time that the endpoint under test gets for each step
    ///
    /// An opening handshake gets at least 10 seconds.
    #[arg(long, value_name = "DURATION", default_value = "2s", value_parser = patience)]
    pub(crate) timeout: Duration,

    /// Send this header with the opening handshake, such as 'Origin: https://example.com'; can be repeated
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE", conflicts_with = "listen")]
    pub(crate) headers: Vec<String>,

    /// Offer this subprotocol; can be repeated
    #[arg(long = "subprotocol", value_name = "NAME", conflicts_with = "listen")]
    pub(crate) subprotocols: Vec<String>,

    /// Print the results as JSON
    ///
    /// One object: url (null with `--listen`), cases, and summary (the number of cases with each verdict). Each case: number, name,
    /// title, section, level (must, should or observed), verdict (as below, with hyphens), words (how the endpoint closed), findings
    /// (level: must, should or note; section; words), autobahn (the cases of the Autobahn Testsuite with the same input), sent and
    /// received (frames), unkept (the number of frames that arrived, but are too many for received), endOfTcp (first: the side that
    /// ended TCP first; endpoint and probe: how each side ended it, as fin, rst, inside-frame or error, and when), and milliseconds.
    /// Each frame: opcode, fin, reserved, masked, length, payload (the first bytes, in hexadecimal), code, and milliseconds since
    /// the opening.
    #[arg(long)]
    pub(crate) json: bool,

    /// Write the results as JUnit XML to this file, or to standard output with `-`
    ///
    /// A chapter is a test suite. Only a broken MUST is a failure. A connection that is not opened is an error, and so is a server
    /// that does not close after the text of `--trigger`. A case that is left out or not played is skipped.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
}

const PROBE_VERDICTS: &str = "\
Verdicts:
  kept          The endpoint under test did all that RFC 6455 asks for
  not followed  The endpoint did not follow a SHOULD
  broken        The endpoint broke a MUST
  observed      RFC 6455 leaves open what the endpoint does
  left out      The case needs --trigger
  not played    The run ended before this case
  not opened    The server did not open the connection of this case
  untriggered   The server did not close after the text of --trigger";

const PROBE_EXIT_STATUS: &str = "\
Exit status:
  0  no MUST of RFC 6455 is broken
  1  a MUST is broken
  2  the results are not complete: a connection was not opened, a case was not
     played, or --trigger has no effect; or wrong usage";

/// Reads the address at which a server listens.
fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an IP address and a port, such as 127.0.0.1:9002 or [::1]:9002".to_owned())
}

/// Reads the time for a step, which is longer than nothing.
fn patience(text: &str) -> Result<Duration, String> {
    let patience = duration(text)?;
    if patience.is_zero() { Err("the time is too short: write one such as 500ms".to_owned()) } else { Ok(patience) }
}

/// The longest duration on the command line.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a duration, such as `2s`, `500ms` or `1m 30s`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let duration = humantime::parse_duration(text)
        .map_err(|_| "write a number with a unit, such as 500ms, 2s or 1m 30s".to_owned())?;
    if duration > LONGEST { Err("the longest duration is 24h".to_owned()) } else { Ok(duration) }
}

const SERVE_PATHS: &str = "\
Paths:
  /close/4001?reason=bye  Closes with this code and this reason
  /close                  Closes without a code: the client reports 1005
  /drop                   Ends TCP (FIN) without a close frame: 1006
  /reset                  Resets TCP (RST) without a close frame: 1006
  /silent                 Never answers a close frame
  /raw/0FA1627965         Sends a close frame with these bytes, legal or not
  /http/503               Refuses the opening handshake with this status
  /echo                   Sends each message back until the client closes
  /flood                  Sends messages as fast as the client reads
  /slow                   As /echo, but each answer comes 5 s late
  /one-byte, /1006, ...   Break the protocol: /index.json has all names

Parameters:
  after=2s    Waits so long before it acts. /echo and /flood close after this
              time, /silent ends TCP, and each answer of /slow is so late.
  times=3     Only the first 3 WebSockets to exactly this path and query end so.
              Later ones are like /echo, until the server ends.
  reason=bye  The close reason, percent-encoded";

const SERVE_EXIT_STATUS: &str = "\
Exit status:
  0  Ctrl-C or SIGTERM ended the server
  1  a table has a problem
  2  wrong usage, or the server could not start: the port is in use, a file could not be read";

/// Reads an IP address.
fn ip(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| "write an IP address such as 127.0.0.1 or ::1".to_owned())
}

/// The most connections on the command line.
const MOST_CONNECTIONS: usize = 100_000;

/// Reads a number of connections.
fn connections(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_CONNECTIONS).contains(number));
    number.ok_or_else(|| format!("write a number from 1 to {MOST_CONNECTIONS}"))
}
