//! Settings of [`SecurityClient`].

use std::fmt;
use std::sync::{Arc, Mutex};

use top_runtime::clock::{Clock, SystemClock};

use super::cache::Cache;
use super::{SecurityClient, Shared};
use crate::source::{IndexSettings, KeySource};

/// Default maximum of keys: 10,000, about 4 MB.
const MAX_KEYS: usize = 10_000;

/// Builds a [`SecurityClient`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct SecurityClientBuilder {
    source: Box<dyn KeySource>,
    clock: Box<dyn Clock>,
    max_keys: usize,
}

impl SecurityClientBuilder {
    pub(super) fn new(source: Box<dyn KeySource>) -> Self {
        Self { source, clock: Box::new(SystemClock), max_keys: MAX_KEYS }
    }

    /// Sets the maximum number of keys that are kept, one per owner and version. Default: 10,000.
    /// Minimum: 1.
    pub fn max_keys(mut self, keys: usize) -> Self {
        self.max_keys = keys.max(1);
        self
    }

    /// Sets the clock that the age of keys is measured by. Default: [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Builds the client.
    #[must_use]
    pub fn build(self) -> SecurityClient {
        SecurityClient(Arc::new(Shared {
            source: self.source,
            clock: self.clock,
            cache: Cache::new(self.max_keys),
            settings: Mutex::new(Ok(IndexSettings::default())),
        }))
    }
}

impl fmt::Debug for SecurityClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecurityClientBuilder").field("max_keys", &self.max_keys).finish_non_exhaustive()
    }
}
