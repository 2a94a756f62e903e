//! The documentation of variants, as lines of Markdown.

use close_codes_registry::{Code, Language, Range, Reconnect, Reference, Sender};

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
    if !code.references.is_empty() {
        let references: Vec<_> = code.references.iter().map(link).collect();
        lines.push(format!("- References: {}", references.join(", ")));
    }
    lines
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

fn link(reference: &Reference) -> String {
    let name = escape(reference.name());
    let address = |url: String| url.replace('<', "%3C").replace('>', "%3E");
    reference.url().map(address).map_or_else(|| name.clone(), |url| format!("[{name}](<{url}>)"))
}

/// Keeps Markdown from finding anything in plain text.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\`*_[]<>|&~#".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use close_codes_registry::{Registry, Source, Sources, check};

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
        let registry = check(&Sources {
            iana: Source::new("iana.csv", iana.as_bytes()),
            facts: Source::new("facts.csv", b"Status Code,Variant,Sender,Reconnect\n3008,,either,no\n"),
            texts: vec![Source::new("en.csv", b"Item,Name,Description\nlanguage,English,\n")],
            ..Sources::embedded()
        })
        .expect("it is sound");
        let docs = docs(&registry, 3008);
        assert!(docs[0].starts_with(r"`3008` Time \`out\` \<b\> \*x\*:"), "{}", docs[0]);
        assert_eq!(docs[4], r"- References: [https://a.example/\<b\>](<https://a.example/%3Cb%3E>)");
    }

    #[test]
    fn ranges_and_languages_have_their_names() {
        let registry = Registry::embedded().expect("it is sound");
        let text = "Codes for WebSocket extensions whose specification is lasting and open to everyone.";
        assert_eq!(range(&registry.ranges[2]), [format!("`2000..=2999` Extension: {text}")]);
        assert_eq!(language(&registry.languages[1]), ["`es` Español"]);
    }
}
