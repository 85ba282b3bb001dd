//! `cargo run --release -p top-benches`: every run-time budget as a ratio, with the figures behind it.
//! `cargo run --release -p top-benches -- compile`: those of building.

use std::process::ExitCode;

use top_benches::{budget, call, compile, decode, prepare, wrapped, xml};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("compile", rest)) = words.split_first().map(|(word, rest)| (word.as_str(), rest)) {
        return compile::run(rest);
    }
    budget::print_head();
    let measures = [prepare::measure, decode::measure, wrapped::measure, xml::measure, call::measure];
    let mut broken = false;
    for measure in measures {
        for row in measure() {
            println!("{row}");
            broken |= row.is_broken();
        }
    }
    if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
