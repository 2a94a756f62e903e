//! The cases: close frames that arrive, and close frames that the application asks to send.

/// A close frame that arrives: the name of its row, and its body.
pub type Arrival = (&'static str, Vec<u8>);

/// A close frame to send: the name of its row, and its code and reason.
pub type Departure = (&'static str, Option<(u16, Vec<u8>)>);

/// The longest reason: 41 characters of 3 bytes.
const WIDE: &str = "通信が終わりました通信が終わりました通信が終わりました通信が終わりました通信が終わ";

pub fn arrivals() -> Vec<Arrival> {
    vec![
        ("an empty body", body(None, "")),
        ("a body of one byte", vec![3]),
        ("1000 `bye`", body(Some(1000), "bye")),
        ("1014 `bye`", body(Some(1014), "bye")),
        ("1999 `bye`", body(Some(1999), "bye")),
        ("5000 `bye`", body(Some(5000), "bye")),
        ("999 `bye`", body(Some(999), "bye")),
        ("1005 `bye`", body(Some(1005), "bye")),
        ("1006 `bye`", body(Some(1006), "bye")),
        ("1015 `bye`", body(Some(1015), "bye")),
        ("a reason that is not UTF-8", [body(Some(1000), "by"), vec![0xFF]].concat()),
        ("a reason of 41 characters, 123 bytes", body(Some(1000), WIDE)),
        ("a reason of 123 bytes", body(Some(1000), &"x".repeat(123))),
        ("a reason of 124 bytes (too long)", body(Some(1000), &"x".repeat(124))),
        ("a reason of 998 bytes (too long)", body(Some(1000), &"x".repeat(998))),
    ]
}

pub fn departures() -> Vec<Departure> {
    let reason = |reason: &str| Some((1000, reason.into()));
    vec![
        ("no code", None),
        ("a reason of 41 characters, 123 bytes", reason(WIDE)),
        ("a reason of 123 bytes", reason(&"x".repeat(123))),
        ("a reason of 124 bytes (too long)", reason(&"x".repeat(124))),
        ("a reason of 124 bytes, the last two of one character", reason(&("x".repeat(122) + "é"))),
        ("a reason that is not UTF-8", Some((1000, b"by\xFF".to_vec()))),
    ]
}

/// The codes for browsers, which need too long for all 65,536: 0-5100, and above them one in 251 and those next to a power of
/// two.
pub fn sampled_codes() -> Vec<u16> {
    let is_border = |code: u16| code.wrapping_add(1).is_power_of_two() || code.is_power_of_two();
    (0..=u16::MAX).filter(|code| *code <= 5100 || *code == u16::MAX || code % 251 == 0 || is_border(*code)).collect()
}

pub fn body(code: Option<u16>, reason: &str) -> Vec<u8> {
    code.into_iter().flat_map(u16::to_be_bytes).chain(reason.bytes()).collect()
}
