//! What no gateway should send: an error or a value, never a panic, and never for long.

mod foreign;
mod large;
mod mixed;
mod sample;
mod truncated;

use libtest_mimic::Trial;

/// All of them.
pub(crate) fn trials() -> Vec<Trial> {
    [foreign::trials(), large::trials(), mixed::trials(), truncated::trials()].into_iter().flatten().collect()
}
