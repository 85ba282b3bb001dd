//! Real replies of the platform, one named test each.
//!
//! | module | bodies |
//! |---|---|
//! | [`captured`] | whole bodies of this repository, and captured ones in the corpus of `TOP_CORPUS` |
//! | [`fixtures`] | a short body for each unusual form of those |
//! | [`broken`] | invalid replies |

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

/// Creates a test with the name of its module and function.
fn trial(module: &str, name: &str, test: fn()) -> Trial {
    let module = module.split_once("::").map_or(module, |(_, inner)| inner);
    Trial::test(format!("{module}::{name}"), move || {
        test();
        Ok(())
    })
}

/// Lists the tests of a module. A missing one is dead code, which is a compiler warning.
macro_rules! trials {
    ($($test:ident),* $(,)?) => {
        vec![$($crate::trial(module_path!(), stringify!($test), $test)),*]
    };
}
use trials;
