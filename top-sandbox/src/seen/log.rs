//! Where the requests are kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::RecordedRequest;
use crate::refusal::ErrorResponse;

/// How many requests are kept.
const KEPT: usize = 50_000;

/// How many bytes of parameters and files are kept: uploads would fill the memory long before there are too many of them.
const KEPT_BYTES: usize = 256 << 20;

/// The requests seen.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Kept>>);

/// The latest requests, each with its number, and how many bytes they take.
#[derive(Default)]
struct Kept {
    requests: VecDeque<(u64, RecordedRequest)>,
    bytes: usize,
}

impl Log {
    /// Keeps a request; the oldest go where there are too many.
    pub(crate) fn add(&self, number: u64, seen: RecordedRequest) {
        let mut kept = self.lock();
        kept.bytes += seen.len();
        // Requests read at the same time may come out of order.
        let at = kept.requests.iter().rposition(|(earlier, _)| *earlier < number).map_or(0, |at| at + 1);
        kept.requests.insert(at, (number, seen));
        while kept.requests.len() > KEPT || kept.bytes > KEPT_BYTES {
            let Some((_, oldest)) = kept.requests.pop_front() else { break };
            kept.bytes -= oldest.len();
        }
    }

    /// Keeps that the handler of a request has run.
    pub(crate) fn execute(&self, number: u64) {
        self.change(number, |seen| seen.executed = true);
    }

    /// Keeps why a request was refused after all.
    pub(crate) fn refuse(&self, number: u64, refusal: ErrorResponse) {
        self.change(number, |seen| seen.refusal = Some(refusal));
    }

    /// Changes a request, if it is still kept.
    fn change(&self, number: u64, change: impl FnOnce(&mut RecordedRequest)) {
        let mut kept = self.lock();
        // They stand in the order of their numbers.
        if let Ok(at) = kept.requests.binary_search_by_key(&number, |(known, _)| *known) {
            change(&mut kept.requests[at].1);
        }
    }

    /// All that are kept.
    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.lock().requests.iter().map(|(_, seen)| seen.clone()).collect()
    }

    /// Nothing can panic while it is held, and if something did, the list would still be whole.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderMap;
    use top_runtime::File;

    use super::*;
    use crate::arrival::Arrival;
    use crate::fault::Fault;

    #[test]
    fn uploads_push_the_oldest_out() {
        // All of them share one file's memory.
        let file = File::new("a", vec![0; 8 << 20]);
        let log = Log::default();
        for number in 1..=40 {
            let mut arrival = Arrival::of_pairs(Vec::new(), HeaderMap::new());
            arrival.received = arrival.received.with_file("img", file.clone());
            let at = std::time::UNIX_EPOCH;
            log.add(
                number,
                RecordedRequest::new(
                    &arrival,
                    &Err(ErrorResponse::new(9)),
                    number.to_string(),
                    at,
                    Fault::None,
                ),
            );
        }
        let ids: Vec<_> = log.all().iter().map(|seen| seen.request_id().to_owned()).collect();
        assert_eq!(ids, (10..=40).map(|number| number.to_string()).collect::<Vec<_>>());
    }
}
