//! A server that ends each connection as its path asks.
//!
//! `http` answers a request. `path` reads the path of a WebSocket into a `plan`, and `session` follows the plan. `script`
//! sends frames that break the protocol. `signals` end both early. `times` counts connections. The connection's `story` becomes a line of the `log`.
//! `index` lists all paths, for programs and for the `page`, with the end that a correct `client` sees.

mod client;
mod files;
mod http;
mod index;
mod log;
mod notation;
mod page;
mod path;
mod plan;
mod script;
mod session;
mod signals;
mod story;
mod times;

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use self::http::Server;
use self::log::Log;
use self::signals::Signals;
use self::times::Counts;
use crate::arguments::network::Serve;
use crate::document::Document;
use crate::failure::{Failure, Verdict};
use crate::net::interrupts::Interrupts;
use crate::net::{self, server};
use crate::{input, output, words};

/// The time for open connections to close at the end.
const FAREWELL: Duration = Duration::from_secs(2);

pub(crate) fn run(arguments: &Serve) -> Result<Verdict, Failure> {
    if let Some(file) = &arguments.stray {
        let file = file.display();
        return Err(Failure::new(format!("the argument `{file}` is unknown: for a table, write `--table {file}`")));
    }
    let registry = input::built_in()?;
    let language = words::find_language(&registry, arguments.lang.as_deref())?;
    let tag = registry.languages.get(language).map(|language| language.tag.clone());
    let lang = tag.filter(|_| arguments.lang.is_some());
    let documents = input::documents(&arguments.tables, &arguments.rules, &registry, 0)?;
    let Some(documents) = documents else { return Ok(Verdict::Found) };
    files::allow(arguments.connections)?;
    let serving = serve(arguments, documents, lang);
    net::block_on(serving).map_err(Failure::new)?
}

async fn serve(arguments: &Serve, documents: Vec<Document>, lang: Option<String>) -> Result<Verdict, Failure> {
    let address = SocketAddr::new(arguments.address, arguments.port);
    let (listener, address) = server::listen(address, &other_port(arguments.port)).await.map_err(Failure::new)?;
    let mut interrupts = Interrupts::new().map_err(Failure::new)?;
    let mut out = output::raw_stdout();
    writeln!(out, "http://{address}/").and_then(|()| out.flush())?;
    drop(out);
    if io::stderr().is_terminal() {
        output::progress("open it in a browser for all paths; Ctrl-C ends the server");
    }
    if !address.ip().is_loopback() {
        output::note("other machines can reach this server: use it only in a network that you trust");
    }
    let (log, mut written) = Log::start();
    let ((stop, stopped), (drop_all, dropped)) = (watch::channel(false), watch::channel(false));
    let handler = Server {
        documents,
        lang,
        longest: arguments.time,
        log: log.clone(),
        signals: Signals { stop: stopped.clone(), drop: dropped },
        count: AtomicU64::new(0),
        counts: Counts::default(),
        pages: Mutex::default(),
    };
    let serving = server::serve(listener, arguments.connections, Arc::new(handler), stopped);
    tokio::pin!(serving);
    let failed = tokio::select! {
        // The server does not end before it is stopped.
        () = &mut serving => return Ok(log.end(written).await.map(|()| Verdict::Well)?),
        () = interrupts.next() => None,
        // Without a log, nobody learns how connections end.
        error = written.failed() => Some(error),
    };
    let _ = stop.send(true);
    let is_over = tokio::select! {
        () = &mut serving => true,
        () = sleep(FAREWELL) => false,
        // A second Ctrl-C.
        () = interrupts.next() => false,
    };
    if !is_over {
        let _ = drop_all.send(true);
        // Connections that only read a request do not have a line.
        let _ = timeout(FAREWELL, &mut serving).await;
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    log.end(written).await?;
    Ok(Verdict::Well)
}

/// Returns the cure for a port in use.
fn other_port(port: u16) -> String {
    let other = port.checked_add(1).unwrap_or(u16::MAX - 1);
    format!("use `--port {other}` (`--port 0` takes a free one)")
}
