//! A column of the table: all results for one library or browser.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

use crate::cases::{arrivals, body, departures};
use crate::library::{LIBRARIES, Library, Received, Sent, Told};
use crate::ranges::Groups;
use crate::versions::version;
use crate::words::{self, Outcome};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub version: String,
    /// A sentence about the measurement, or empty.
    pub note: String,
    pub received: Cells,
    pub sent: Cells,
}

/// The cells, each with the name of its row.
pub type Cells = Vec<(String, String)>;

/// Measures all libraries, each in its own thread.
pub fn measure_libraries() -> Vec<Column> {
    thread::scope(|scope| {
        let columns =
            LIBRARIES.map(|library| scope.spawn(|| Column::measure(&Caught(library), version(library.name()))));
        columns.into_iter().map(|column| column.join().expect("a measurement")).collect()
    })
}

impl Column {
    pub fn measure(library: &dyn Library, version: &str) -> Self {
        Self {
            name: library.name().into(),
            version: version.into(),
            note: library.note().into(),
            received: receive(library),
            sent: send(library),
        }
    }

    pub fn cells(&self) -> impl Iterator<Item = &(String, String)> {
        self.received.iter().chain(&self.sent)
    }

    pub fn head(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

fn receive(library: &dyn Library) -> Cells {
    let [mut told, mut changed, mut refused, mut echoed, mut answered, mut unanswered] = <[Groups; 6]>::default();
    let mut previous = None;
    for code in library.arriving_codes() {
        let body = body(Some(code), "");
        let received = library.receive(&body);
        match words::told(&body, &received.told) {
            Outcome::AsItIs => told.add("", code, previous),
            Outcome::Changed(word) => changed.add(&word, code, previous),
            Outcome::Refused(word) => refused.add(&word, code, previous),
            Outcome::Illegal | Outcome::Nothing => unreachable!("`told` never returns these"),
        }
        match words::on_the_wire(&body, &received.answer) {
            Outcome::AsItIs => echoed.add("", code, previous),
            Outcome::Illegal => echoed.add("illegal", code, previous),
            Outcome::Changed(word) => answered.add(&word, code, previous),
            Outcome::Nothing => unanswered.add("", code, previous),
            Outcome::Refused(_) => unreachable!("`on_the_wire` never returns this"),
        }
        previous = Some(code);
    }
    let codes = [
        ("codes reported", told),
        ("codes reported as another", changed),
        ("codes refused", refused),
        ("codes echoed", echoed),
        ("codes answered with another body", answered),
        ("codes not answered", unanswered),
    ];
    let bodies = arrivals().into_iter().map(|(row, body)| {
        let received = library.receive(&body);
        let told = words::told(&body, &received.told).show("reported");
        let answer = words::on_the_wire(&body, &received.answer).show("echoed");
        (row, format!("{told} → {answer}"))
    });
    rows(codes).chain(bodies).collect()
}

fn send(library: &dyn Library) -> Cells {
    let [mut sent, mut illegal, mut changed, mut refused] = <[Groups; 4]>::default();
    for code in 0..=u16::MAX {
        match words::departure(&body(Some(code), ""), &library.send(Some((code, &[])))) {
            Outcome::AsItIs => sent.add("", code, code.checked_sub(1)),
            Outcome::Illegal => illegal.add("", code, code.checked_sub(1)),
            Outcome::Changed(word) => changed.add(&word, code, code.checked_sub(1)),
            Outcome::Refused(word) => refused.add(&word, code, code.checked_sub(1)),
            Outcome::Nothing => refused.add("nothing", code, code.checked_sub(1)),
        }
    }
    let codes = [
        ("codes sent", sent),
        ("codes sent, illegal", illegal),
        ("codes sent as another", changed),
        ("codes refused", refused),
    ];
    let reasons = departures().into_iter().map(|(row, close)| {
        let wanted = close.iter().flat_map(|(code, reason)| [&code.to_be_bytes(), reason.as_slice()].concat());
        let sent = library.send(close.as_ref().map(|(code, reason)| (*code, reason.as_slice())));
        (row, words::departure(&wanted.collect::<Vec<_>>(), &sent).show("sent"))
    });
    rows(codes).chain(reasons).collect()
}

fn rows<const N: usize>(codes: [(&str, Groups); N]) -> impl Iterator<Item = (String, String)> {
    codes.into_iter().map(|(row, groups)| (row.to_owned(), groups.to_string()))
}

/// A library with its panics caught and not printed.
struct Caught<'a>(&'a dyn Library);

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

impl Library for Caught<'_> {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn note(&self) -> &'static str {
        self.0.note()
    }

    fn receive(&self, body: &[u8]) -> Received {
        caught(|| self.0.receive(body))
            .unwrap_or_else(|| Received { told: Told::Refusal("panic".into()), answer: Vec::new() })
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        caught(|| self.0.send(close)).unwrap_or_else(|| Sent::Refused("panic".into()))
    }
}

fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !SILENT.get() {
                print(panic);
            }
        }));
    });
    SILENT.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    SILENT.set(false);
    result.ok()
}
