//! The choice of the cases.

use close_codes::Role;
use close_codes_registry::text::quote;

use crate::cases::{Case, Step, cases};
use crate::failure::{Failure, Verdict};

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
    let unknown = unknown.map(|unknown| {
        Failure::new(format!("no case or chapter is called {}: `--list` prints all cases", quote(unknown)))
    });
    Failure::all(unknown.collect(), Verdict::Well)?;
    let is_wanted = |case: &&Case| wanted.is_empty() || wanted.iter().any(|wanted| is_named(case, wanted));
    Ok(all.into_iter().filter(is_wanted).collect())
}

/// Returns `true` if the text is the number, the chapter or the name of the case.
fn is_named(case: &Case, text: &str) -> bool {
    [&*case.number, case.chapter().0, &*case.name].contains(&text)
}

/// Returns `true` if the case needs the text of `--trigger`.
pub(crate) fn needs_trigger(case: &Case) -> bool {
    case.send.iter().any(|step| matches!(step, Step::Trigger {}))
}
