//! A program without the standard library, an allocator or an operating system: it links, so the crate needs none.
//!
//! Nothing calls the program. Its one function is kept by `#[used]`, and touches everything the crate offers.

#![no_std]
#![no_main]
#![forbid(unsafe_code)]

use core::fmt::{self, Write};

use close_codes::{CloseCode, CodeRange, Language, Role};

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
    write!(out, "{:?} {} {:?}", code.references(), code.key(), code.forwardable())?;
    write!(out, "{:?} {} {}", code.reconnect(), code.may_be_sent_by(Role::Browser), code.is_allowed_on_wire())
}

/// Where the text goes.
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
