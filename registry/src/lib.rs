//! IANA's registry of WebSocket close codes, with a reader and a checker for its CSV files.
//!
//! This crate holds the data of `close-codes`. Depend on `close-codes` instead. This crate embeds these files
//! from `data/`:
//!
//! | file | contents | maintained by |
//! |---|---|---|
//! | `close-code-number.csv` | the registry, byte for byte | IANA |
//! | `ranges.csv`, `properties.csv` | the ranges (RFC 6455, section 7.4.2); properties of codes that IANA's file does not have | this project |
//! | `causes.csv` | the usual causes of codes, with their sources | this project |
//! | `translations/*.csv` | names and descriptions, one file for each language | this project |
//!
//! The files take two steps, one module each: [`read`] turns CSV into cells with their places, and [`check`](mod@check)
//! turns cells into a [`Registry`] and all [`Problems`]. Both are independent of the code that `close-codes-macros`
//! generates: the caller passes the names in [`generated`].
//!
//! A table of private codes takes the same steps: [`check::table`] makes a [`Table`].
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
#![allow(clippy::expect_used, reason = "a broken invariant should panic, and not become an empty text")]

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
pub use model::{Cause, Code, Language, Missing, OnTheWire, Range, Reconnect, Reference, Registry, Sender, Text};
pub use name::{Reserved, key_fault};
pub use problem::{Checked, Problem, Problems};
pub use source::{Place, Source, Sources, Span};
pub use table::{Band, Column, Entry, Kind, Table, TypedCell, Value, ValuesIn, ranges_in};
