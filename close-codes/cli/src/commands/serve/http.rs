//! The answers to requests, and the connections that they open.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use close_codes::{CloseOutcome, Language};
use close_codes_registry::text::quote;
use hyper::body::Bytes;
use hyper::header;
use hyper::http::uri::PathAndQuery;
use hyper::{HeaderMap, Method, Response, StatusCode, Uri};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::index::Index;
use super::log::{Log, Subject, outcome};
use super::path::{self, Refusal};
use super::plan::{Action, Plan};
use super::signals::Signals;
use super::times::Counts;
use super::{page, session};
use crate::document::Document;
use crate::net::server::{Accepted, Answer, Asked, Content, Handler, Opening, with, words};

/// The server: the paths, and the log.
pub(super) struct Server {
    /// The registry, then the tables.
    pub(super) documents: Vec<Document>,
    /// The tag of the language of the page; without it, the browser's language.
    pub(super) lang: Option<String>,
    /// The longest time that a connection is open.
    pub(super) longest: Duration,
    pub(super) log: Log,
    pub(super) signals: Signals,
    /// The number of requests.
    pub(super) count: AtomicU64,
    pub(super) counts: Counts,
    /// The pages that were asked for, by their type and their language.
    pub(super) pages: Mutex<BTreeMap<(&'static str, &'static str), Bytes>>,
}

/// Writes a page.
type Write = fn(&Index, &[Document]) -> String;

const NOT_HTTP: &str = "this path is for a WebSocket: open it with a WebSocket client, or on the page /";

/// The answer to a request that does not open a WebSocket.
struct Reply {
    answer: Response<Content>,
    /// The time before the answer.
    after: Option<Duration>,
    /// The reason of an error, for the log.
    reason: Option<String>,
}

impl Reply {
    /// Says what is wrong.
    fn words(status: StatusCode, message: &str) -> Self {
        Self { answer: words(status, message), after: None, reason: Some(message.to_owned()) }
    }

    /// Answers with a status that the path asks for.
    fn as_asked(status: StatusCode, after: Option<Duration>) -> Self {
        Self { answer: refusal(status), after, reason: None }
    }
}

/// A connection that is about to open.
pub(super) struct Job {
    plan: Plan,
    subject: Subject,
    since: Instant,
}

impl Handler for Server {
    type Plan = Job;

    async fn answer(&self, asked: &Asked<'_>) -> Answer<Job> {
        let uri = asked.request.uri();
        let path = path_and_query(uri);
        let is_websocket = asked.opening != Opening::None;
        let path = if is_websocket { path.to_owned() } else { format!("{} {path}", asked.request.method()) };
        let subject = self.subject(asked.peer, path);
        let Reply { answer, after, reason } = match &asked.opening {
            Opening::None => self.page(asked).await,
            Opening::Invalid { status, message } => Reply::words(*status, message),
            Opening::Valid => match self.plan(uri) {
                Ok(Plan { action: Action::Refuse(status), after, .. }) => Reply::as_asked(status, after),
                Ok(plan) => return Answer::Open(Job { plan, subject, since: Instant::now() }),
                Err(Refusal { status, message }) => Reply::words(status, &message),
            },
        };
        let status = answer.status().as_u16();
        let client = || outcome(&CloseOutcome::OPENING_FAILED, None, &self.documents, self.tag());
        let client = if is_websocket { format!("; client: {}", client()) } else { String::new() };
        let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        let text = format!("HTTP {status}{reason}{client}");
        match after {
            Some(after) => self.write_late(subject, text, after).await,
            None => self.log.write(subject.line(&text)).await,
        }
        Answer::Http(answer)
    }

    fn longest_wait(&self) -> Duration {
        self.longest
    }

    async fn run(&self, accepted: Accepted, job: Job) {
        let Accepted { stream, arrived, .. } = accepted;
        let story = session::play(stream, arrived, &job.plan, self.longest, self.signals.clone()).await;
        let line = job.subject.story(&story, job.since.elapsed(), &self.documents, self.tag());
        self.log.write(line).await;
    }

    async fn lost(&self, _: SocketAddr, job: Job) {
        self.log.write(job.subject.line("the client ended TCP before the WebSocket was open")).await;
    }

    async fn unread(&self, peer: SocketAddr, error: &hyper::Error) {
        let text = if error.is_parse() {
            format!("the request is refused: {error}")
        } else if error.is_timeout() {
            "no request came in time".to_owned()
        } else {
            "the client ended TCP before its request was complete".to_owned()
        };
        self.log.write(self.subject(peer, "-".to_owned()).line(&text)).await;
    }

    async fn full(&self, peer: SocketAddr) {
        let subject = self.subject(peer, "-".to_owned());
        self.log.write(subject.line("HTTP 503: too many connections are open")).await;
    }
}

impl Server {
    fn subject(&self, peer: SocketAddr, path: String) -> Subject {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        Subject { number, peer, path }
    }

    /// The tag of the language of names in the log.
    fn tag(&self) -> &str {
        self.lang.as_deref().unwrap_or("en")
    }

    /// Returns the plan of an opening handshake, and counts it.
    fn plan(&self, uri: &Uri) -> Result<Plan, Refusal> {
        let plan = path::read(uri.path(), uri.query(), self.longest)?;
        self.counts.count(path_and_query(uri), plan)
    }

    /// Waits before an answer, and writes its line. If the client leaves, this future is dropped, but the line is written.
    async fn write_late(&self, subject: Subject, text: String, after: Duration) {
        let (mut waiting, waited) = oneshot::channel();
        let (log, mut signals, end) = (self.log.clone(), self.signals.clone(), Instant::now() + after);
        tokio::spawn(async move {
            tokio::select! {
                _ = signals.interrupt(None, end) => {
                    log.write(subject.line(&text)).await;
                    // An error means that the client has left now.
                    let _ = waiting.send(());
                }
                () = waiting.closed() => log.write(subject.line("the client ended TCP before the answer")).await,
            }
        });
        // The task sends always.
        let _ = waited.await;
    }

    /// Answers a request that does not ask for a WebSocket, after some time.
    async fn page(&self, asked: &Asked<'_>) -> Reply {
        let (request, uri) = (asked.request, asked.request.uri());
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut reply = Reply::words(StatusCode::METHOD_NOT_ALLOWED, "this server knows only GET and HEAD");
            reply.answer = with(reply.answer, header::ALLOW, "GET, HEAD");
            return reply;
        }
        let (mime, write): (_, Write) = match uri.path() {
            "/" => ("text/html; charset=utf-8", page::page),
            "/index.json" => ("application/json", |index, _| serde_json::to_string_pretty(index).unwrap_or_default()),
            path => {
                return match path::read(path, uri.query(), self.longest) {
                    Ok(Plan { action: Action::Refuse(status), after, .. }) => Reply::as_asked(status, after),
                    Ok(_) => Reply::words(StatusCode::UPGRADE_REQUIRED, NOT_HTTP),
                    Err(Refusal { status, message }) => Reply::words(status, &message),
                };
            }
        };
        let tag = match self.language(uri.query(), request.headers()) {
            Ok(tag) => tag,
            Err(message) => return Reply::words(StatusCode::BAD_REQUEST, &message),
        };
        let content = self.content(mime, tag, write).await;
        let answer = with(Response::new(Content::new(content)), header::CONTENT_TYPE, mime);
        let answer = with(with(answer, header::CACHE_CONTROL, "no-store"), header::VARY, "accept-language");
        // The tests of a page on another server may read the index. The page itself is not for frames of others.
        let answer = match uri.path() {
            "/" => with(answer, header::X_FRAME_OPTIONS, "DENY"),
            _ => with(answer, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        };
        Reply { answer, after: None, reason: None }
    }

    /// Returns a page in a language, and keeps it: it does not change.
    async fn content(&self, mime: &'static str, tag: &'static str, write: Write) -> Bytes {
        let kept = self.pages.lock().ok().and_then(|pages| pages.get(&(mime, tag)).cloned());
        if let Some(content) = kept {
            return content;
        }
        let index = Index::new(&self.documents, tag, self.longest).await;
        let content = Bytes::from(write(&index, &self.documents));
        if let Ok(mut pages) = self.pages.lock() {
            pages.insert((mime, tag), content.clone());
        }
        content
    }

    /// Returns the tag of the language: that of `?lang=TAG`, or else of the command line, or else of the browser.
    fn language(&self, query: Option<&str>, headers: &HeaderMap) -> Result<&'static str, String> {
        let languages = self.documents.first().map(|registry| registry.languages.as_slice()).unwrap_or_default();
        let known = |tag: &str| {
            let found = Language::from_tag(tag)?;
            languages.iter().any(|language| language.tag == found.tag()).then_some(found.tag())
        };
        let wanted = query.and_then(|query| query.split('&').find_map(|parameter| parameter.strip_prefix("lang=")));
        if let Some(tag) = wanted {
            return known(tag).ok_or_else(|| {
                let tags: Vec<_> = languages.iter().map(|language| language.tag.as_str()).collect();
                format!("the language {} is not available: use one of {}", quote(tag), tags.join(", "))
            });
        }
        if let Some(tag) = self.lang.as_deref().and_then(known) {
            return Ok(tag);
        }
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut ranges: Vec<_> = accepted.split(',').filter_map(weighted).collect();
        // Ranges of the same weight keep their order.
        ranges.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        Ok(ranges.into_iter().find_map(|(tag, _)| known(tag)).unwrap_or("en"))
    }
}

/// Returns the path with its query, as the client wrote it.
fn path_and_query(uri: &Uri) -> &str {
    uri.path_and_query().map_or_else(|| uri.path(), PathAndQuery::as_str)
}

/// Reads a range of `Accept-Language` and its weight, such as `de;q=0.8` (RFC 9110, section 12.5.4). A weight of 0 means "not
/// acceptable".
fn weighted(range: &str) -> Option<(&str, f32)> {
    let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
    let weight = weight.trim().strip_prefix("q=")?.parse().ok().filter(|weight| *weight > 0.0)?;
    Some((tag.trim(), weight))
}

/// Makes the answer with a status that a path asks for, and with the headers that RFC 9110 wants with it.
fn refusal(status: StatusCode) -> Response<Content> {
    // These have no content (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
    if matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED) {
        let mut answer = Response::new(Content::default());
        *answer.status_mut() = status;
        return answer;
    }
    let answer = words(status, &format!("HTTP {status}, as the path asks"));
    match status {
        StatusCode::UNAUTHORIZED => with(answer, header::WWW_AUTHENTICATE, "Basic realm=\"close-codes\""),
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            with(answer, header::PROXY_AUTHENTICATE, "Basic realm=\"close-codes\"")
        }
        StatusCode::METHOD_NOT_ALLOWED => with(answer, header::ALLOW, "GET, HEAD"),
        _ if status.is_redirection() => with(answer, header::LOCATION, "/echo"),
        _ => answer,
    }
}
