//! The cases: close frames that arrive, and close frames that the application asks to send.
//!
//! Their bodies and titles are those of the command's cases, which `serve` and `probe` use.

#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../../../close-codes/cli/src/cases/mod.rs"]
mod command;

use command::Step;

/// A close frame that arrives: the name of its row, and its body.
pub type Arrival = (String, Vec<u8>);

/// A close frame to send: the name of its row, and its code and reason.
pub type Departure = (String, Option<(u16, Vec<u8>)>);

pub fn arrivals() -> Vec<Arrival> {
    let names = [
        "empty",
        "one-byte",
        "1000-bye",
        "1014-bye",
        "1999-bye",
        "5000-bye",
        "999-bye",
        "1005-bye",
        "1006-bye",
        "1015-bye",
        "bad-utf8",
        "41-characters",
        "123-bytes",
        "126-bytes",
        "1000-bytes",
    ];
    names.map(arrival).to_vec()
}

pub fn departures() -> Vec<Departure> {
    // An application might cut a reason inside a character. No case of the command needs this.
    let wide =
        ("a reason of 124 bytes, the last two of one character".into(), body(Some(1000), &("*".repeat(122) + "é")));
    let arrivals =
        ["41-characters", "123-bytes", "126-bytes"].map(arrival).into_iter().chain([wide, arrival("bad-utf8")]);
    let departures = arrivals.map(|(row, body)| {
        let close = body.split_first_chunk().map(|(code, reason)| (u16::from_be_bytes(*code), reason.to_vec()));
        (row, close)
    });
    [("no code".into(), None)].into_iter().chain(departures).collect()
}

/// Returns the row and the body of a case of the command. A row is named like the case, but begins with a small letter.
fn arrival(name: &str) -> Arrival {
    let case = command::cases().iter().find(|case| case.name == name).expect("a case with this name");
    let [Step::Close(close)] = &case.send[..] else { panic!("the case `{name}` is not one close frame") };
    let (first, rest) = case.title.split_at(1);
    (first.to_ascii_lowercase() + rest, close.payload())
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
