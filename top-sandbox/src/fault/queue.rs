//! Assignment of faults to requests.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use top_runtime::Params;

use super::{Fault, RandomFaults};
use crate::stream_fault::CloseMode;

/// The faults that have not been injected yet.
#[derive(Default)]
pub(crate) struct FaultQueue(Mutex<State>);

#[derive(Default)]
struct State {
    /// For the next requests of any API.
    next: VecDeque<Fault>,
    /// For the next calls of single APIs, by method.
    by_method: HashMap<String, VecDeque<Fault>>,
    random: Vec<RandomFaults>,
    /// How often each request has been sent, by the index in `random` and the request's identity.
    attempts: HashMap<(usize, String), u64>,
    /// Requests that were dropped unread.
    unread: usize,
}

impl FaultQueue {
    /// Appends a fault for the next request that has none.
    pub(crate) fn push(&self, fault: Fault) {
        self.lock().next.push_back(fault);
    }

    /// Appends a fault for the next call of an API that has none.
    pub(crate) fn push_for(&self, method: String, fault: Fault) {
        self.lock().by_method.entry(method).or_default().push_back(fault);
    }

    /// Adds random faults. The first that apply to an API are used.
    pub(crate) fn add_random(&self, faults: RandomFaults) {
        self.lock().random.push(faults);
    }

    /// Takes the fault for a request: from the queue for all, then from the queue of its API, then
    /// from the random faults.
    pub(crate) fn take(&self, method: &str, params: &Params) -> Fault {
        let state = &mut *self.lock();
        if let Some(fault) = state.next.pop_front() {
            return fault;
        }
        if let Some(fault) = state.by_method.get_mut(method).and_then(VecDeque::pop_front) {
            return fault;
        }
        let random = state.random.iter().enumerate().find(|(_, faults)| faults.applies_to(method));
        let Some((index, faults)) = random else {
            return Fault::None;
        };
        let identity = faults.identity(params);
        let attempt = state.attempts.entry((index, identity.clone())).or_default();
        *attempt += 1;
        faults.fault_for(&identity, *attempt).clone()
    }

    /// Takes the fault for a call in a batch, from the queue of its API. The other faults apply to
    /// the batch.
    pub(crate) fn take_of_call(&self, method: &str) -> Fault {
        self.lock().by_method.get_mut(method).and_then(VecDeque::pop_front).unwrap_or(Fault::None)
    }

    /// Takes the next fault if it applies before a request is read, and returns how the connection
    /// ends.
    pub(crate) fn take_unread(&self) -> Option<CloseMode> {
        let state = &mut *self.lock();
        let mode = match state.next.front()? {
            Fault::CloseUnread => CloseMode::Close,
            Fault::ResetUnread => CloseMode::Reset,
            _ => return None,
        };
        state.next.pop_front();
        state.unread += 1;
        Some(mode)
    }

    /// Returns how many requests were dropped unread.
    pub(crate) fn unread(&self) -> usize {
        self.lock().unread
    }

    /// A poisoned lock is used as it is: no update leaves the state inconsistent.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
