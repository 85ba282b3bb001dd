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
        ["compile"] => {
            budget::print_head();
            compile::measure(&compile::SIZES, &mut print);
            print(compile::runtime::measure());
        }
        ["compile", "runtime"] => {
            budget::print_head();
            print(compile::runtime::measure());
        }
        ["compile", "scale"] => compile::scale::measure(),
        ["compile", sizes @ ..] => {
            let Ok(sizes) = sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>() else {
                return usage();
            };
            budget::print_head();
            compile::measure(&sizes, &mut print);
        }
        _ => return usage(),
    }
    if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn usage() -> ExitCode {
    eprintln!("top-benches                   the run-time budgets");
    eprintln!("top-benches compile           the budgets of building");
    eprintln!("top-benches compile 100 300   those of crates with so many APIs");
    eprintln!("top-benches compile runtime   that of building the runtime from nothing");
    eprintln!("top-benches compile scale     a crate with the whole catalogue");
    ExitCode::from(2)
}
