//! The cases of a run: those that are left, running and played.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::cases::Case;
use crate::commands::probe::judge::Verdict;
use crate::commands::probe::results::CaseResult;

/// The cases in their order, each with the result of the last connection that played it.
#[derive(Debug)]
pub(super) struct Plan {
    places: Mutex<Vec<Place>>,
    counts: watch::Sender<Counts>,
}

#[derive(Debug)]
struct Place {
    case: &'static Case,
    /// The number of connections that play the case now.
    open: usize,
    result: Option<CaseResult>,
}

/// A case that one connection plays. If the connection has no result, the case is left again.
#[derive(Debug)]
pub(super) struct Taken {
    plan: Arc<Plan>,
    index: usize,
    pub(super) case: &'static Case,
}

/// The numbers of cases in each state. Their sum is the number of all cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    pub(super) played: usize,
    /// The cases that are played now for the first time.
    pub(super) running: usize,
    pub(super) left: usize,
}

impl Place {
    const fn is_left(&self) -> bool {
        self.open == 0 && self.result.is_none()
    }
}

impl Plan {
    pub(super) fn new(cases: impl IntoIterator<Item = &'static Case>) -> Arc<Self> {
        let places: Vec<_> = cases.into_iter().map(|case| Place { case, open: 0, result: None }).collect();
        let counts = watch::Sender::new(Counts { left: places.len(), ..Counts::default() });
        Arc::new(Self { places: Mutex::new(places), counts })
    }

    /// Takes the first case that is left.
    pub(super) fn next(self: &Arc<Self>) -> Option<Taken> {
        self.take(Place::is_left)
    }

    /// Takes the case with this number or name, even if it has been played.
    pub(super) fn named(self: &Arc<Self>, name: &str) -> Option<Taken> {
        self.take(|place| place.case.number == name || place.case.name == name)
    }

    fn take(self: &Arc<Self>, wanted: impl FnMut(&Place) -> bool) -> Option<Taken> {
        let mut places = self.lock();
        let index = places.iter().position(wanted)?;
        let place = places.get_mut(index)?;
        place.open += 1;
        let case = place.case;
        self.count(&places);
        drop(places);
        Some(Taken { plan: Arc::clone(self), index, case })
    }

    pub(super) fn counts(&self) -> Counts {
        *self.counts.borrow()
    }

    /// Waits until all cases are played.
    pub(super) async fn played(&self) {
        // An error means that the sender has gone, but this value has it.
        let _ = self.counts.subscribe().wait_for(|counts| counts.running == 0 && counts.left == 0).await;
    }

    /// Waits until no connection has played a case for this time.
    pub(super) async fn idle(&self, time: Duration) {
        let mut changes = self.counts.subscribe();
        loop {
            let is_playing = self.lock().iter().any(|place| place.open > 0);
            let longest = if is_playing { Duration::MAX } else { time };
            // The sender lives as long as this value.
            if timeout(longest, changes.changed()).await.is_err() {
                return;
            }
        }
    }

    /// Returns a result for each case. A case without a connection is not played.
    pub(super) fn results(&self) -> Vec<CaseResult> {
        let result = |place: &Place| {
            let missing = if place.open == 0 { "no connection" } else { "still running" };
            let without = || CaseResult::without(place.case, Verdict::NotPlayed, missing);
            place.result.clone().unwrap_or_else(without)
        };
        self.lock().iter().map(result).collect()
    }

    /// Returns the cases, each with the word for its state.
    pub(super) fn states(&self) -> Vec<(&'static Case, &'static str)> {
        let state = |place: &Place| match place {
            Place { result: Some(_), .. } => "played",
            Place { open: 0, .. } => "left",
            Place { .. } => "running",
        };
        self.lock().iter().map(|place| (place.case, state(place))).collect()
    }

    fn count(&self, places: &[Place]) {
        let played = places.iter().filter(|place| place.result.is_some()).count();
        let left = places.iter().filter(|place| place.is_left()).count();
        self.counts.send_replace(Counts { played, running: places.len() - played - left, left });
    }

    /// The list is complete after each change, so it stays usable if a thread has panicked.
    fn lock(&self) -> MutexGuard<'_, Vec<Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    /// Keeps the result, in place of an earlier one.
    pub(super) fn finish(self, result: CaseResult) {
        if let Some(place) = self.plan.lock().get_mut(self.index) {
            place.result = Some(result);
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut places = self.plan.lock();
        if let Some(place) = places.get_mut(self.index) {
            place.open -= 1;
        }
        self.plan.count(&places);
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::{Instant, sleep};

    use super::*;
    use crate::cases::cases;

    fn result(taken: &Taken) -> CaseResult {
        CaseResult::without(taken.case, Verdict::Kept, "")
    }

    fn counts(played: usize, running: usize, left: usize) -> Counts {
        Counts { played, running, left }
    }

    #[test]
    fn a_case_without_a_result_is_left_again() {
        let plan = Plan::new(cases().iter().take(2));
        let first = plan.next().unwrap();
        assert_eq!((&*first.case.number, plan.counts()), ("1.1", counts(0, 1, 1)));
        drop(first);
        assert_eq!(plan.counts(), counts(0, 0, 2));
        assert_eq!(plan.next().unwrap().case.number, "1.1");
    }

    /// The clock of this test stands still, unless all tasks wait.
    #[tokio::test(start_paused = true)]
    async fn a_connection_is_not_idle() {
        let limit = Duration::from_secs(60);
        let plan = Plan::new(cases().iter().take(1));
        let taken = plan.next().unwrap();
        let finished = result(&taken);
        taken.finish(finished);
        let start = Instant::now();
        let again = plan.named("1.1").unwrap();
        let client = async {
            sleep(limit * 5).await;
            drop(again);
            sleep(limit / 2).await;
            drop(plan.named("1.1"));
        };
        tokio::join!(plan.idle(limit), client);
        assert_eq!(start.elapsed(), limit * 6 + limit / 2);
    }

    #[test]
    fn each_case_is_taken_once() {
        let plan = Plan::new(cases().iter().take(2));
        let (first, second) = (plan.next().unwrap(), plan.next().unwrap());
        assert_eq!((&*first.case.number, &*second.case.number), ("1.1", "1.2"));
        assert!(plan.next().is_none());
        second.finish(result(&first));
        assert_eq!(plan.counts(), counts(1, 1, 0));
        assert_eq!(plan.states().iter().map(|(_, state)| *state).collect::<Vec<_>>(), ["running", "played"]);
        assert!(plan.next().is_none());
    }

    #[test]
    fn a_repeated_case_keeps_its_result_until_the_next_one() {
        let plan = Plan::new(cases().iter().take(1));
        let first = plan.next().unwrap();
        let again = plan.named("empty").unwrap();
        first.finish(result(&again));
        assert_eq!(plan.counts(), counts(1, 0, 0));
        drop(again);
        assert_eq!(plan.counts(), counts(1, 0, 0));
        assert!(plan.next().is_none() && plan.named("1.1").is_some() && plan.named("1").is_none());
    }
}
