//! A local gateway that counts, and ignores repeated cases.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use top_examples::case_update::{IdentificationCaseUpdated, UpdateIdentificationCase, UpdateResult};
use top_sandbox::SandboxBuilder;

/// Counts the calls of a sandbox. Clones share the counts.
#[derive(Debug, Clone, Default)]
pub struct Gateway(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    called: Condvar,
}

#[derive(Debug, Default)]
struct State {
    keys: HashSet<String>,
    repeated: usize,
    calls: Vec<SystemTime>,
}

/// What a gateway received.
#[derive(Debug, Clone)]
pub struct Received {
    /// Number of different cases.
    pub cases: usize,
    /// Number of calls whose case was there already. They had no effect.
    pub repeated: usize,
    /// Times of all calls that were executed, ascending.
    pub calls: Vec<SystemTime>,
}

impl Gateway {
    /// Adds the API to a sandbox. A case is known by its id: a repeated one has no effect, and its
    /// reply is that of the first.
    pub fn serve(&self, sandbox: SandboxBuilder) -> SandboxBuilder {
        let gateway = self.clone();
        sandbox.reply::<UpdateIdentificationCase>(move |update| {
            gateway.execute(update.param.outer_case_id);
            let result =
                UpdateResult { result_data: None, success: Some(true), error_code: None, error_info: None };
            IdentificationCaseUpdated { result }
        })
    }

    fn execute(&self, key: String) {
        let mut state = self.lock();
        state.calls.push(SystemTime::now());
        if !state.keys.insert(key) {
            state.repeated += 1;
        }
        drop(state);
        self.0.called.notify_all();
    }

    /// Returns the number of calls so far.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.lock().calls.len()
    }

    /// Blocks until there were a number of calls.
    pub fn wait_for_calls(&self, calls: usize) {
        let state = self.lock();
        let reached = self.0.called.wait_while(state, |state| state.calls.len() < calls);
        drop(reached.unwrap_or_else(PoisonError::into_inner));
    }

    /// Returns what the gateway received so far.
    #[must_use]
    pub fn received(&self) -> Received {
        let state = self.lock();
        let mut calls = state.calls.clone();
        calls.sort_unstable();
        Received { cases: state.keys.len(), repeated: state.repeated, calls }
    }

    /// Ignores poisoning: every change leaves the state consistent.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Received {
    /// Returns the number of calls in each second after the first call.
    #[must_use]
    pub fn per_second(&self) -> Vec<usize> {
        let mut seconds = Vec::new();
        let Some(first) = self.calls.first() else { return seconds };
        for call in &self.calls {
            let second = call.duration_since(*first).unwrap_or_default().as_secs();
            let second = usize::try_from(second).unwrap_or(usize::MAX).min(1 << 20);
            seconds.resize(seconds.len().max(second + 1), 0);
            seconds[second] += 1;
        }
        seconds
    }

    /// Returns a table of the first seconds.
    #[must_use]
    pub fn table(&self, seconds: usize) -> String {
        let mut table = "second  calls".to_owned();
        for (second, calls) in self.per_second().into_iter().take(seconds).enumerate() {
            let _ = write!(table, "\n{second:>6}  {calls:>5}");
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn calls_are_counted_by_second() {
        let at = |millis| UNIX_EPOCH + Duration::from_millis(millis);
        let calls = [500, 1_499, 1_500, 3_600].map(at).to_vec();
        let received = Received { cases: 4, repeated: 0, calls };
        assert_eq!(received.per_second(), [2, 1, 0, 1]);
        assert_eq!(received.table(2), "second  calls\n     0      2\n     1      1");
    }
}
