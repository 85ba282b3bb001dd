//! How many names were compared, for tests: work is counted there, as time says nothing on a busy machine.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts one comparison.
#[cfg(test)]
pub(super) fn count() {
    STEPS.set(STEPS.get() + 1);
}

#[cfg(not(test))]
#[inline(always)]
pub(super) const fn count() {}

/// The comparisons of this thread while `work` is done.
#[cfg(test)]
pub(crate) fn of(work: impl FnOnce()) -> u64 {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
