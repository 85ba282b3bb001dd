//! Invalid replies: the result is an error or a value, without panic, in limited time.

mod foreign;
mod large;
mod mixed;
mod sample;
mod truncated;

use libtest_mimic::Trial;

/// Returns all tests.
pub(crate) fn trials() -> Vec<Trial> {
    [foreign::trials(), large::trials(), mixed::trials(), truncated::trials()].into_iter().flatten().collect()
}
