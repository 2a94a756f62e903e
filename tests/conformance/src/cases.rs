//! What arrives, and what is asked to be sent.

/// A row of what arrives: its name, and the close frame's body.
pub type Arrival = (&'static str, Vec<u8>);

/// A row of what is sent: its name, and code and reason.
pub type Departure = (&'static str, Option<(u16, Vec<u8>)>);

/// 41 characters of 3 bytes: exactly as long as a reason may be.
const WIDE: &str = "通信が終わりました通信が終わりました通信が終わりました通信が終わりました通信が終わ";

pub fn arrivals() -> Vec<Arrival> {
    vec![
        ("an empty body", body(None, "")),
        ("one byte", vec![3]),
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
        ("the same, bytes 123 and 124 one character", reason(&("x".repeat(122) + "é"))),
        ("a reason that is not UTF-8", Some((1000, b"by\xFF".to_vec()))),
    ]
}

/// Codes for those that take too long over all 65536: all that are something in a standard, and what is around them; and
/// beyond that, one in 251 and those at the borders of a number's bits.
pub fn sampled_codes() -> Vec<u16> {
    let is_border = |code: u16| code.wrapping_add(1).is_power_of_two() || code.is_power_of_two();
    (0..=u16::MAX).filter(|code| *code <= 5100 || *code == u16::MAX || code % 251 == 0 || is_border(*code)).collect()
}

pub fn body(code: Option<u16>, reason: &str) -> Vec<u8> {
    code.into_iter().flat_map(u16::to_be_bytes).chain(reason.bytes()).collect()
}
