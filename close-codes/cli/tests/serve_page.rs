//! The page of `close-codes serve`: its languages, its paths, and hostile tables.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
        command.args(["serve", "--port", "0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        let host = address.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, host }
    }

    fn get(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let host = &self.host;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// Returns the page. The template engine escapes slashes, so they are restored.
    fn page(&self, path: &str, headers: &str) -> String {
        self.get(path, headers).replace("&#x2f;", "/")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The language, the page's title, and the name of 1001.
const LANGUAGES: [(&str, &str, &str); 7] = [
    ("en", "Test how WebSockets close", "Going Away"),
    ("de", "Testen, wie WebSockets schließen", "Endpunkt nicht mehr verfügbar"),
    ("es", "Probar cómo se cierran los WebSockets", "Extremo no disponible"),
    ("fr", "Tester la fermeture des WebSockets", "Point de terminaison indisponible"),
    ("ja", "WebSocketの閉じ方をテストする", "エンドポイントの離脱"),
    ("pt", "Testar como os WebSockets se encerram", "Endpoint indisponível"),
    ("zh-Hans", "测试 WebSocket 的关闭方式", "端点离开"),
];

#[test]
fn the_page_is_in_the_language_of_the_address() {
    let server = Server::start(&[]);
    for (tag, title, name) in LANGUAGES {
        let page = server.page(&format!("/?lang={tag}"), "Accept-Language: en\r\n");
        assert!(page.contains(&format!("<html lang=\"{tag}\" dir=\"ltr\">")), "{tag}");
        assert!(page.contains(&format!("<title>{title}</title>")), "{tag}");
        assert!(
            page.contains(&format!("<code lang=\"\" translate=\"no\">/close/1001</code> <span>{name}</span>")),
            "{tag}"
        );
        assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "{tag}");
        for (other, ..) in LANGUAGES {
            let link = format!("<a href=\"?lang={other}\" lang=\"{other}\" hreflang=\"{other}\"");
            assert_eq!(page.matches(&link).count(), 1, "{tag}, {other}");
        }
    }
}

#[test]
fn the_language_is_that_of_the_reader_or_of_the_command_line() {
    let language = |server: &Server, headers: &str| {
        let page = server.page("/", headers);
        page.split_once("<html lang=\"").unwrap().1.split('"').next().unwrap().to_owned()
    };
    let server = Server::start(&[]);
    // RFC 9110, section 12.5.4: the weight decides, and 0 means "not acceptable".
    for (accepted, tag) in [
        ("", "en"),
        ("Accept-Language: ja\r\n", "ja"),
        ("Accept-Language: fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5\r\n", "fr"),
        ("Accept-Language: de;q=0.2, pt-BR;q=0.8, es;q=0.5\r\n", "pt"),
        ("Accept-Language: cy, de;q=0, zh-CN;q=0.1\r\n", "zh-Hans"),
        ("Accept-Language: cy\r\n", "en"),
        ("Accept-Language: de;q=x,;;,=\r\n", "en"),
    ] {
        assert_eq!(language(&server, accepted), tag, "{accepted}");
    }
    let server = Server::start(&["--lang", "es"]);
    assert_eq!(language(&server, "Accept-Language: ja\r\n"), "es");
}

#[test]
fn each_path_has_a_button() {
    let server = Server::start(&["--table", "../../tests/adapters/codes/chat.csv"]);
    let index: serde_json::Value = serde_json::from_str(&server.get("/index.json", "")).unwrap();
    let paths = index["paths"].as_array().unwrap();
    assert!(paths.len() > 80);
    let page = server.page("/", "");
    for path in paths {
        let path = path["path"].as_str().unwrap();
        assert!(page.contains(&format!("-name\"><code lang=\"\" translate=\"no\">{path}</code>")), "{path}");
    }
    assert_eq!(page.matches("<button type=\"button\" class=\"connect scripted\"").count(), paths.len());
    assert!(page.contains("<span lang=\"\" dir=\"auto\">Token expired</span>"));
    // Each id is there once, and each reference leads to one.
    let values = |name: &str| -> Vec<_> {
        let attribute = format!(" {name}=\"");
        let pieces = page.split(&attribute).skip(1);
        pieces.flat_map(|piece| piece.split('"').next().unwrap().split(' ')).collect()
    };
    let ids: HashSet<_> = values("id").into_iter().collect();
    assert_eq!(ids.len(), values("id").len());
    let fragments = values("href").into_iter().filter_map(|link| link.strip_prefix('#'));
    for reference in values("aria-labelledby").into_iter().chain(values("for")).chain(fragments) {
        assert!(ids.contains(reference), "{reference}");
    }
}

/// The paths that a test of reconnection needs come first, then the reader's own codes.
#[test]
fn the_paths_for_tests_of_reconnection_come_first() {
    let server = Server::start(&["--table", "../../tests/adapters/codes/chat.csv"]);
    let page = server.page("/?lang=en", "");
    let groups: Vec<_> = page.split("<section id=\"group-").skip(1).collect();
    for (group, heading, paths) in [
        (
            groups[0],
            "For tests of reconnection",
            ["/close/1012", "/drop", "/reset", "/silent", "/echo", "/http/503"].as_slice(),
        ),
        (groups[1], "Your codes: chat.csv", ["/close/4001", "/close/4002", "/close/4008"].as_slice()),
    ] {
        assert!(group.contains(&format!("-name\">{heading}</h2>")), "{heading}");
        let found: Vec<_> =
            group.split("translate=\"no\">/").skip(1).map(|piece| piece.split('<').next().unwrap()).collect();
        let paths: Vec<_> = paths.iter().map(|path| &path[1..]).collect();
        assert_eq!(found, paths, "{heading}");
    }
}

#[test]
fn a_path_of_a_code_has_the_name_of_the_code() {
    let server = Server::start(&[]);
    let page = server.page("/?lang=de", "");
    for (path, name) in [("/1000", "Normale Beendigung"), ("/3000", "Nicht autorisiert"), ("/1016", "Standard")] {
        assert!(
            page.contains(&format!("-name\"><code lang=\"\" translate=\"no\">{path}</code> <span>{name}</span>")),
            "{path}"
        );
    }
    let index: serde_json::Value = serde_json::from_str(&server.get("/index.json?lang=en", "")).unwrap();
    let title = |path: &str| {
        let entry = index["paths"].as_array().unwrap().iter().find(|entry| entry["path"] == path).unwrap();
        entry["title"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        ["/1000", "/1006", "/one-byte"].map(title),
        ["1000 Normal Closure", "1006 Abnormal Closure", "A body of one byte"]
    );
}

/// The part of the server depends on the client, or on the path alone.
#[test]
fn the_page_says_what_the_server_sends() {
    let server = Server::start(&[]);
    let page = server.page("/?lang=en", "");
    for (path, sends) in [
        ("/echo", "each message back, then the answer to the close frame"),
        ("/slow", "each message back, then the answer to the close frame"),
        ("/flood", "messages, then the answer to the close frame"),
        ("/silent", "nothing"),
        ("/drop", "<code lang=\"\" translate=\"no\" dir=\"ltr\">FIN</code>"),
    ] {
        let (_, article) = page.split_once(&format!("translate=\"no\">{path}</code>")).unwrap();
        let (_, shown) = article.split_once("<dt>The server sends</dt><dd>").unwrap();
        assert_eq!(shown.split_once("</dd>").unwrap().0.trim(), sends, "{path}");
    }
}

/// A table that is dangerous if its cells are not treated as text.
const HOSTILE: &str = "code,name,description\n\
    4000,A<script>alert(1)</script>,</script><img src=x onerror=alert(2)>\n\
    4001,\"B'&quot; onload=\"\"alert(3)\"\"\",a\u{7}b\u{1b}c\n\
    4100-4199,<b>band</b>,<!--\n";

#[test]
fn a_hostile_table_stays_text_and_the_page_loads_nothing() {
    let mut table = tempfile::Builder::new().prefix("a<b>").suffix(".csv").tempfile().unwrap();
    table.write_all(HOSTILE.as_bytes()).unwrap();
    let server = Server::start(&["--table", table.path().to_str().unwrap()]);
    let page = server.page("/", "");
    assert!(page.contains("A&lt;script&gt;alert(1)&lt;/script&gt;"));
    // The page's own script, and its block of JSON.
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    for harm in ["<img", "<b>", "<!--", "\u{7}", "\u{1b}", "unsafe-inline"] {
        assert!(!page.contains(harm), "{harm:?}");
    }
    for tag in page.split('<').filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag) {
        for loading in [" src=", " srcset=", " style=", " onload=", " onclick=", " onerror="] {
            assert!(!tag.contains(loading), "{tag}");
        }
    }
    let hash = |element: &str| {
        let (_, after) = page.split_once(&format!("<{element}>")).unwrap();
        STANDARD.encode(Sha256::digest(after.split_once(&format!("</{element}>")).unwrap().0))
    };
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'",
        hash("style"),
        hash("script"),
    );
    assert!(page.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")), "{policy}");
}
