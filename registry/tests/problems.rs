//! Every kind of problem, with the message that it gives.
//!
//! Each case changes one file of a small but complete set, and lists all the problems there are to be.

use close_codes_registry::{Problems, Registry, Source, Sources, check, generated};

const IANA: &str = "\
Status Code,Meaning,Contact,Reference
1000,Normal Closure,[IESG_HYBI],[RFC6455]
1001,Going Away,[IESG_HYBI],[RFC6455]
1002-2999,Unassigned,,
3000,Unauthorized,[Leo_Tietz],
3001-3999,Unassigned,,
4000-4999,Reserved for Private Use,,[RFC6455]
";

const RANGES: &str = "\
Status Code,Variant,On The Wire
0-999,Unused,never
1000-4999,Used,any
5000-65535,Undefined,never
";

const FACTS: &str = "\
Status Code,Variant,Sender,Reconnect,HTTP Status
1000,,either,no,
1001,,either,yes,
3000,,either,no,401
";

const ENGLISH: &str = "\
Item,Name,Description
language,English,
1000,Normal Closure,Done.
1001,Going Away,Gone.
3000,Unauthorized,Who?
0-999,Unused,None.
1000-4999,Used,Codes.
5000-65535,Undefined,None.
";

struct Files<'a> {
    iana: &'a [u8],
    ranges: &'a str,
    facts: &'a str,
    english: &'a str,
    english_name: &'a str,
}

impl Default for Files<'_> {
    fn default() -> Self {
        Self {
            iana: IANA.as_bytes(),
            ranges: RANGES,
            facts: FACTS,
            english: ENGLISH,
            english_name: "translations/en.csv",
        }
    }
}

impl Files<'_> {
    fn check(&self) -> Result<Registry, Problems> {
        let sources = Sources {
            iana: Source::new("iana.csv", self.iana),
            ranges: Source::new("ranges.csv", self.ranges.as_bytes()),
            properties: Source::new("properties.csv", self.facts.as_bytes()),
            translations: vec![Source::new(self.english_name, self.english.as_bytes())],
        };
        check(&sources, &generated::REGISTRY).into_result()
    }

    fn problems(&self) -> Vec<String> {
        self.check().err().iter().flatten().map(ToString::to_string).collect()
    }
}

/// The problems of IANA's file after `from` has become `to`.
fn iana(from: &str, to: &str) -> Vec<String> {
    let changed = change(IANA, from, to);
    Files { iana: changed.as_bytes(), ..Files::default() }.problems()
}

fn ranges(from: &str, to: &str) -> Vec<String> {
    Files { ranges: &change(RANGES, from, to), ..Files::default() }.problems()
}

fn facts(from: &str, to: &str) -> Vec<String> {
    Files { facts: &change(FACTS, from, to), ..Files::default() }.problems()
}

fn english(from: &str, to: &str) -> Vec<String> {
    Files { english: &change(ENGLISH, from, to), ..Files::default() }.problems()
}

fn change(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` marks one place");
    text.replacen(from, to, 1)
}

#[test]
fn a_meaning_of_40_characters_is_none() {
    assert_eq!(iana("3000,Unauthorized", "3000,Aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaaA"), [""; 0]);
}

/// Each line may end in CR alone, as on old machines.
#[test]
fn lines_that_end_in_cr() {
    let changed = change(IANA, "1001,", "10o1,").replace('\n', "\r");
    let message = "`10o1` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002";
    let problems = Files { iana: changed.as_bytes(), ..Files::default() }.problems();
    assert_eq!(problems, [format!("iana.csv:3:1: {message}")]);
}

#[test]
fn columns_do_not_count_the_byte_order_mark() {
    let problems = iana("Status Code,Meaning", "\u{feff}Status Code,Meaning,Meaning");
    assert_eq!(problems, ["iana.csv:1:21: the column `Meaning` is there twice: rename one"]);
}

#[test]
fn a_file_in_another_encoding() {
    let utf_16 =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{IANA}").encode_utf16().flat_map(order).collect() };
    for bytes in [utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes), utf_16(u16::to_be_bytes)[2..].to_vec()] {
        assert_eq!(
            Files { iana: &bytes, ..Files::default() }.problems(),
            ["iana.csv:1:1: the file has NUL bytes, as UTF-16 does: save it as UTF-8"]
        );
    }
    let latin_1 = b"S\xFF".repeat(50);
    let problems = Files { iana: &latin_1, ..Files::default() }.problems();
    assert_eq!(problems.len(), 10, "{problems:?}");
    assert!(problems[0].starts_with("iana.csv:1:1: the heading lacks `Status Code`"), "{}", problems[0]);
    assert!(problems[1].ends_with("the byte 0xFF is not UTF-8: save the file as UTF-8"), "{}", problems[1]);
    assert!(problems[9].ends_with(": 42 bytes more that are not UTF-8"), "{}", problems[9]);
    assert!(problems.iter().all(|problem| !problem.contains(char::is_control) && problem.len() < 200));
}

#[test]
fn a_problem_hides_no_other() {
    // A byte amid a contact leaves no doubt about which codes there are.
    let mut iana = IANA.as_bytes().to_vec();
    let at = iana.windows(3).position(|bytes| bytes == b"Leo").unwrap();
    iana[at] = 0xE9;
    let facts = change(FACTS, "1001,,", "2222,,");
    assert_eq!(
        Files { iana: &iana, facts: &facts, ..Files::default() }.problems(),
        [
            "iana.csv:5:20: the byte 0xE9 is not UTF-8: save the file as UTF-8",
            "properties.csv:3:1: iana.csv lists no code 2222: remove the row, or restore the code there",
        ]
    );

    // Nor does a fact about one code leave any about what is written about another.
    let iana = change(IANA, "3000,Unauthorized", "3000,One two three four five six seven eight nine ten");
    let facts = change(FACTS, "1000,,either", "1000,,both");
    assert_eq!(
        Files { iana: iana.as_bytes(), facts: &facts, ..Files::default() }.problems(),
        [
            "iana.csv:5:6: the Meaning of code 3000 has 48 characters, too many for a variant (at most 40): give it one in \
         properties.csv",
            "properties.csv:2:7: `both` means nothing: write one of either, client, server, nobody, local",
        ]
    );
}

/// What may be in a row that could not be read is not asked for.
#[test]
fn a_problem_makes_no_other() {
    let iana = change(IANA, "3000,Unauthorized", "3000,One two three four five six seven eight nine ten");
    let facts = change(FACTS, "3000,,", "30o0,Counting,");
    assert_eq!(
        Files { iana: iana.as_bytes(), facts: &facts, ..Files::default() }.problems(),
        [
            "properties.csv:4:1: `30o0` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
        ]
    );
}

#[test]
fn the_unchanged_files_have_none() {
    assert_eq!(Files::default().problems(), [""; 0]);
}

macro_rules! cases {
    ($($name:ident: $file:ident($from:expr, $to:expr) => [$($message:expr),+ $(,)?];)+) => {
        $(
            #[test]
            fn $name() {
                assert_eq!($file($from, $to), [$($message),+]);
            }
        )+
    };
}

cases! {
    a_word_for_a_code: iana("1001,", "10o1,") => [
        "iana.csv:3:1: `10o1` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
    ];
    a_code_above_16_bits: iana("1001,", "65536,") => [
        "iana.csv:3:1: `65536` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
    ];
    a_sign_before_a_code: iana("1001,", "+1001,") => [
        "iana.csv:3:1: `+1001` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
    ];
    no_code: iana("1001,", ",") => [
        "iana.csv:3:1: the status code is missing: write a number from 0 to 65535, or a range such as 3001-3002",
    ];
    a_range_without_an_end: iana("3001-3999,", "3001-,") => [
        "iana.csv:6:1: `3001-` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
    ];
    a_range_backwards: iana("3001-3999", "3999-3001") => [
        "iana.csv:6:1: the range 3999-3001 ends before it begins: write 3001-3999",
    ];
    a_range_over_a_code: iana("3001-3999", "3000-3999") => [
        "iana.csv:6:1: 3000-3999 overlaps 3000 on line 5: give each number to one row",
    ];
    a_range_around_a_code: iana("1002-2999", "1000-2999") => [
        "iana.csv:4:1: 1000-2999 overlaps 1001 on line 3: give each number to one row",
    ];
    a_range_over_a_range: iana("3001-3999", "3001-4000") => [
        "iana.csv:7:1: 4000-4999 overlaps 3001-4000 on line 6: give each number to one row",
    ];
    a_code_twice: iana("1001,Going", "1000,Going") => [
        "iana.csv:3:1: 1000 is already on line 2",
    ];
    a_range_with_a_meaning: iana("3001-3999,Unassigned", "3001-3999,Mine") => [
        "iana.csv:6:11: only a single code can mean `Mine`: a range is `Unassigned` or `Reserved`",
    ];
    a_variant_twice: iana("3000,Unauthorized", "3000,going-away") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: `GoingAway` with the key `going_away` is already \
         that of code 1001; give it one in properties.csv",
    ];
    a_keyword: iana("3000,Unauthorized", "3000,self") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: `Self` is a keyword; give it one in properties.csv",
    ];
    a_leading_digit: iana("3000,Unauthorized", "3000,401 Unauthorized") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: `401Unauthorized` does not begin with a \
         capital from A to Z; give it one in properties.csv",
    ];
    nothing_left: iana("3000,Unauthorized", "3000,!?") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: nothing of it can stand in an identifier; give it \
         one in properties.csv",
    ];
    no_meaning: iana("3000,Unauthorized", "3000,") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: nothing of it can stand in an identifier; give it \
         one in properties.csv",
    ];
    the_key_of_a_range: iana("3000,Unauthorized", "3000,Undefined") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: `Undefined` with the key `undefined` is already that \
         of the range 5000-65535; give it one in properties.csv",
    ];
    the_variant_of_the_others: iana("3000,Unauthorized", "3000,unregistered") => [
        "iana.csv:5:6: the Meaning of code 3000 does not make a variant: `Unregistered` is taken by the enum itself; give it one in \
         properties.csv",
    ];
    a_meaning_of_41_characters: iana("3000,Unauthorized", "3000,Aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa A") => [
        "iana.csv:5:6: the Meaning of code 3000 has 41 characters, too many for a variant (at most 40): give it one \
         in properties.csv",
    ];
    a_sentence_for_a_meaning: iana("3000,Unauthorized", "3000,\"The peer must prove who it is,\n before it asks\"") => [
        "iana.csv:5:6: the Meaning of code 3000 has 45 characters, too many for a variant (at most 40): give it one \
         in properties.csv",
    ];
    a_code_where_no_codes_are: iana("1002-2999,Unassigned,,", "999,Too Low,,") => [
        "iana.csv:4:1: code 999 is in the range Unused, which holds no status codes",
    ];
    a_missing_heading: iana("Meaning,", "Description,") => [
        "iana.csv:1:1: the heading lacks `Meaning`: it has `Status Code`, `Description`, `Contact`, `Reference`",
    ];
    two_missing_headings: iana("Status Code,Meaning", "Code,Name") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`: it has `Code`, `Name`, `Contact`, `Reference`",
    ];
    a_heading_twice: iana("Contact,", "Meaning,Contact,") => [
        "iana.csv:1:21: the column `Meaning` is there twice: rename one",
    ];
    a_page_instead_of_a_table: iana(IANA, "<!doctype html>\n<title>404</title>\n") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`, `Contact`, `Reference`: it has `<!doctype html>`",
    ];
    a_page_with_quotes: iana(IANA, "<!doctype html>\n<p class=\"a\">404\n<p class=\"b\">Gone\n") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`, `Contact`, `Reference`: it has `<!doctype html>`",
    ];
    a_heading_three_times: iana("Contact,", "Meaning,Contact,Meaning,") => [
        "iana.csv:1:21: the column `Meaning` is there twice: rename one",
    ];
    faults_of_quoting_in_one_line: iana("1001,Going Away,", "1001,Going \"Away\",\"x\"y,") => [
        "iana.csv:3:12: there is a quote inside the cell: put all of the cell in quotes, and double each quote inside it",
    ];
    a_page_in_one_line: iana(IANA, "<p>A page, which has, as pages do, more commas, words, and whatnot, than, a, heading</p>\n") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`, `Contact`, `Reference`: it has `<p>A page`, \
         `which has`, `as pages do`, `more commas`, `words`, `and whatnot`, `than`, `a`, 1 more",
    ];
    a_heading_without_end: facts(FACTS, "Status Code,Variant,Sender,0123456789012345678901234567890123456789é\n1000,,either,no\n1001,,either,yes\n") => [
        "properties.csv:1:1: the heading lacks `Reconnect`, `HTTP Status`: it has `Status Code`, `Variant`, `Sender`, \
         `0123456789012345678901234567890123456789...`",
    ];
    a_misquoted_heading: iana("Status Code,Meaning", "Status Code,\"Mean\"ing") => [
        "iana.csv:1:19: text follows the closing quote: put it inside, and double each quote inside it",
    ];
    an_empty_file: iana(IANA, "") => ["iana.csv:1:1: the file is empty: its first line must name the columns"];
    a_file_of_blank_lines: iana(IANA, "\r\n \r\n,,\r\n") => [
        "iana.csv:1:1: the file is empty: its first line must name the columns",
    ];
    a_heading_and_no_rows: facts(FACTS, "Status Code,Variant,Sender,Reconnect,HTTP Status\n") => [
        "properties.csv:2:1: there are no rows below the heading",
    ];
    a_short_row: iana("1001,Going Away,[IESG_HYBI],[RFC6455]", "1001,Going Away") => [
        "iana.csv:3:1: the row has 2 cells, the heading has 4: give each column one, in quotes if it holds a comma",
    ];
    a_row_of_one_cell: iana("1001,Going Away,[IESG_HYBI],[RFC6455]", "1001") => [
        "iana.csv:3:1: the row has 1 cell, the heading has 4: give each column one, in quotes if it holds a comma",
    ];
    a_long_row: iana("1001,Going Away,", "1001,Going,Away,") => [
        "iana.csv:3:1: the row has 5 cells, the heading has 4: give each column one, in quotes if it holds a comma",
    ];
    a_quote_that_never_ends: iana("3000,Unauthorized", "3000,\"Unauthorized") => [
        "iana.csv:5:6: the quoted cell never ends: close it with a quote, and double each quote inside it",
    ];
    a_quote_that_ends_on_a_later_line: iana("1000,Normal Closure,[IESG_HYBI],[RFC6455]\n1001,Going Away,", "1000,\"Normal Closure,[IESG_HYBI],[RFC6455]\n1001,\"Going Away\",") => [
        "iana.csv:2:6: the quoted cell goes on to a later line, and text follows its closing quote: close it where it \
         ends, and double each quote inside it",
    ];
    a_quote_amid_a_cell: iana("1001,Going Away,", "1001,Going \"Away\",") => [
        "iana.csv:3:12: there is a quote inside the cell: put all of the cell in quotes, and double each quote inside it",
    ];
    a_quote_behind_a_space: iana("1001,Going Away,", "1001, \"Going Away\",") => [
        "iana.csv:3:7: there is a quote inside the cell: put all of the cell in quotes, and double each quote inside it",
    ];
    text_behind_a_quote: iana("1001,Going Away,", "1001,\"Going\" Away,") => [
        "iana.csv:3:13: text follows the closing quote: put it inside, and double each quote inside it",
    ];

    an_identifier_with_a_space: facts("1001,,", "1001,Going Away,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `Going Away` contains ` `, which is not an ASCII letter or \
         digit",
    ];
    an_identifier_with_an_underscore_first: facts("1001,,", "1001,_GoingAway,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `_GoingAway` does not begin with a capital from A \
         to Z",
    ];
    a_keyword_of_ours: facts("1001,,", "1001,yield,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `yield` does not begin with a capital from A to Z",
    ];
    a_variant_of_ours_twice: facts("1001,,", "1001,NormalClosure,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `NormalClosure` with the key `normal_closure` is already \
         that of code 1000",
    ];
    two_variants_with_one_key: facts("1001,,", "1001,NORMALClosure,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `NORMALClosure` with the key `normal_closure` is already \
         that of code 1000",
    ];
    an_accent_in_a_variant: facts("1001,,", "1001,Adiós,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `Adiós` contains `ó`, which is not an ASCII letter or digit",
    ];
    a_constant_of_the_enum: facts("1001,,", "1001,ALL,") => [
        "properties.csv:3:6: code 1001 cannot be this variant: `ALL` is taken by the enum itself",
    ];
    a_fact_about_no_code: facts("1001,,", "1005,,") => [
        "properties.csv:3:1: iana.csv lists no code 1005: remove the row, or restore the code there",
    ];
    facts_twice: facts("1001,,", "1000,,") => ["properties.csv:3:1: 1000 is already on line 2"];
    a_fact_about_a_range: facts("1001,,", "1001-1002,,") => [
        "properties.csv:3:1: `1001-1002` is a range: give each of its codes a row of its own",
    ];
    no_word: facts("1001,,either,yes", "1001,,,yes") => [
        "properties.csv:3:7: the cell is empty: write one of either, client, server, nobody, local",
    ];
    words_that_mean_nothing: facts("1001,,either,yes", "1001,,both,maybe") => [
        "properties.csv:3:7: `both` means nothing: write one of either, client, server, nobody, local",
        "properties.csv:3:12: `maybe` means nothing: write one of yes, no, unknown",
    ];
    an_http_status_that_is_no_number: facts("1001,,either,yes,", "1001,,either,yes,4o4") => [
        "properties.csv:3:18: `4o4` is not an HTTP status: write a number from 100 to 599, or leave the cell empty",
    ];
    an_http_status_with_a_sign: facts("1001,,either,yes,", "1001,,either,yes,+404") => [
        "properties.csv:3:18: `+404` is not an HTTP status: write a number from 100 to 599, or leave the cell empty",
    ];
    an_http_status_below_100: facts("1001,,either,yes,", "1001,,either,yes,99") => [
        "properties.csv:3:18: `99` is not an HTTP status: write a number from 100 to 599, or leave the cell empty",
    ];
    an_http_status_above_599: facts("1001,,either,yes,", "1001,,either,yes,600") => [
        "properties.csv:3:18: `600` is not an HTTP status: write a number from 100 to 599, or leave the cell empty",
    ];
    an_http_status_above_65535: facts("1001,,either,yes,", "1001,,either,yes,65936") => [
        "properties.csv:3:18: `65936` is not an HTTP status: write a number from 100 to 599, or leave the cell empty",
    ];
    an_http_status_twice: facts("1001,,either,yes,", "1001,,either,yes,401") => [
        "properties.csv:4:17: 401 is already on line 3",
    ];

    a_gap_between_ranges: ranges("1000-4999", "1001-4998") => [
        "ranges.csv:5:1: 1000 is in no range",
        "ranges.csv:5:1: 4999 is in no range",
    ];
    a_gap_at_either_end: ranges("0-999,Unused,never\n1000-4999,Used,any\n5000-65535", "1-65534") => [
        "ranges.csv:3:1: 0 is in no range",
        "ranges.csv:3:1: 65535 is in no range",
    ];
    ranges_that_overlap: ranges("1000-4999", "1000-5000") => [
        "ranges.csv:4:1: 5000-65535 overlaps 1000-5000 on line 3: give each number to one row",
    ];
    a_range_variant_twice: ranges("Undefined", "Unused") => [
        "ranges.csv:4:12: `Unused` with the key `unused` is already that of the range 0-999",
    ];
    a_word_that_is_not_for_ranges: ranges("Used,any", "Used,yes") => [
        "ranges.csv:3:16: `yes` means nothing: write one of never, registered, any",
    ];

    a_text_about_no_code: english("1001,", "1005,") => ["translations/en.csv:4:1: iana.csv lists no code 1005: remove the row, or restore the code there"];
    a_text_about_no_range: english("0-999,", "0-99,") => [
        "translations/en.csv:6:1: 0-99 is not a range: the ranges are 0-999, 1000-4999, 5000-65535",
    ];
    a_text_twice: english("1001,", "1000,") => ["translations/en.csv:4:1: 1000 is already on line 3"];
    a_text_about_a_word: english("1001,", "Going Away,") => [
        "translations/en.csv:4:1: `Going Away` is not a status code: write a number from 0 to 65535, or a range such as \
         3001-3002",
    ];
    a_name_that_is_a_key: english("Unauthorized,", "GOING_AWAY,") => [
        "translations/en.csv:5:6: code 3000 cannot be called `GOING_AWAY`: code 1001 has the same name, key or variant; give it a name \
         in translations/en.csv",
    ];
    a_key_that_is_a_name: english("Normal Closure,", "going_away,") => [
        "translations/en.csv:4:6: code 1001 cannot be called `Going Away`: code 1000 has the same name, key or variant; give it a name \
         in translations/en.csv",
    ];
    a_name_that_is_a_variant: english("Unauthorized,", "GOINGAWAY,") => [
        "translations/en.csv:5:6: code 3000 cannot be called `GOINGAWAY`: code 1001 has the same name, key or variant; give it a \
         name in translations/en.csv",
    ];
    a_name_like_a_number: english("Unauthorized,", "401 Unauthorized,") => [
        "translations/en.csv:5:6: code 3000 cannot be called `401 Unauthorized`: a name begins with a letter; give it a name \
         in translations/en.csv",
    ];
    a_name_that_rings: english("Unauthorized,", "Unauthorized\u{7},") => [
        "translations/en.csv:5:6: code 3000 cannot be called `Unauthorized\\u{7}`: a name has no control characters; give it a \
         name in translations/en.csv",
    ];
    a_name_twice: english("Going Away", "normal closure") => [
        "translations/en.csv:4:6: code 1001 cannot be called `normal closure`: code 1000 has the same name, key \
         or variant; give it a name in translations/en.csv",
    ];
    a_language_with_two_names: english("language,English,\n", "language,English,\nlanguage,Anglais,\n") => [
        "translations/en.csv:3:1: the language has a name already: remove the row",
    ];
    a_language_without_a_name: english("language,English,\n", "") => [
        "translations/en.csv:1:1: the language has no name: add a row such as `language,English,`",
    ];
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let shuffle = |text: &str| {
        let mut rows: Vec<_> = text.lines().collect();
        rows[1..].reverse();
        rows.join("\n")
    };
    let (iana, ranges) = (shuffle(IANA).replace("Unassigned", "UNASSIGNED"), shuffle(RANGES));
    let files = Files { iana: iana.as_bytes(), ranges: &ranges, ..Files::default() };
    assert_eq!(files.check(), Files::default().check());
    assert!(files.check().is_ok());
}

#[test]
fn a_file_that_is_not_named_after_a_language() {
    let problems = Files { english_name: "translations/2.csv", ..Files::default() }.problems();
    let fault = "`2` does not begin with a capital from A to Z";
    assert_eq!(problems, [format!("translations/2.csv:1:1: the file is not named after a language: {fault}")]);
}

#[test]
fn a_language_twice() {
    let mut sources = Sources::embedded();
    sources.translations.push(Source::new("other/ES.csv", sources.translations[1].text().as_bytes()));
    let problems = check(&sources, &generated::REGISTRY).into_result().unwrap_err().to_string();
    let fault = "`Es` with the key `es` is already that of registry/data/translations/es.csv";
    assert_eq!(problems, format!("other/ES.csv:1:1: the file is not named after a language: {fault}"));
}

#[test]
fn a_sentence_for_a_meaning_with_a_variant_but_no_name_of_ours() {
    let meaning = "\"The server was acting as a gateway and got nonsense\"";
    let iana = change(IANA, "3000,Unauthorized", &format!("3000,{meaning}"));
    let facts = change(FACTS, "3000,,", "3000,BadGateway,");
    let english = change(ENGLISH, "3000,Unauthorized,", "3000,,");
    let problems = Files { iana: iana.as_bytes(), facts: &facts, english: &english, ..Files::default() }.problems();
    let message = "the Meaning of code 3000 has 51 characters, too many for a name (at most 40): give it one in";
    assert_eq!(problems, [format!("iana.csv:5:6: {message} translations/en.csv")]);
}

#[test]
fn bytes_that_are_not_utf_8() {
    // A sequence that is cut off, and a letter in Latin-1 behind one in UTF-8: columns count characters.
    let changed = change(IANA, "Going Away", "CUTGoing Away");
    let changed = change(&changed, "Leo_Tietz", "L\u{e9}LATIN_Tietz");
    let mut bytes = changed.into_bytes();
    for (mark, insert) in [("CUT", &b"\xE2\x82"[..]), ("LATIN", &b"\xE9"[..])] {
        let at = bytes.windows(mark.len()).position(|window| window == mark.as_bytes()).unwrap_or_default();
        bytes.splice(at..at + mark.len(), insert.iter().copied());
    }
    assert_eq!(
        Files { iana: &bytes, ..Files::default() }.problems(),
        [
            "iana.csv:3:6: the byte 0xE2 is not UTF-8: save the file as UTF-8",
            "iana.csv:5:22: the byte 0xE9 is not UTF-8: save the file as UTF-8",
        ]
    );
}

#[test]
fn every_problem_at_once_and_in_order() {
    let iana = IANA.replace("1001,", "10o1,").replace("3000,Unauthorized", "3000,self");
    let facts = FACTS.replace("either,no,\n1001", "both,no,\n1001");
    let english = ENGLISH.replace("1001,Going Away", "1000,Going Away");
    let problems = Files { iana: iana.as_bytes(), facts: &facts, english: &english, ..Files::default() }.problems();
    assert_eq!(
        problems,
        [
            "iana.csv:3:1: `10o1` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
            "iana.csv:5:6: the Meaning of code 3000 does not make a variant: `Self` is a keyword; give it one in properties.csv",
            "properties.csv:2:7: `both` means nothing: write one of either, client, server, nobody, local",
            "translations/en.csv:4:1: 1000 is already on line 3",
        ]
    );
}
