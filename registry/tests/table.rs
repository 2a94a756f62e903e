//! Tables of private codes: the content of correct ones, and the messages for faulty ones.
#![allow(clippy::unwrap_used, reason = "an unexpected value fails the test")]

use close_codes_registry::check::table::{Registered, check};
use close_codes_registry::generated::rules;
use close_codes_registry::{Checked, Kind, Problems, Reference, Registry, Source, Table, Value};

fn registry() -> Registry {
    Registry::embedded().unwrap()
}

fn read(csv: impl AsRef<[u8]>) -> Result<Table, Problems> {
    let registry = registry();
    let rules = rules(&registry, Registered::Refuse);
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
                4000-4499,notes are passed over,true,3\n";
    // A band with one number is a band, and can overlap.
    assert_eq!(
        problems(format!("{rows}4499-4499,,,\n")),
        ["codes/game.csv:6:1: 4499 overlaps 4000-4499 on line 5: use each number only once"]
    );
    let table = read(format!("{rows}1006-1006,,true,\n")).unwrap();
    assert_eq!(table.codes[0].values, [YES, Some(Value::U8(3))]);
    assert_eq!(table.codes[1].values, [NO, Some(Value::U8(7))]);
    assert!(table.is_filled(0) && table.is_filled(1));
    let bands: Vec<_> = table.bands.iter().map(|band| (band.codes.clone(), &band.values[0])).collect();
    assert_eq!(bands, [(1006..=1006, &YES), (4000..=4499, &YES), (4500..=4999, &NO)]);
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
    let rules = rules(&registry, Registered::Refuse);
    let csv =
        "code,nmae,retry:bool\n3000,Who,true\n4001,Expired,maybe\n4001,Again,true\n4002,Again,true\n40x,Odd,true\n";
    let Checked { model: table, problems } = check(&Source::new("x.csv", csv.as_bytes()), rules);
    let variants: Vec<_> = table.codes.iter().map(|entry| (entry.number, entry.variant.as_str())).collect();
    assert_eq!(variants, [(3000, "Who"), (4001, "Expired"), (4002, "Again")]);
    assert_eq!(problems.len(), 5);
}

#[test]
fn registered_codes_may_be_allowed() {
    let registry = registry();
    let rules = rules(&registry, Registered::Allow);
    let table =
        check(&Source::new("x.csv", b"code,name\n3000,connection closed\n3008,slow\n"), rules).into_result().unwrap();
    assert_eq!(table.codes.len(), 2);
    let refused = check(&Source::new("x.csv", b"code,name\n1006,lost\n"), rules).into_result().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "x.csv:2:1: code 1006 belongs to the protocol (1000-2999): use 3000-3999 or 4000-4999"
    );
}

#[test]
fn numbers_from_3000_to_4999_are_free_unless_they_are_registered() {
    let registry = registry();
    let free = |number: u16| {
        let rules = rules(&registry, Registered::Refuse);
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
        excerpts("code,description,name,retry:bool\r\n4001,\"満員\te\u{301}\",One,\"yes\"\r\n"),
        "\
codes/game.csv:2:18: `yes` is not a `bool`: write `true` or `false`
  |
2 | 4001,\"満員 e\u{301}\",One,\"yes\"
  |                   ^^^^^"
    );
    // Only the first line of a cell is marked. An empty cell is marked at its place.
    assert_eq!(
        excerpts("code,name\n4001,\"4 0 1\nUnauthorized\"\n4002,\n"),
        "\
codes/game.csv:2:6: the name `4 0 1 Unauthorized` does not begin with a letter: rename it
  |
2 | 4001,\"4 0 1
  |      ^^^^^^
codes/game.csv:4:6: code 4002 has no name: write one
  |
4 | 4002,
  |      ^"
    );
    // A long line is shortened around the faulty part.
    let long = "x".repeat(1000);
    assert_eq!(
        excerpts(format!("code,description,name,retry:bool,note\n4001,{long},One,yes,{long}\n")),
        format!(
            "\
codes/game.csv:2:1011: `yes` is not a `bool`: write `true` or `false`
  |
2 | ...{},One,yes,{}...
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
        excerpts("code,name,retry:bool\n4001,O\u{A0}n\u{200B}e,\u{202E}eurt\u{2069}\n"),
        "\
codes/game.csv:2:12: `\\u{202e}eurt\\u{2069}` is not a `bool`: write `true` or `false`
  |
2 | 4001,O n\u{FFFD}e,\u{FFFD}eurt\u{FFFD}
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
    let rules = rules(&registry, Registered::Refuse);
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

#[test]
fn misspelt_headings_are_recognized_if_a_column_is_missing() {
    let heading = |heading: &str, row: &str| problems(format!("{heading}\n{row}\n"));
    for (written, meant) in
        [("Name", "name"), ("nam", "name"), ("names", "name"), ("Meanings", "Meaning"), ("meaning", "Meaning")]
    {
        assert_eq!(
            heading(&format!("code,{written}"), "4001,One"),
            [format!("codes/game.csv:1:6: the column `{written}` is unknown: write `{meant}`")]
        );
    }
    for (written, meant) in
        [("desciption", "description"), ("descr", "description"), ("ref", "reference"), ("varaint", "variant")]
    {
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
    assert_eq!(
        heading("number,title,name", "4001,One,Two"),
        ["codes/game.csv:1:1: the heading lacks `code`: rename or add columns (it has `number`, `title`, `name`)"]
    );
    // A heading that does not look like a known one is not corrected.
    for other in ["note", "title", "na", "what it is called"] {
        assert_eq!(
            heading(&format!("code,{other}"), "4001,One"),
            [format!("codes/game.csv:1:1: the heading lacks `name`: rename or add columns (it has `code`, `{other}`)")]
        );
    }
    // Other separators, as some spreadsheets write them.
    for (written, shown) in [("code;name;retry:bool", ";"), ("code\tname", "\\t"), ("code|name", "|")] {
        assert_eq!(
            heading(written, "4001;One;true"),
            [format!("codes/game.csv:1:1: the cells are separated by `{shown}`: save the file with commas")]
        );
    }
    // A page instead of a table.
    assert_eq!(
        heading("<!doctype html>", "<title>404, not found</title>"),
        ["codes/game.csv:1:1: the heading lacks `code`, `name`: rename or add columns (it has `<!doctype html>`)"]
    );
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
    for method in ["from_u16", "code", "name", "key", "clone", "cmp", "fmt", "into", "max", "to_string", "try_from"] {
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
    assert_eq!(fault("_x:u8"), refused("_x", "does not begin with a lowercase letter (a-z)"));
    assert_eq!(
        fault("größe:u8"),
        refused("größe", "contains `ö`, but only lowercase ASCII letters, digits and `_` are allowed")
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

/// A table may contain each number. Those that are not free do not become codes.
#[test]
fn only_free_numbers_become_codes() {
    let registry = registry();
    let rules = rules(&registry, Registered::Refuse);
    let rows: Vec<_> = (0..=u16::MAX).map(|number| format!("{number},Code {number}")).collect();
    let Checked { model: table, problems } =
        check(&Source::new("x.csv", format!("code,name\n{}", rows.join("\n")).as_bytes()), rules);
    let is_free = |number: u16| (3000..5000).contains(&number);
    let registered = registry.codes.iter().filter(|code| is_free(code.number)).count();
    assert_eq!((table.codes.len(), problems.len()), (2000, 65_536 - 2000 + registered));
}

#[test]
fn a_misspelt_type_is_recognized() {
    for (written, cure) in [
        ("boool", "write `x:bool`"),
        ("Bool", "write `x:bool`"),
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
        ("", "use one of `bool`, `u8`, `u16`, `u32`, `i64`, `f64`, `char`, `str`"),
    ] {
        assert_eq!(
            problems(format!("code,name,x:{written}\n4001,One,\n")),
            [format!("codes/game.csv:1:11: `{written}` is not a column type: {cure}")]
        );
    }
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
    let page = format!("code,name,{}", "a:b,".repeat(60_000));
    let problems = read(&page).unwrap_err();
    assert_eq!((problems.iter().count(), problems.len()), (100, 60_001));
    assert!(problems.to_string().ends_with("\ncodes/game.csv: 59901 more problems"), "{problems}");
}

#[test]
fn the_first_code_keeps_a_duplicate_name() {
    assert_eq!(
        problems("code,name\n4001,One\n4002,One\n4003,One\n")[1],
        "codes/game.csv:4:6: the name `One` is also the name, key or variant of code 4001 (line 2): rename it"
    );
}

/// Each of them parses as the code, in uppercase or lowercase.
#[test]
fn a_name_cannot_be_the_variant_of_another_code() {
    assert_eq!(
        problems("code,name,variant\n4001,Too slow,Flood\n4002,FLOOD,Other\n"),
        ["codes/game.csv:3:6: the name `FLOOD` is also the name, key or variant of code 4001 (line 2): rename it"]
    );
    assert_eq!(
        problems("code,name,variant\n4001,TokenExpired,Old\n4002,Expired,TokenExpired\n"),
        ["codes/game.csv:3:14: the variant `TokenExpired` is also the name, key or variant of code 4001 (line 2): \
             rename it"]
    );
    assert_eq!(
        problems("code,name,variant\n4001,One,TokenExpired\n4002,Two,Tokenexpired\n"),
        ["codes/game.csv:3:10: the variant `Tokenexpired` has the key `tokenexpired`, which is also the name, key or \
             variant of code 4001 (line 2): rename it"]
    );
}

/// A faulty cell does not change the type of the method.
#[test]
fn a_column_with_a_faulty_cell_or_type_stays_filled() {
    let registry = registry();
    let rules = rules(&registry, Registered::Refuse);
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
