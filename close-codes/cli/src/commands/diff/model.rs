//! The difference between two tables.

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::input::{Given, Kind};
use crate::listing::{Listing, Row};
use close_codes_registry::check::cell::show;

/// The difference between two tables.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Difference {
    pub(crate) added: Vec<Item>,
    pub(crate) removed: Vec<Item>,
    pub(crate) changed: Vec<Change>,
    /// The ranges of free codes that have changed.
    pub(crate) ranges: Vec<Regrouping>,
    pub(crate) columns_added: Vec<String>,
    pub(crate) columns_removed: Vec<String>,
    /// Whether the files say the same in different bytes.
    pub(crate) only_form: bool,
}

/// A code, or a band, that only one of the tables has.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Item {
    pub(crate) codes: String,
    pub(crate) name: String,
    /// The other cells, unless they are empty.
    pub(crate) says: Vec<Cell>,
}

/// A cell, under its heading.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Cell {
    pub(crate) column: String,
    pub(crate) text: String,
}

/// A cell that has changed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) codes: String,
    /// The name before.
    pub(crate) name: String,
    /// The heading; of the name, that of the newer table.
    pub(crate) column: String,
    pub(crate) what: What,
    pub(crate) old: Vec<String>,
    pub(crate) new: Vec<String>,
}

/// The kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// The name of a code, or the Meaning of a range.
    Name,
    /// The documents that define the code.
    References,
    /// The people who registered the code.
    Registrants,
    /// Anything else.
    Other,
}

/// Ranges of free codes, and the ranges that have taken their place.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Regrouping {
    pub(crate) old: Vec<Free>,
    pub(crate) new: Vec<Free>,
}

/// A range of free codes, and its Meaning.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Free {
    pub(crate) codes: String,
    pub(crate) name: String,
}

impl Difference {
    pub(crate) fn between(old: &Given, new: &Given, kind: Kind) -> Self {
        let (before, after) = (Listing::new(&old.source, kind), Listing::new(&new.source, kind));
        let mut difference = Self::default();
        difference.compare_columns(&before, &after);
        difference.compare_rows(&before, &after);
        difference.compare_free(&before, &after);
        difference.only_form = difference.says_the_same() && old.bytes != new.bytes;
        difference
    }

    /// Whether the tables are the same, byte for byte.
    pub(crate) fn is_nothing(&self) -> bool {
        self.says_the_same() && !self.only_form
    }

    /// Whether the tables say the same, perhaps in different bytes.
    pub(crate) fn says_the_same(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.ranges.is_empty()
            && self.columns_added.is_empty()
            && self.columns_removed.is_empty()
    }

    fn compare_columns(&mut self, old: &Listing, new: &Listing) {
        let only = |one: &Listing, other: &Listing| {
            let is_other = |column: &&String| !other.columns.iter().any(|there| same_column(there, column));
            one.columns.iter().filter(is_other).cloned().collect()
        };
        self.columns_removed = only(old, new);
        self.columns_added = only(new, old);
    }

    fn compare_rows(&mut self, old: &Listing, new: &Listing) {
        for row in &old.rows {
            match new.row(&row.codes) {
                Some(now) if row.is_free == now.is_free || row.codes.start() != row.codes.end() => {
                    self.compare(row, now);
                }
                _ if !row.is_free => self.removed.push(item(row)),
                _ => {}
            }
        }
        let is_new = |row: &&Row| !row.is_free && old.row(&row.codes).is_none_or(|before| before.is_free);
        self.added.extend(new.rows.iter().filter(is_new).map(item));
    }

    fn compare(&mut self, old: &Row, new: &Row) {
        let mut note = |column: &str, what, before: &[String], after: &[String]| {
            if before != after {
                self.changed.push(Change {
                    codes: show(&old.codes),
                    name: old.name.clone(),
                    column: column.to_owned(),
                    what,
                    old: before.to_vec(),
                    new: after.to_vec(),
                });
            }
        };
        let name = |row: &Row| Some(row.name.clone()).filter(|name| !name.is_empty()).into_iter().collect::<Vec<_>>();
        note("name", What::Name, &name(old), &name(new));
        for (column, now) in &new.cells {
            let Some((_, before)) = old.cells.iter().find(|(there, _)| same_column(there, column)) else { continue };
            let what = match column.as_str() {
                "Reference" | "reference" => What::References,
                "Contact" => What::Registrants,
                _ => What::Other,
            };
            note(column, what, before, now);
        }
    }

    /// Ranges that overlap belong together, such as a range and the parts into which it was split.
    fn compare_free(&mut self, old: &Listing, new: &Listing) {
        let free = |one: &Listing, other: &Listing| -> Vec<(RangeInclusive<u16>, String)> {
            let is_other = |row: &&Row| row.is_free && !other.row(&row.codes).is_some_and(|there| there.is_free);
            one.rows.iter().filter(is_other).map(|row| (row.codes.clone(), row.name.clone())).collect()
        };
        let (old, new) = (free(old, new), free(new, old));
        let mut edges: Vec<_> = old.iter().chain(&new).map(|(codes, _)| codes.clone()).collect();
        edges.sort_by_key(|codes| *codes.start());
        let mut groups: Vec<RangeInclusive<u16>> = Vec::new();
        for codes in edges {
            match groups.last_mut() {
                Some(group) if group.end() >= codes.start() => {
                    *group = *group.start()..=*group.end().max(codes.end());
                }
                _ => groups.push(codes),
            }
        }
        for group in groups {
            let within = |ranges: &[(RangeInclusive<u16>, String)]| -> Vec<Free> {
                let inside = ranges.iter().filter(|(codes, _)| group.contains(codes.start()));
                inside.map(|(codes, name)| Free { codes: show(codes), name: name.clone() }).collect()
            };
            self.ranges.push(Regrouping { old: within(&old), new: within(&new) });
        }
    }
}

fn item(row: &Row) -> Item {
    let says = row.cells.iter().filter(|(_, items)| !items.is_empty());
    let says = says.map(|(column, items)| Cell { column: column.clone(), text: items.join(", ") }).collect();
    Item { codes: show(&row.codes), name: row.name.clone(), says }
}

/// Whether two headings name the same column: a table may have IANA's headings or its own.
fn same_column(one: &str, other: &str) -> bool {
    let plain = |heading: &str| match heading {
        "Status Code" => "code".to_owned(),
        "Meaning" => "name".to_owned(),
        _ => heading.to_lowercase(),
    };
    plain(one) == plain(other)
}
