//! Replies as the platform really sends them, one named test each.
//!
//! [`captured`] runs over whole bodies: our own, and those that other people captured where `TOP_CORPUS` names a folder of them.
//! [`fixtures`] holds a short body of our own for each thing that is odd about those. [`broken`] is what no gateway should send.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The names are the platform's.
#![allow(clippy::struct_field_names)]

mod apis;
mod broken;
mod captured;
mod check;
mod fixtures;
mod gateway;

use libtest_mimic::Trial;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let trials = [captured::trials(), fixtures::trials(), broken::trials()];
    libtest_mimic::run(&arguments, trials.into_iter().flatten().collect()).exit();
}

/// A test that panics when it fails, named by its module and itself.
fn trial(module: &str, name: &str, test: fn()) -> Trial {
    let module = module.split_once("::").map_or(module, |(_, inner)| inner);
    Trial::test(format!("{module}::{name}"), move || {
        test();
        Ok(())
    })
}

/// The tests of a module. One that is missing here is dead code, which the compiler says.
macro_rules! trials {
    ($($test:ident),* $(,)?) => {
        vec![$($crate::trial(module_path!(), stringify!($test), $test)),*]
    };
}
use trials;
