//! A counter of name comparisons for tests, as times are not reliable on a busy machine.

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

/// Returns the comparisons that `work` makes on this thread.
#[cfg(test)]
pub(crate) fn of(work: impl FnOnce()) -> u64 {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
