//! The cases: the frames that an endpoint sends in each of them, and what RFC 6455 asks of its peer.
//!
//! `cases.toml` has the data. `serve` plays a case at its path, and `probe` plays the cases and judges the peer.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A case: a script, and what the peer should do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The number, such as `3.1`: chapter and case.
    pub(crate) number: String,
    /// The name in addresses and reports, such as `one-byte`.
    pub(crate) name: String,
    /// The title in English. A title that begins with a digit is a code and its reason, and is the same in each language.
    /// The others are translated in `locales/`, as `case-NAME`: `Words::case_title` finds both.
    pub(crate) title: String,
    /// The section of RFC 6455 that says what is expected, such as `5.5.1`.
    pub(crate) section: String,
    /// The strength of the section's words for what is expected.
    pub(crate) level: Level,
    #[serde(default)]
    pub(crate) side: Side,
    pub(crate) send: Vec<Step>,
    pub(crate) expect: Expect,
    /// The numbers of the Autobahn Testsuite's cases with the same input.
    #[serde(default)]
    pub(crate) autobahn: Vec<String>,
}

/// The strength of a rule, in the words of RFC 2119.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    /// RFC 6455 leaves it open.
    Observed,
    Should,
    Must,
}

/// The endpoint that a case tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Side {
    #[default]
    Both,
    Server,
    Client,
}

/// The right behaviour of the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Expect {
    /// The peer answers a legal close frame with a close frame (RFC 6455, section 5.5.1).
    Answer,
    /// The peer fails the connection. It should send a close frame with this code (sections 7.1.7 and 10.7).
    Fail(u16),
    /// The peer ends TCP. A close frame is not needed.
    End,
    /// RFC 6455 does not say.
    Observe,
}

/// A step of a script.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Step {
    Close(Shape),
    Text(Shape),
    Continuation(Shape),
    Ping(Shape),
    /// Ends the sending side of TCP (FIN).
    End {},
    /// Resets TCP (RST).
    Reset {},
    /// Waits for the peer's close frame, for a limited time.
    AwaitClose {},
    /// Sends a close frame with the body of the peer's close frame.
    Echo {},
    /// Sends the text after which the server under test closes.
    Trigger {},
}

/// The content of a frame, and how it differs from a frame that is legal.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Shape {
    /// The code of a close frame. Without a code and bytes, the body is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<u16>,
    /// The reason of a close frame.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) reason: String,
    /// The payload of a frame that is not a close frame.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    /// The number of times that the reason or the text is repeated.
    #[serde(skip_serializing_if = "is_one")]
    pub(crate) times: usize,
    /// The whole body, in hexadecimal digits.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) bytes: String,
    /// `true` if another fragment follows: the bit FIN is 0.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) more: bool,
    /// The bits RSV1 (4), RSV2 (2) and RSV3 (1).
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) reserved: u8,
    #[serde(skip_serializing_if = "is_right")]
    pub(crate) masking: Masking,
    /// `true` for a length of 16 bits, although 7 bits are enough.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) long: bool,
    /// Another opcode than that of the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) opcode: Option<u8>,
}

/// The masking of a frame (RFC 6455, section 5.1: a client masks, a server does not).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Masking {
    #[default]
    Right,
    Wrong,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            code: None,
            reason: String::new(),
            text: String::new(),
            times: 1,
            bytes: String::new(),
            more: false,
            reserved: 0,
            masking: Masking::Right,
            long: false,
            opcode: None,
        }
    }
}

impl Shape {
    /// Returns the payload of the frame, without a mask.
    pub(crate) fn payload(&self) -> Vec<u8> {
        let code = self.code.into_iter().flat_map(u16::to_be_bytes);
        let reason = self.reason.repeat(self.times).into_bytes();
        let text = self.text.repeat(self.times).into_bytes();
        code.chain(reason).chain(text).chain(bytes_of(&self.bytes)).collect()
    }
}

impl Case {
    /// Returns the number and the title of the chapter.
    pub(crate) fn chapter(&self) -> (&str, &'static str) {
        let number = self.number.split_once('.').map_or("", |(chapter, _)| chapter);
        let index = number.parse().map_or(0, |number: usize| number.saturating_sub(1));
        (number, FILE.chapters.get(index).map_or("", |title| title))
    }
}

impl Step {
    /// Returns the opcode and the content of a step that sends a frame.
    pub(crate) fn frame(&self) -> Option<(u8, &Shape)> {
        let (opcode, shape) = match self {
            Self::Continuation(shape) => (0x0, shape),
            Self::Text(shape) => (0x1, shape),
            Self::Close(shape) => (0x8, shape),
            Self::Ping(shape) => (0x9, shape),
            Self::End {} | Self::Reset {} | Self::AwaitClose {} | Self::Echo {} | Self::Trigger {} => return None,
        };
        Some((shape.opcode.unwrap_or(opcode), shape))
    }
}

impl Side {
    /// Returns `true` if servers are tested.
    pub(crate) const fn has_server(self) -> bool {
        matches!(self, Self::Both | Self::Server)
    }

    /// Returns `true` if clients are tested.
    pub(crate) const fn has_client(self) -> bool {
        matches!(self, Self::Both | Self::Client)
    }
}

/// Returns all cases, in the order of their numbers.
pub(crate) fn cases() -> &'static [Case] {
    &FILE.case
}

/// The content of `cases.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    chapters: Vec<String>,
    case: Vec<Case>,
}

#[allow(clippy::expect_used, reason = "the cases are built in, and a test reads them")]
static FILE: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("cases.toml")).expect("the cases are valid"));

/// Reads pairs of hexadecimal digits. Anything else becomes nothing: a test reads all cases.
fn bytes_of(hex: &str) -> impl Iterator<Item = u8> + '_ {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    hex.as_bytes().chunks_exact(2).filter_map(move |pair| match *pair {
        [high, low] => u8::try_from(digit(high)? << 4 | digit(low)?).ok(),
        _ => None,
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_one(times: &usize) -> bool {
    *times == 1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_zero(bits: &u8) -> bool {
    *bits == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_right(masking: &Masking) -> bool {
    matches!(masking, Masking::Right)
}
