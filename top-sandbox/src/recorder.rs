//! Storage of the recorded requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error_response::ErrorResponse;
use crate::recorded_request::RecordedRequest;

/// Maximal number of requests that are state.
const MAX_REQUESTS: usize = 50_000;

/// Maximal size of the parameters and files that are state, in bytes.
const MAX_BYTES: usize = 256 << 20;

/// Recorder of the latest requests. Clones share the storage.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<State>>);

/// Requests with their numbers, in ascending order.
#[derive(Default)]
struct State {
    requests: VecDeque<(u64, RecordedRequest)>,
    /// Total size of the requests.
    bytes: usize,
}

impl Recorder {
    /// Adds a request, and drops the oldest ones above the limits.
    pub(crate) fn add(&self, number: u64, request: RecordedRequest) {
        let mut state = self.lock();
        state.bytes += request.len();
        // Concurrent requests may be added out of order.
        let at = state.requests.iter().rposition(|(earlier, _)| *earlier < number).map_or(0, |at| at + 1);
        state.requests.insert(at, (number, request));
        while state.requests.len() > MAX_REQUESTS || state.bytes > MAX_BYTES {
            let Some((_, oldest)) = state.requests.pop_front() else { break };
            state.bytes -= oldest.len();
        }
    }

    /// Records that the handler of a request has ended.
    pub(crate) fn set_executed(&self, number: u64) {
        self.update(number, RecordedRequest::set_executed);
    }

    /// Records the error response of a request.
    pub(crate) fn set_error(&self, number: u64, error: ErrorResponse) {
        self.update(number, |request| request.set_error(error));
    }

    /// Updates a request, unless it has been dropped.
    fn update(&self, number: u64, update: impl FnOnce(&mut RecordedRequest)) {
        let mut state = self.lock();
        if let Ok(index) = state.requests.binary_search_by_key(&number, |(key, _)| *key) {
            update(&mut state.requests[index].1);
        }
    }

    /// Returns the recorded requests in the order of arrival.
    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.lock().requests.iter().map(|(_, request)| request.clone()).collect()
    }

    /// A poisoned lock is used as it is: no update leaves the list inconsistent.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderMap;
    use top_runtime::File;

    use super::*;
    use crate::fault::Fault;
    use crate::incoming::IncomingRequest;

    #[test]
    fn uploads_above_the_size_limit_drop_the_oldest_requests() {
        // The requests share the memory of one file.
        let file = File::new("a", vec![0; 8 << 20]);
        let recorder = Recorder::default();
        for number in 1..=40 {
            let mut incoming = IncomingRequest::from_pairs(Vec::new(), HeaderMap::new());
            incoming.raw_params = incoming.raw_params.with_file("img", file.clone());
            let at = std::time::UNIX_EPOCH;
            recorder.add(
                number,
                RecordedRequest::new(
                    &incoming,
                    &Err(ErrorResponse::new(9)),
                    number.to_string(),
                    at,
                    Fault::None,
                ),
            );
        }
        let ids: Vec<_> = recorder.all().iter().map(|request| request.request_id().to_owned()).collect();
        assert_eq!(ids, (10..=40).map(|number| number.to_string()).collect::<Vec<_>>());
    }
}
