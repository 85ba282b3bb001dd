//! Which fault befalls which request.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use top_runtime::Params;

use super::{Fault, RandomFaults};
use crate::wire::End;

/// The faults that are still to come.
#[derive(Default)]
pub(crate) struct Script(Mutex<Faults>);

#[derive(Default)]
struct Faults {
    /// For the next requests, whatever they are.
    next: VecDeque<Fault>,
    /// For the next calls of single APIs.
    of: HashMap<String, VecDeque<Fault>>,
    chances: Vec<RandomFaults>,
    /// How often each request has come, by the number of its chance and its identity.
    times: HashMap<(usize, String), u64>,
    unread: usize,
}

impl Script {
    /// Adds a fault for the request after those that have one.
    pub(crate) fn push(&self, fault: Fault) {
        self.lock().next.push_back(fault);
    }

    /// Adds a fault for the call of an API after those that have one.
    pub(crate) fn push_of(&self, method: String, fault: Fault) {
        self.lock().of.entry(method).or_default().push_back(fault);
    }

    /// Adds faults by probability; the first that is for an API's calls counts.
    pub(crate) fn add(&self, chance: RandomFaults) {
        self.lock().chances.push(chance);
    }

    /// What befalls a request with these parameters: the sequence for all, then that of its API, then chance.
    pub(crate) fn fault(&self, given: &Params) -> Fault {
        let faults = &mut *self.lock();
        if let Some(fault) = faults.next.pop_front() {
            return fault;
        }
        let method = given.get("method").unwrap_or_default();
        if let Some(fault) = faults.of.get_mut(method).and_then(VecDeque::pop_front) {
            return fault;
        }
        let Some((at, chance)) = faults.chances.iter().enumerate().find(|(_, chance)| chance.is_of(method))
        else {
            return Fault::None;
        };
        let identity = chance.identity(given);
        let time = faults.times.entry((at, identity.clone())).or_default();
        *time += 1;
        chance.fault_for(&identity, *time).clone()
    }

    /// How a connection ends on which a request arrives, if that is what comes next. The fault is used up by that.
    pub(crate) fn take_unread(&self) -> Option<End> {
        let faults = &mut *self.lock();
        let end = match faults.next.front()? {
            Fault::CloseUnread => End::Close,
            Fault::ResetUnread => End::Reset,
            _ => return None,
        };
        faults.next.pop_front();
        faults.unread += 1;
        Some(end)
    }

    /// How many requests were dropped unread.
    pub(crate) fn unread(&self) -> usize {
        self.lock().unread
    }

    /// Nothing can panic while it is held, and if something did, the lists would still be whole.
    fn lock(&self) -> MutexGuard<'_, Faults> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
