//! The adapter for web-sys in a browser: real WebSockets that end in different ways, and events that go from Rust to JavaScript
//! and back.
//!
//! An event is shown as one line: its type, code, reason, and the names of its attributes that are true. The expected lines are
//! written by hand, and both languages must show the same line.

#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;
use std::time::Duration;

use close_codes::dom::{CloseEvent, CloseEventInit};
use close_codes::{CloseHandshake, CodePolicy, Role, event};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::WebSocket;

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = tell)]
    fn tell_in_javascript(event: &web_sys::CloseEvent) -> String;
    fn dispatch(event: &web_sys::CloseEvent, listener: &Closure<dyn FnMut(web_sys::CloseEvent)>) -> bool;
    #[wasm_bindgen(js_name = stampedEvent)]
    fn stamped_event(time_stamp: f64) -> web_sys::CloseEvent;
    #[wasm_bindgen(js_name = canceledEvent)]
    fn canceled_event() -> web_sys::CloseEvent;
    #[wasm_bindgen(js_name = readDictionary)]
    fn read_dictionary(json: &str) -> web_sys::CloseEventInit;
    #[wasm_bindgen(js_name = writeDictionary)]
    fn write_dictionary(init: &web_sys::CloseEventInit) -> String;
    #[wasm_bindgen(js_name = withoutCloseEvent)]
    fn without_close_event(callback: &mut dyn FnMut());
    #[wasm_bindgen(js_name = inTime)]
    fn in_time(promise: &Promise) -> Promise;
}

/// A path on the server, or `nobody` or `tls`; the code and reason if this side closes; the event.
type Ending = (&'static str, Option<(u16, &'static str)>, &'static str);

const ENDINGS: [Ending; 12] = [
    ("own-code", None, "close 4001 'log in again' wasClean isTrusted"),
    ("no-reason", None, "close 1000 '' wasClean isTrusted"),
    ("no-code", None, "close 1005 '' wasClean isTrusted"),
    (
        "longest-reason",
        None,
        "close 1012 'ααααααααααααααααααααααααααααααααααααααααααααααααααααααααααααα.' wasClean isTrusted",
    ),
    ("closed-here", Some((3001, "bye")), "close 3001 'bye' wasClean isTrusted"),
    ("dropped", None, "close 1006 '' isTrusted"),
    ("local-code", None, "close 1006 '' isTrusted"),
    ("half-code", None, "close 1006 '' isTrusted"),
    ("bad-utf-8", None, "close 1006 '' isTrusted"),
    ("refused", None, "close 1006 '' isTrusted"),
    ("nobody", None, "close 1006 '' isTrusted"),
    ("tls", None, "close 1006 '' isTrusted"),
];

/// Runs everything, and returns the report. `server` is a host and port; `nobody` is a host and port where nobody listens.
#[wasm_bindgen]
pub async fn run(server: String, nobody: String) -> String {
    let mut report = Report::default();
    for (name, close, expected) in ENDINGS {
        let url = match name {
            "nobody" => format!("ws://{nobody}/"),
            "tls" => format!("wss://{server}/"),
            path => format!("ws://{server}/{path}"),
        };
        match end_of(&url, close).await {
            Ok(event) => report.expect_of_both(name, &event, expected),
            Err(error) => report.expect(name, &format!("{error:?}"), expected),
        }
    }
    let (in_rust, on_the_way) = (made_in_rust(&mut report), dispatched(&mut report));
    for (name, result) in [("events made in Rust", in_rust), ("an event dispatched", on_the_way)] {
        if let Err(error) = result {
            report.expect(name, &format!("{error:?}"), "no error");
        }
    }
    made_in_javascript(&mut report);
    dictionaries(&mut report);
    through_a_library(&mut report);
    report.finish()
}

/// A private code, which a library without macros reads.
#[close_codes::close_codes]
enum PageCode {
    LogInAgain = 4001,
}

fn through_a_library(report: &mut Report) {
    let told = match library::read(b"\x0F\xA1bye") {
        Ok(ended) if ended.code == PageCode::LogInAgain => ended.reason.to_owned(),
        Ok(library::Ended { code, .. }) | Err(code) => code.to_string(),
    };
    report.expect("through a library", &told, "bye");
}

async fn end_of(url: &str, close: Option<(u16, &str)>) -> Result<web_sys::CloseEvent, JsValue> {
    let socket = WebSocket::new(url)?;
    let end = Promise::new(&mut |resolve, _| socket.set_onclose(Some(&resolve)));
    if let Some((code, reason)) = close {
        let open = Promise::new(&mut |resolve, _| socket.set_onopen(Some(&resolve)));
        JsFuture::from(in_time(&open)).await?;
        socket.close_with_code_and_reason(code, reason)?;
    }
    JsFuture::from(in_time(&end)).await?.dyn_into()
}

fn made_in_rust(report: &mut Report) -> Result<(), JsValue> {
    for (init, expected) in [
        (CloseEventInit::default(), "close 0 ''"),
        (CloseEventInit { code: 1000, ..CloseEventInit::default() }, "close 1000 ''"),
        (CloseEventInit { code: 1005, ..CloseEventInit::default() }, "close 1005 ''"),
        (CloseEventInit { code: 1015, ..CloseEventInit::default() }, "close 1015 ''"),
        (CloseEventInit { code: 65535, ..CloseEventInit::default() }, "close 65535 ''"),
        (CloseEventInit { was_clean: true, ..CloseEventInit::default() }, "close 0 '' wasClean"),
        (CloseEventInit { bubbles: true, ..CloseEventInit::default() }, "close 0 '' bubbles"),
        (CloseEventInit { cancelable: true, ..CloseEventInit::default() }, "close 0 '' cancelable"),
        (CloseEventInit { composed: true, ..CloseEventInit::default() }, "close 0 '' composed"),
    ] {
        report.expect_of_both("made in Rust", &CloseEvent::new("close", init).try_into()?, expected);
    }

    let (bubbles, cancelable, composed) = (true, true, true);
    let reason = "Grüße, 世界 👋";
    let init = CloseEventInit { bubbles, cancelable, composed, was_clean: true, code: 4001, reason: reason.into() };
    let mut event = CloseEvent::new("end", init);
    let all = "end 4001 'Grüße, 世界 👋' wasClean bubbles cancelable composed";
    report.expect_of_both("made in Rust", &web_sys::CloseEvent::try_from(&event)?, all);
    event.prevent_default();
    let canceled = format!("{all} defaultPrevented");
    report.expect_of_both("made in Rust, canceled", &web_sys::CloseEvent::try_from(&event)?, &canceled);

    let outcome = CloseHandshake::new(Role::Client, CodePolicy::Strict).transport_ended();
    let plain = event::CloseEvent::from(outcome.map_err(|error| error.to_string())?);
    let trusted = CloseEvent::from(plain.clone());
    report.expect("trusted in Rust", &tell(&trusted), "close 1006 '' isTrusted");
    report.expect_of_both("trusted in Rust, and so made in JavaScript", &trusted.try_into()?, "close 1006 ''");
    report.expect_of_both("plain in Rust, and so made in JavaScript", &plain.try_into()?, "close 1006 ''");
    let plain = event::CloseEvent::new(4001, reason, true);
    let expected = format!("close 4001 '{reason}' wasClean");
    report.expect_of_both("plain in Rust, with a reason", &plain.try_into()?, &expected);

    let mut thrown = String::new();
    without_close_event(&mut || {
        let event = CloseEvent::new("close", CloseEventInit::default());
        thrown = match web_sys::CloseEvent::try_from(event) {
            Ok(event) => tell_in_javascript(&event),
            Err(error) => error.dyn_ref().map(js_sys::Error::name).map(String::from).unwrap_or_default(),
        };
    });
    report.expect("made in Rust, where JavaScript has no CloseEvent", &thrown, "ReferenceError");
    Ok(())
}

fn dispatched(report: &mut Report) -> Result<(), JsValue> {
    let reason = "à bientôt ✓";
    let init = CloseEventInit {
        cancelable: true,
        was_clean: true,
        code: 4001,
        reason: reason.into(),
        ..CloseEventInit::default()
    };
    let event = web_sys::CloseEvent::try_from(CloseEvent::new("close", init))?;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = Closure::<dyn FnMut(_)>::new({
        let heard = Rc::clone(&heard);
        move |event: web_sys::CloseEvent| {
            heard.borrow_mut().push(tell(&CloseEvent::from(&event)));
            event.prevent_default();
        }
    });
    let not_canceled = dispatch(&event, &listener);
    report.expect("dispatched, heard", &heard.borrow().join(" + "), "close 4001 'à bientôt ✓' wasClean cancelable");
    report.expect("dispatched, canceled", &not_canceled.to_string(), "false");
    let expected = "close 4001 'à bientôt ✓' wasClean cancelable defaultPrevented";
    report.expect_of_both("dispatched, afterwards", &event, expected);
    Ok(())
}

fn made_in_javascript(report: &mut Report) {
    report.expect_of_both("canceled in JavaScript", &canceled_event(), "end 4001 'no' cancelable defaultPrevented");
    for (time_stamp, expected) in [
        (0.0, Duration::ZERO),
        (1234.5, Duration::from_micros(1_234_500)),
        (-1.0, Duration::ZERO),
        (f64::NAN, Duration::ZERO),
        (f64::INFINITY, Duration::ZERO),
        (f64::MAX, Duration::ZERO),
    ] {
        let found = CloseEvent::from(stamped_event(time_stamp)).time_stamp();
        report.expect(&format!("time stamp {time_stamp:e}"), &format!("{found:?}"), &format!("{expected:?}"));
    }
}

fn dictionaries(report: &mut Report) {
    let (bubbles, cancelable, composed) = (true, true, true);
    let all = CloseEventInit { bubbles, cancelable, composed, was_clean: true, code: 4001, reason: "世界".into() };
    let json = r#"{"bubbles":true,"cancelable":true,"composed":true,"wasClean":true,"code":4001,"reason":"世界"}"#;
    report.expect("dictionary of Rust", &write_dictionary(&web_sys::CloseEventInit::from(&all)), json);
    let none = r#"{"bubbles":false,"cancelable":false,"composed":false,"wasClean":false,"code":0,"reason":""}"#;
    report.expect("default of Rust", &write_dictionary(&CloseEventInit::default().into()), none);

    for (json, expected) in [
        (json, all),
        ("{}", CloseEventInit::default()),
        (r#"{"code":3000}"#, CloseEventInit { code: 3000, ..CloseEventInit::default() }),
        (r#"{"reason":"x"}"#, CloseEventInit { reason: "x".into(), ..CloseEventInit::default() }),
        (r#"{"wasClean":true}"#, CloseEventInit { was_clean: true, ..CloseEventInit::default() }),
        (r#"{"bubbles":true}"#, CloseEventInit { bubbles: true, ..CloseEventInit::default() }),
        (r#"{"cancelable":true}"#, CloseEventInit { cancelable: true, ..CloseEventInit::default() }),
        (r#"{"composed":true}"#, CloseEventInit { composed: true, ..CloseEventInit::default() }),
    ] {
        let found = CloseEventInit::from(read_dictionary(json));
        report.expect(&format!("dictionary {json}"), &format!("{found:?}"), &format!("{expected:?}"));
    }
}

fn tell(event: &CloseEvent) -> String {
    let mut line = format!("{} {} '{}'", event.type_(), event.code().as_u16(), event.reason());
    for (name, holds) in [
        ("wasClean", event.was_clean()),
        ("isTrusted", event.is_trusted()),
        ("bubbles", event.bubbles()),
        ("cancelable", event.cancelable()),
        ("composed", event.composed()),
        ("defaultPrevented", event.default_prevented()),
    ] {
        if holds {
            line.push(' ');
            line.push_str(name);
        }
    }
    line
}

#[derive(Default)]
struct Report {
    text: String,
    held: usize,
    missed: usize,
}

impl Report {
    fn expect(&mut self, what: &str, found: &str, expected: &str) {
        let line = &mut self.text;
        // Writing to a `String` cannot fail.
        let _ = if found == expected {
            self.held += 1;
            writeln!(line, "{what}: {found}")
        } else {
            self.missed += 1;
            writeln!(line, "{what}: {found}\n    EXPECTED {expected}")
        };
    }

    /// Compares the event as Rust and as JavaScript see it.
    fn expect_of_both(&mut self, what: &str, event: &web_sys::CloseEvent, expected: &str) {
        let converted = CloseEvent::from(event);
        if event::CloseEvent::from(event) != *converted.close_event() {
            self.expect(&format!("{what}, plain"), "another event", "the same");
        }
        let (rust, javascript) = (tell(&converted), tell_in_javascript(event));
        if rust == javascript {
            self.expect(what, &rust, expected);
        } else {
            self.expect(&format!("{what}, in Rust"), &rust, expected);
            self.expect(&format!("{what}, in JavaScript"), &javascript, expected);
        }
        let milliseconds = converted.time_stamp().as_secs_f64() * 1e3;
        if milliseconds <= 0.0 || (milliseconds - event.time_stamp()).abs() > 1e-6 {
            let expected = format!("{} ms", event.time_stamp());
            self.expect(&format!("{what}, time stamp"), &format!("{milliseconds} ms"), &expected);
        }
    }

    fn finish(mut self) -> String {
        let _ = writeln!(self.text, "{} as expected, {} not", self.held, self.missed);
        self.text
    }
}
