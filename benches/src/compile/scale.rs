//! Build cost of the whole catalogue, and of a program that uses one package of it.

use super::crates::empty;
use super::draw::draw;
use super::library::Library;
use super::scratch_workspace::{Cost, ScratchWorkspace};
use super::source::Style;

/// Approximate number of APIs of the platform.
const APIS: usize = 5000;

/// The package that the program uses.
const NAMED: usize = 3;

/// Prints processor time and memory of each build.
pub fn measure() {
    let workspace = ScratchWorkspace::open("scale");
    let apis = draw(APIS);
    let empty = empty(&workspace, Style::Ours);
    let library = Library::write(&workspace, &apis);
    let user = library.user(&workspace, NAMED, &apis);
    let rebuild = |features: &[&str]| {
        library.parts.iter().for_each(|part| workspace.touch(part));
        workspace.rebuild(&library.name, features)
    };
    println!(
        "| {APIS} APIs, {} crates behind one | processors | memory of the largest process |",
        library.parts.len()
    );
    println!("|---|---|---|");
    let named = format!("--features=p{NAMED}");
    for command in [&["check"] as &[_], &["build", "--release"]] {
        let _ = workspace.cargo(command, &empty);
        let (all, one) = ([command, &["--features=full"]].concat(), [command, &[&named]].concat());
        let what = command[command.len() - 1].trim_start_matches('-');
        print(&format!("{what}, one package named"), rebuild(&one));
        print(&format!("{what}, a program that calls that package"), workspace.rebuild(&user, command));
        print(&format!("{what}, all"), rebuild(&all));
    }
}

fn print(what: &str, cost: Cost) {
    println!("| {what} | {:.1} s | {} MiB |", cost.cpu, cost.memory >> 20);
}
