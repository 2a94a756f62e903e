//! The arguments of the commands that open connections.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::{Rules, examples};

/// Open a WebSocket and report how it ended
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes connect ws://localhost:9001/close/4001"))]
pub(crate) struct Connect {
    /// Address of the server, `ws:` or `wss:`
    pub(crate) url: String,

    /// Look in this table of private codes, too; can be repeated
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<PathBuf>,

    /// Language, such as es or pt-BR [default: en]
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Time for the opening and for the closing handshake, each
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = duration)]
    pub(crate) timeout: Duration,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Run a server that ends each connection as its path asks
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes serve\nclose-codes serve --port 8080 --table codes.csv"))]
pub(crate) struct Serve {
    /// Port; 0 for any free port
    #[arg(long, short, default_value_t = 9001)]
    pub(crate) port: u16,

    /// Offer the codes of this table of private codes, too; can be repeated
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<PathBuf>,

    /// Language of the page, such as es or pt-BR [default: that of the browser]
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Test how a server or a client closes
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes probe ws://localhost:8080/chat\n\
    close-codes probe --listen 127.0.0.1:9002"))]
pub(crate) struct Probe {
    /// Address of the server, `ws:` or `wss:`
    #[arg(required_unless_present = "listen")]
    pub(crate) url: Option<String>,

    /// Test clients instead: wait for them at this address
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "url", num_args = 0..=1, default_missing_value = "127.0.0.1:9002")]
    pub(crate) listen: Option<SocketAddr>,

    /// Text after which the server closes
    #[arg(long, value_name = "TEXT", conflicts_with = "listen")]
    pub(crate) trigger: Option<String>,

    /// Time that the endpoint under test gets in each case
    #[arg(long, value_name = "DURATION", default_value = "2s", value_parser = duration)]
    pub(crate) timeout: Duration,

    /// Print the results as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Write the results as JUnit XML to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
}

/// The longest duration on the command line.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a duration, such as `2s`, `500ms` or `1m 30s`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let duration = humantime::parse_duration(text)
        .map_err(|_| "write a number with a unit, such as 500ms, 2s or 1m 30s".to_owned())?;
    if duration > LONGEST { Err("the longest duration is 24h".to_owned()) } else { Ok(duration) }
}
