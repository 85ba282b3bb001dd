//! Bodies of our own, one for each thing that is odd about the captured ones: same form, other values.

mod envelopes;
mod errors;
mod lists;
mod texts;
mod values;
mod xml;

use libtest_mimic::Trial;

/// All of them.
pub(crate) fn trials() -> Vec<Trial> {
    let all = [
        envelopes::trials(),
        errors::trials(),
        lists::trials(),
        texts::trials(),
        values::trials(),
        xml::trials(),
    ];
    all.into_iter().flatten().collect()
}
