//! IANA's registry of WebSocket close codes, and the way from its CSV to a model that is known to be valid.
//!
//! This is the data behind the `close-codes` crate, which is the one to depend on. Three kinds of file lie in `data/`
//! and are embedded here:
//!
//! | file | holds | kept by |
//! |---|---|---|
//! | `close-code-number.csv` | the registry, byte for byte | IANA |
//! | `ranges.csv`, `properties.csv` | the ranges of RFC 6455, section 7.4.2; what IANA does not say of a code | this project |
//! | `translations/*.csv` | names and descriptions, a file a language | this project |
//!
//! They pass through two steps, a module each: [`read`] turns CSV into cells that know their line and column, and
//! [`check`](mod@check) turns cells into a [`Registry`] and every [`Problem`] that there is. Neither knows the code that
//! `close-codes-macros` generates: their caller passes in the names of [`generated`].
//!
//! A table of private codes takes the same way: [`check::table`] makes a [`Table`] of it.
//!
//! ```
//! use close_codes_registry::Registry;
//!
//! let registry = Registry::embedded()?;
//! let restart = registry.codes.iter().find(|code| code.number == 1012).ok_or("1012 is registered")?;
//! assert_eq!(restart.name, "Service Restart");
//! assert_eq!(restart.variant, "ServiceRestart");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]
#![allow(clippy::expect_used, reason = "an invariant that fails should say so, and not pass for an empty text")]

pub mod check;
mod embedded;
pub mod generated;
pub mod markdown;
mod model;
mod name;
mod problem;
pub mod read;
mod source;
mod table;
pub mod text;
mod translations;

pub use check::check;
pub use model::{Code, Language, Missing, OnTheWire, Range, Reconnect, Reference, Registry, Sender, Text};
pub use name::Reserved;
pub use problem::{Checked, Problem, Problems};
pub use source::{Place, Source, Sources, Span};
pub use table::{Band, Column, Entry, Kind, Table, Value};
