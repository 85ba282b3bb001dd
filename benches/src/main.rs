//! `cargo run --release -p top-benches`: every run-time budget as a ratio, with the figures behind it.

use std::process::ExitCode;

use top_benches::{budget, call, decode, prepare, wrapped, xml};

fn main() -> ExitCode {
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
