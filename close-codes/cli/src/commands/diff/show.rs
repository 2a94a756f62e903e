//! A difference as text.

use std::io::{self, Write};

use anstyle::Style;
use close_codes_registry::text::{escape, visible};

use super::model::{Cell, Change, Difference, Item, What};
use super::version::{Step, Version};
use crate::output::{BOLD, DIM, GREEN, RED, YELLOW};

/// The width of the first column, which holds words such as `added`.
const MARGIN: usize = 10;

const FORM: &str =
    "the same content: only ranges of free codes, line ends, quotes, order, white space or the form of cells differ";

/// Writes a line for each change, then the next version.
pub(crate) fn show(difference: &Difference, version: &Version, out: &mut impl Write) -> io::Result<()> {
    if difference.is_nothing() {
        return writeln!(out, "no difference");
    }
    for added in &difference.added {
        item("added", GREEN, added, out)?;
    }
    for removed in &difference.removed {
        item("removed", RED, removed, out)?;
    }
    for change in &difference.changed {
        changed(change, out)?;
    }
    for (word, style, columns, part) in [
        ("added", GREEN, &difference.columns_added, "column"),
        ("removed", RED, &difference.columns_removed, "column"),
        ("changed", YELLOW, &difference.columns_changed, "description of the column"),
    ] {
        for column in columns {
            line(word, style, &format!("the {part} `{}`", visible(column)), out)?;
        }
    }
    if difference.only_form {
        line("form", DIM, FORM, out)?;
    }
    writeln!(out)?;
    let step = match version.step {
        Step::None => "next version: none is needed",
        Step::Patch => "next version: patch",
        Step::Minor => "next version: minor",
        Step::Major => "next version: major",
    };
    writeln!(out, "{BOLD}{step}{BOLD:#}")?;
    version.because.iter().try_for_each(|reason| writeln!(out, "  {}", escape(reason)))
}

fn line(word: &str, style: Style, text: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{style}{word:MARGIN$}{style:#} {text}")
}

fn item(word: &str, style: Style, item: &Item, out: &mut impl Write) -> io::Result<()> {
    let name = after_number(&item.name);
    line(word, style, &format!("{BOLD}{}{BOLD:#}{name}", item.codes), out)?;
    item.says.iter().try_for_each(|Cell { column, text }| {
        line("", style, &format!("  {}: {}", visible(column), visible(text)), out)
    })
}

/// Returns a name with a space before it, or nothing.
fn after_number(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" {}", visible(name)) }
}

fn all_visible(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| visible(text)).collect()
}

fn changed(change: &Change, out: &mut impl Write) -> io::Result<()> {
    let Change { codes, name, column, what, old, new } = change;
    let code = format!("{BOLD}{codes}{BOLD:#}{}", after_number(name));
    let (column, old, new) = (visible(column), all_visible(old), all_visible(new));
    match what {
        What::Name => line("renamed", YELLOW, &format!("{code} is now {}", new.concat()), out),
        What::Other => {
            let quoted =
                |said: &[String]| if said.is_empty() { "empty".to_owned() } else { format!("`{}`", said.concat()) };
            line("changed", YELLOW, &format!("{code}: {column} was {} and is now {}", quoted(&old), quoted(&new)), out)
        }
        What::References | What::Registrants => {
            line("changed", YELLOW, &format!("{code}: {column}"), out)?;
            for gone in old.iter().filter(|old| !new.contains(old)) {
                line("", RED, &format!("  {RED}- {gone}{RED:#}"), out)?;
            }
            for come in new.iter().filter(|new| !old.contains(new)) {
                line("", GREEN, &format!("  {GREEN}+ {come}{GREEN:#}"), out)?;
            }
            let same = |one: &[String], other: &[String]| one.iter().all(|item| other.contains(item));
            if same(&old, &new) && same(&new, &old) {
                line("", YELLOW, &format!("  in another order: {}", new.join(", ")), out)?;
            }
            Ok(())
        }
    }
}
