//! Short bodies of this repository, one for each unusual form of the captured ones, with other
//! values.

mod envelopes;
mod errors;
mod lists;
mod texts;
mod values;
mod xml;

use libtest_mimic::Trial;

/// Returns all tests.
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
