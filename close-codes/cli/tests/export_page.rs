//! The page and the picture of `close-codes export`, for the registry, for tables, and for hostile tables.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::collections::HashSet;
use std::io::Write;
use std::process::{Command, Stdio};

use roxmltree::{Document, Node};

fn export(arguments: &[&str], table: Option<&str>) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
    command.arg("export").args(arguments).args(table.map(|_| "-"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(table.unwrap_or_default().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn page(table: Option<&str>) -> String {
    html(&[], table)
}

/// Exports a page. The template engine escapes slashes, so they are restored.
fn html(arguments: &[&str], table: Option<&str>) -> String {
    export(&[&["--format", "html"], arguments].concat(), table).replace("&#x2f;", "/")
}

fn picture(table: Option<&str>) -> String {
    export(&["--format", "svg"], table)
}

/// Returns the part of the page that a browser shows in the first language.
fn shown(page: &str) -> &str {
    let (_, body) = page.split_once("<body>").unwrap();
    body.split_once("<script").unwrap().0
}

const ENGLISH: [(u16, &str); 19] = [
    (1000, "Normal Closure"),
    (1001, "Going Away"),
    (1002, "Protocol error"),
    (1003, "Unsupported Data"),
    (1004, "Reserved"),
    (1005, "No Status Rcvd"),
    (1006, "Abnormal Closure"),
    (1007, "Invalid frame payload data"),
    (1008, "Policy Violation"),
    (1009, "Message Too Big"),
    (1010, "Mandatory Ext."),
    (1011, "Internal Error"),
    (1012, "Service Restart"),
    (1013, "Try Again Later"),
    (1014, "Bad Gateway"),
    (1015, "TLS handshake"),
    (3000, "Unauthorized"),
    (3003, "Forbidden"),
    (3008, "Timeout"),
];

const SPANISH: [(u16, &str); 19] = [
    (1000, "Cierre normal"),
    (1001, "Extremo no disponible"),
    (1002, "Error de protocolo"),
    (1003, "Datos no admitidos"),
    (1004, "Reservado"),
    (1005, "Código de estado no recibido"),
    (1006, "Cierre anormal"),
    (1007, "Carga útil de trama no válida"),
    (1008, "Violación de la política"),
    (1009, "Mensaje demasiado grande"),
    (1010, "Extensión obligatoria ausente"),
    (1011, "Error interno"),
    (1012, "Reinicio del servicio"),
    (1013, "Reintentar más tarde"),
    (1014, "Puerta de enlace incorrecta"),
    (1015, "Fallo de la negociación TLS"),
    (3000, "No autorizado"),
    (3003, "Prohibido"),
    (3008, "Tiempo de espera agotado"),
];

/// A table that is dangerous if its cells are not treated as text.
const HOSTILE: &str = "code,name,variant,description,reference,note:str,mark:char\n\
    4500-4999,<script>alert(7)</script>,,</script><img src=x onerror=alert(8)>,,,\n\
    4000,A<script>alert(1)</script>,Script,</script><!--<script>alert(2)//,javascript:alert(3),\
    \"\"\"><img src=x onerror=alert(4)>\",<\n\
    4001,\"B'&quot; onload=\"\"alert(5)\"\" &\",Quotes,a\u{7}b\u{1b}c\u{2028}d,\
    \"https://example.com/\"\"><script>alert(6)</script>\",'&<>,&\n";

#[test]
fn every_code_is_there_in_every_language() {
    let page = page(None);
    for (number, name) in ENGLISH {
        let heading = format!(
            "<h3><a class=\"number\" href=\"#{number}\">{number}</a> <span data-text=\"name\">{name}</span></h3>"
        );
        assert_eq!(shown(&page).matches(&heading).count(), 1, "{heading}");
        assert_eq!(page.matches(&format!("id=\"{number}\"")).count(), 1, "{number}");
    }
    for (_, name) in ENGLISH.into_iter().chain(SPANISH) {
        assert!(page.contains(&format!("\"name\": \"{name}\"")), "{name}");
    }
    assert!(page.contains("<option value=\"en\" lang=\"en\">English</option>"));
    assert!(page.contains("<option value=\"es\" lang=\"es\">Español</option>"));
}

#[test]
fn a_page_begins_with_the_language_that_is_asked_for() {
    let page = html(&["--lang", "es"], None);
    assert!(page.contains("<html lang=\"es\" dir=\"ltr\">"));
    assert!(page.contains("<title>Códigos de cierre de WebSocket</title>"));
    for (_, name) in SPANISH {
        assert!(shown(&page).contains(&format!("<span data-text=\"name\">{name}</span>")), "{name}");
    }
    assert!(!shown(&page).contains("Abnormal Closure"));
}

#[test]
fn a_code_has_all_that_is_known_of_it() {
    let page = page(None);
    let (_, internal_error) = page.split_once("<article id=\"1011\"").unwrap();
    let (internal_error, _) = internal_error.split_once("</article>").unwrap();
    for part in [
        "<code lang=\"\" translate=\"no\">InternalError</code>",
        "<code lang=\"\" translate=\"no\">internal_error</code>",
        "<span data-say=\"sent-by\">Sent by</span></dt><dd><span data-say=\"either\">client or server</span>",
        "<span data-say=\"on-the-wire\">May be sent</span></dt><dd class=\"yes\"><span data-say=\"yes\">yes</span>",
        "<span data-say=\"reconnect\">Reconnect</span></dt><dd class=\"unknown\"><span data-say=\"unknown\">unknown</span>",
        "<summary><span data-say=\"causes\">Usual causes</span></summary>",
        "<li data-cause=\"0\"><b data-text=\"name\">A ping was not answered in time</b>",
        "<a href=\"https://websockets.readthedocs.io/en/stable/faq/common.html\" rel=\"noreferrer\" \
         translate=\"no\">websockets.readthedocs.io</a>",
        "<a href=\"https://www.rfc-editor.org/rfc/rfc6455\" rel=\"noreferrer\" translate=\"no\">RFC 6455</a>, \
         <a href=\"https://www.rfc-editor.org/errata/eid3227\" rel=\"noreferrer\" translate=\"no\">RFC Errata 3227</a>",
        "IESG HYBI",
    ] {
        assert!(internal_error.contains(part), "{part} is not in {internal_error}");
    }
    let (_, lost) = page.split_once("<article id=\"1006\"").unwrap();
    let (lost, _) = lost.split_once("</article>").unwrap();
    assert!(lost.contains("<dd><span data-say=\"local\">none (local use only)</span>"), "{lost}");
    assert!(lost.contains("May be sent</span></dt><dd class=\"no\">"), "{lost}");
}

#[test]
fn a_table_says_what_its_columns_say_and_no_more() {
    let page = page(Some(
        "code,name,retry:bool,http:u16,label:str\n\
         4000-4499,,true,,\n\
         4001,Token expired,false,401,log in again\n\
         4008,Flood,,429,\n",
    ));
    let shown = shown(&page);
    for part in [
        "<span data-text=\"name\" lang=\"\" dir=\"auto\">Token expired</span>",
        "<dt><code lang=\"\" translate=\"no\">retry</code></dt><dd class=\"no\"><span data-say=\"no\">no</span></dd>",
        "<dt><code lang=\"\" translate=\"no\">http</code></dt><dd><bdi lang=\"\">401</bdi></dd>",
        "<dt><code lang=\"\" translate=\"no\">label</code></dt><dd><bdi lang=\"\">log in again</bdi></dd>",
        "<div class=\"band\"><h3>4000–4499</h3>",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let (_, flood) = shown.split_once("<article id=\"4008\"").unwrap();
    // A value comes from the band. A column without a value is left out.
    assert!(flood.contains("retry</code></dt><dd class=\"yes\">"), "{flood}");
    assert!(!flood.contains(">label<"), "{flood}");
    // A single language does not need a switch, and the registry's facts are left out.
    for absent in ["id=\"language\"", "data-say=\"reconnect\"", "data-say=\"sent-by\"", "data-say=\"registrant\""] {
        assert!(!shown.contains(absent), "{absent}");
    }
}

const NESTED: &str = include_str!("export/nested.csv");

const NESTED_ARGUMENTS: [&str; 4] = ["--registered", "allow", "--unassigned", "allow"];

#[test]
fn a_page_has_the_names_of_bands() {
    let page = html(&NESTED_ARGUMENTS, Some(NESTED));
    let shown = shown(&page);
    for part in [
        "<h3>4000–4999 <span class=\"said\" lang=\"\" dir=\"auto\">Application errors</span></h3>",
        "<p class=\"said\" lang=\"\" dir=\"auto\">Any error of the application.</p>",
        "<h3>4100–4199 <span class=\"said\" lang=\"\" dir=\"auto\">Maintenance</span></h3>",
        // A band without a name.
        "<h3>4110–4119</h3>",
        "retry</code></dt><dd><bdi lang=\"\">(none)</bdi></dd>",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    // An empty cell is left out.
    let (_, maintenance) = shown.split_once("<h3>4100–4199").unwrap();
    let (maintenance, _) = maintenance.split_once("</dl>").unwrap();
    assert!(maintenance.contains(">wait_ms<") && !maintenance.contains(">retry<"), "{maintenance}");
    // A code of the registry does not look as if it might be sent.
    let (_, lost) = shown.split_once("<article id=\"1006\"").unwrap();
    let (lost, _) = lost.split_once("</article>").unwrap();
    assert!(lost.contains("<span data-say=\"local\">none (local use only)</span>"), "{lost}");
    assert!(lost.contains("May be sent</span></dt><dd class=\"no\">"), "{lost}");
    assert!(!lost.contains("data-say=\"reconnect\""), "{lost}");
    let (_, expired) = shown.split_once("<article id=\"4001\"").unwrap();
    assert!(!expired.contains("data-say=\"on-the-wire\""), "{expired}");
}

/// The expected table was written by hand.
#[test]
fn markdown_has_the_names_of_bands() {
    let written = export(&[&NESTED_ARGUMENTS[..], &["--format", "markdown"]].concat(), Some(NESTED));
    let (_, written) = written.split_once("-->\n\n").unwrap();
    let expected = "\
| Code | Variant | Name | Description | May be sent | `retry` | `wait_ms` | `hint` |
|---|---|---|---|---|---|---|---|
| 1006 | `ConnectionLost` | Connection lost | The connection failed to open, or ended before a close frame arrived. \
This code is only reported to the local application, never sent. | no | true | 0 |  |
| 2000 | `Restart` | Restart | The server restarts. | no | true | 100 |  |
| 4001 | `TokenExpired` | Token expired |  | yes | false |  | log in again |
| 4112 | `DiskFull` | Disk full |  | yes |  | 5000 |  |
| 4150 | `Update` | Update |  | yes | true | 5000 | wait |

| Numbers | Name | Description | `retry` | `wait_ms` | `hint` |
|---|---|---|---|---|---|
| 4000-4999 | Application errors | Any error of the application. | true | 1000 | report it |
| 4100-4199 | Maintenance | The server is being updated. |  | 5000 |  |
| 4110-4119 |  |  | (none) |  | (none) |
| 4500-4999 | Fatal errors |  | false | (none) |  |
";
    assert_eq!(written, expected);
    // A part that no band has is left out, and so is the table of codes if there are none.
    let written = export(&["--format", "markdown"], Some("code,name,retry:bool\n4100-4199,,no\n"));
    let (_, written) = written.split_once("-->\n\n").unwrap();
    assert_eq!(written, "| Numbers | `retry` |\n|---|---|\n| 4100-4199 | false |\n");
}

#[test]
fn a_picture_has_the_names_of_bands() {
    let svg = export(&[&NESTED_ARGUMENTS[..], &["--format", "svg"]].concat(), Some(NESTED));
    let picture = Document::parse(&svg).unwrap();
    let said: Vec<_> = texts(&picture).into_iter().map(said).collect();
    for text in
        ["Maintenance (wait_ms: 5000)", "Fatal errors (retry: no, wait_ms: (none))", "retry: (none), hint: (none)"]
    {
        assert!(said.iter().any(|other| other == text), "{text} is not in {said:?}");
    }
    assert!(
        svg.contains("Ranges: 4000–4999 Application errors (retry: yes, wait_ms: 1000, hint: report it), "),
        "{svg}"
    );
}

#[test]
fn a_hostile_table_stays_text_on_a_page() {
    let page = page(Some(HOSTILE));
    // The page's own script, and its block of JSON.
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    let (before, after) = page.split_once("edit the table, not this file. -->\n").unwrap();
    assert_eq!(before, "<!DOCTYPE html>\n<!-- @generated by `close-codes export` from the table standard input: ");
    assert!(!after.contains("<!--"), "{after}");
    for harm in ["<img", "href=\"javascript:", "\u{7}", "\u{1b}", "\u{2028}d\""] {
        assert!(!page.contains(harm), "{harm:?}");
    }
    assert!(shown(&page).contains("A&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(shown(&page).contains("&lt;script&gt;alert(7)&lt;/script&gt;"));
    assert!(shown(&page).contains("B&#x27;&amp;quot; onload=&quot;alert(5)&quot; &amp;"));
    assert!(shown(&page).contains("a\u{FFFD}b\u{FFFD}c d"));
    assert!(page.contains("href=\"https://example.com/&quot;&gt;&lt;script&gt;alert(6)&lt;/script&gt;\""));
    assert!(page.contains(r"\u003cscript\u003ealert(1)\u003c/script\u003e"));
}

#[test]
fn a_page_loads_nothing() {
    for page in [page(None), page(Some(HOSTILE))] {
        // Each tag, and the style or the script after it. `<` is escaped in text from a table.
        for (tag, after) in page.split('<').filter_map(|piece| piece.split_once('>')) {
            for loading in [" src=", " srcset=", " style=", " onload=", " onerror="] {
                assert!(!tag.contains(loading), "{tag}");
            }
            let own = ["style", "script"].contains(&tag);
            for loading in ["@import", "url(", "fetch(", "import(", "XMLHttpRequest", "innerHTML"] {
                assert!(!(own && after.contains(loading)), "{loading}");
            }
        }
        let links: Vec<_> = page.split("<link ").skip(1).map(|link| link.split('>').next().unwrap()).collect();
        assert!(
            matches!(links[..], [icon] if icon.starts_with("rel=\"icon\" href=\"data:image/svg+xml,")),
            "{links:?}"
        );
        assert!(page.contains("content=\"default-src 'none'; img-src data:; style-src 'sha256-"));
        assert!(!page.contains("unsafe-inline"));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(page(None), page(None));
    assert_eq!(page(Some(HOSTILE)), page(Some(HOSTILE)));
    assert_eq!(picture(None), picture(None));
    assert_eq!(picture(Some(HOSTILE)), picture(Some(HOSTILE)));
}

#[test]
fn every_id_is_there_once() {
    for page in [page(None), page(Some(&many()))] {
        let ids: Vec<_> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        // Every fragment leads to one of them.
        for fragment in page.split(" href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.contains(&fragment), "{fragment}");
        }
    }
}

fn texts<'a>(picture: &'a Document<'_>) -> Vec<Node<'a, 'a>> {
    picture.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text"))).collect()
}

fn said(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

#[test]
fn a_picture_has_every_code() {
    for (language, names) in [("en", ENGLISH), ("es", SPANISH)] {
        let svg = export(&["--format", "svg", "--lang", language], None);
        let picture = Document::parse(&svg).unwrap();
        let root = picture.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some(language));
        let children: Vec<_> = root.children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
        assert_eq!(children[..3], ["title", "desc", "style"]);
        let texts: Vec<_> = texts(&picture).into_iter().map(said).collect();
        let description = said(root.children().find(|node| node.has_tag_name("desc")).unwrap());
        for (number, name) in names {
            assert!(texts.iter().any(|text| text == name), "{name}");
            assert!(texts.contains(&number.to_string()), "{number}");
            assert!(description.contains(&format!("{number} {name}")), "{description}");
        }
        for number in [0, 999, 1000, 1999, 2000, 2999, 3000, 3999, 4000, 4999, 5000, 65535] {
            assert!(texts.contains(&number.to_string()), "{number}");
        }
    }
}

#[test]
fn a_hostile_table_stays_text_in_a_picture() {
    let svg = picture(Some(HOSTILE));
    let picture = Document::parse(&svg).unwrap();
    let allowed = ["svg", "title", "desc", "style", "rect", "text", "tspan", "path"];
    for element in picture.descendants().filter(Node::is_element) {
        assert!(allowed.contains(&element.tag_name().name()), "{element:?}");
        assert!(element.attributes().all(|attribute| !attribute.name().starts_with("on")), "{element:?}");
    }
    assert!(texts(&picture).into_iter().map(said).any(|text| text == "A<script>alert(1)</script>"));
}

/// Returns a table with 300 codes, some with long names, and bands.
fn many() -> String {
    use std::fmt::Write;
    let mut table = "code,name,retry:bool,note:str\n4600-4999,,false,\n4400-4599,,true,a note\n".to_owned();
    for index in 0..300_u16 {
        let number = if index < 100 { 3101 + index * 7 } else { 4000 + index };
        let long = match index % 3 {
            0 => "",
            1 => " of middling length",
            _ => " that is WWWWWIDE and goes on and on until there is no more room for it",
        };
        writeln!(table, "{number},Code number {index}{long},,").unwrap();
    }
    table
}

/// Returns the place of a text with a low estimate of its size. Texts that overlap by it overlap in any font.
fn place(text: Node<'_, '_>) -> [f64; 4] {
    let attribute = |name| text.attribute(name).unwrap().parse::<f64>().unwrap();
    let classes: Vec<_> = text.attribute("class").unwrap_or_default().split(' ').collect();
    let size = if classes.contains(&"small") { 12.0 } else { 14.0 };
    let length = f64::from(u32::try_from(said(text).chars().count()).unwrap()) * size * 0.55;
    let before = match () {
        () if classes.contains(&"middle") => length / 2.0,
        () if classes.contains(&"end") => length,
        () => 0.0,
    };
    let (left, bottom) = (attribute("x") - before, attribute("y"));
    [left, bottom - size * 0.7, left + length, bottom]
}

#[test]
fn nothing_overlaps() {
    for svg in [picture(None), picture(Some(&many())), picture(Some(HOSTILE))] {
        let picture = Document::parse(&svg).unwrap();
        let view: Vec<f64> = picture
            .root_element()
            .attribute("viewBox")
            .unwrap()
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        let texts = texts(&picture);
        for (index, text) in texts.iter().enumerate() {
            let [left, top, right, bottom] = place(*text);
            assert!(left >= 0.0 && top >= 0.0 && right <= view[2] && bottom <= view[3], "{}", said(*text));
            for other in &texts[index + 1..] {
                let [other_left, other_top, other_right, other_bottom] = place(*other);
                let apart = right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top;
                assert!(apart, "{} and {}", said(*text), said(*other));
            }
        }
    }
}

#[test]
fn a_picture_of_many_codes_has_them_all() {
    let svg = picture(Some(&many()));
    let picture = Document::parse(&svg).unwrap();
    let texts: HashSet<_> = texts(&picture).into_iter().map(said).collect();
    for index in 0..300_u16 {
        let number = if index < 100 { 3101 + index * 7 } else { 4000 + index };
        assert!(texts.contains(&number.to_string()), "{number}");
    }
    assert!(texts.contains("Code number 0") && texts.contains("Code number 298 of middling length"));
    assert!(texts.contains("4400–4599") && texts.contains("retry: yes, note: a note"));
}

/// The name of the table cannot end the comment on the origin.
#[test]
fn a_page_and_markdown_name_their_origin() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let table = folder.path().join("a--><b>--!>.csv");
    std::fs::write(&table, "code,name\n4001,Red\n").unwrap();
    let origin = "<!-- @generated by `close-codes export` from the table a--&gt;&lt;b&gt;--!&gt;: edit the table, not this file. -->\n";
    let page = html(&[table.to_str().unwrap()], None);
    assert!(page.starts_with(&format!("<!DOCTYPE html>\n{origin}<html ")), "{page}");
    let markdown = export(&[table.to_str().unwrap(), "--format", "markdown"], None);
    assert_eq!(
        markdown,
        origin.replace("&lt;", "<")
            + "\n| Code | Variant | Name | Description |\n|---|---|---|---|\n| 4001 | `Red` | Red |  |\n"
    );
    let registry =
        "<!-- @generated by `close-codes export` from IANA's registry of close codes: do not edit this file. -->\n";
    assert!(export(&["--format", "markdown"], None).starts_with(&format!("{registry}\n| Code |")));
}

/// A table's texts are in each export, so `--check` notices that one of them changes.
#[test]
fn a_renamed_band_makes_each_export_out_of_date() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let [table, out] = ["nested.csv", "out"].map(|name| folder.path().join(name));
    for format in ["rust", "typescript", "json", "markdown", "html", "svg", "csv"] {
        let export = |text: &str, check: &[&str]| {
            std::fs::write(&table, text).unwrap();
            let mut command = Command::new(env!("CARGO_BIN_EXE_close-codes"));
            command.arg("export").arg(&table).args(NESTED_ARGUMENTS).args(["--format", format, "--output"]).arg(&out);
            command.args(check).output().unwrap().status.code()
        };
        assert_eq!(export(NESTED, &[]), Some(0), "{format}");
        assert_eq!(export(NESTED, &["--check"]), Some(0), "{format}");
        assert_eq!(export(&NESTED.replace("Maintenance", "Upkeep"), &["--check"]), Some(1), "{format}");
        // A picture has no room for descriptions.
        let described = NESTED.replace("being updated", "offline");
        assert_eq!(export(&described, &["--check"]), Some(i32::from(format != "svg")), "{format}");
    }
}
