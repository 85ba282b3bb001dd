//! The observers of a client.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Observer;

/// The observers of a client, in the order of their registration.
#[derive(Default)]
pub(crate) struct Observers(Vec<Box<dyn Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer + 'static) {
        self.0.push(Box::new(observer));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Passes an event to each observer. A panic ends neither the call nor the other observers.
    pub(crate) fn notify(&self, event: &dyn Fn(&dyn Observer)) {
        for observer in &self.0 {
            // The panic hook has reported the panic.
            let _ = catch_unwind(AssertUnwindSafe(|| event(&**observer)));
        }
    }
}
