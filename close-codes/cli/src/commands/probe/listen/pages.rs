//! The pages of the listener, for people and for programs.

use std::io::{self, Write};
use std::net::SocketAddr;

use anstream::adapter::strip_str;
use hyper::header::{ACCEPT, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CONTENT_TYPE, HOST};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use serde_json::json;

use super::plan::{Counts, Plan};
use crate::cases::Case;
use crate::commands::probe::{json, junit, report};
use crate::failure::Failure;
use crate::net::server::{Content, with, words};

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Help,
    Cases,
    Verdict(Form),
}

/// The form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    Junit,
}

/// Answers a request that does not open a WebSocket.
pub(super) fn answer<B>(request: &Request<B>, address: SocketAddr, plan: &Plan) -> Response<Content> {
    let Some(page) = Page::of(request.uri().path(), request.headers()) else {
        return words(StatusCode::NOT_FOUND, "this page does not exist: `/` lists the pages");
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refusal = words(StatusCode::METHOD_NOT_ALLOWED, "this page can only be read: use GET");
        return with(refusal, ALLOW, "GET, HEAD");
    }
    match page.content(request.headers(), address, plan) {
        // A script of any other page may read it, such as the script of a client under test.
        Ok(content) => with(
            with(Response::new(Content::from(content)), CONTENT_TYPE, page.kind()),
            ACCESS_CONTROL_ALLOW_ORIGIN,
            "*",
        ),
        Err(failure) => words(StatusCode::INTERNAL_SERVER_ERROR, &failure.messages().join("\n")),
    }
}

impl Page {
    fn of(path: &str, headers: &HeaderMap) -> Option<Self> {
        match path {
            "/" => Some(Self::Help),
            "/cases.json" => Some(Self::Cases),
            "/verdict" if wants_json(headers) => Some(Self::Verdict(Form::Json)),
            "/verdict" => Some(Self::Verdict(Form::Text)),
            "/verdict.json" => Some(Self::Verdict(Form::Json)),
            "/verdict.xml" => Some(Self::Verdict(Form::Junit)),
            _ => None,
        }
    }

    /// Returns the value of the header Content-Type.
    const fn kind(self) -> &'static str {
        match self {
            Self::Help | Self::Verdict(Form::Text) => "text/plain; charset=utf-8",
            Self::Cases | Self::Verdict(Form::Json) => "application/json",
            Self::Verdict(Form::Junit) => "application/xml; charset=utf-8",
        }
    }

    fn content(self, headers: &HeaderMap, address: SocketAddr, plan: &Plan) -> Result<String, Failure> {
        match self {
            Self::Help => Ok(help(&host(headers, address), plan.counts())),
            Self::Cases => Ok(list(plan)),
            Self::Verdict(Form::Text) => Ok(text(plan)?),
            Self::Verdict(Form::Json) => {
                let mut report = json::results(None, &plan.results());
                if let Some(members) = report.as_object_mut() {
                    members.insert("progress".to_owned(), json!(plan.counts()));
                }
                Ok(format!("{report:#}\n"))
            }
            Self::Verdict(Form::Junit) => junit::results(&plan.results()),
        }
    }
}

/// Returns `true` if the header Accept names JSON. Its order and its weights do not matter: a browser does not name JSON.
fn wants_json(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.to_ascii_lowercase().contains("application/json"))
}

/// Lists the cases as JSON, each with its path.
fn list(plan: &Plan) -> String {
    let case = |(case, state): (&Case, _)| {
        let Case { number, name, title, section, level, .. } = case;
        let path = format!("/case/{number}");
        json!({ "number": number, "name": name, "title": title, "section": section, "level": level, "path": path, "state": state })
    };
    let cases: Vec<_> = plan.states().into_iter().map(case).collect();
    format!("{:#}\n", json!(cases))
}

/// Writes the report as the command does at the end, with the numbers of cases that are running and left.
fn text(plan: &Plan) -> io::Result<String> {
    let mut out = Vec::new();
    let results = plan.results();
    let played: Vec<_> = results.iter().filter(|result| result.transcript.is_some()).collect();
    let mut last = None;
    for result in &played {
        report::next(last.replace(*result), result, &mut out)?;
    }
    report::summary(&results, &mut out)?;
    writeln!(out, "{}", progress(plan.counts()))?;
    Ok(strip_str(&String::from_utf8_lossy(&out)).to_string())
}

fn progress(Counts { played, running, left }: Counts) -> String {
    format!("{played} played, {running} running, {left} left")
}

/// Returns the name by which the client knows this server: the address may be 0.0.0.0.
fn host(headers: &HeaderMap, address: SocketAddr) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    host.map_or_else(|| address.to_string(), str::to_owned)
}

/// Explains how a client is tested.
fn help(host: &str, counts: Counts) -> String {
    format!(
        "This server tests how a WebSocket client closes.\n\
         Cases: {}\n\
         \n\
         Connect to ws://{host}/ in a loop: each connection gets the next case. Read until the connection ends, then\n\
         connect again. After the last case, the server refuses the opening handshake with HTTP status 410 (Gone).\n\
         \n\
         WebSocket:\n  \
           /              next case\n  \
           /case/NUMBER   this case, also if it has been played, such as /case/3.1; or its name\n\
         \n\
         HTTP:\n  \
           /verdict       report so far; as JSON for `Accept: application/json`\n  \
           /verdict.json  the same as JSON\n  \
           /verdict.xml   the same as JUnit XML\n  \
           /cases.json    list of the cases\n",
        progress(counts)
    )
}
