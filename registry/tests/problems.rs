//! Each kind of problem, with its message.
//!
//! Each case changes one file of a small but complete set, and lists all expected problems.

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

const CAUSES: &str = "\
Status Code,Cause,Reference
3000,no_token,[RFC6455]
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
3000/no_token,The token is missing,Send one.
";

struct Files<'a> {
    iana: &'a [u8],
    ranges: &'a str,
    facts: &'a str,
    causes: &'a str,
    english: &'a str,
    english_name: &'a str,
}

impl Default for Files<'_> {
    fn default() -> Self {
        Self {
            iana: IANA.as_bytes(),
            ranges: RANGES,
            facts: FACTS,
            causes: CAUSES,
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
            causes: Source::new("causes.csv", self.causes.as_bytes()),
            translations: vec![Source::new(self.english_name, self.english.as_bytes())],
        };
        check(&sources, &generated::REGISTRY).into_result()
    }

    fn problems(&self) -> Vec<String> {
        self.check().err().iter().flatten().map(ToString::to_string).collect()
    }
}

/// The problems after `from` is replaced by `to` in IANA's file.
fn iana(from: &str, to: &str) -> Vec<String> {
    let changed = change(IANA, from, to);
    Files { iana: changed.as_bytes(), ..Files::default() }.problems()
}

fn ranges(from: &str, to: &str) -> Vec<String> {
    Files { ranges: &change(RANGES, from, to), ..Files::default() }.problems()
}

fn causes(from: &str, to: &str) -> Vec<String> {
    Files { causes: &change(CAUSES, from, to), ..Files::default() }.problems()
}

fn facts(from: &str, to: &str) -> Vec<String> {
    Files { facts: &change(FACTS, from, to), ..Files::default() }.problems()
}

fn english(from: &str, to: &str) -> Vec<String> {
    Files { english: &change(ENGLISH, from, to), ..Files::default() }.problems()
}

fn change(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` must appear once");
    text.replacen(from, to, 1)
}

/// Lines may end in CR, as on old systems.
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
    assert_eq!(problems, ["iana.csv:1:21: the column `Meaning` appears twice: remove one"]);
}

#[test]
fn a_file_in_another_encoding() {
    let utf_16 =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{IANA}").encode_utf16().flat_map(order).collect() };
    for bytes in [utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes), utf_16(u16::to_be_bytes)[2..].to_vec()] {
        assert_eq!(
            Files { iana: &bytes, ..Files::default() }.problems(),
            ["iana.csv:1:1: the file looks like UTF-16: save it as UTF-8"]
        );
    }
    let latin_1 = b"S\xFF".repeat(50);
    let problems = Files { iana: &latin_1, ..Files::default() }.problems();
    assert_eq!(problems.len(), 10, "{problems:?}");
    assert!(problems[0].starts_with("iana.csv:1:1: the heading lacks `Status Code`"), "{}", problems[0]);
    assert!(problems[1].ends_with("the byte 0xFF is not UTF-8: save the file as UTF-8"), "{}", problems[1]);
    assert!(problems[9].ends_with(": NUL or not UTF-8: 42 more bytes"), "{}", problems[9]);
    assert!(problems.iter().all(|problem| !problem.contains(char::is_control) && problem.len() < 200));
}

#[test]
fn a_problem_does_not_hide_others() {
    // A wrong byte inside a contact does not affect the codes.
    let mut iana = IANA.as_bytes().to_vec();
    let at = iana.windows(3).position(|bytes| bytes == b"Leo").unwrap();
    iana[at] = 0xE9;
    let facts = change(FACTS, "1001,,", "2222,,");
    assert_eq!(
        Files { iana: &iana, facts: &facts, ..Files::default() }.problems(),
        [
            "iana.csv:5:20: the byte 0xE9 is not UTF-8: save the file as UTF-8",
            "properties.csv:3:1: code 2222 is not in iana.csv: remove the row, or restore the code there",
        ]
    );

    // A fault in the properties of one code does not affect another code.
    let iana = change(IANA, "3000,Unauthorized", "3000,Unauth\u{7}orized");
    let facts = change(FACTS, "1000,,either", "1000,,both");
    assert_eq!(
        Files { iana: iana.as_bytes(), facts: &facts, ..Files::default() }.problems(),
        [
            "iana.csv:5:6: the Meaning has control characters: check that this is IANA's file",
            "properties.csv:2:7: `both` is not allowed here: write one of `either`, `client`, `server`, `nobody`, \
             `local`",
        ]
    );
}

/// A faulty row may contain the missing variant, so no second problem is reported.
#[test]
fn a_problem_does_not_cause_others() {
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
fn the_unchanged_files_do_not_have_problems() {
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
    a_cause_of_an_unknown_code: causes("3000,", "3001,") => [
        "causes.csv:2:1: code 3001 is not in iana.csv: remove the row, or restore the code there",
    ];
    a_cause_of_a_range: causes("3000,", "3000-3001,") => [
        "causes.csv:2:1: `3000-3001` is a range: give each code its own row",
    ];
    a_cause_without_a_key: causes("no_token", "") => [
        "causes.csv:2:6: the cause `` does not begin with a lowercase letter (a-z): rename it",
    ];
    a_cause_with_a_name_as_its_key: causes("no_token", "No token") => [
        "causes.csv:2:6: the cause `No token` does not begin with a lowercase letter (a-z): rename it",
    ];
    a_cause_without_a_source: causes("[RFC6455]", "") => [
        "causes.csv:2:15: the cause has no source: write one, such as `[RFC6455]`",
    ];
    a_cause_twice: causes("[RFC6455]\n", "[RFC6455]\n3000,no_token,[RFC6455]\n") => [
        "causes.csv:3:6: `3000/no_token` is already on line 2: remove this row",
    ];
    a_file_of_causes_without_sources: causes("Reference", "Source") => [
        "causes.csv:1:1: the heading lacks `Reference`: rename or add columns (it has `Status Code`, `Cause`, `Source`)",
    ];
    texts_of_an_unknown_cause: english("3000/no_token", "3000/no_tokn") => [
        "translations/en.csv:9:1: `3000/no_tokn` is not in causes.csv: remove the row, or add the cause there",
    ];
    texts_of_a_cause_of_another_code: english("3000/no_token", "1000/no_token") => [
        "translations/en.csv:9:1: `1000/no_token` is not in causes.csv: remove the row, or add the cause there",
    ];
    texts_of_a_cause_of_an_unknown_code: english("3000/no_token", "3001/no_token") => [
        "translations/en.csv:9:1: code 3001 is not in iana.csv: remove the row, or restore the code there",
    ];
    texts_of_a_cause_twice: english("Send one.\n", "Send one.\n3000/no_token,Again,\n") => [
        "translations/en.csv:10:1: the cause already has texts: remove this row",
    ];
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
        "iana.csv:6:1: 3000-3999 overlaps 3000 on line 5: use each number only once",
    ];
    a_range_around_a_code: iana("1002-2999", "1000-2999") => [
        "iana.csv:4:1: 1000-2999 overlaps 1001 on line 3: use each number only once",
    ];
    a_range_over_a_range: iana("3001-3999", "3001-4000") => [
        "iana.csv:7:1: 4000-4999 overlaps 3001-4000 on line 6: use each number only once",
    ];
    a_code_twice: iana("1001,Going", "1000,Going") => [
        "iana.csv:3:1: 1000 is already on line 2: use each number only once",
    ];
    a_range_with_a_meaning: iana("3001-3999,Unassigned", "3001-3999,Mine") => [
        "iana.csv:6:11: a range cannot mean `Mine`: give each code its own row, or write `Unassigned` or `Reserved`",
    ];
    no_meaning: iana("3000,Unauthorized", "3000,") => [
        "iana.csv:5:6: the Meaning is missing: check that this is IANA's file",
    ];
    a_code_in_a_range_without_codes: iana("1002-2999,Unassigned,,", "999,Too Low,,") => [
        "iana.csv:4:1: code 999 is in the range `Unused`, which has no status codes: correct the number, or ranges.csv",
    ];
    a_missing_heading: iana("Meaning,", "Description,") => [
        "iana.csv:1:1: the heading lacks `Meaning`: rename or add columns (it has `Status Code`, `Description`, \
         `Contact`, `Reference`)",
    ];
    two_missing_headings: iana("Status Code,Meaning", "Code,Name") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`: rename or add columns (it has `Code`, `Name`, \
         `Contact`, `Reference`)",
    ];
    a_heading_twice: iana("Contact,", "Meaning,Contact,") => [
        "iana.csv:1:21: the column `Meaning` appears twice: remove one",
    ];
    a_page_instead_of_a_table: iana(IANA, "<!doctype html>\n<title>404</title>\n") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`, `Contact`, `Reference`: rename or add columns (it \
         has `<!doctype html>`)",
    ];
    a_page_with_quotes: iana(IANA, "<!doctype html>\n<p class=\"a\">404\n<p class=\"b\">Gone\n") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`, `Contact`, `Reference`: rename or add columns (it \
         has `<!doctype html>`)",
    ];
    a_heading_three_times: iana("Contact,", "Meaning,Contact,Meaning,") => [
        "iana.csv:1:21: the column `Meaning` appears twice: remove one",
    ];
    faults_of_quoting_in_one_line: iana("1001,Going Away,", "1001,Going \"Away\",\"x\"y,") => [
        "iana.csv:3:12: the cell contains a quote: put the whole cell in quotes, and double each quote inside",
    ];
    a_page_in_one_line: iana(IANA, "<p>A page, which has, as pages do, more commas, words, and whatnot, than, a, heading</p>\n") => [
        "iana.csv:1:1: the heading lacks `Status Code`, `Meaning`, `Contact`, `Reference`: rename or add columns (it \
         has `<p>A page`, `which has`, `as pages do`, `more commas`, `words`, `and whatnot`, `than`, `a`, 1 more)",
    ];
    a_heading_without_end: facts(FACTS, "Status Code,Variant,Sender,0123456789012345678901234567890123456789é\n1000,,either,no\n1001,,either,yes\n") => [
        "properties.csv:1:1: the heading lacks `Reconnect`, `HTTP Status`: rename or add columns (it has `Status \
         Code`, `Variant`, `Sender`, `0123456789012345678901234567890123456789...`)",
    ];
    a_misquoted_heading: iana("Status Code,Meaning", "Status Code,\"Mean\"ing") => [
        "iana.csv:1:19: text follows the closing quote: move the quote to the end, and double each quote inside",
    ];
    an_empty_file: iana(IANA, "") => ["iana.csv:1:1: the file is empty: name the columns in its first line"];
    a_file_of_blank_lines: iana(IANA, "\r\n \r\n,,\r\n") => [
        "iana.csv:1:1: the file is empty: name the columns in its first line",
    ];
    a_heading_and_no_rows: facts(FACTS, "Status Code,Variant,Sender,Reconnect,HTTP Status\n") => [
        "properties.csv:2:1: the table has no rows: add one below the heading",
    ];
    a_short_row: iana("1001,Going Away,[IESG_HYBI],[RFC6455]", "1001,Going Away") => [
        "iana.csv:3:1: the row has 2 cells, but the heading has 4: write one cell per column, in quotes if it has a \
         comma",
    ];
    a_row_of_one_cell: iana("1001,Going Away,[IESG_HYBI],[RFC6455]", "1001") => [
        "iana.csv:3:1: the row has 1 cell, but the heading has 4: write one cell per column, in quotes if it has a \
         comma",
    ];
    a_long_row: iana("1001,Going Away,", "1001,Going,Away,") => [
        "iana.csv:3:1: the row has 5 cells, but the heading has 4: write one cell per column, in quotes if it has a \
         comma",
    ];
    a_quote_that_never_ends: iana("3000,Unauthorized", "3000,\"Unauthorized") => [
        "iana.csv:5:6: the quoted cell has no closing quote: add one, and double each quote inside",
    ];
    a_quote_that_ends_on_a_later_line: iana("1000,Normal Closure,[IESG_HYBI],[RFC6455]\n1001,Going Away,", "1000,\"Normal Closure,[IESG_HYBI],[RFC6455]\n1001,\"Going Away\",") => [
        "iana.csv:2:6: the closing quote is on a later line, and text follows it: close the cell where it ends, and \
         double each quote inside",
    ];
    a_quote_inside_a_cell: iana("1001,Going Away,", "1001,Going \"Away\",") => [
        "iana.csv:3:12: the cell contains a quote: put the whole cell in quotes, and double each quote inside",
    ];
    a_quote_after_a_space: iana("1001,Going Away,", "1001, \"Going Away\",") => [
        "iana.csv:3:7: the cell contains a quote: put the whole cell in quotes, and double each quote inside",
    ];
    text_after_a_quote: iana("1001,Going Away,", "1001,\"Going\" Away,") => [
        "iana.csv:3:13: text follows the closing quote: move the quote to the end, and double each quote inside",
    ];

    an_identifier_with_a_space: facts("1001,,", "1001,Going Away,") => [
        "properties.csv:3:6: the variant `Going Away` contains ` `, but only ASCII letters and digits are allowed: \
         rename it",
    ];
    an_identifier_with_an_underscore_first: facts("1001,,", "1001,_GoingAway,") => [
        "properties.csv:3:6: the variant `_GoingAway` does not begin with an uppercase letter (A-Z): rename it",
    ];
    a_keyword_of_ours: facts("1001,,", "1001,yield,") => [
        "properties.csv:3:6: the variant `yield` does not begin with an uppercase letter (A-Z): rename it",
    ];
    a_variant_of_ours_twice: facts("1001,,", "1001,NormalClosure,") => [
        "properties.csv:3:6: the variant `NormalClosure` has the key `normal_closure`, which is also the name, key or \
         variant of code 1000: rename it",
    ];
    two_variants_with_one_key: facts("1001,,", "1001,NORMALClosure,") => [
        "properties.csv:3:6: the variant `NORMALClosure` has the key `normal_closure`, which is also the name, key or \
         variant of code 1000: rename it",
    ];
    a_variant_of_a_range: facts("1001,,", "1001,Unused,") => [
        "properties.csv:3:6: the variant `Unused` has the same key, `unused`, as the range 0-999: rename it",
    ];
    a_reserved_variant: facts("1001,,", "1001,Unregistered,") => [
        "properties.csv:3:6: the variant `Unregistered` is a reserved name: rename it",
    ];
    a_keyword_that_is_a_variant: facts("1001,,", "1001,Self,") => [
        "properties.csv:3:6: the variant `Self` is a keyword: rename it",
    ];
    an_accent_in_a_variant: facts("1001,,", "1001,Adiós,") => [
        "properties.csv:3:6: the variant `Adiós` contains `ó`, but only ASCII letters and digits are allowed: rename \
         it",
    ];
    a_constant_of_the_enum: facts("1001,,", "1001,ALL,") => [
        "properties.csv:3:6: the variant `ALL` is a reserved name: rename it",
    ];
    a_fact_about_an_unknown_code: facts("1001,,", "1005,,") => [
        "properties.csv:3:1: code 1005 is not in iana.csv: remove the row, or restore the code there",
    ];
    facts_twice: facts("1001,,", "1000,,") => ["properties.csv:3:1: 1000 is already on line 2: use each number only \
     once"];
    a_fact_about_a_range: facts("1001,,", "1001-1002,,") => [
        "properties.csv:3:1: `1001-1002` is a range: give each code its own row",
    ];
    no_word: facts("1001,,either,yes", "1001,,,yes") => [
        "properties.csv:3:7: the cell is empty: write one of `either`, `client`, `server`, `nobody`, `local`",
    ];
    words_that_are_not_allowed: facts("1001,,either,yes", "1001,,both,maybe") => [
        "properties.csv:3:7: `both` is not allowed here: write one of `either`, `client`, `server`, `nobody`, `local`",
        "properties.csv:3:12: `maybe` is not allowed here: write one of `yes`, `no`, `unknown`",
    ];
    an_http_status_that_is_not_a_number: facts("1001,,either,yes,", "1001,,either,yes,4o4") => [
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
        "properties.csv:4:17: 401 is already on line 3: use each number only once",
    ];

    a_gap_between_ranges: ranges("1000-4999", "1001-4998") => [
        "ranges.csv:5:1: 1000 is not in any range: add a row for it",
        "ranges.csv:5:1: 4999 is not in any range: add a row for it",
    ];
    a_gap_at_either_end: ranges("0-999,Unused,never\n1000-4999,Used,any\n5000-65535", "1-65534") => [
        "ranges.csv:3:1: 0 is not in any range: add a row for it",
        "ranges.csv:3:1: 65535 is not in any range: add a row for it",
    ];
    ranges_that_overlap: ranges("1000-4999", "1000-5000") => [
        "ranges.csv:4:1: 5000-65535 overlaps 1000-5000 on line 3: use each number only once",
    ];
    a_range_variant_twice: ranges("Undefined", "Unused") => [
        "ranges.csv:4:12: the variant `Unused` has the same key, `unused`, as the range 0-999: rename it",
    ];
    a_word_that_is_not_for_ranges: ranges("Used,any", "Used,yes") => [
        "ranges.csv:3:16: `yes` is not allowed here: write one of `never`, `registered`, `any`",
    ];

    a_text_about_an_unknown_code: english("1001,", "1005,") => ["translations/en.csv:4:1: code 1005 is not in iana.csv: remove \
     the row, or restore the code there"];
    a_text_about_an_unknown_range: english("0-999,", "0-99,") => [
        "translations/en.csv:6:1: 0-99 is not a known range: write one of 0-999, 1000-4999, 5000-65535",
    ];
    a_text_twice: english("1001,", "1000,") => ["translations/en.csv:4:1: 1000 is already on line 3: use each number \
     only once"];
    a_text_about_a_word: english("1001,", "Going Away,") => [
        "translations/en.csv:4:1: `Going Away` is not a status code: write a number from 0 to 65535, or a range such \
         as 3001-3002",
    ];
    a_name_that_is_a_key: english("Unauthorized,", "GOING_AWAY,") => [
        "translations/en.csv:5:6: the name `GOING_AWAY` is also the name, key or variant of code 1001: rename one in \
         translations/en.csv",
    ];
    a_key_that_is_a_name: english("Normal Closure,", "going_away,") => [
        "translations/en.csv:4:6: the variant `GoingAway` has the key `going_away`, which is also the name, key or \
         variant of code 1000: rename one in translations/en.csv",
    ];
    a_name_that_is_a_variant: english("Unauthorized,", "GOINGAWAY,") => [
        "translations/en.csv:5:6: the name `GOINGAWAY` is also the name, key or variant of code 1001: rename one in \
         translations/en.csv",
    ];
    a_name_like_a_number: english("Unauthorized,", "401 Unauthorized,") => [
        "translations/en.csv:5:6: the name `401 Unauthorized` begins with a number: rename it in \
         translations/en.csv",
    ];
    a_name_with_a_control_character: english("Unauthorized,", "Unauthorized\u{7},") => [
        "translations/en.csv:5:6: the name `Unauthorized\\u{7}` contains the invisible character `\\u{7}`: remove it in \
         translations/en.csv",
    ];
    a_name_twice: english("Going Away", "normal closure") => [
        "translations/en.csv:4:6: the name `normal closure` is also the name, key or variant of code 1000: rename one \
         in translations/en.csv",
    ];
    a_language_with_two_names: english("language,English,\n", "language,English,\nlanguage,Anglais,\n") => [
        "translations/en.csv:3:1: the language already has a name: remove this row",
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
    assert_eq!(
        problems,
        ["translations/2.csv:1:1: the file name makes the variant `2`, which does not begin with an uppercase letter \
             (A-Z): name the file after its language, such as `es.csv`",]
    );
}

#[test]
fn a_language_twice() {
    let mut sources = Sources::embedded();
    sources.translations.push(Source::new("other/ES.csv", sources.translations[1].text().as_bytes()));
    let problems = check(&sources, &generated::REGISTRY).into_result().unwrap_err().to_string();
    assert_eq!(
        problems,
        "other/ES.csv:1:1: the file name makes the variant `Es`, which has the same key, `es`, as \
         registry/data/translations/es.csv: name the file after its language, such as `es.csv`"
    );
}

/// Neither name makes the key of the two variants.
#[test]
fn two_variants_of_ours_with_one_key() {
    let facts = change(&change(FACTS, "1000,,", "1000,GoneNow,"), "1001,,", "1001,GONENow,");
    assert_eq!(
        Files { facts: &facts, ..Files::default() }.problems(),
        [
            "properties.csv:3:6: the variant `GONENow` has the key `gone_now`, which is also the name, key or variant of \
          code 1000: rename it"
        ]
    );
}

#[test]
fn bytes_that_are_not_utf_8() {
    // An incomplete sequence, and a letter in Latin-1 after one in UTF-8: columns count characters.
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
    let iana = IANA.replace("1001,", "10o1,").replace("3000,Unauthorized", "3000,Unauth\u{7}orized");
    let facts = FACTS.replace("either,no,\n1001", "both,no,\n1001");
    let english = ENGLISH.replace("1001,Going Away", "1000,Going Away");
    let problems = Files { iana: iana.as_bytes(), facts: &facts, english: &english, ..Files::default() }.problems();
    assert_eq!(
        problems,
        [
            "iana.csv:3:1: `10o1` is not a status code: write a number from 0 to 65535, or a range such as 3001-3002",
            "iana.csv:5:6: the Meaning has control characters: check that this is IANA's file",
            "properties.csv:2:7: `both` is not allowed here: write one of `either`, `client`, `server`, `nobody`, \
             `local`",
            "translations/en.csv:4:1: 1000 is already on line 3: use each number only once",
        ]
    );
}
