//! Notes on a table: parts that are allowed, but probably not meant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use close_codes_registry::check::cell::{self, show};
use close_codes_registry::check::table::{Heading, column_fault};
use close_codes_registry::read::{self, Cell};
use close_codes_registry::text::quote;
use close_codes_registry::{Entry, Kind, Problems, Registry, Reserved, Source, Table, generated};
use heck::{ToSnakeCase, ToUpperCamelCase};

/// The numbers that a close frame can have (RFC 6455, section 7.4).
const IN_FRAMES: RangeInclusive<u16> = 1000..=4999;

/// The most letters of a variant that a note proposes.
const LONGEST: usize = 100;

/// Names of columns that usually decide on a new connection.
const USUAL: [&str; 10] = [
    "reconnect",
    "reconnectable",
    "should_reconnect",
    "can_reconnect",
    "retry",
    "retryable",
    "should_retry",
    "can_retry",
    "resume",
    "resumable",
];

/// Short words that a name in one word, such as `NotInGuild` or `UserID`, may contain.
const SHORT: [&str; 29] = [
    "an", "as", "at", "be", "by", "do", "go", "he", "id", "if", "in", "io", "ip", "is", "it", "me", "my", "no", "of",
    "ok", "on", "or", "so", "to", "tv", "ui", "up", "us", "we",
];

/// Returns the notes on a table without problems, in the order of the file.
pub(crate) fn of(source: &Source, table: &Table, registry: &Registry) -> Problems {
    let mut unreported = Problems::default();
    let mut notes = Notes { source, table, registry, list: Problems::default() };
    let Some(sheet) = read::open(source, &mut unreported) else { return notes.list };
    let heading = sheet.heading().to_vec();
    let Some(found) = Heading::find(source, &heading, &Reserved::default(), &mut unreported) else {
        return notes.list;
    };
    let rows = sheet.rows(&mut unreported).rows;
    notes.on_columns(&found, &heading, &rows);
    notes.on_codes(&found, &rows);
    notes.on_bands(&found, &rows);
    notes.list.sort();
    notes.list
}

struct Notes<'a> {
    source: &'a Source,
    table: &'a Table,
    registry: &'a Registry,
    list: Problems,
}

impl Notes<'_> {
    fn add(&mut self, cell: &Cell, note: String) {
        self.list.report(self.source, cell.span, note);
    }

    /// Notes each column without a type that looks like a column with one.
    fn on_columns(&mut self, found: &Heading, heading: &[Cell], rows: &[Vec<Cell>]) {
        let Heading { code, name, variant, key, description, reference, typed, .. } = found;
        let fields = [Some(*code), Some(*name), *variant, *key, *description, *reference];
        for (at, cell) in heading.iter().enumerate() {
            let is_known = fields.contains(&Some(at)) || typed.iter().any(|typed| typed.at == at);
            let name = cell.text.to_snake_case();
            if is_known || column_fault(&name, typed, &generated::SET).is_some() {
                continue;
            }
            let cells = rows.iter().filter_map(|row| row.get(at)?.filled());
            let kind = kind_of(&cells.map(|cell| cell.text.as_str()).collect::<Vec<_>>());
            let cure = match kind {
                Some(kind) => format!("write {} to use its values", quote(&format!("{name}:{}", kind.name()))),
                None if USUAL.contains(&&*name) => {
                    format!("write `{name}:bool` with `true` or `false` in each cell, or `{name}:str`")
                }
                None => continue,
            };
            self.add(cell, format!("the column {} has no type, so it is ignored: {cure}", quote(&cell.text)));
        }
    }

    fn on_codes(&mut self, found: &Heading, rows: &[Vec<Cell>]) {
        let filled = |row: &'_ [Cell], at: Option<usize>| at.and_then(|at| row.get(at)?.filled().cloned());
        let entries: BTreeMap<u16, &Entry> = self.table.codes.iter().map(|entry| (entry.number, entry)).collect();
        let mut variants: BTreeSet<String> = entries.values().map(|entry| entry.variant.clone()).collect();
        // The number of each text as `parse` reads it: first keys and variants, then the lowest number with this name.
        let mut meanings: BTreeMap<String, u16> = BTreeMap::new();
        for Entry { number, variant, key, .. } in &self.table.codes {
            meanings.extend([variant, key].map(|identifier| (identifier.to_lowercase(), *number)));
        }
        for entry in &self.table.codes {
            meanings.entry(entry.name.to_lowercase()).or_insert(entry.number);
        }
        for row in rows {
            let Some(code) = row.get(found.code) else { continue };
            let Some(entry) = cell::codes(&code.text, "").ok().and_then(|codes| entries.get(codes.start())) else {
                continue;
            };
            if code.text.contains('-') {
                continue;
            }
            let (name, key) = (filled(row, Some(found.name)), filled(row, found.key));
            let place = key.as_ref().or(name.as_ref()).unwrap_or(code);
            if let Some(owner) = self.other_owner(entry) {
                let note = format!(
                    "the key {} is also the key of {owner}, so metrics would mix them: write another key in a column `key`",
                    quote(&entry.key)
                );
                self.add(place, note);
            }
            if let Some(&other) = meanings.get(&entry.name.to_lowercase()).filter(|other| **other != entry.number) {
                let note = format!("code {other} has the same name: as text, {} means {other}", quote(&entry.name));
                self.add(place, note);
            }
            let Some(name) = name.filter(|_| key.is_none() && filled(row, found.variant).is_none()) else { continue };
            if let Some(proposal) = better_variant(&entry.name, &entry.key) {
                // A longer proposal would make the note unreadable.
                let is_usable = proposal.len() <= LONGEST && generated::SET.variant_fault(&proposal).is_none();
                let cure = if is_usable && variants.insert(proposal.clone()) {
                    format!("write `{proposal}` in a column `variant`")
                } else {
                    "write another one in a column `variant`".to_owned()
                };
                let (variant, key) = (quote(&entry.variant), quote(&entry.key));
                let note = format!("the name makes the variant {variant} and the key {key}: {cure}");
                self.add(&name, note);
            }
        }
    }

    /// Returns another code or range of the registry with the key of this code.
    fn other_owner(&self, entry: &Entry) -> Option<String> {
        let Registry { codes, ranges, .. } = self.registry;
        let code = codes.iter().find(|code| code.key == entry.key);
        if let Some(code) = code {
            return (code.number != entry.number).then(|| format!("code {}", code.number));
        }
        let range = ranges.iter().find(|range| range.key == entry.key)?;
        Some(format!("the range {}", show(&range.codes)))
    }

    /// Notes each band without an effect.
    fn on_bands(&mut self, found: &Heading, rows: &[Vec<Cell>]) {
        for row in rows {
            let Some(code) = row.get(found.code).filter(|code| code.text.contains('-')) else { continue };
            let Ok(codes) = cell::codes(&code.text, "") else { continue };
            if codes.end() < IN_FRAMES.start() || IN_FRAMES.end() < codes.start() {
                let note = format!("the band {} has no close codes ({}): remove it", code.text, show(&IN_FRAMES));
                self.add(code, note);
                continue;
            }
            let typed = found.typed.iter().map(|typed| typed.at);
            let parts = typed.chain([found.name]).chain(found.description);
            let is_empty = parts.filter_map(|at| row.get(at)).all(|cell| cell.text.is_empty());
            let entries = &self.table.codes;
            let next = entries.get(entries.partition_point(|entry| entry.number < *codes.start()));
            if is_empty && !next.is_some_and(|entry| codes.contains(&entry.number)) {
                let note =
                    format!("the band {} has no values, name or description: write one, or remove it", code.text);
                self.add(code, note);
            }
        }
    }
}

/// Returns the type of these cells, if they are truth values or whole numbers.
fn kind_of(cells: &[&str]) -> Option<Kind> {
    if cells.is_empty() {
        return None;
    }
    if cells.iter().all(|cell| cell::truth(cell).is_some()) {
        return Some(Kind::Bool);
    }
    let numbers: Vec<i64> = cells.iter().map(|cell| cell.parse().ok()).collect::<Option<_>>()?;
    let fits = |most: u32| numbers.iter().all(|number| (0..=i64::from(most)).contains(number));
    Some(match () {
        () if fits(u16::MAX.into()) => Kind::U16,
        () if fits(u32::MAX) => Kind::U32,
        () => Kind::I64,
    })
}

/// Returns the variant for a name whose words were split, such as `IPv6` into `i` and `pv6`; `None` for a name without such a
/// word.
fn better_variant(name: &str, key: &str) -> Option<String> {
    let mut words = Vec::new();
    for word in name.split(|character: char| character.is_whitespace() || "-_".contains(character)) {
        let parts = word.to_snake_case();
        let parts: Vec<String> = parts.split('_').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        // A short word that is written as a word is not a part.
        words.extend(if parts.len() > 1 { unite(parts) } else { parts });
    }
    let better = words.join("_").to_upper_camel_case();
    let its_key = better.to_snake_case();
    (its_key != key && its_key.replace('_', "") == key.replace('_', "")).then_some(better)
}

/// Joins each short part of a word with the part before or after it: `i`, `pv6` become `ipv6`.
fn unite(parts: Vec<String>) -> Vec<String> {
    let is_short = |part: &str| part.len() <= 2 && !SHORT.contains(&part);
    let mut united: Vec<String> = Vec::new();
    let mut rest = parts.into_iter();
    while let Some(mut part) = rest.next() {
        // A single letter begins a word: `g`, `rpc`. Two letters end one: `graph`, `ql`.
        while is_short(&part) && (united.is_empty() || part.len() == 1) {
            let Some(next) = rest.next() else { break };
            part.push_str(&next);
        }
        match united.last_mut() {
            Some(before) if is_short(&part) => before.push_str(&part),
            _ => united.push(part),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase, ToUpperCamelCase};

    use super::better_variant;

    #[test]
    fn words_that_were_split_are_joined() {
        for (name, key, better) in [
            ("IPv6 blocked", "i_pv6_blocked", Some("Ipv6Blocked")),
            ("Invalid intent(s)", "invalid_intent_s", Some("InvalidIntents")),
            ("OAuth expired", "o_auth_expired", Some("OauthExpired")),
            ("gRPC down", "g_rpc_down", Some("GrpcDown")),
            ("GraphQL error", "graph_ql_error", Some("GraphqlError")),
            ("GraphQLError", "graph_ql_error", Some("GraphqlError")),
            ("PTYs full", "pt_ys_full", Some("PtysFull")),
            ("iOS update needed", "i_os_update_needed", Some("IosUpdateNeeded")),
            ("I/O error", "io_error", None),
            ("Can't connect", "can_t_connect", Some("CantConnect")),
            // Words that are short in the name.
            ("Too many open tabs at a time", "too_many_open_tabs_at_a_time", None),
            ("Plan B is in use", "plan_b_is_in_use", None),
            ("Not ok: log-in of an ID", "not_ok_log_in_of_an_id", None),
            ("NotInGuild", "not_in_guild", None),
            ("InvalidUserID", "invalid_user_id", None),
            ("HTTP error", "http_error", None),
            ("Wi-Fi lost", "wi_fi_lost", None),
            ("TLS 1.3 required", "tls13_required", None),
            ("Error 42", "error42", None),
            ("ABc dEf", "a_bc_d_ef", Some("AbcDef")),
            ("AbCdEf", "ab_cd_ef", Some("Abcdef")),
            ("userXY", "user_xy", Some("Userxy")),
            ("aBcDEFg", "a_bc_de_fg", Some("Abcdefg")),
        ] {
            assert_eq!(name.to_upper_camel_case().to_snake_case(), key, "{name}");
            assert_eq!(better_variant(name, key).as_deref(), better, "{name}");
        }
    }
}
