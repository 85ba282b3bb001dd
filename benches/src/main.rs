//! Measures the budgets.
//!
//! | command | measures |
//! |---|---|
//! | `cargo run --release -p top-benches` | every run-time budget |
//! | `cargo run --release -p top-benches -- decode` | budgets whose name contains `decode` |
//! | `cargo run --release -p top-benches -- compile` | build times and program sizes |
//! | `cargo run --release -p top-benches -- calls` | calls per second with many in flight |
//! | `cargo run --release -p top-benches -- lists` | calls per second for a long list of wide structs |
//! | `cargo run --release -p top-benches -- load` | a million calls with faults, 2,000 in flight |
//! | `cargo run --release -p top-benches -- memory` | memory growth of a client over its calls |
//! | `cargo run --release -p top-benches -- messages` | messages per second from the channel and from the API |

use std::process::ExitCode;

use top_benches::{
    budget, call, compile, decode, lists, load, memory, messages, prepare, start, throughput, wide, wrapped,
    xml,
};

/// Pairs of blocks for each budget.
const ROUNDS: usize = 51;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first().map(|(word, rest)| (word.as_str(), rest)) {
        Some(("compile", rest)) => return compile::run(rest),
        Some((lists::NAME, rest)) => return lists::run(rest),
        Some((load::NAME, rest)) => return load::run(rest),
        Some(("memory", rest)) => return memory::run(rest),
        Some((messages::NAME, rest)) => return messages::run(rest),
        Some((start::CLIENT, rest)) => return start::client(rest),
        Some((throughput::NAME, rest)) => return throughput::run(rest),
        _ => {}
    }
    let measures = [
        prepare::measure,
        decode::measure,
        wide::measure,
        wrapped::measure,
        xml::measure,
        call::measure,
        start::measure,
    ];
    let mut budgets: Vec<_> = measures.iter().flat_map(|measure| measure()).collect();
    budgets.retain(|budget| words.iter().all(|word| budget.name().contains(word.as_str())));
    // The budgets alternate, so that a disturbance affects one pair of each and not all pairs of
    // one.
    for _ in 0..ROUNDS {
        budgets.iter_mut().for_each(budget::Budget::round);
    }
    budget::print_head();
    for budget in &budgets {
        println!("{budget}");
    }
    if budgets.iter().any(budget::Budget::is_broken) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
