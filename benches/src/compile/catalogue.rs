//! Budgets: building APIs and calling each of them once, compared with the same structs with
//! serde's derives.

use std::fs;
use std::process::Command;

use super::crates;
use super::draw::{Api, draw};
use super::row::{Row, Unit};
use super::scratch_workspace::ScratchWorkspace;
use super::source::Style;

/// A crate with at least this number of APIs is built once.
const LARGEST: usize = 1000;

/// Number of builds of smaller crates.
const ROUNDS: usize = 3;

/// Name, command, and maximum ratio to serde's build.
const BUILDS: [(&str, &[&str], f64); 2] =
    [("check", &["check"], 0.30), ("release", &["build", "--release"], 0.40)];

/// Maximum ratio of the program sizes.
const SIZE: f64 = 0.40;

/// Minimum number of APIs for a budget. In a smaller program, the runtime itself dominates.
const BUDGETED: usize = 300;

/// Compares crates of these sizes with both derives on every struct, and with only the needed
/// derive.
pub fn measure(sizes: &[usize], mut print: impl FnMut(Row)) {
    let workspace = ScratchWorkspace::open("catalogue");
    for style in [Style::Ours, Style::SerdeBoth] {
        let empty = crates::empty(&workspace, style);
        for (_, command, _) in BUILDS {
            let _ = workspace.cargo(command, &empty);
        }
    }
    for &size in sizes {
        let apis = draw(size);
        let rounds = if size < LARGEST { ROUNDS } else { 1 };
        Catalogue { workspace: &workspace, apis: &apis, rounds }.measure(&mut print);
    }
}

/// APIs that are built in each style.
struct Catalogue<'a> {
    workspace: &'a ScratchWorkspace,
    apis: &'a [Api],
    rounds: usize,
}

impl Catalogue<'_> {
    fn measure(&self, print: &mut impl FnMut(Row)) {
        let [ours, both, needed] = [Style::Ours, Style::SerdeBoth, Style::SerdeNeeded]
            .map(|style| crates::program(self.workspace, style, self.apis));
        for (what, command, limit) in BUILDS {
            let costs: Vec<_> = (0..self.rounds)
                .map(|_| [&ours, &both, &needed].map(|name| self.workspace.rebuild(name, command).cpu))
                .collect();
            for (at, style) in [(1, Style::SerdeBoth), (2, Style::SerdeNeeded)] {
                let pairs = costs.iter().map(|costs| (costs[0], costs[at])).collect();
                print(self.row(what, Unit::Seconds, style, pairs, limit));
            }
        }
        self.call(&ours);
        for (name, style) in [(&both, Style::SerdeBoth), (&needed, Style::SerdeNeeded)] {
            let pair = (self.size(&ours, Style::Ours), self.size(name, Style::SerdeBoth));
            print(self.row("program", Unit::Bytes, style, vec![pair], SIZE));
        }
    }

    fn row(&self, what: &str, unit: Unit, style: Style, pairs: Vec<(f64, f64)>, limit: f64) -> Row {
        let (count, is_budgeted) = (self.apis.len(), style == Style::SerdeBoth);
        let against = if is_budgeted { "both derives" } else { "only the derive needed" };
        let row = Row::new(format!("{what}, {count} APIs, serde with {against}"), unit, pairs);
        if is_budgeted && count >= BUDGETED { row.at_most(limit) } else { row }
    }

    /// Returns the size of a program minus that of an empty one with the same dependencies.
    fn size(&self, name: &str, style: Style) -> f64 {
        let empty = format!("{}_empty", style.name());
        let [full, empty] = [name, &empty].map(|name| {
            #[allow(clippy::cast_precision_loss)] // programs are not that large
            fs::metadata(self.workspace.program(name)).map_or(f64::NAN, |file| file.len() as f64)
        });
        full - empty
    }

    /// Runs our program, to exclude a small program that does not work.
    fn call(&self, ours: &str) {
        let ran = Command::new(self.workspace.program(ours)).output().expect("the program starts");
        assert!(ran.status.success(), "a call failed: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), self.apis.len().to_string());
    }
}
