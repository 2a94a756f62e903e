//! The documentation of variants, as lines of Markdown.

use close_codes_registry::markdown::{self, escape, link};
use close_codes_registry::{Code, Column, Entry, Language, Range, Reconnect, Reference, Sender};

/// Number, name, description, sender, hint, registrant and references.
pub(super) fn code(code: &Code) -> Vec<String> {
    let description = code.texts.first().map(|text| escape(&text.description)).unwrap_or_default();
    let sender = match code.sender {
        Sender::Either => "either endpoint",
        Sender::Client => "a client",
        Sender::Server => "a server",
        Sender::Nobody => "nobody",
        Sender::Local => "nobody; for local use only",
    };
    let reconnect = match code.reconnect {
        Reconnect::Yes => "yes",
        Reconnect::No => "no",
        Reconnect::Unknown => "unknown",
    };
    let mut lines = vec![
        format!("`{}` {}: {description}", code.number, escape(&code.name)),
        String::new(),
        format!("- Sent by: {sender}"),
        format!("- Reconnect: {reconnect}"),
    ];
    if !code.contacts.is_empty() {
        lines.push(format!("- Registered by: {}", escape(&code.contacts.join(", "))));
    }
    lines.extend(references(&code.references));
    lines
}

fn references(references: &[Reference]) -> Option<String> {
    let links: Vec<_> = references.iter().map(link).collect();
    (!links.is_empty()).then(|| format!("- References: {}", links.join(", ")))
}

/// Number, name, description, values and references of an application's own code.
pub(super) fn entry(entry: &Entry, columns: &[Column]) -> Vec<String> {
    let description = if entry.description.is_empty() { "" } else { &format!(": {}", escape(&entry.description)) };
    let mut lines = vec![format!("`{}` {}{description}", entry.number, escape(&entry.name)), String::new()];
    let values = columns.iter().zip(&entry.values);
    lines.extend(
        values.filter_map(|(column, value)| Some(format!("- `{}`: {}", column.name, markdown::value(value.as_ref()?)))),
    );
    lines.extend(references(&entry.references));
    lines
}

/// A typed column's method for a code of the set, and its function for any code.
pub(super) fn column(column: &Column, is_filled: bool) -> (Vec<String>, Vec<String>) {
    let name = &column.name;
    let unknown = if is_filled { "" } else { "; `None` if the cell is empty and no band gives a value" };
    let own = format!("What the table says of the code in its column `{name}`{unknown}.");
    let of = format!(
        "What the table says in its column `{name}` of any code: in the code's row, or else in the band that it is in; \
         `None` if there is nothing in either."
    );
    (vec![own], vec![of])
}

/// Numbers, name and description.
pub(super) fn range(range: &Range) -> Vec<String> {
    let (first, last) = (range.codes.start(), range.codes.end());
    let texts = range.texts.first().into_iter();
    texts.map(|text| format!("`{first}..={last}` {}: {}", escape(&text.name), escape(&text.description))).collect()
}

/// Tag and name.
pub(super) fn language(language: &Language) -> Vec<String> {
    vec![format!("`{}` {}", language.tag, escape(&language.name))]
}

#[cfg(test)]
mod tests {
    use close_codes_registry::check::table::{self, Registered};
    use close_codes_registry::{Registry, Source, Sources, check, generated};

    use super::*;

    fn docs(registry: &Registry, number: u16) -> Vec<String> {
        let code = registry.codes.iter().find(|code| code.number == number);
        super::code(code.expect("it is registered"))
    }

    #[test]
    fn a_code_has_all_that_is_known_of_it() {
        let registry = Registry::embedded().expect("it is sound");
        assert_eq!(
            docs(&registry, 1011),
            [
                "`1011` Internal Error: Something failed unexpectedly within the endpoint itself, so that it cannot go on with its work.",
                "",
                "- Sent by: either endpoint",
                "- Reconnect: unknown",
                "- Registered by: IESG\\_HYBI",
                "- References: [RFC6455](<https://www.rfc-editor.org/rfc/rfc6455>), \
             [RFC Errata 3227](<https://www.rfc-editor.org/errata/eid3227>)",
            ]
        );
        assert_eq!(
            docs(&registry, 1014).split_off(2),
            [
                "- Sent by: a server",
                "- Reconnect: yes",
                "- Registered by: Alexey\\_Melnikov",
                "- References: [https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/]\
             (<https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/>)",
            ]
        );
        assert_eq!(
            docs(&registry, 3000).split_off(2),
            ["- Sent by: either endpoint", "- Reconnect: no", "- Registered by: Leo\\_Tietz",]
        );
        let senders = [(1010, "a client"), (1004, "nobody"), (1005, "nobody; for local use only")];
        for (number, sender) in senders {
            assert_eq!(docs(&registry, number)[2], format!("- Sent by: {sender}"));
        }
    }

    #[test]
    fn markup_in_the_files_is_text() {
        let iana = "Status Code,Meaning,Contact,Reference\n3008,Time `out` <b> *x*,,[https://a.example/<b>]\n";
        let sources = Sources {
            iana: Source::new("iana.csv", iana.as_bytes()),
            properties: Source::new("properties.csv", b"Status Code,Variant,Sender,Reconnect\n3008,,either,no\n"),
            translations: vec![Source::new("en.csv", b"Item,Name,Description\nlanguage,English,\n")],
            ..Sources::embedded()
        };
        let registry = check(&sources, &generated::REGISTRY).into_result().expect("it is sound");
        let docs = docs(&registry, 3008);
        assert!(docs[0].starts_with(r"`3008` Time \`out\` \<b\> \*x\*:"), "{}", docs[0]);
        assert_eq!(docs[4], r"- References: [https://a.example/\<b\>](<https://a.example/%3Cb%3E>)");
    }

    #[test]
    fn ranges_and_languages_have_their_names() {
        let registry = Registry::embedded().expect("it is sound");
        let text = "Codes for WebSocket extensions whose specification is lasting and open to everyone.";
        assert_eq!(range(&registry.ranges[2]), [format!("`2000..=2999` Extension: {text}")]);
        let spanish = registry.languages.iter().find(|language| language.tag == "es").expect("there is Spanish");
        assert_eq!(language(spanish), ["`es` Español"]);
    }

    #[test]
    fn a_code_of_a_table_has_its_row() {
        let registry = Registry::embedded().expect("it is sound");
        let csv = "code,name,description,reference,retry:bool,note:str,letter:char,share:f64\n\
                   4001,Token *expired*,Log in.,[RFC6455][x_y],true,\"one\n\n    two\",_,\n4002,Replaced,,,,,,0.5\n";
        let rules = generated::rules(&registry, Registered::Refuse);
        let table = table::check(&Source::new("x.csv", csv.as_bytes()), rules).into_result().expect("it is sound");
        assert_eq!(
            entry(&table.codes[0], &table.columns),
            [
                r"`4001` Token \*expired\*: Log in.",
                "",
                "- `retry`: true",
                "- `note`: one two",
                r"- `letter`: \_",
                r"- References: [RFC6455](<https://www.rfc-editor.org/rfc/rfc6455>), x\_y",
            ]
        );
        assert_eq!(entry(&table.codes[1], &table.columns), ["`4002` Replaced", "", "- `share`: 0.5"]);
        let (own, of) = column(&table.columns[0], true);
        assert_eq!(own, ["What the table says of the code in its column `retry`."]);
        assert!(of[0].starts_with("What the table says in its column `retry` of any code:"), "{}", of[0]);
        let (own, _) = column(&table.columns[0], false);
        assert!(
            own[0].ends_with("column `retry`; `None` if the cell is empty and no band gives a value."),
            "{}",
            own[0]
        );
    }
}
