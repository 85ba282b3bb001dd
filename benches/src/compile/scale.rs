//! How the whole catalogue builds, and what a user pays who names one package of it.

use super::crates::empty;
use super::draw::draw;
use super::library::Library;
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
    let library = Library::write(&workshop, &apis);
    let user = library.user(&workshop, NAMED, &apis);
    let rebuild = |features: &[&str]| {
        library.parts.iter().for_each(|part| workshop.touch(part));
        workshop.rebuild(&library.name, features)
    };
    println!(
        "| {APIS} APIs, {} crates behind one | processors | memory of the largest process |",
        library.parts.len()
    );
    println!("|---|---|---|");
    let named = format!("--features=p{NAMED}");
    for command in [&["check"] as &[_], &["build", "--release"]] {
        let _ = workshop.cargo(command, &empty);
        let (all, one) = ([command, &["--features=full"]].concat(), [command, &[&named]].concat());
        let what = command[command.len() - 1].trim_start_matches('-');
        print(&format!("{what}, one package named"), rebuild(&one));
        print(&format!("{what}, a program that calls that package"), workshop.rebuild(&user, command));
        print(&format!("{what}, all"), rebuild(&all));
    }
}

fn print(what: &str, cost: Cost) {
    println!("| {what} | {:.1} s | {} MiB |", cost.cpu, cost.memory >> 20);
}
