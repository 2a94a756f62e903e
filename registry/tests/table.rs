//! Tables of private codes: the content of correct ones, and the messages for faulty ones.
#![allow(clippy::unwrap_used, reason = "an unexpected value fails the test")]

use close_codes_registry::check::table::{Allowed, check};
use close_codes_registry::generated::rules;
use close_codes_registry::read::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS, bytes, refuse_form};
use close_codes_registry::{
    Band, Checked, Entry, Kind, Problems, Reference, Registry, Source, Table, TypedCell, Value, ValuesIn, ranges_in,
};

/// The value of a number in the first column.
fn value_in(table: &Table, number: u16) -> Option<&Value> {
    ValuesIn::new(&table.bands, table.columns.len()).of(number).first().copied().flatten()
}

fn registry() -> Registry {
    Registry::embedded().unwrap()
}

fn read(csv: impl AsRef<[u8]>) -> Result<Table, Problems> {
    let registry = registry();
    let rules = rules(&registry, Allowed::default());
    check(&Source::new("codes/game.csv", csv.as_ref()), rules).into_result()
}

fn problems(csv: impl AsRef<[u8]>) -> Vec<String> {
    read(csv).err().iter().flatten().map(ToString::to_string).collect()
}

/// The problems with the lines of the file.
fn excerpts(csv: impl AsRef<[u8]>) -> String {
    format!("{:#}", read(csv).unwrap_err())
}

const YES: Option<Value> = Some(Value::Bool(true));
const NO: Option<Value> = Some(Value::Bool(false));

#[test]
fn rows_become_entries_in_ascending_order() {
    let table = read(
        "name,retry:bool,code,variant,description,reference\n\
         Token  expired,false,4001,,\"The session's\ntoken has expired.\",RFC6455; https://game.example\n\
         Kicked out,,3001,Kicked,,\n",
    )
    .unwrap();
    let [kicked, expired] = &table.codes[..] else { panic!("{:?}", table.codes) };
    assert_eq!((kicked.number, expired.number), (3001, 4001));
    assert_eq!(
        (kicked.variant.as_str(), kicked.key.as_str(), kicked.name.as_str()),
        ("Kicked", "kicked", "Kicked out")
    );
    assert_eq!((expired.variant.as_str(), expired.key.as_str()), ("TokenExpired", "token_expired"));
    assert_eq!(expired.name, "Token expired");
    assert_eq!(expired.description, "The session's token has expired.");
    let references: Vec<_> = expired.references.iter().map(Reference::name).collect();
    assert_eq!(references, ["RFC6455", "https://game.example"]);
    assert_eq!((&kicked.values[..], &expired.values[..]), (&[None][..], &[NO][..]));
    assert!(!table.is_filled(0));
}

#[test]
fn a_band_gives_its_values_where_there_are_none() {
    let rows = "code,name,retry:bool,tries:u8\n\
                4500-4999,,false,\n\
                4001,One,,\n\
                4002,Two,false,7\n\
                4000-4499,Try again,true,3\n";
    // A band with one number is a band, and can overlap.
    assert_eq!(
        problems(format!("{rows}4499-4500,,,\n")),
        ["codes/game.csv:6:1: 4499-4500 overlaps 4000-4499 on line 5: separate them, or put one into the other"]
    );
    assert_eq!(
        problems(format!("{rows}4000-4499,,,\n")),
        ["codes/game.csv:6:1: 4000-4499 is already on line 5: use each range only once"]
    );
    let table = read(format!("{rows}1006-1006,,true,\n")).unwrap();
    assert_eq!(table.codes[0].values, [YES, Some(Value::U8(3))]);
    assert_eq!(table.codes[1].values, [NO, Some(Value::U8(7))]);
    assert!(table.is_filled(0) && table.is_filled(1));
    let bands: Vec<_> = table.bands.iter().map(|band| (band.codes.clone(), band.values[0].value().cloned())).collect();
    assert_eq!(bands, [(1006..=1006, YES), (4000..=4499, YES), (4500..=4999, NO)]);
}

#[test]
fn the_narrowest_band_decides_for_each_column() {
    let table = read(
        "code,name,description,retry:bool,wait:str\n\
         4100-4199,Draining,\"The server\nis draining.\",false,\n\
         4000-4999,Application,,true,long\n\
         4150-4150,,,(None),(none)\n\
         4000-4099,First,,,\n\
         4001,In the first,,,\n\
         4101,In the second,,,\n\
         4102,Without a value,,(NONE),short\n\
         4150,In a single,,,\n",
    )
    .unwrap();
    let bands: Vec<_> = table.bands.iter().map(|band| (band.codes.clone(), band.name.as_str())).collect();
    assert_eq!(
        bands,
        [(4000..=4999, "Application"), (4000..=4099, "First"), (4100..=4199, "Draining"), (4150..=4150, "")]
    );
    assert_eq!(table.bands[2].description, "The server is draining.");
    assert_eq!(table.bands[3].values, [TypedCell::NoValue, TypedCell::NoValue]);
    let text = |text: &str| Some(Value::Str(text.to_owned()));
    let values: Vec<_> = table.codes.iter().map(|code| (code.number, code.values.clone())).collect();
    assert_eq!(
        values,
        [
            (4001, vec![YES, text("long")]),
            (4101, vec![NO, text("long")]),
            (4102, vec![None, text("short")]),
            (4150, vec![None, None]),
        ]
    );
    let of = |number| value_in(&table, number).cloned();
    assert_eq!([3999, 4000, 4100, 4149, 4150, 4151, 4200].map(of), [None, YES, NO, NO, None, NO, YES]);
}

/// Compared with the rule, number by number: the narrowest band with a cell decides.
#[test]
fn ranges_in_bands_do_not_overlap() {
    for rows in [
        "0-65535,,yes\n0-0,,no\n65535-65535,,(none)\n1-3,,\n",
        "4000-4999,,yes\n4000-4499,,\n4000-4099,,no\n4450-4499,,(none)\n4500-4999,,no\n",
        "4000-4999,,\n4100-4199,,yes\n4100-4199,,no\n",
        "1000-1000,,yes\n1001-1001,,no\n3000-3999,,yes\n",
        "4001,One,yes\n",
    ] {
        let registry = registry();
        let source = Source::new("x.csv", format!("code,name,retry:bool\n{rows}").as_bytes());
        let table = check(&source, rules(&registry, Allowed::default())).model;
        for decides in [|_: &Band| true, |band: &Band| band.values[0] != TypedCell::Empty] {
            let ranges = ranges_in(&table.bands, &decides);
            assert!(ranges.windows(2).all(|pair| pair[0].0.end() < pair[1].0.start()), "{ranges:?}");
            for number in 0..=u16::MAX {
                let narrowest = table.bands.iter().rposition(|band| band.codes.contains(&number) && decides(band));
                let found = ranges.iter().find(|(codes, _)| codes.contains(&number)).map(|&(_, index)| index);
                assert_eq!(found, narrowest, "{number} in {rows}");
            }
        }
    }
}

#[test]
fn bands_overlap_only_if_one_contains_the_other() {
    let overlaps = |rows: &str| problems(format!("code,name\n{rows}"));
    assert_eq!(overlaps("4000-4999,\n4100-4199,\n4199-4199,\n4000-4000,\n"), [""; 0]);
    assert_eq!(
        overlaps("4000-4199,\n4100-4299,\n4150-4160,\n"),
        ["codes/game.csv:3:1: 4100-4299 overlaps 4000-4199 on line 2: separate them, or put one into the other"]
    );
    // The place is that of the later range, on any line.
    assert_eq!(
        overlaps("4100-4299,\n4000-4199,\n"),
        ["codes/game.csv:2:1: 4100-4299 overlaps 4000-4199 on line 3: separate them, or put one into the other"]
    );
}

#[test]
fn a_table_may_consist_of_bands() {
    let table = read("code,name,reconnect:bool\n1006-1006,,true\n4000-4999,,false\n").unwrap();
    assert!(table.codes.is_empty());
    assert_eq!(value_in(&table, 1006), Some(&Value::Bool(true)));
    assert_eq!(value_in(&table, 4321), Some(&Value::Bool(false)));
    assert_eq!(value_in(&table, 1000), None);
}

/// 300 bands in each other, in any order. Each third band leaves the value to the band around it.
#[test]
fn the_narrowest_band_decides_however_many_there_are() {
    let band = |at: usize| {
        let cell = if at % 3 == 0 { String::new() } else { at.to_string() };
        format!("{}-{},,{cell}\n", 4000 + at, 4999 - at)
    };
    // 7919 is a prime number, so each band and each code comes once.
    let shuffled = || (0..300).map(|at| at * 7919 % 300);
    let bands: Vec<_> = shuffled().map(band).collect();
    let codes: Vec<_> = shuffled().map(|at| format!("{0},Code {0},\n{1},Code {1},\n", 4000 + at, 4999 - at)).collect();
    let table = read(format!("code,name,x:u16\n{}{}", bands.concat(), codes.concat())).unwrap();
    let starts: Vec<_> = table.bands.iter().map(|band| usize::from(*band.codes.start())).collect();
    assert_eq!(starts, (4000..4300).collect::<Vec<_>>());
    assert_eq!(table.codes.len(), 600);
    for code in &table.codes {
        let depth = (code.number - 4000).min(4999 - code.number);
        let expected = match depth {
            0 => None,
            _ if depth % 3 == 0 => Some(Value::U16(depth - 1)),
            _ => Some(Value::U16(depth)),
        };
        assert_eq!(code.values, [expected], "{}", code.number);
        // The rule, without a stack: the last of the bands around a number with a cell is the narrowest.
        let mut around = table.bands.iter().rev().filter(|band| band.codes.contains(&code.number));
        let decides = around.find(|band| band.values[0] != TypedCell::Empty);
        assert_eq!(code.values[0].as_ref(), decides.and_then(|band| band.values[0].value()));
    }
}

#[test]
fn each_type_has_its_values() {
    let table = read(
        "code,name,a:bool,b:u8,c:u16,d:u32,e:i64,f:f64,g:char,h:str\n\
         4001,One,true,255,65535,4294967295,-9223372036854775808,-1e-3,é,\" x, \"\"y\"\" \"\n",
    )
    .unwrap();
    let kinds: Vec<_> = table.columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("a", Kind::Bool),
            ("b", Kind::U8),
            ("c", Kind::U16),
            ("d", Kind::U32),
            ("e", Kind::I64),
            ("f", Kind::F64),
            ("g", Kind::Char),
            ("h", Kind::Str)
        ]
    );
    let values: Vec<_> = table.codes[0].values.iter().flatten().cloned().collect();
    assert_eq!(
        values,
        [
            Value::Bool(true),
            Value::U8(255),
            Value::U16(65535),
            Value::U32(4_294_967_295),
            Value::I64(i64::MIN),
            Value::F64(-0.001),
            Value::Char('é'),
            Value::Str("x, \"y\"".to_owned()),
        ]
    );
}

/// Faulty parts are left out or corrected, so that the rest can be used.
#[test]
fn correct_parts_are_returned_with_the_problems() {
    let registry = registry();
    let rules = rules(&registry, Allowed::default());
    let csv =
        "code,nmae,retry:bool\n3000,Who,true\n4001,Expired,maybe\n4001,Again,true\n4002,Again,true\n40x,Odd,true\n";
    let Checked { model: table, problems } = check(&Source::new("x.csv", csv.as_bytes()), rules);
    let variants: Vec<_> = table.codes.iter().map(|entry| (entry.number, entry.variant.as_str())).collect();
    assert_eq!(variants, [(3000, "Who"), (4001, "Expired"), (4002, "Again")]);
    assert_eq!(problems.len(), 5);
}

/// The codes of a table, or its problems, with these codes of IANA's registry.
fn allowing(registered: bool, unassigned: bool, csv: &str) -> Result<Vec<Entry>, String> {
    let registry = registry();
    let rules = rules(&registry, Allowed { registered, unassigned });
    let table = check(&Source::new("x.csv", csv.as_bytes()), rules).into_result();
    table.map(|table| table.codes).map_err(|problems| problems.to_string())
}

#[test]
fn codes_of_the_registry_may_be_allowed() {
    let csv = "code,name\n1004,Four\n1005,Five\n1006,Six\n1008,Rate limited\n1015,Fifteen\n3000,Closed\n3008,Slow\n";
    let numbers: Vec<_> = allowing(true, false, csv).unwrap().iter().map(|code| code.number).collect();
    assert_eq!(numbers, [1004, 1005, 1006, 1008, 1015, 3000, 3008]);
    assert_eq!(
        allowing(false, true, "code,name\n1008,Rate limited\n").unwrap_err(),
        "x.csv:2:1: code 1008 is registered with IANA as `Policy Violation`: use 4000-4999 or 3000-3999, allow it with \
         `registered = \"allow\"`, or give it values in a band `1008-1008`"
    );
    assert_eq!(
        allowing(true, false, "code,name\n1016,Lost\n").unwrap_err(),
        "x.csv:2:1: code 1016 belongs to the protocol (1000-2999): use 4000-4999 or 3000-3999, allow it with \
         `unassigned = \"allow\"`, or give it values in a band `1016-1016`"
    );
    assert_eq!(allowing(false, true, "code,name\n1016,Lost\n2999,Last\n").unwrap().len(), 2);
    for number in [0, 999, 5000, 65535] {
        assert_eq!(
            allowing(true, true, &format!("code,name\n{number},Lost\n")).unwrap_err(),
            format!("x.csv:2:1: code {number} is not a close code: use 4000-4999 or 3000-3999")
        );
    }
}

#[test]
fn a_registered_code_has_the_texts_of_the_registry_where_its_own_are_empty() {
    let csv =
        "code,name,variant,description\n1001,,,\n1007,,Garbled,\n1008,Rate limited,,\n1011,,,It broke.\n4001,Mine,,\n";
    let codes = allowing(true, false, csv).unwrap();
    let texts: Vec<_> =
        codes.iter().map(|code| [&*code.name, &*code.variant, &*code.key, &*code.description]).collect();
    assert_eq!(
        texts,
        [
            [
                "Going Away",
                "GoingAway",
                "going_away",
                "The endpoint is going away, for example because the server is shutting down or the browser is leaving the page."
            ],
            ["Invalid frame payload data", "Garbled", "garbled", codes[1].description.as_str()],
            ["Rate limited", "RateLimited", "rate_limited", codes[2].description.as_str()],
            ["Internal Error", "InternalError", "internal_error", "It broke."],
            ["Mine", "Mine", "mine", ""],
        ]
    );
    assert!(!codes[1].description.is_empty() && !codes[2].description.is_empty());
    // A library's code with another name means something else.
    let codes = allowing(true, false, "code,name\n3000,connection closed\n3003,forbidden\n3008,\n").unwrap();
    assert_eq!([&*codes[0].description, &*codes[1].name, &*codes[2].name], ["", "forbidden", "Timeout"]);
    assert!(!codes[1].description.is_empty() && !codes[2].description.is_empty());
    // An unassigned code has no texts of the registry.
    assert_eq!(allowing(true, true, "code,name\n1016,\n").unwrap_err(), "x.csv:2:6: code 1016 has no name: write one");
}

#[test]
fn invisible_characters_of_names_are_shown() {
    for (character, shown) in [
        ('\u{200B}', r"\u{200b}"),
        ('\u{200F}', r"\u{200f}"),
        ('\u{202E}', r"\u{202e}"),
        ('\u{2066}', r"\u{2066}"),
        ('\u{AD}', r"\u{ad}"),
        ('\u{FEFF}', r"\u{feff}"),
        ('\u{FE0F}', r"\u{fe0f}"),
        ('\u{3164}', r"\u{3164}"),
    ] {
        for (number, what) in [("4001", "4001"), ("4000-4099", "4000-4099")] {
            assert_eq!(
                problems(format!("code,name\n{number},Tok{character}en gone\n")),
                [format!(
                    "codes/game.csv:2:{}: the name `Tok{shown}en gone` contains the invisible character `{shown}`: remove it",
                    what.len() + 2
                )]
            );
        }
    }
    // White space of any kind is a space.
    assert_eq!(read("code,name\n4001,Token\u{A0}\u{3000}gone\n").unwrap().codes[0].name, "Token gone");
}

#[test]
fn a_key_may_be_written() {
    let keys = |rows: &str| {
        read(format!("code,key,name\n{rows}"))
            .map(|table| table.codes.iter().map(|code| code.key.clone()).collect::<Vec<_>>())
    };
    assert_eq!(keys("4001,oauth_expired,OAuth expired\n4002,,OAuth gone\n").unwrap(), ["oauth_expired", "o_auth_gone"]);
    for (key, fault) in [
        ("OAuth", "the key `OAuth` does not begin with a lowercase letter (a-z): write another"),
        ("1st", "the key `1st` does not begin with a lowercase letter (a-z): write another"),
        (
            "o-auth",
            "the key `o-auth` contains `-`, but only lowercase ASCII letters, digits and `_` are allowed: write another",
        ),
        ("one", "the key `one` is also the key or variant of code 4000 (line 2): write another"),
    ] {
        let problems = keys(&format!("4000,,One\n4001,{key},Two\n")).unwrap_err().to_string();
        assert_eq!(problems, format!("codes/game.csv:3:6: {fault}"));
    }
    assert_eq!(
        problems("code,name,key\n4000-4099,Band,band\n"),
        ["codes/game.csv:2:16: the band 4000-4099 cannot have a key: empty the cell, or give each code its own row"]
    );
}

#[test]
fn two_codes_may_have_the_same_name_with_different_variants() {
    let table = read(
        "code,name,variant\n4001,Unauthorized,\n4401,Unauthorized,UnauthorizedLegacy\n\
         4008,Session expired,SessionExpiredLegacy\n4009,Session expired,\n",
    )
    .unwrap();
    let variants: Vec<_> = table.codes.iter().map(|code| code.variant.as_str()).collect();
    assert_eq!(variants, ["Unauthorized", "SessionExpiredLegacy", "SessionExpired", "UnauthorizedLegacy"]);
}

#[test]
fn a_name_may_begin_with_a_digit_but_not_with_a_number() {
    let table = read("code,name,variant\n4001,2FA required,TwoFactorRequired\n4002,(reserved),Reserved\n").unwrap();
    assert_eq!((&*table.codes[0].name, &*table.codes[0].key), ("2FA required", "two_factor_required"));
    assert_eq!(
        problems("code,name\n4001,2FA required\n"),
        [
            "codes/game.csv:2:6: the name of code 4001 makes the variant `2faRequired`, which does not begin with an uppercase \
          letter (A-Z): write the variant in a column `variant`"
        ]
    );
    for number in ["1000", "4999"] {
        assert_eq!(
            problems(format!("code,name,variant\n4001,{number} gone,Gone\n")),
            [format!("codes/game.csv:2:6: the name `{number} gone` begins with a number from 1000 to 4999: rename it")]
        );
    }
    for number in ["404", "0", "999", "5000", "70000", "99999999999"] {
        assert!(read(format!("code,name,variant\n4001,{number} gone,Gone\n")).is_ok(), "{number}");
    }
}

#[test]
fn numbers_from_3000_to_4999_are_free_unless_they_are_registered() {
    let registry = registry();
    let free = |number: u16| {
        let rules = rules(&registry, Allowed::default());
        check(&Source::new("x.csv", format!("code,name\n{number},A code\n").as_bytes()), rules).into_result().is_ok()
    };
    for number in (0..=u16::MAX).step_by(97).chain(2990..=5010).chain([999, 1000, 1999, 2000, 2999, u16::MAX]) {
        let registered = registry.codes.iter().any(|code| code.number == number);
        assert_eq!(free(number), (3000..=4999).contains(&number) && !registered, "{number}");
    }
    assert!(!free(3000) && !free(3003) && !free(3008));
}

#[test]
fn a_problem_shows_the_line_and_marks_the_faulty_part() {
    assert_eq!(
        excerpts("code,name\n4001,Token expired\n4001,Replaced\n"),
        "\
codes/game.csv:3:1: code 4001 is already `TokenExpired` (line 2): remove it, or use another number
  |
3 | 4001,Replaced
  | ^^^^"
    );
    // A quoted cell, after characters with two columns or none, and a tab.
    assert_eq!(
        excerpts("code,description,name,retry:bool\r\n4001,\"満員\te\u{301}\",One,\"ja!\"\r\n"),
        "\
codes/game.csv:2:18: `ja!` is not a `bool`: write `true` or `false`
  |
2 | 4001,\"満員 e\u{301}\",One,\"ja!\"
  |                   ^^^^^"
    );
    // Only the first line of a cell is marked. An empty cell is marked at its place.
    assert_eq!(
        excerpts("code,name\n4001,\"4001 1\nUnauthorized\"\n4002,\n"),
        "\
codes/game.csv:2:6: the name `4001 1 Unauthorized` begins with a number from 1000 to 4999: rename it
  |
2 | 4001,\"4001 1
  |      ^^^^^^^
codes/game.csv:4:6: code 4002 has no name: write one
  |
4 | 4002,
  |      ^"
    );
    // A long line is shortened around the faulty part.
    let long = "x".repeat(1000);
    assert_eq!(
        excerpts(format!("code,description,name,retry:bool,note\n4001,{long},One,ja!,{long}\n")),
        format!(
            "\
codes/game.csv:2:1011: `ja!` is not a `bool`: write `true` or `false`
  |
2 | ...{},One,ja!,{}...
  |            {}^^^",
            "x".repeat(35),
            "x".repeat(56),
            " ".repeat(32)
        )
    );
    // An empty line is not shown.
    assert_eq!(excerpts(""), "codes/game.csv:1:1: the file is empty: name the columns in its first line");
    // Control characters do not reach the terminal.
    assert_eq!(
        excerpts("code,name,retry:bool\n4001,One,\u{1b}[31mred\n"),
        "\
codes/game.csv:2:10: `\\u{1b}[31mred` is not a `bool`: write `true` or `false`
  |
2 | 4001,One,\u{FFFD}[31mred
  |          ^^^^^^^^"
    );
    // Neither do invisible characters, or those that change the direction. All kinds of spaces become spaces.
    assert_eq!(
        excerpts("code,note,retry:bool,name\n4001,O\u{A0}n\u{200B}e,\u{202E}eurt\u{2069},One\n"),
        "\
codes/game.csv:2:12: `\\u{202e}eurt\\u{2069}` is not a `bool`: write `true` or `false`
  |
2 | 4001,O n\u{FFFD}e,\u{FFFD}eurt\u{FFFD},One
  |            ^^^^^^"
    );
}

/// An escape in the file differs from an escape in the message.
#[test]
fn a_quoted_text_is_unambiguous() {
    assert_eq!(
        problems("code,name,retry:bool\n4001,One,\\u{202e}`'\n"),
        ["codes/game.csv:2:10: `\\\\u{202e}`'` is not a `bool`: write `true` or `false`"]
    );
}

/// The name of a file may contain anything, such as the start of a command for the program that reads the messages.
#[test]
fn the_name_of_a_file_stays_on_its_line() {
    let registry = registry();
    let rules = rules(&registry, Allowed::default());
    let show = |csv: &str| {
        let problems =
            check(&Source::new("a\n::error::\u{1b}]0;x\u{202E}.csv", csv.as_bytes()), rules).into_result().unwrap_err();
        (problems.to_string(), problems.unkept().collect::<Vec<_>>())
    };
    let shown = r"a\n::error::\u{1b}]0;x\u{202e}.csv";
    let (message, _) = show("code,name\n4001,\n");
    assert_eq!(message, format!("{shown}:2:6: code 4001 has no name: write one"));
    let (_, unkept) = show(&format!("code,name\n{}", "x,y\n".repeat(101)));
    assert_eq!(unkept, [format!("{shown}: 1 more problem")]);
}

/// The problems of a table with this heading and this row.
fn heading(heading: &str, row: &str) -> Vec<String> {
    problems(format!("{heading}\n{row}\n"))
}

#[test]
fn misspelt_headings_are_recognized_if_a_column_is_missing() {
    for (written, meant) in [("nam", "name"), ("names", "name"), ("Meanings", "Meaning"), ("MEANINGS", "Meaning")] {
        assert_eq!(
            heading(&format!("code,{written}"), "4001,One"),
            [format!("codes/game.csv:1:6: the column `{written}` is unknown: write `{meant}`")]
        );
    }
    for (written, meant) in [
        ("desciption", "description"),
        ("descr", "description"),
        ("ref", "reference"),
        ("varaint", "variant"),
        ("keys", "key"),
    ] {
        assert_eq!(
            heading(&format!("code,name,{written}"), "4001,One,"),
            [format!("codes/game.csv:1:11: the column `{written}` is unknown: write `{meant}`")]
        );
    }
    // Other columns.
    for other in ["note", "owner", "Contact", "Change Controller", "names", "codes"] {
        assert_eq!(heading(&format!("code,name,{other}"), "4001,One,Two"), [""; 0], "{other}");
    }
    // A column without a heading is ignored if it is empty.
    assert_eq!(heading("code,name,,", "4001,One,,"), [""; 0]);
    assert_eq!(
        heading("code,name,,", "4001,One,,or two"),
        ["codes/game.csv:2:11: the cell is in a column without a heading: add the heading, or put cells with commas \
             in quotes"]
    );
    // A heading that does not look like a known one is not corrected.
    for other in ["note", "na", "what it is called"] {
        assert_eq!(
            heading(&format!("code,{other}"), "4001,One"),
            [format!("codes/game.csv:1:1: the heading lacks `name`: rename or add columns (it has `code`, `{other}`)")]
        );
    }
    // A page instead of a table.
    assert_eq!(
        heading("<!doctype html>", "<title>404, not found</title>"),
        ["codes/game.csv:1:1: the heading lacks `code`, `name`: rename or add columns (it has `<!doctype html>`)"]
    );
}

#[test]
fn other_words_for_code_and_name_are_recognized_if_the_column_is_missing() {
    for written in ["Close Code", "close_code", "CloseCode", "value", "Number", "ID"] {
        assert_eq!(
            heading(&format!("{written},name"), "4001,One"),
            [format!("codes/game.csv:1:1: the column `{written}` is unknown: write `code`")]
        );
        // With a column of codes, they are notes.
        assert_eq!(heading(&format!("code,name,{written}"), "4001,One,x"), [""; 0], "{written}");
    }
    for written in ["Message", "label", "Title", "reason", "code_name", "Short Name"] {
        assert_eq!(
            heading(&format!("code,{written}"), "4001,One"),
            [format!("codes/game.csv:1:6: the column `{written}` is unknown: write `name`")]
        );
        assert_eq!(heading(&format!("code,name,{written}"), "4001,One,x"), [""; 0], "{written}");
    }
    assert_eq!(
        heading("status_code,name", "4001,One"),
        ["codes/game.csv:1:1: the column `status_code` is unknown: write `Status Code`"]
    );
    // The column is used, so its cells are checked.
    assert_eq!(
        heading("Close code,Title", "40o1,"),
        [
            "codes/game.csv:1:1: the column `Close code` is unknown: write `code`",
            "codes/game.csv:1:12: the column `Title` is unknown: write `name`",
            "codes/game.csv:2:1: `40o1` is not a status code: write a number such as 4001, or a range such as 4000-4499",
        ]
    );
}

#[test]
fn headings_are_read_in_uppercase_and_lowercase() {
    let expected =
        read("code,name,variant,description,reference\n4001,Token expired,Expired,Log in.,[RFC6455]\n").unwrap();
    for heading in [
        "Code,Name,Variant,Description,Reference",
        "CODE,NAME,VARIANT,DESCRIPTION,REFERENCE",
        "Status Code,Meaning,variant,description,Reference",
        "STATUS CODE,meaning,variant,description,reference",
        // With `name`, IANA's word for the name is the description.
        "Code,Name,Variant,Meaning,Reference",
        "status code,name,variant,MEANING,reference",
    ] {
        let row = "4001,Token expired,Expired,Log in.,[RFC6455]";
        assert_eq!(read(format!("{heading}\n{row}\n")).unwrap(), expected, "{heading}");
    }
    // A column `description` decides.
    let table = read("code,Meaning,name,description\n4001,Ignored,One,Shown.\n").unwrap();
    assert_eq!((&*table.codes[0].name, &*table.codes[0].description), ("One", "Shown."));
    for (twice, fault) in [
        ("code,Code", "the columns `code` and `Code` mean the same"),
        ("code,Status Code", "the columns `code` and `Status Code` mean the same"),
        ("Meaning,meaning", "the columns `Meaning` and `meaning` mean the same"),
        ("name,name", "the column `name` appears twice"),
    ] {
        let other = if twice.starts_with("code") { "name" } else { "code" };
        let place = twice.find(',').unwrap() + 2;
        assert_eq!(
            heading(&format!("{twice},{other}"), "4001,4001,4001"),
            [
                format!("codes/game.csv:1:{place}: {fault}: remove one"),
                "codes/game.csv:2:".to_owned()
                    + if other == "name" { "11" } else { "1" }
                    + ": the name `4001` begins with a number from 1000 to 4999: rename it"
            ][..]
        );
    }
}

/// Spreadsheets write semicolons where the comma is the decimal separator, and tabs for text.
#[test]
fn semicolons_and_tabs_separate_cells_if_they_come_first() {
    let rows =
        ["code,name,description,retry:bool,label:str", "4001,Token expired,\"Log in, then retry; or not.\",true,a"];
    let expected = read(rows.join("\n")).unwrap();
    for separator in [";", "\t"] {
        let [heading, _] = rows;
        let row = ["4001", "Token expired", "\"Log in, then retry; or not.\"", "true", "a"];
        let padded = row.map(|cell| if cell.contains('"') { cell.to_owned() } else { format!(" {cell} ") });
        let row = [row.join(separator), padded.join(separator)];
        let heading = heading.replace(',', separator);
        for first in [
            "",
            "sep=;\n",
            "SEP=;\r\n",
            "\"sep=;\"\n",
            "\nsep=;\n",
            // Filled by a spreadsheet, or with spaces at the end.
            "sep=;;;;;\n",
            "\"sep=;\";;;;\r\n",
            "sep=; \n",
            // Blank lines.
            " \n",
            "  \r\n\r\n \u{a0}\nsep=;\n",
        ] {
            let first = first.replace(';', separator);
            for row in &row {
                let csv = format!("{first}{heading}\n{row}\n");
                assert_eq!(read(&csv).unwrap(), expected, "{csv:?}");
            }
        }
    }
    assert_eq!(read(format!("sep=,\n{}", rows.join("\n"))).unwrap(), expected);
    assert_eq!(
        read(format!("sep=\\t\n{}", rows.join("\n").replace(',', "\t").replace("in\t", "in,"))).unwrap(),
        expected
    );
    // Commas in the documentation of a column do not matter, as they come later.
    let table = read("code;name;retry:bool: Connect again, after a pause.\n4001;One;true\n").unwrap();
    assert_eq!(table.columns[0].description, "Connect again, after a pause.");
    let table = read("code,name,retry:bool: Connect again; after a pause.\n4001,One,true\n").unwrap();
    assert_eq!(table.columns[0].description, "Connect again; after a pause.");
    // A separator in quotes does not count.
    assert_eq!(heading("\"note, if any\";code;name", "x;4001;One"), [""; 0]);
}

#[test]
fn another_separator_is_named() {
    for (line, shown) in [("sep=|", "sep=|"), ("\"sep=:\"", "\"sep=:\""), ("Sep=", "Sep="), ("sep=|;;", "sep=|;;")] {
        assert_eq!(
            problems(format!("{line}\ncode|name\n4001|One\n")),
            [format!(
                "codes/game.csv:1:1: `{shown}` does not name a comma, a semicolon or a tab: save the file with one of them"
            )]
        );
    }
    // This is a heading.
    assert_eq!(heading("sep=x,code,name", "x,4001,One"), [""; 0]);
}

#[test]
fn places_are_correct_with_each_separator() {
    for (separator, name) in [(",", "comma"), (";", "semicolon"), ("\t", "tab")] {
        let csv =
            "sep=,\r\n\r\ncode,name,retry:bool\r\n4001,One,\r\n4002, ,true\r\n4003,\"Three\",maybe\r\n4004,Four\r\n";
        assert_eq!(
            problems(csv.replace(',', separator)),
            [
                "codes/game.csv:5:7: code 4002 has no name: write one".to_owned(),
                "codes/game.csv:6:14: `maybe` is not a `bool`: write `true` or `false`".to_owned(),
                format!(
                    "codes/game.csv:7:1: the row has 2 cells, but the heading has 3: write one cell per column, in quotes \
                     if it has a {name}"
                ),
            ]
        );
        // An empty cell is marked at its place, also if it is the first.
        assert_eq!(
            problems("name,code,note\nOne,,\n,4002,\n".replace(',', separator)),
            [
                "codes/game.csv:2:5: the status code is missing: write a number such as 4001, or a range such as \
                 4000-4499",
                "codes/game.csv:3:1: code 4002 has no name: write one",
            ]
        );
        // The quotes of a cell are checked as ever.
        assert_eq!(
            problems("code,name,note\n4001,\"One\"x,\n4002,T\"wo,\n".replace(',', separator)),
            [
                "codes/game.csv:2:11: text follows the closing quote: move the quote to the end, and double each quote \
                 inside",
                "codes/game.csv:3:7: the cell contains a quote: put the whole cell in quotes, and double each quote inside",
            ]
        );
    }
    let columns = ["sep=;", "sep=,", "sep=\t"];
    for line in columns {
        assert_eq!(
            problems(format!("{line}\nnumber,title\n").replace(',', &line[4..])),
            [
                "codes/game.csv:2:1: the column `number` is unknown: write `code`",
                "codes/game.csv:2:8: the column `title` is unknown: write `name`",
                "codes/game.csv:3:1: the table has no rows: add one below the heading",
            ]
        );
        assert_eq!(problems(line), ["codes/game.csv:1:1: the file is empty: name the columns in its first line"]);
    }
}

#[test]
fn a_table_in_markdown_is_named() {
    let message = "the cells are separated by `|`, as in Markdown: convert the table with `close-codes import`";
    for markdown in ["| Code | Name |", "|code|name|", "code|name", "| Close code | Name | Meaning, if any |"] {
        assert_eq!(heading(markdown, "|---|---|"), [format!("codes/game.csv:1:1: {message}")], "{markdown}");
    }
    assert_eq!(heading("code,name,a|b", "4001,One,x|y"), [""; 0]);
}

#[test]
fn a_file_in_another_form_is_named() {
    let convert = |path: &str, form: &str| {
        Some(format!("`{path}` is {form}: convert it with `close-codes import {path} --output codes/game.csv`"))
    };
    for (path, form) in
        [("codes/game.md", "Markdown"), ("codes/game.MARKDOWN", "Markdown"), ("codes/game.json", "JSON")]
    {
        assert_eq!(refuse_form(path), convert(path, form));
    }
    for (path, form) in [
        ("codes.v2.yaml", "YAML"),
        ("codes.yml", "YAML"),
        ("codes.toml", "TOML"),
        ("codes.xlsx", "a spreadsheet"),
        ("codes.ods", "a spreadsheet"),
    ] {
        assert_eq!(refuse_form(path), Some(format!("`{path}` is {form}: save it as CSV")));
    }
    for path in ["codes.csv", "codes.CSV", "codes.tsv", "codes.txt", "codes", "md", "-"] {
        assert_eq!(refuse_form(path), None);
    }
}

#[test]
fn json_in_a_file_of_another_name_is_named() {
    for json in
        ["[{\"code\": 4001, \"name\": \"One\"}]", "\n  {\n  \"codes\": []\n}", "[", "\u{feff}{\"4001\": \"One\"}"]
    {
        assert_eq!(
            problems(json),
            ["codes/game.csv:1:1: the file looks like JSON: convert it with `close-codes import`"]
        );
    }
    assert_eq!(heading("code,name,[note]", "4001,One,{x}"), [""; 0]);
}

/// A NUL byte is a problem like others: it has a place, and it hides nothing.
#[test]
fn a_nul_byte_is_one_problem() {
    assert_eq!(
        problems("code,name\n4001,One\n4001,Two\n4002,F\0oo\n"),
        [
            "codes/game.csv:3:1: code 4001 is already `One` (line 2): remove it, or use another number",
            "codes/game.csv:4:7: a NUL byte (0x00) is not text: remove it",
        ]
    );
    assert_eq!(
        problems("code,name,retry:bool\n40\x0001,One,t\0rue\n"),
        [
            "codes/game.csv:2:3: a NUL byte (0x00) is not text: remove it",
            "codes/game.csv:2:12: a NUL byte (0x00) is not text: remove it",
        ]
    );
    let many = problems(format!("code,name\n4001,One{}\n4002,\n", "\0".repeat(100)));
    assert_eq!(many.len(), 10);
    assert_eq!(many[8], "codes/game.csv:2:17: NUL or not UTF-8: 92 more bytes");
    assert_eq!(many[9], "codes/game.csv:3:6: code 4002 has no name: write one");
}

#[test]
fn a_file_of_utf_16_is_one_problem() {
    for heading in ["\u{feff}code,name", "code,name", "sep=\t"] {
        let text = format!("{heading}\n4001,One\n4001,Größe 満員\n");
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            assert_eq!(problems(bytes), ["codes/game.csv:1:1: the file looks like UTF-16: save it as UTF-8"]);
        }
    }
}

#[test]
fn a_table_has_at_most_100_columns() {
    let table = |columns: usize| {
        let names: Vec<_> = (0..columns - 2).map(|column| format!(",c{column}:u8")).collect();
        format!(
            "code,name{}\n4001,One{}\n40o2,Two{}\n",
            names.concat(),
            ",1".repeat(columns - 2),
            ",1".repeat(columns - 2)
        )
    };
    let code = "`40o2` is not a status code: write a number such as 4001, or a range such as 4000-4499";
    assert_eq!(problems(table(100)), [format!("codes/game.csv:3:1: {code}")]);
    assert_eq!(MOST_COLUMNS, 100);
    for columns in [101, 100_000] {
        // The place of the heading `c98:u8`.
        let place = table(99).find('\n').unwrap() + ",c97:u8".len() + 2;
        let expected = format!("codes/game.csv:1:{place}: the table has more than 100 columns: remove some");
        assert_eq!(problems(table(columns)), [expected]);
    }
    for (cells, found) in
        [(99, "99 cells"), (100, "100 cells"), (101, "more than 100 cells"), (5000, "more than 100 cells")]
    {
        assert_eq!(
            problems(format!("code,name\n4001,One\n4002{}\n", ",Two".repeat(cells - 1))),
            [format!(
                "codes/game.csv:3:1: the row has {found}, but the heading has 2: write one cell per column, in quotes if \
                 it has a comma"
            )]
        );
    }
    // Spreadsheets write separators for each column that was ever used.
    assert_eq!(problems(format!("code,name\n4001,One\n{}\n", ",".repeat(1024))), [""; 0]);
}

#[test]
fn a_table_has_at_most_10_000_rows() {
    let table = |rows: usize| format!("code,name\n{}", "4001,One\n".repeat(rows));
    assert_eq!(MOST_ROWS, 10_000);
    // All but the first repeat the code.
    assert_eq!(read(table(10_000)).unwrap_err().len(), 9_999);
    for rows in [10_001, 20_000] {
        assert_eq!(problems(table(rows)), ["codes/game.csv:10002:1: the table has more than 10000 rows: remove some"]);
    }
}

#[test]
fn a_file_has_at_most_8_mib() {
    assert_eq!(MOST_BYTES, 8 * 1024 * 1024);
    let read = |length: u64| bytes(&mut std::io::Read::take(std::io::repeat(b'x'), length), "`game.csv`").unwrap();
    assert_eq!(read(8 << 20).unwrap().len(), 8 << 20);
    for length in [(8 << 20) + 1, u64::MAX] {
        let message = "`game.csv` is too long: give a file of at most 8 MiB (8388608 bytes)";
        assert_eq!(read(length).unwrap_err(), message);
    }
}

#[test]
fn the_name_of_a_column_is_the_name_of_a_method() {
    let fault = |column: &str| problems(format!("code,name,{column}\n4001,One,\n"));
    let refused =
        |name: &str, fault: &str| vec![format!("codes/game.csv:1:11: the column name `{name}` {fault}: rename it")];
    for name in ["retry", "http2", "wait_ms", "x", "all", "union", "raw"] {
        assert_eq!(fault(&format!("{name}:u8")), [""; 0], "{name}");
    }
    // The Rust Reference: strict and reserved keywords of all editions.
    for keyword in "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub \
                    ref return self static struct super trait true type unsafe use where while async await dyn abstract \
                    become box do final gen macro override priv try typeof unsized virtual yield"
        .split_whitespace()
    {
        assert_eq!(
            fault(&format!("{keyword}:u8")),
            refused(keyword, "is a keyword")
        );
    }
    for method in
        ["from_u16", "as_u16", "references", "frame", "clone", "cmp", "fmt", "into", "max", "to_string", "try_from"]
    {
        assert_eq!(fault(&format!("{method}:u8")), refused(method, "is a method of every set of codes"));
    }
    // In either order.
    for (one, other) in [("retry", "retry_of"), ("retry_of", "retry"), ("retry", "retry")] {
        assert_eq!(
            problems(format!("code,name,{one}:u8,{other}:u8\n4001,One,,\n")),
            [format!(
                "codes/game.csv:1:{}: the column name `{other}` clashes with the methods of `{one}`: rename it",
                "code,name,:u8,".len() + one.len() + 1
            )]
        );
    }
    assert_eq!(fault(":u8"), refused("", "does not begin with a lowercase letter (a-z)"));
    assert_eq!(
        fault("größe:u8"),
        refused("größe", "contains `ö`, but only lowercase ASCII letters, digits and `_` are allowed")
    );
    assert_eq!(fault("2fa:bool"), refused("2fa", "does not begin with a lowercase letter (a-z)"));
}

#[test]
fn a_column_with_a_similar_name_is_proposed() {
    let only =
        |stray: &str| format!("contains `{stray}`, but only lowercase ASCII letters, digits and `_` are allowed");
    let first = "does not begin with a lowercase letter (a-z)".to_owned();
    for (written, fault, proposal) in [
        ("wait ms", only(" "), "wait_ms"),
        ("waitMs", only("M"), "wait_ms"),
        ("wait-ms", only("-"), "wait_ms"),
        ("Wait ms", first.clone(), "wait_ms"),
        ("HTTP status", first.clone(), "http_status"),
        ("Retry", first.clone(), "retry"),
        ("retry?", only("?"), "retry"),
        ("_x", first, "x"),
    ] {
        assert_eq!(
            problems(format!("code,name,{written}:U32\n4001,One,\n")),
            [format!("codes/game.csv:1:11: the column name `{written}` {fault}: write `{proposal}:u32`")]
        );
    }
    // The column is used, so its cells are checked. A name that another column has is not proposed.
    assert_eq!(
        problems("code,name,Retry:bool,retry?:bool\n4001,One,maybe,\n"),
        [
            "codes/game.csv:1:11: the column name `Retry` does not begin with a lowercase letter (a-z): write `retry:bool`",
            "codes/game.csv:1:22: the column name `retry?` contains `?`, but only lowercase ASCII letters, digits and `_` \
             are allowed: rename it",
            "codes/game.csv:2:10: `maybe` is not a `bool`: write `true` or `false`",
        ]
    );
    assert_eq!(
        problems("code,name,Wait ms:integer,Date:date\n4001,One,,\n"),
        [
            "codes/game.csv:1:11: `integer` is not a column type: write `wait_ms:i64`",
            "codes/game.csv:1:11: the column name `Wait ms` does not begin with a lowercase letter (a-z): write \
             `wait_ms:i64`",
            "codes/game.csv:1:27: `date` is not a column type: use one of `bool`, `u8`, `u16`, `u32`, `i64`, `f64`, \
             `char`, `str`",
            "codes/game.csv:1:27: the column name `Date` does not begin with a lowercase letter (a-z): rename it to \
             `date`",
        ]
    );
}

#[test]
fn a_known_column_cannot_have_a_type() {
    assert_eq!(
        problems(
            "code:u16,Name:str,key:str,variant:str,description:str: Text.,Reference:str,retry:bool\n4001,One,,,,,maybe\n"
        ),
        [
            "codes/game.csv:1:1: the column `code` cannot have a type: write `code`",
            "codes/game.csv:1:10: the column `Name` cannot have a type: write `name`",
            "codes/game.csv:1:19: the column `key` cannot have a type: write `key`",
            "codes/game.csv:1:27: the column `variant` cannot have a type: write `variant`",
            "codes/game.csv:1:39: the column `description` cannot have a type: write `description`",
            "codes/game.csv:1:62: the column `Reference` cannot have a type: write `reference`",
            "codes/game.csv:2:14: `maybe` is not a `bool`: write `true` or `false`",
        ]
    );
    assert_eq!(
        problems("Status Code:u16,Meaning:str\n4001,\n"),
        [
            "codes/game.csv:1:1: the column `Status Code` cannot have a type: write `Status Code`",
            "codes/game.csv:1:17: the column `Meaning` cannot have a type: write `Meaning`",
            "codes/game.csv:2:6: code 4001 has no name: write one",
        ]
    );
    // The heading of a column without a type is not proposed.
    assert_eq!(
        problems("code,name,Variant_:str\n4001,One,\n"),
        ["codes/game.csv:1:11: the column name `Variant_` does not begin with a lowercase letter (a-z): rename it",]
    );
}

#[test]
fn the_text_after_a_type_describes_the_column() {
    let table = read(
        "code,name,a:bool,b : u8 : Seconds: at least 1. ,\"c:str:Shown to the\n player, as it is.\",d:F64:\n4001,One,,,,\n",
    )
    .unwrap();
    let columns: Vec<_> =
        table.columns.iter().map(|column| (&*column.name, column.kind, &*column.description)).collect();
    assert_eq!(
        columns,
        [
            ("a", Kind::Bool, ""),
            ("b", Kind::U8, "Seconds: at least 1."),
            ("c", Kind::Str, "Shown to the player, as it is."),
            ("d", Kind::F64, ""),
        ]
    );
}

#[test]
fn a_code_is_a_number_or_two_with_a_hyphen() {
    let fault = |code: &str| problems(format!("code,name\n{code},One\n4002,Two\n"));
    let form = "write a number such as 4001, or a range such as 4000-4499";
    for code in ["0xFA1", "4_001", "4001.0", "-4001", "4001-", "+4001", "4 001"] {
        assert_eq!(fault(code), [format!("codes/game.csv:2:1: `{code}` is not a status code: {form}")]);
    }
    for dash in ["–", "—", "−"] {
        let code = format!("4000{dash}4499");
        assert_eq!(fault(&code), [format!("codes/game.csv:2:1: the dash in `{code}` is not a hyphen: {form}")]);
    }
    assert_eq!(fault(" 4000 - 4499 "), [""; 0]);
    assert_eq!(fault("\"4001\""), [""; 0]);
}

#[test]
fn what_spreadsheets_write_is_read() {
    let table = read("code,name,retry:bool,,\n4001,One,TRUE,,\n4002,Two,False,,\n,,,,\n").unwrap();
    let values: Vec<_> = table.codes.iter().map(|entry| &entry.values[0]).collect();
    assert_eq!(values, [&YES, &NO]);
}

#[test]
fn a_column_without_a_correct_value_is_one_problem() {
    let rows = |values: &[&str]| {
        let rows: Vec<_> =
            values.iter().enumerate().map(|(at, value)| format!("{},Code {at},{value},1\n", 4001 + at)).collect();
        problems(format!("code,name,retry:bool,tries:u8\n4000-4099,,,1\n{}", rows.concat()))
    };
    let all = |number: usize| {
        let fault = format!("the {number} values of `retry` are not of the type `bool`, for example `ja`");
        vec![format!("codes/game.csv:3:13: {fault}: write `true` or `false`")]
    };
    let one = |line: usize, value: &str| {
        format!("codes/game.csv:{line}:13: `{value}` is not a `bool`: write `true` or `false`")
    };
    assert_eq!(rows(&["ja", "nein", "", "ja", "(none)"]), all(3));
    assert_eq!(rows(&["ja", "nein"]), all(2));
    assert_eq!(rows(&["ja"; 14]), all(14));
    assert_eq!(rows(&["ja", ""]), [one(3, "ja")]);
    assert_eq!(rows(&["ja", "nein", "yes"]), [one(3, "ja"), one(4, "nein")]);
    // Each column is one problem, and hides no other.
    assert_eq!(
        problems("code,name,a:u8,b:char\n4001,One,256,xx\n4001,Two,-1,yy\n"),
        [
            "codes/game.csv:2:10: the 2 values of `a` are not of the type `u8`, for example `256`: write a whole number \
             from 0 to 255",
            "codes/game.csv:2:14: the 2 values of `b` are not of the type `char`, for example `xx`: write one character",
            "codes/game.csv:3:1: code 4001 is already `One` (line 2): remove it, or use another number",
        ]
    );
}

#[test]
fn a_truth_value_has_three_forms() {
    for (yes, no) in [("true", "false"), ("True", "FALSE"), ("yes", "no"), ("Yes", "NO"), ("1", "0")] {
        let table = read(format!("code,name,retry:Bool\n4001,One,{yes}\n4002,Two,{no}\n")).unwrap();
        let values: Vec<_> = table.codes.iter().map(|entry| &entry.values[0]).collect();
        assert_eq!(values, [&YES, &NO], "{yes}, {no}");
    }
    for other in ["y", "n", "on", "wahr", "2", "00", "-1"] {
        assert_eq!(
            heading("code,name,retry:bool", &format!("4001,One,{other}")),
            [format!("codes/game.csv:2:10: `{other}` is not a `bool`: write `true` or `false`")]
        );
    }
}

/// A table may contain each number. Those that are not close codes do not become codes.
#[test]
fn only_close_codes_become_codes() {
    let registry = registry();
    let rules = rules(&registry, Allowed::default());
    let rows: Vec<_> = (0..=u16::MAX).map(|number| format!("{number},Code {number}")).collect();
    let (mut codes, mut faults) = (0, 0);
    for rows in rows.chunks(10_000) {
        let Checked { model: table, problems } =
            check(&Source::new("x.csv", format!("code,name\n{}", rows.join("\n")).as_bytes()), rules);
        codes += table.codes.len();
        faults += problems.len();
    }
    let is_free = |number: u16| (3000..5000).contains(&number);
    let registered = registry.codes.iter().filter(|code| is_free(code.number)).count();
    assert_eq!((codes, faults), (4000, 65_536 - 2000 + registered));
}

#[test]
fn a_misspelt_type_is_recognized() {
    for (written, cure) in [
        ("boool", "write `x:bool`"),
        ("u61", "write `x:u16`"),
        ("i46", "write `x:i64`"),
        ("cahr", "write `x:char`"),
        ("string", "write `x:str`"),
        ("i32", "write `x:i64`"),
        ("usize", "write `x:u32`"),
        ("f32", "write `x:f64`"),
        ("&'static str", "write `x:str`"),
        ("bool?", "write `x:bool`"),
        ("Option<u8>", "write `x:u8`, whose cells may be empty"),
        ("Option<i8>", "write `x:i64`, whose cells may be empty"),
        ("date", "use one of `bool`, `u8`, `u16`, `u32`, `i64`, `f64`, `char`, `str`"),
    ] {
        assert_eq!(
            problems(format!("code,name,x:{written}\n4001,One,\n")),
            [format!("codes/game.csv:1:11: `{written}` is not a column type: {cure}")]
        );
    }
    assert_eq!(
        problems("code,name,x:\n4001,One,\n"),
        [
            "codes/game.csv:1:11: the column `x` has a colon, but no type: use one of `bool`, `u8`, `u16`, `u32`, `i64`, `f64`, \
             `char`, `str`"
        ]
    );
}

/// Problems are in the order of the file, although the values of a row are read before its code.
#[test]
fn problems_are_sorted_by_place() {
    assert_eq!(
        problems("code,name,retry:bool\n4001,One,true\n4001,Two,maybe\n"),
        [
            "codes/game.csv:3:1: code 4001 is already `One` (line 2): remove it, or use another number",
            "codes/game.csv:3:10: `maybe` is not a `bool`: write `true` or `false`",
        ]
    );
}

/// A page in one line instead of a table.
#[test]
fn a_long_line_with_many_faults_is_read_once() {
    let column = format!("if:b{},", " ".repeat(800));
    let page = format!("code,name,{}", column.repeat(97));
    let problems = read(&page).unwrap_err();
    // Each name and each type, and a table without rows.
    assert_eq!((problems.iter().count(), problems.len()), (100, 2 * 97 + 1));
    assert!(problems.to_string().ends_with("\ncodes/game.csv: 95 more problems"), "{problems}");
}

#[test]
fn the_first_code_keeps_a_duplicate_name() {
    assert_eq!(
        problems("code,name\n4001,One\n4002,One\n4003,One\n")[1],
        "codes/game.csv:4:6: the name `One` is also the name of code 4001 (line 2): rename it, or write a variant in a column \
         `variant`"
    );
}

/// Each of them parses as the code, in uppercase or lowercase.
#[test]
fn a_name_cannot_be_the_variant_of_another_code() {
    assert_eq!(
        problems("code,name,variant\n4001,Too slow,Flood\n4002,FLOOD,Other\n"),
        ["codes/game.csv:3:6: the name `FLOOD` is also the key or variant of code 4001 (line 2): rename it"]
    );
    assert_eq!(
        problems("code,name,variant\n4001,TokenExpired,Old\n4002,Expired,TokenExpired\n"),
        ["codes/game.csv:3:14: the variant `TokenExpired` is also the name of code 4001 (line 2): rename it"]
    );
    assert_eq!(
        problems("code,name,variant\n4001,One,TokenExpired\n4002,Two,Tokenexpired\n"),
        ["codes/game.csv:3:10: the variant `Tokenexpired` is also the key or variant of code 4001 (line 2): rename it"]
    );
}

/// A faulty cell does not change the type of the method.
#[test]
fn a_column_with_a_faulty_cell_or_type_stays_filled() {
    let registry = registry();
    let rules = rules(&registry, Allowed::default());
    let csv = "code,name,retry:boool,tries:u8\n4001,One,true,300\n4002,Two,perhaps,2\n";
    let Checked { model: table, problems } = check(&Source::new("x.csv", csv.as_bytes()), rules);
    assert_eq!((problems.len(), table.columns.len()), (3, 2));
    assert!(table.is_filled(0) && table.is_filled(1));
}

#[test]
fn one_mistake_is_one_problem() {
    // A byte that is not UTF-8 may be the cause of another fault in the cell.
    assert_eq!(
        problems(b"code,name\n4\xFF01,One\n4002,\xDCber\n"),
        [
            "codes/game.csv:2:2: the byte 0xFF is not UTF-8: save the file as UTF-8",
            "codes/game.csv:3:6: the byte 0xDC is not UTF-8: save the file as UTF-8",
        ]
    );
    // A table with a faulty row may have codes, even if the other rows are bands.
    assert_eq!(
        problems("code,name\n4000-4999,\n4001\n"),
        ["codes/game.csv:3:1: the row has 1 cell, but the heading has 2: write one cell per column, in quotes if it \
             has a comma"]
    );
}
