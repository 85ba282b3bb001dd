//! How a crate with the whole catalogue builds, and what a user pays who names one package of it.

use super::crates::{empty, library, user};
use super::draw::draw;
use super::source::Style;
use super::workshop::{Cost, Workshop};

/// About as many APIs as the platform has.
const APIS: usize = 5000;

/// The package that is named.
const NAMED: usize = 3;

/// Prints processor time and memory of each build.
pub fn measure() {
    let workshop = Workshop::open("scale");
    let apis = draw(APIS);
    let empty = empty(&workshop, Style::Ours);
    let library = library(&workshop, &apis);
    let user = user(&workshop, &library, NAMED, &apis);
    println!("| {APIS} APIs in one crate | processors | memory of the largest process |");
    println!("|---|---|---|");
    let named = format!("--features=p{NAMED}");
    for command in [&["check"] as &[_], &["build", "--release"]] {
        let _ = workshop.cargo(command, &empty);
        let (all, one) = ([command, &["--features=full"]].concat(), [command, &[&named]].concat());
        let what = command[command.len() - 1].trim_start_matches('-');
        print(&format!("{what}, one package named"), workshop.rebuild(&library, &one));
        print(&format!("{what}, a program that calls that package"), workshop.rebuild(&user, command));
        print(&format!("{what}, all"), workshop.rebuild(&library, &all));
    }
}

fn print(what: &str, cost: Cost) {
    println!("| {what} | {:.1} s | {} MB |", cost.cpu, cost.memory >> 20);
}
