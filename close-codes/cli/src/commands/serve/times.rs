//! The parameter `times`: the first connections to a path end as it asks, the others are like `/echo`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use hyper::StatusCode;

use super::path::Refusal;
use super::plan::{Action, Plan};

/// The most paths that are counted. Each takes at most the memory of a request's headers.
const MOST: usize = 256;

/// The number of connections to each path with the parameter `times`, until the server ends.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<HashMap<String, u32>>);

impl Counts {
    /// Counts a connection to this path with its query. Returns its plan: after `times` connections, that of `/echo`.
    pub(super) fn count(&self, path: &str, plan: Plan) -> Result<Plan, Refusal> {
        let Some(times) = plan.times else { return Ok(plan) };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST && !counts.contains_key(path) {
            let message = format!("more than {MOST} paths have `times`: use one of them again, or restart the server");
            return Err(Refusal { status: StatusCode::SERVICE_UNAVAILABLE, message });
        }
        let count = counts.entry(path.to_owned()).or_default();
        if *count >= times {
            return Ok(Plan { action: Action::Echo, after: None, times: None });
        }
        *count += 1;
        Ok(plan)
    }
}
