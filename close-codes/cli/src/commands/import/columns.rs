//! Finds out what each column of a table is.

use close_codes_registry::check::table::{Typed, column_fault};
use close_codes_registry::read::MOST_COLUMNS;
use close_codes_registry::{Column, Kind, generated, key_fault};
use heck::ToSnakeCase;

use super::grid::{Cell, Grid};
use super::words::{self, is_code};
use crate::table_csv;

/// The meaning of a column in our CSV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Code,
    Name,
    Variant,
    Key,
    Description,
    Reference,
    Typed(Column),
    /// A column without text.
    Empty,
}

impl Role {
    /// Returns the heading in our CSV; `None` for a column that is left out.
    pub(super) fn heading(&self) -> Option<String> {
        Some(match self {
            Self::Code => "code".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Variant => "variant".to_owned(),
            Self::Key => "key".to_owned(),
            Self::Description => "description".to_owned(),
            Self::Reference => "reference".to_owned(),
            Self::Typed(column) => table_csv::typed_heading(column),
            Self::Empty => return None,
        })
    }
}

// Headings in lower case, without spaces and underscores. The first one that the table has is taken.
const CODE: &str = "\
    code closecode closingcode statuscode closestatuscode closestatus websocketclosecode websocketcode wsclosecode \
    wscode closeeventcode closeevent eventcode errorcode codes closecodes statuscodes codenumber status number \
    numbers value numericvalue range id no nr error";
const NAME: &str = "\
    name title label shortname symbol symbolicname constant identifier codename statusname errorname reasonphrase \
    closereason event status code errorcode key variant";
/// Columns that have the names if no other has them. Their cells may be whole sentences.
const SENTENCES: &str = "\
    reason message errormessage error summary shortdescription meaning cause description desc explanation definition \
    details text when comment comments note notes";
const DESCRIPTION: &str = "\
    description desc longdescription explanation meaning definition details detail cause comment comments note notes \
    remark remarks usage when";
const REFERENCE: &str = "\
    reference references rfc spec specification link links url source doc docs documentation see seealso";

/// Returns `true` if the cells of a column with names may be whole sentences.
pub(super) fn has_sentences(heading: &str) -> bool {
    NAME.split(' ').all(|other| other != plain(heading))
}

/// Returns the column of the close codes, if the table has one, and `true` if its heading says so.
pub(super) fn code(grid: &Grid) -> Option<(usize, bool)> {
    if grid.headings.len() > MOST_COLUMNS {
        return None;
    }
    let headings: Vec<_> = grid.headings.iter().map(|heading| plain(&heading.text)).collect();
    let has_codes = |at: &usize| {
        let filled = || grid.column(*at).filter(|cell| !words::is_nothing(&cell.text));
        let codes = filled().filter(|cell| is_code(&cell.text)).count();
        codes > 0 && 2 * codes >= filled().count()
    };
    let candidates: Vec<_> = (0..headings.len()).filter(has_codes).collect();
    let with =
        |wanted: &str| candidates.iter().copied().find(|&at| headings.get(at).is_some_and(|heading| heading == wanted));
    if let Some(at) = CODE.split(' ').find_map(with) {
        return Some((at, true));
    }
    // Port numbers look like close codes.
    let is_port = |at: usize| headings.get(at).is_some_and(|heading| heading.contains("port"));
    match candidates[..] {
        [only] if !is_port(only) => Some((only, false)),
        _ => None,
    }
}

/// Returns the meaning of each column. `code` is the column of the close codes.
pub(super) fn roles(grid: &Grid, code: usize) -> Vec<Role> {
    let headings: Vec<_> = grid.headings.iter().map(|heading| plain(&heading.text)).collect();
    let kinds: Vec<_> = (0..headings.len()).map(|at| kind(grid.column(at))).collect();
    let mut roles = vec![None; headings.len()];
    let give = |at: Option<usize>, role: Role, roles: &mut Vec<Option<Role>>| {
        if let Some(there) = at.and_then(|at| roles.get_mut(at)) {
            *there = Some(role);
        }
    };
    give(Some(code), Role::Code, &mut roles);
    let free = |wanted: &str, roles: &[Option<Role>], allowed: &dyn Fn(usize) -> bool| {
        wanted.split(' ').find_map(|wanted| {
            (0..headings.len()).find(|&at| {
                headings.get(at).is_some_and(|heading| heading == wanted)
                    && roles.get(at).is_some_and(Option::is_none)
                    && allowed(at)
            })
        })
    };
    let is_text = |at: usize| kinds.get(at) == Some(&Some(Kind::Str));
    let is_keys = |at: usize| grid.column(at).all(|cell| cell.text.is_empty() || key_fault(&cell.text).is_none());
    let has_documents = |at: usize| is_text(at) || grid.column(at).any(|cell| !cell.documents.is_empty());
    give(free(REFERENCE, &roles, &has_documents), Role::Reference, &mut roles);
    // Without a column for names, the first column of text has them.
    let first_text = |roles: &[Option<Role>]| {
        (0..headings.len()).find(|&at| is_text(at) && roles.get(at).is_some_and(Option::is_none))
    };
    let is_name = |at: usize| is_text(at) || headings.get(at).is_some_and(|heading| heading == "name");
    let of_names = free(NAME, &roles, &is_name).or_else(|| free(SENTENCES, &roles, &is_text));
    give(of_names.or_else(|| first_text(&roles)), Role::Name, &mut roles);
    give(free(DESCRIPTION, &roles, &is_text), Role::Description, &mut roles);
    give(free("variant", &roles, &is_text), Role::Variant, &mut roles);
    give(free("key", &roles, &|at| is_text(at) && is_keys(at)), Role::Key, &mut roles);
    let mut taken: Vec<Typed> = Vec::new();
    let mut typed = |at: usize| {
        let heading = grid.headings.get(at).map(|heading| heading.text.as_str()).unwrap_or_default();
        let made = || kinds.get(at).copied().flatten().map(|kind| (heading, kind, ""));
        let (heading, kind, description) = explicit(heading).or_else(made)?;
        let column = Column { name: method(heading, at, &taken), kind, description: description.to_owned() };
        taken.push(Typed { at, column: column.clone() });
        Some(column)
    };
    let finish = |(at, role): (usize, Option<Role>)| role.unwrap_or_else(|| typed(at).map_or(Role::Empty, Role::Typed));
    roles.into_iter().enumerate().map(finish).collect()
}

/// Returns a heading in lower case, without spaces and underscores: `closecode` for `Close Code`.
fn plain(heading: &str) -> String {
    heading.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads a heading that has a type already, such as `retry:bool`: the name, the type and the description.
fn explicit(heading: &str) -> Option<(&str, Kind, &str)> {
    let (name, rest) = heading.split_once(':')?;
    let (kind, description) = rest.split_once(':').unwrap_or((rest, ""));
    let kind = Kind::ALL.into_iter().find(|other| other.name().eq_ignore_ascii_case(kind.trim()))?;
    Some((name, kind, description.trim()))
}

/// Makes the name of a column from its heading: `http_status` for `HTTP status`. A name that the column cannot have gets a number:
/// `meaning_2`.
fn method(heading: &str, at: usize, taken: &[Typed]) -> String {
    let snake = heading.to_snake_case();
    let begins_with_digit = snake.starts_with(|first: char| first.is_ascii_digit());
    let name = if begins_with_digit { format!("column_{snake}") } else { snake };
    let name = if key_fault(&name).is_some() { format!("column_{}", at + 1) } else { name };
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    // In TypeScript, `retry_2` and `retry2` have the same name.
    let is_like_another = |name: &str| taken.iter().any(|other| plain(&other.column.name) == plain(name));
    let is_free = |name: &String| column_fault(name, taken, &generated::SET).is_none() && !is_like_another(name);
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}

/// Returns the type that fits all cells of a column; `None` if all are empty.
fn kind<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<Kind> {
    let is_value = |cell: &&Cell| !words::is_nothing(&cell.text) && !words::is_no_value(&cell.text);
    let cells: Vec<_> = cells.filter(is_value).collect();
    // `1` and `0` are truth values if the column has no other numbers.
    let is_bool = !cells.is_empty() && cells.iter().all(|cell| words::bool(&cell.text).is_some());
    if is_bool { Some(Kind::Bool) } else { cells.into_iter().map(kind_of).reduce(join) }
}

/// Returns the narrowest type of a cell. `1` and `0` count as numbers.
pub(super) fn kind_of(cell: &Cell) -> Kind {
    match words::whole(&cell.text) {
        Some(0..=0xFFFF) => Kind::U16,
        Some(0x1_0000..=0xFFFF_FFFF) => Kind::U32,
        Some(_) => Kind::I64,
        None if words::bool(&cell.text).is_some() => Kind::Bool,
        None if cell.is_number && cell.text.parse().is_ok_and(f64::is_finite) => Kind::F64,
        None => Kind::Str,
    }
}

/// Returns the narrowest type that holds the values of both.
fn join(one: Kind, other: Kind) -> Kind {
    const NUMBERS: [Kind; 4] = [Kind::U16, Kind::U32, Kind::I64, Kind::F64];
    let rank = |kind: Kind| NUMBERS.iter().position(|number| *number == kind);
    match (rank(one), rank(other)) {
        (Some(one), Some(other)) => NUMBERS.get(one.max(other)).copied().unwrap_or(Kind::Str),
        _ if one == other => one,
        _ => Kind::Str,
    }
}
