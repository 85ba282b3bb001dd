//! `cargo run --release -p top-benches`: every run-time budget as a ratio, with the figures behind it.
//! With a word behind `--`, like `decode`: the budgets whose names hold it.
//! `cargo run --release -p top-benches -- compile`: those of building.
//! `cargo run --release -p top-benches -- memory`: whether a client keeps anything of its calls.

use std::process::ExitCode;

use top_benches::{budget, call, compile, decode, memory, prepare, wrapped, xml};

/// How many pairs of blocks are compared for each budget.
const ROUNDS: usize = 51;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first().map(|(word, rest)| (word.as_str(), rest)) {
        Some(("compile", rest)) => return compile::run(rest),
        Some(("memory", rest)) => return memory::run(rest),
        _ => {}
    }
    let measures = [prepare::measure, decode::measure, wrapped::measure, xml::measure, call::measure];
    let mut budgets: Vec<_> = measures.iter().flat_map(|measure| measure()).collect();
    budgets.retain(|budget| words.iter().all(|word| budget.name().contains(word.as_str())));
    // All budgets take turns, so that a bad second of the machine costs each of them a pair, and none of them all.
    for _ in 0..ROUNDS {
        budgets.iter_mut().for_each(budget::Budget::round);
    }
    budget::print_head();
    for budget in &budgets {
        println!("{budget}");
    }
    if budgets.iter().any(budget::Budget::is_broken) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
