//! All paths of the server, for the page and for other programs.

use close_codes::{CloseCode, CloseFrame, CloseOutcome, Role};
use hyper::StatusCode;
use serde::Serialize;

use super::path::{read, served_cases};
use super::plan::{Action, Plan};
use super::{client, notation};
use crate::cases::Level;
use crate::document::{Document, Named};
use crate::net::frame::{CLOSE, Frame, hex};
use crate::words::Words;

/// All paths of the server, in one language.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Index {
    /// The version of the command.
    pub(crate) version: &'static str,
    /// The tag of the language of all texts.
    pub(crate) language: String,
    /// All languages.
    pub(crate) languages: Vec<Tongue>,
    /// The longest time that a connection is open, in seconds.
    pub(crate) seconds: u64,
    /// The parameters of a path's query.
    pub(crate) parameters: &'static [Parameter],
    /// The paths, group by group.
    pub(crate) paths: Vec<Entry>,
}

/// A parameter of a path's query.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) example: &'static str,
    /// The path that takes the parameter; `null` for all.
    pub(crate) path: Option<&'static str>,
}

/// A language.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tongue {
    pub(crate) tag: String,
    /// The name in the language itself.
    pub(crate) name: String,
}

/// A path, and how its connections end.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    pub(crate) group: Group,
    /// The path, such as `/close/4001`.
    pub(crate) path: String,
    pub(crate) title: String,
    /// The description of a code. May be empty.
    pub(crate) description: String,
    /// The title of the application's table that has the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table: Option<String>,
    /// The case that the path plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) case: Option<CaseFacts>,
    /// The section of RFC 6455.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) section: Option<String>,
    /// The frames and the end that the server sends, in short: `CLOSE 4001 "bye"`, `FIN`, `HTTP 503`.
    pub(crate) sends: Vec<String>,
    /// The endpoint that starts to close. If it is the client, the report is that of a client that closes with 1000.
    pub(crate) closed_by: Closer,
    /// The report of a correct client.
    pub(crate) report: Report,
}

/// The kind of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Group {
    /// Codes that the application's tables define.
    Table,
    /// A close frame that follows the protocol.
    Close,
    /// The end of TCP, and waiting.
    Tcp,
    /// Messages until the client closes.
    Messages,
    /// The refusal of the opening handshake.
    Http,
    /// A way to break the protocol, or to test its borders.
    Case,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct CaseFacts {
    /// The number, such as `3.1`.
    pub(crate) number: String,
    pub(crate) level: Level,
    /// The numbers of the Autobahn Testsuite's cases with the same input.
    pub(crate) autobahn: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Closer {
    Server,
    Client,
}

/// The end of a connection, as a correct client reports it; a browser does so in a `CloseEvent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    /// `false` if the opening handshake was refused.
    pub(crate) opened: bool,
    pub(crate) code: u16,
    /// The name of the code.
    pub(crate) name: String,
    pub(crate) reason: String,
    pub(crate) was_clean: bool,
}

const PARAMETERS: [Parameter; 3] = [
    Parameter { name: "after", example: "after=2s", path: None },
    Parameter { name: "reason", example: "reason=bye", path: Some("/close/CODE") },
    Parameter { name: "times", example: "times=3", path: None },
];

/// The statuses that are listed. Others work, too.
const STATUSES: [u16; 8] = [200, 302, 400, 401, 403, 404, 429, 503];

/// The body of the listed `/raw/HEX`: 4001 and `bye`.
const RAW: [u8; 5] = [0x0F, 0xA1, b'b', b'y', b'e'];

/// A private code that is listed without a table.
const PRIVATE: u16 = 4000;

impl Index {
    /// Lists the paths, with texts in the language of this tag. The first document is the registry, the others are tables.
    pub(crate) async fn new(documents: &[Document], tag: &str, longest: std::time::Duration) -> Self {
        let languages = documents.first().map(|registry| registry.languages.as_slice()).unwrap_or_default();
        let tongue = |language: &close_codes_registry::Language| Tongue {
            tag: language.tag.clone(),
            name: language.name.clone(),
        };
        let mut paths = Vec::new();
        let drafts = drafts(documents, tag);
        for draft in drafts {
            // Each listed path can be read.
            let Ok(plan) = read(&draft.path, None, longest) else { continue };
            paths.push(draft.complete(&plan, documents, tag).await);
        }
        Self {
            version: env!("CARGO_PKG_VERSION"),
            language: tag.to_owned(),
            languages: languages.iter().map(tongue).collect(),
            seconds: longest.as_secs(),
            parameters: &PARAMETERS,
            paths,
        }
    }
}

/// A path and its texts.
struct Draft {
    group: Group,
    path: String,
    title: String,
    description: String,
    table: Option<String>,
    case: Option<CaseFacts>,
    section: Option<String>,
}

impl Draft {
    fn new(group: Group, path: impl Into<String>, title: impl Into<String>, section: &str) -> Self {
        let section = (!section.is_empty()).then(|| section.to_owned());
        let (path, title, description) = (path.into(), title.into(), String::new());
        Self { group, path, title, description, table: None, case: None, section }
    }

    async fn complete(self, plan: &Plan, documents: &[Document], tag: &str) -> Entry {
        let outcome = client::outcome_of(plan).await;
        Entry {
            group: self.group,
            path: self.path,
            title: self.title,
            description: self.description,
            table: self.table,
            case: self.case,
            section: self.section,
            sends: sends(&plan.action),
            closed_by: if plan.action.is_closed_by_client() { Closer::Client } else { Closer::Server },
            report: report(&outcome, documents, tag),
        }
    }
}

fn drafts(documents: &[Document], tag: &str) -> Vec<Draft> {
    let words = Words::of(tag);
    let Some((registry, tables)) = documents.split_first() else { return Vec::new() };
    let mut drafts = Vec::new();
    for table in tables {
        let titled =
            |code: &Named| Draft { table: Some(table.title().to_owned()), ..coded(Group::Table, code, table, tag) };
        drafts.extend(table.codes.iter().map(titled));
    }
    let say = |group, path: &str, word, section| Draft::new(group, path, words.say(word), section);
    drafts.push(say(Group::Close, "/close", "serve-no-code", "5.5.1"));
    let may_be_sent = |code: &&Named| CloseCode::from_u16(code.number).may_be_sent_by(Role::Server);
    drafts.extend(registry.codes.iter().filter(may_be_sent).map(|code| coded(Group::Close, code, registry, tag)));
    drafts.push(Draft::new(
        Group::Close,
        format!("/close/{PRIVATE}"),
        format!("{PRIVATE} {}", name(PRIVATE, documents, tag)),
        "7.4.2",
    ));
    drafts.push(say(Group::Close, &format!("/raw/{}", hex(RAW)), "serve-raw", "5.5.1"));
    drafts.push(say(Group::Tcp, "/drop", "serve-drop", "7.2.1"));
    drafts.push(say(Group::Tcp, "/reset", "serve-reset", "7.2.1"));
    drafts.push(say(Group::Tcp, "/silent", "serve-silent", "5.5.1"));
    drafts.push(say(Group::Messages, "/echo", "serve-echo", ""));
    drafts.push(say(Group::Messages, "/flood", "serve-flood", ""));
    drafts.push(say(Group::Messages, "/slow", "serve-slow", ""));
    drafts.extend(STATUSES.into_iter().filter_map(|number| {
        let status = StatusCode::from_u16(number).ok()?;
        Some(Draft::new(Group::Http, format!("/http/{number}"), format!("HTTP {status}"), "4.1"))
    }));
    drafts.extend(served_cases().map(|case| {
        let title = words.case_title(&case.name, &case.title);
        // The title of a code is its number.
        let name = title.parse().map_or("", |number| name(number, documents, tag));
        let title = format!("{title} {name}");
        let facts = CaseFacts { number: case.number.clone(), level: case.level, autobahn: case.autobahn.clone() };
        Draft {
            case: Some(facts),
            ..Draft::new(Group::Case, format!("/{}", case.name), title.trim_end(), &case.section)
        }
    }));
    drafts
}

/// Lists a code. A code that may not be sent has the path of its bytes.
fn coded(group: Group, code: &Named, document: &Document, tag: &str) -> Draft {
    let number = code.number;
    let may_be_sent = CloseCode::from_u16(number).may_be_sent_by(Role::Server);
    let path = if may_be_sent { format!("/close/{number}") } else { format!("/raw/{}", hex(number.to_be_bytes())) };
    let (name, description) = text(code, document, tag);
    let section = if number < 3000 { "7.4.1" } else { "7.4.2" };
    Draft { description: description.to_owned(), ..Draft::new(group, path, format!("{number} {name}"), section) }
}

/// Returns the name and the description in a language; a table has only its own.
fn text<'d>(code: &'d Named, document: &Document, tag: &str) -> (&'d str, &'d str) {
    let at = document.languages.iter().position(|language| language.tag == tag);
    let text = at.and_then(|at| code.texts.get(at)).or_else(|| code.texts.first());
    text.map(|text| (text.name.as_str(), text.description.as_str())).unwrap_or_default()
}

/// Returns the name of a number: from a table, from one of its bands, or from the registry.
pub(super) fn name<'d>(number: u16, documents: &'d [Document], tag: &str) -> &'d str {
    let Some((registry, tables)) = documents.split_first() else { return "" };
    let of_table = |table: &'d Document| {
        let band = || table.band_of(number).map(|band| band.name.as_str()).filter(|name| !name.is_empty());
        table.code(number).map(|code| text(code, table, tag).0).or_else(band)
    };
    let of_registry = || {
        let at = registry.languages.iter().position(|language| language.tag == tag).unwrap_or_default();
        let of_range = || Some(registry.range_of(number)?.texts.get(at)?.name.as_str());
        registry.code(number).map(|code| text(code, registry, tag).0).or_else(of_range)
    };
    tables.iter().find_map(of_table).or_else(of_registry).unwrap_or_default()
}

fn report(outcome: &CloseOutcome, documents: &[Document], tag: &str) -> Report {
    let code = outcome.code().as_u16();
    Report {
        opened: outcome.opened(),
        code,
        name: name(code, documents, tag).to_owned(),
        reason: outcome.reason().to_owned(),
        was_clean: outcome.was_clean(),
    }
}

fn sends(action: &Action) -> Vec<String> {
    let close = |frame: &CloseFrame| notation::frame(&Frame::new(CLOSE, frame.encode(), Role::Server));
    match action {
        Action::Close(frame) => vec![close(frame)],
        Action::Play(steps) => steps.iter().filter_map(notation::step).collect(),
        Action::Silent => Vec::new(),
        Action::Echo | Action::Slow => vec![close(&client::BYE)],
        Action::Flood => vec!["TEXT ...".to_owned(), close(&client::BYE)],
        Action::Refuse(status) => vec![format!("HTTP {}", status.as_u16())],
    }
}
