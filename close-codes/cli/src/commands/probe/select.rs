//! The choice of the cases.

use close_codes::Role;
use close_codes_registry::text::quote;

use crate::cases::{Case, Step, cases};
use crate::failure::{Failure, Verdict};

/// The least likeness of a name that is proposed, from 0 to 1.
const SIMILAR: f64 = 0.6;

/// Returns the cases for an endpoint with this role, in the order of their numbers.
///
/// `wanted` has numbers of cases, numbers of chapters, and names of cases. If it is empty, all cases are returned.
pub(crate) fn select(wanted: &[String], role: Role) -> Result<Vec<&'static Case>, Failure> {
    let is_for_role = |case: &&Case| match role {
        Role::Server => case.side.has_server(),
        Role::Client => case.side.has_client(),
    };
    let all: Vec<_> = cases().iter().filter(is_for_role).collect();
    let unknown = wanted.iter().filter(|wanted| !all.iter().any(|case| is_named(case, wanted)));
    let unknown = unknown.map(|unknown| Failure::new(explain(unknown, role, &all)));
    Failure::all(unknown.collect(), Verdict::Well)?;
    let is_wanted = |case: &&Case| wanted.is_empty() || wanted.iter().any(|wanted| is_named(case, wanted));
    Ok(all.into_iter().filter(is_wanted).collect())
}

/// Explains why no case has this name. `all` has the cases for this role.
fn explain(unknown: &str, role: Role, all: &[&Case]) -> String {
    let quoted = quote(unknown);
    if cases().iter().any(|case| is_named(case, unknown)) {
        return match role {
            Role::Server => format!("{quoted} tests clients only: use it with `--listen`"),
            Role::Client => format!("{quoted} tests servers only: use it without `--listen`"),
        };
    }
    let likeness = |case: &&&Case| strsim::normalized_damerau_levenshtein(&case.name, unknown);
    let is_name = unknown.contains(|character: char| character.is_alphabetic());
    let nearest = all.iter().filter(|case| is_name && likeness(case) >= SIMILAR);
    let nearest = nearest.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    match nearest {
        Some(nearest) => format!("no case is called {quoted}: use `{}`, or see `--list`", nearest.name),
        None => format!("no case or chapter is called {quoted}: `--list` prints all cases"),
    }
}

/// Returns `true` if the text is the number, the chapter or the name of the case.
fn is_named(case: &Case, text: &str) -> bool {
    [&*case.number, case.chapter().0, &*case.name].contains(&text)
}

/// Returns `true` if the case needs the text of `--trigger`.
pub(crate) fn needs_trigger(case: &Case) -> bool {
    case.send.iter().any(|step| matches!(step, Step::Trigger {}))
}
