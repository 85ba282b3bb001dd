//! A counter of name comparisons and visited fields for tests, as times are not reliable on a busy machine.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts one comparison or field.
#[cfg(test)]
pub(in crate::codec) fn count() {
    STEPS.set(STEPS.get() + 1);
}

#[cfg(not(test))]
#[inline(always)]
pub(in crate::codec) const fn count() {}

/// Returns the steps that `work` makes on this thread.
#[cfg(test)]
pub(crate) fn of(work: impl FnOnce()) -> u64 {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
