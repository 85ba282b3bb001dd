//! `cargo run --release -p top-benches -- compile`: build times and program sizes of declared APIs.
//!
//! The crates are drawn anew from the same seed, built from nothing while their dependencies stand
//! ready, and the time of all processors counts, so that other work of the machine changes little.
//! Ours and serde's take turns.

pub mod catalogue;
pub mod crates;
pub mod draw;
pub mod library;
pub mod project;
pub mod row;
pub mod runtime;
pub mod scale;
pub mod scratch_workspace;
pub mod shape;
pub mod source;

use std::process::ExitCode;

use self::row::Row;
use crate::budget::print_head;

/// How many APIs the crates have.
const SIZES: [usize; 3] = [100, 300, 1000];

/// Runs the command after `compile`. Fails if a budget is exceeded.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    let mut broken = false;
    let mut print = |row: Row| {
        println!("{row}");
        broken |= row.is_broken();
    };
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            print_head();
            catalogue::measure(&SIZES, &mut print);
            print(runtime::measure());
            print(project::measure());
        }
        ["project"] => {
            print_head();
            print(project::measure());
        }
        ["runtime"] => {
            print_head();
            print(runtime::measure());
        }
        ["scale"] => scale::measure(),
        sizes => {
            let Ok(sizes) = sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>() else {
                return usage();
            };
            print_head();
            catalogue::measure(&sizes, &mut print);
        }
    }
    if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn usage() -> ExitCode {
    eprintln!("compile           all budgets of building");
    eprintln!("compile 100 300   those of crates with so many APIs");
    eprintln!("compile runtime   that of building the runtime from nothing");
    eprintln!("compile project   that of checking a small project from nothing");
    eprintln!("compile scale     the whole catalogue");
    ExitCode::from(2)
}
