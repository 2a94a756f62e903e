//! A program without the standard library, an allocator or an operating system: it links, so the crate needs none.
//!
//! Nothing calls the program. `#[used]` keeps its one function, which uses everything that the crate offers.

#![no_std]
#![no_main]
#![forbid(unsafe_code)]

use core::fmt::{self, Write};
use core::str::FromStr;

use close_codes::handshake::HandshakeError;
use close_codes::{
    CloseCode, CloseFrame, CloseHandshake, CloseOutcome, CloseReason, CodeOf, CodePolicy, CodeRange, CodeSet,
    HandshakeAction, Language, Role,
};

#[close_codes::close_codes("../../close-codes/examples/codes/game.csv")]
enum GameCode {}

#[close_codes::close_codes]
enum ChatCode {
    TokenExpired = 4001,
}

#[used]
static EVERYTHING: fn(&str, &mut Length) -> fmt::Result = everything;

fn everything(text: &str, out: &mut Length) -> fmt::Result {
    let language = Language::from_tag(text).unwrap_or(Language::En);
    let code: CloseCode = match text.parse() {
        Ok(code) => code,
        Err(error) => return write!(out, "{error}"),
    };
    let range = CodeRange::of(code.as_u16());
    write!(out, "{code} {code:?} {range} {} {}", code.name_in(language), code.description_in(language))?;
    write!(out, "{:?} {} {:?}", code.references(), code.key(), code.forwarded())?;
    write!(out, "{:?} {} {}", code.reconnect(), code.is_allowed_in_close_call(), code.is_allowed_on_wire())?;
    write!(out, "{:?} {:?}", GameCode::retry_of(code), GameCode::label_of(code))?;
    set::<GameCode>(text, code, out)?;
    set::<ChatCode>(text, code, out)?;
    closing(text, code, out)
}

fn closing(text: &str, code: CloseCode, out: &mut Length) -> fmt::Result {
    match CloseReason::new(text) {
        Ok(reason) => write!(out, "{reason} {reason:?}")?,
        Err(error) => write!(out, "{error} {}", CloseReason::truncating(text))?,
    }
    match CloseFrame::from_close_call(Some(code.as_u16()), Some(text)) {
        Ok(frame) => write!(out, "{frame:?}")?,
        Err(error) => write!(out, "{error}")?,
    }
    let mut buffer = [0; CloseFrame::MAX_LEN];
    let body = match CloseFrame::new(code, text) {
        Ok(frame) => match frame.encode_into(&mut buffer) {
            Ok(body) => body,
            Err(error) => return write!(out, "{error}"),
        },
        Err(error) => return write!(out, "{error}"),
    };
    match CloseFrame::parse(body, CodePolicy::Browser) {
        Ok(close) => write!(out, "{} {}", close.display_as::<GameCode>(), close.forwarded())?,
        Err(error) => write!(out, "{error} {}", error.fail_code())?,
    }
    // The library is built without macros, but has the same `CloseCode`, which compares with the sets.
    match library::read(body) {
        Ok(ended) if ended.code == GameCode::TokenExpired => write!(out, "{}", ended.reason)?,
        Ok(library::Ended { code, .. }) | Err(code) => write!(out, "{}", CodeOf::<ChatCode>::from(code))?,
    }
    match handshake(body) {
        Ok(outcome) => write!(out, "{outcome} {} {}", outcome.key_as::<GameCode>(), outcome.initiator_key()),
        Err(error) => write!(out, "{error}"),
    }
}

/// Runs both ends of a connection.
fn handshake(body: &[u8]) -> Result<CloseOutcome, HandshakeError> {
    let mut client = CloseHandshake::new(Role::Client, CodePolicy::Extensible);
    let mut server = CloseHandshake::new(Role::Server, CodePolicy::Strict);
    if let HandshakeAction::Send(echo) = server.close_received(body)? {
        let _ = server.close_sent()?;
        let _ = client.data_received()?;
        let _ = client.close(echo)?;
        let _ = client.time_out()?;
        let _ = client.opening_failed().is_err();
        let _ = server.transport_ended()?.forwarded();
    }
    client.tls_failed()
}

fn set<S>(text: &str, code: CloseCode, out: &mut Length) -> fmt::Result
where
    S: CodeSet + FromStr<Err: fmt::Display> + TryFrom<CloseCode, Error: fmt::Display>,
{
    match text.parse::<S>() {
        Ok(code) => write!(out, "{code} {code:?} {} {}", code.description(), code.key())?,
        Err(error) => write!(out, "{error}")?,
    }
    write!(out, "{} {}", CodeOf::<S>::from(code), CodeOf::<S>::from(code).key())?;
    match S::try_from(code) {
        Ok(code) => write!(out, "{:?} {:?}", code.references(), S::ALL),
        Err(error) => write!(out, "{error}"),
    }
}

/// A writer that counts bytes.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.saturating_add(text.len());
        Ok(())
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
