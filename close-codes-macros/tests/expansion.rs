//! The output of the macros: documentation, names, and the tests for sets of codes.

#![allow(clippy::unwrap_used, reason = "an unexpected value fails the test")]

// Only the compiler can call a macro. So this test includes the modules of the macros.
#[allow(dead_code, reason = "the enums here have no written variants")]
#[path = "../src/ast.rs"]
mod ast;
#[path = "../src/expand/mod.rs"]
#[allow(dead_code, reason = "problems are not shown here")]
mod expand;

use close_codes_registry::check::table::{self, Allowed};
use close_codes_registry::{Registry, Source, Sources, check, generated};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use crate::ast::Enum;

fn item() -> Enum {
    syn::parse2(quote!(
        enum Codes {}
    ))
    .unwrap()
}

/// A registry with these codes, in the ranges of this project. The first code has a cause.
fn registry(codes: &str, properties: &str) -> Registry {
    let cause = format!("{},some_cause,[RFC6455]\n", codes.split(',').next().unwrap());
    let source = |name, heading: &str, rows: &str| Source::new(name, format!("{heading}\n{rows}").as_bytes());
    let sources = Sources {
        iana: source("iana.csv", "Status Code,Meaning,Contact,Reference", codes),
        properties: source("properties.csv", "Status Code,Variant,Sender,Reconnect,HTTP Status", properties),
        causes: source("causes.csv", "Status Code,Cause,Reference", &cause),
        translations: vec![source("en.csv", "Item,Name,Description", "language,English,\n")],
        ..Sources::embedded()
    };
    check(&sources, &generated::REGISTRY).into_result().unwrap()
}

/// The expansion of a set with these rows.
fn set(rows: &str) -> TokenStream {
    let registry = Registry::embedded().unwrap();
    let rules = generated::rules(&registry, Allowed::default());
    let table = table::check(&Source::new("x.csv", rows.as_bytes()), rules).into_result().unwrap();
    expand::set::expand(&expand::set::Set {
        item: &item(),
        before: TokenStream::new(),
        table: &table,
        variants: None,
        site: Span::call_site(),
        watched: None,
        facade: &quote!(::close_codes),
        traits: TokenStream::new(),
    })
}

/// The lines of documentation before the first item or variant with this name.
fn docs(name: &str, tokens: TokenStream) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) if ident == name => return Some(lines),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                let attribute: Vec<_> = group.stream().into_iter().collect();
                if let [TokenTree::Ident(doc), _, TokenTree::Literal(line)] = &attribute[..] {
                    assert_eq!(doc, "doc");
                    let line = syn::parse_str::<LitStr>(&line.to_string()).unwrap().value();
                    lines.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if let Some(inside) = docs(name, group.stream()) {
                    return Some(inside);
                }
                lines.clear();
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';') => lines.clear(),
            _ => {}
        }
    }
    None
}

#[test]
fn a_registered_code_has_its_data() {
    let registry = Registry::embedded().unwrap();
    let docs = |variant| docs(variant, expand::codes::expand(&item(), &registry)).unwrap();
    assert_eq!(
        docs("InternalError"),
        [
            "`1011` Internal Error: An unexpected condition prevents the endpoint from continuing.",
            "",
            "- Sent by: either endpoint",
            "- Reconnect: unknown",
            "- Registered by: IESG\\_HYBI",
            "- References: [RFC6455](<https://www.rfc-editor.org/rfc/rfc6455>), \
             [RFC Errata 3227](<https://www.rfc-editor.org/errata/eid3227>)",
            "",
            "Usual causes:",
            "",
            "- **A ping was not answered in time.** If the reason is \"keepalive ping timeout\", look for code that blocks, for a \
             lost network, or for a peer that does not read. ([https://websockets.readthedocs.io/en/stable/faq/common.html]\
             (<https://websockets.readthedocs.io/en/stable/faq/common.html>))",
            "- **An error in the endpoint's own program.** Look for an exception or a panic in the log of the endpoint that \
             closed, at this time. ([RFC6455, Section 7.4.1](<https://www.rfc-editor.org/rfc/rfc6455>); \
             [RFC Errata 3227](<https://www.rfc-editor.org/errata/eid3227>))",
        ]
    );
    assert_eq!(
        docs("BadGateway").split_off(2),
        [
            "- Sent by: a server",
            "- Reconnect: yes",
            "- HTTP status: 502",
            "- Registered by: Alexey\\_Melnikov",
            "- References: [https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/]\
             (<https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/>)",
        ]
    );
    assert_eq!(
        docs("Unauthorized").split_off(2),
        ["- Sent by: either endpoint", "- Reconnect: no", "- HTTP status: 401", "- Registered by: Leo\\_Tietz"]
    );
    for (variant, sender) in
        [("MandatoryExtension", "a client"), ("Reserved", "nobody"), ("NoStatusReceived", "nobody; for local use only")]
    {
        assert_eq!(docs(variant)[2], format!("- Sent by: {sender}"));
    }
}

#[test]
fn markup_in_the_files_is_text() {
    let registry = registry("3008,Time `out` <b> *x*,,[https://a.example/<b>]\n", "3008,,either,no,\n");
    let docs = docs("TimeOutBX", expand::codes::expand(&item(), &registry)).unwrap();
    assert!(docs[0].starts_with(r"`3008` Time \`out\` \<b\> \*x\*:"), "{}", docs[0]);
    assert_eq!(docs[4], r"- References: [https://a.example/\<b\>](<https://a.example/%3Cb%3E>)");
}

#[test]
fn a_code_has_its_causes() {
    let registry = Registry::embedded().unwrap();
    let docs = docs("NoStatusReceived", expand::codes::expand(&item(), &registry)).unwrap();
    let causes = docs.iter().position(|line| line == "Usual causes:").unwrap();
    assert_eq!(
        docs[causes - 1..],
        [
            "",
            "Usual causes:",
            "",
            "- **The peer closed without a code.** This is a normal end: to get a code, let the peer call close(1000) instead of \
             close(). ([RFC6455, Section 7.1.5](<https://www.rfc-editor.org/rfc/rfc6455>); \
             [https://websockets.spec.whatwg.org/](<https://websockets.spec.whatwg.org/>))",
        ]
    );
}

#[test]
fn ranges_and_languages_have_their_names() {
    let registry = Registry::embedded().unwrap();
    let text = "Codes for WebSocket extensions with a permanent, publicly available specification.";
    let extension = docs("Extension", expand::ranges::expand(&item(), &registry));
    assert_eq!(extension.unwrap(), [format!("`2000..=2999` Extension: {text}")]);
    assert_eq!(docs("Es", expand::languages::expand(&item(), &registry)).unwrap(), ["`es` Español"]);
}

#[test]
fn a_code_of_a_table_has_its_row() {
    let csv = "code,name,description,reference,retry:bool,note:str,letter:char,share:f64\n\
               4001,Token *expired*,Log in.,[RFC6455][x_y],true,\"one\n\n    two\",_,\n4002,Replaced,,,false,,,0.5\n";
    let set = set(csv);
    assert_eq!(
        docs("TokenExpired", set.clone()).unwrap(),
        [
            r"`4001` Token \*expired\*: Log in.",
            "",
            "- `retry`: true",
            "- `note`: one two",
            r"- `letter`: \_",
            r"- References: [RFC6455](<https://www.rfc-editor.org/rfc/rfc6455>), x\_y",
        ]
    );
    assert_eq!(docs("Replaced", set.clone()).unwrap(), ["`4002` Replaced", "", "- `retry`: false", "- `share`: 0.5"]);
    let about = |method| docs(method, set.clone()).unwrap().concat();
    assert_eq!(about("retry"), "Returns the value in the table's column `retry`.");
    assert!(about("retry_of").starts_with("Returns the value of any close code in the table's column `retry`:"));
    assert!(about("share").ends_with("column `share`; `None` if neither the code's row nor its band has a value."));
}

#[test]
fn the_methods_of_a_column_begin_with_its_description() {
    let set = set("code,name,retry:bool: Connect again *after* a pause.\n4001,One,true\n");
    let about = |method| docs(method, set.clone()).unwrap().concat();
    assert_eq!(
        about("retry"),
        "Connect again \\*after\\* a pause.\n\n Returns the value in the table's column `retry`."
    );
    let of =
        "Connect again \\*after\\* a pause.\n\n Returns the value of any close code in the table's column `retry`: ";
    assert!(about("retry_of").starts_with(of));
}

#[test]
fn the_list_of_bands_says_what_each_band_has() {
    let set = set(
        "code,name,description,retry:bool,wait:str\n4001,One,,,\n4000-4499,Try *again*,Soon.,true,(none)\n4500-4999,,,,\n",
    );
    assert_eq!(
        docs("BANDS", set).unwrap(),
        [
            "The bands of the table in ascending order, each before the bands in it.",
            "",
            r"- `4000..=4499` Try \*again\*: Soon.; `retry`: true",
            "- `4500..=4999`",
        ]
    );
}

/// The text of the function with this name.
fn body(name: &str, registry: &Registry) -> String {
    let text = expand::codes::expand(&item(), registry).to_string();
    let start = text.find(&format!("fn {name} ")).unwrap();
    let end = text[start..].find(" pub ").map_or(text.len(), |end| start + end);
    text[start..end].to_owned()
}

/// The last arm of a test for a set of codes: one word with a bit for each number modulo 64.
fn tested_by_bits(word: &str) -> String {
    format!("_ => {{ const CODES : u64 = {word} ; (CODES >> (self . as_u16 () % 64)) & 1 == 1 }}")
}

/// Modulo 64, 1000 is 40, 1004 is 44, and 3008 is 0.
#[test]
fn bits_distinguish_codes() {
    let registry =
        registry("1000,One,,\n1004,Two,,\n3008,Three,,\n", "1000,,either,no,\n1004,,local,no,\n3008,,either,no,\n");
    let allowed = body("is_allowed_on_wire", &registry);
    assert!(allowed.contains(&tested_by_bits("1 << (1000 % 64) | 1 << (3008 % 64)")), "{allowed}");
}

/// Modulo 64, 3052 and 1004 are both 44, and 1004 is never sent.
#[test]
fn a_match_distinguishes_codes_with_equal_bits() {
    let registry = registry(
        "1000,One,,\n1004,Two,,\n1005,Three,,\n3052,Four,,\n",
        "1000,,either,no,\n1004,,nobody,no,\n1005,,local,no,\n3052,,either,no,\n",
    );
    let allowed = body("is_allowed_on_wire", &registry);
    assert!(allowed.contains("_ => matches ! (self , Self :: One | Self :: Four)"), "{allowed}");
    let local = body("is_local_only", &registry);
    assert!(local.contains(&tested_by_bits("1 << (1005 % 64)")), "{local}");
}

#[test]
fn the_documentation_lists_the_codes_that_may_be_sent() {
    let registry = registry(
        "1000,One,,\n1001,Two,,\n1004,Three,,\n1999,Four,,\n",
        "1000,,client,no,\n1001,,either,no,\n1004,,nobody,no,\n1999,,server,no,\n",
    );
    let docs = docs("is_allowed_on_wire", expand::codes::expand(&item(), &registry)).unwrap();
    let sentence = "In this version, these are 2003 codes: 1000-1001, 1999, 3000-4999.";
    assert!(docs.iter().any(|line| line.trim() == sentence), "{docs:?}");
}

/// The names after `keyword` in the blocks of an expansion, such as those of the functions in an `impl`.
fn names(keyword: &str, tokens: TokenStream) -> Vec<String> {
    let blocks = tokens.into_iter().filter_map(|tree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    });
    let trees: Vec<_> = blocks.flatten().collect();
    let is_keyword = |tree: &TokenTree| matches!(tree, TokenTree::Ident(ident) if ident == keyword);
    let named = trees.iter().zip(trees.iter().skip(1)).filter(|(tree, _)| is_keyword(tree));
    named.map(|(_, name)| name.to_string()).filter(|name| name != "fn").collect()
}

/// A column cannot have the name of a method. So each new method must be added to the list.
#[test]
fn every_generated_name_is_reserved() {
    let registry = Registry::embedded().unwrap();
    for expansion in [
        expand::codes::expand(&item(), &registry),
        expand::ranges::expand(&item(), &registry),
        expand::languages::expand(&item(), &registry),
    ] {
        for constant in names("const", expansion) {
            assert!(generated::REGISTRY.variants.contains(&&*constant), "{constant}");
        }
    }
    let set = set("code,name,retry:bool\n4001,One,true\n4000-4099,Band,\n");
    // A name with two underscores is not a variant and not a column.
    let names = |keyword| {
        let mut names = names(keyword, set.clone());
        names.retain(|name| !name.starts_with("__"));
        names
    };
    assert_eq!(names("const"), generated::SET.variants);
    let mut methods = names("fn");
    let columns = methods.split_off(methods.len() - 2);
    assert_eq!(columns, ["retry", "retry_of"]);
    for method in &methods {
        assert!(generated::SET.methods.contains(&&**method), "{method}");
    }
    assert_eq!(methods.len(), 9, "{methods:?}");
}

#[test]
fn only_neighbouring_ranges_are_joined() {
    assert_eq!(expand::join([0..=1, 2..=3, 5..=5].into_iter()), [0..=3, 5..=5]);
    assert_eq!(expand::join([0..=u16::MAX].into_iter()), [0..=u16::MAX]);
}
