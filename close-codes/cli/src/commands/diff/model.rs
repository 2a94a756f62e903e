//! The difference between two tables.

use serde::Serialize;

use super::api::{Api, list};
use crate::input::{Given, Kind};
use crate::listing::{Column, Listing, Role, Row};

/// The difference between two tables.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Difference {
    pub(crate) added: Vec<Item>,
    pub(crate) removed: Vec<Item>,
    pub(crate) changed: Vec<Change>,
    pub(crate) columns_added: Vec<String>,
    pub(crate) columns_removed: Vec<String>,
    /// The columns with another description.
    pub(crate) columns_changed: Vec<String>,
    /// `true` if only the form differs, such as line ends or order, or the ranges of free codes.
    pub(crate) only_form: bool,
}

/// A code or a band that only one of the tables has.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Item {
    pub(crate) codes: String,
    pub(crate) name: String,
    /// The other cells that are not empty.
    pub(crate) says: Vec<Cell>,
}

/// A cell with its heading.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Cell {
    pub(crate) column: String,
    pub(crate) text: String,
}

/// A cell that has changed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) codes: String,
    /// The name in the older table.
    pub(crate) name: String,
    /// The heading in the newer table, or `name`.
    pub(crate) column: String,
    pub(crate) what: What,
    pub(crate) old: Vec<String>,
    pub(crate) new: Vec<String>,
}

/// The kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// The name of a code.
    Name,
    /// The documents that define the code.
    References,
    /// The people who registered the code.
    Registrants,
    /// Anything else.
    Other,
}

impl Difference {
    /// Compares two sound files with their APIs.
    pub(crate) fn between((old, old_api): (&Given, &Api), (new, new_api): (&Given, &Api), kind: Kind) -> Self {
        let [before, after] = [(old, old_api), (new, new_api)].map(|(given, api)| {
            let mut listing = Listing::new(&given.source);
            // Free codes of the registry do not matter to users.
            listing.rows.retain(|row| kind == Kind::Table || row.code().is_some() && !row.is_unassigned());
            for row in &mut listing.rows {
                // An empty name of a registered code is that of the registry.
                if let Some(name) = api.name(row.codes) {
                    row.name.clone_from(name);
                }
            }
            listing
        });
        let mut difference = Self::default();
        difference.compare_columns((&before, old_api), (&after, new_api));
        difference.compare_rows((&before, old_api), (&after, new_api));
        difference.only_form = difference.says_the_same() && old.bytes != new.bytes;
        difference
    }

    /// Returns `true` if the files have the same bytes.
    pub(crate) fn is_nothing(&self) -> bool {
        self.says_the_same() && !self.only_form
    }

    /// Returns `true` if the tables have the same content, perhaps in another form.
    pub(crate) fn says_the_same(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.columns_added.is_empty()
            && self.columns_removed.is_empty()
            && self.columns_changed.is_empty()
    }

    fn compare_columns(&mut self, (old, old_api): (&Listing, &Api), (new, new_api): (&Listing, &Api)) {
        // A column without a type is a change only if it says something that does not follow from other columns.
        let says_more = |one: &Listing, at: usize, role| match role {
            Role::Variant => old_api.has_other_variants(new_api),
            Role::Key => old_api.has_other_keys(new_api),
            Role::Description | Role::References => {
                one.rows.iter().any(|row| row.cells.get(at).is_some_and(|items| !items.is_empty()))
            }
            _ => true,
        };
        let only = |one: &Listing, other: &Listing| {
            let columns = one.columns.iter().enumerate();
            let is_more = |(at, column): &(usize, &Column)| {
                !other.columns.iter().any(|there| there.is(column)) && says_more(one, *at, column.role)
            };
            columns.filter(is_more).map(|(_, column)| column.heading.clone()).collect()
        };
        self.columns_removed = only(old, new);
        self.columns_added = only(new, old);
        let is_changed = |column: &&Column| {
            let mut before = old.columns.iter().filter(|there| there.is(column));
            before.any(|there| there.description != column.description)
        };
        self.columns_changed = new.columns.iter().filter(is_changed).map(|column| column.heading.clone()).collect();
    }

    fn compare_rows(&mut self, old: (&Listing, &Api), new: (&Listing, &Api)) {
        let ((before, old_api), (after, new_api)) = (old, new);
        // Each column of the new table, with its position in the old one.
        let place = |column| before.columns.iter().position(|there| there.is(column));
        let columns: Vec<_> = after.columns.iter().map(|column| (column, place(column))).collect();
        // The registry gives these texts to a code without a name, even if neither table has the column.
        let has = |listing: &Listing, role| listing.columns.iter().any(|column| column.role == role);
        let is_lacking = |(_, role): &(&str, Role)| !has(before, *role) && !has(after, *role);
        let lacking = [("description", Role::Description), ("variant", Role::Variant)].into_iter().filter(is_lacking);
        let lacking: Vec<_> = lacking
            .map(|(heading, role)| Column { heading: heading.to_owned(), description: String::new(), role })
            .collect();
        for row in &before.rows {
            let Some(now) = after.row(row.codes) else {
                self.removed.push(item(row, &before.columns));
                continue;
            };
            self.note(row, "name", What::Name, &list(&row.name), &list(&now.name));
            let cells = columns.iter().zip(&now.cells);
            let cells =
                cells.filter_map(|((column, place), cell)| Some((*column, &**row.cells.get((*place)?)?, &**cell)));
            for (column, was, is) in cells.chain(lacking.iter().map(|column| (column, &[][..], &[][..]))) {
                // A band with another value is reported alone: its codes follow it.
                let may_differ = match column.role {
                    Role::Description => true,
                    Role::Variant => row.name == now.name || was != is,
                    _ => was != is,
                };
                if !may_differ {
                    continue;
                }
                let what = match column.role {
                    Role::References => What::References,
                    Role::Registrants => What::Registrants,
                    _ => What::Other,
                };
                match (old_api.decision(row.codes, column), new_api.decision(row.codes, column)) {
                    (Some(was), Some(is)) => self.note(row, &column.heading, what, &was, &is),
                    _ => self.note(row, &column.heading, what, was, is),
                }
            }
        }
        let added = after.rows.iter().filter(|row| before.row(row.codes).is_none());
        self.added.extend(added.map(|row| item(row, &after.columns)));
    }

    /// Adds a change of a row, unless the cells are the same.
    fn note(&mut self, row: &Row, column: &str, what: What, before: &[String], after: &[String]) {
        if before != after {
            self.changed.push(Change {
                codes: row.codes.to_string(),
                name: row.name.clone(),
                column: column.to_owned(),
                what,
                old: before.to_vec(),
                new: after.to_vec(),
            });
        }
    }
}

fn item(row: &Row, columns: &[Column]) -> Item {
    let says = columns.iter().zip(&row.cells).filter(|(_, items)| !items.is_empty());
    let says = says.map(|(column, items)| Cell { column: column.heading.clone(), text: items.join(", ") }).collect();
    Item { codes: row.codes.to_string(), name: row.name.clone(), says }
}
