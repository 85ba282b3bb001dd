//! `cargo run --release -p top-benches`: every run-time budget as a ratio, with the figures behind it.
//! `cargo run --release -p top-benches -- compile`: what declared APIs cost to build.

use std::process::ExitCode;

use top_benches::budget::Row;
use top_benches::{budget, call, compile, decode, prepare, wrapped, xml};

fn main() -> ExitCode {
    let mut broken = false;
    let mut print = |row: Row| {
        println!("{row}");
        broken |= row.is_broken();
    };
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            budget::print_head();
            [prepare::measure, decode::measure, wrapped::measure, xml::measure, call::measure]
                .into_iter()
                .flat_map(|measure| measure())
                .for_each(&mut print);
        }
        ["compile", sizes @ ..] => {
            let Ok(sizes) = sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>() else {
                return usage();
            };
            budget::print_head();
            compile::measure(if sizes.is_empty() { &compile::SIZES } else { &sizes }, &mut print);
        }
        _ => return usage(),
    }
    if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn usage() -> ExitCode {
    eprintln!(
        "top-benches: nothing for the run-time budgets, or `compile` and how many APIs: `compile 100 300`"
    );
    ExitCode::from(2)
}
