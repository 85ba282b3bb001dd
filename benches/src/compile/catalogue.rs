//! Budgets: building APIs and calling each of them once, against the same structs with serde's derives.

use std::fs;
use std::process::Command;

use super::crates;
use super::draw::{Api, draw};
use super::row::{Row, Unit};
use super::source::Style;
use super::workshop::Workshop;

/// A crate of so many APIs is built once.
const LARGEST: usize = 1000;

/// Smaller ones are built so many times.
const ROUNDS: usize = 3;

/// What is built, and how much less than serde's it may take.
const BUILDS: [(&str, &[&str], f64); 2] =
    [("check", &["check"], 0.30), ("release", &["build", "--release"], 0.40)];

/// How much smaller than serde's the program may be.
const SIZE: f64 = 0.40;

/// From so many APIs on the budgets hold; in a smaller program what it has of the runtime itself weighs more.
const BUDGETED: usize = 300;

/// Crates of these sizes against both derives on every struct, and against only the direction that is needed.
pub fn measure(sizes: &[usize], mut print: impl FnMut(Row)) {
    let workshop = Workshop::open("catalogue");
    for style in [Style::Ours, Style::SerdeBoth] {
        let empty = crates::empty(&workshop, style);
        for (_, command, _) in BUILDS {
            let _ = workshop.cargo(command, &empty);
        }
    }
    for &size in sizes {
        let apis = draw(size);
        let rounds = if size < LARGEST { ROUNDS } else { 1 };
        Catalogue { workshop: &workshop, apis: &apis, rounds }.measure(&mut print);
    }
}

/// Some APIs, to be built in each style.
struct Catalogue<'a> {
    workshop: &'a Workshop,
    apis: &'a [Api],
    rounds: usize,
}

impl Catalogue<'_> {
    fn measure(&self, print: &mut impl FnMut(Row)) {
        let [ours, both, needed] = [Style::Ours, Style::SerdeBoth, Style::SerdeNeeded]
            .map(|style| crates::program(self.workshop, style, self.apis));
        for (what, command, limit) in BUILDS {
            let costs: Vec<_> = (0..self.rounds)
                .map(|_| [&ours, &both, &needed].map(|name| self.workshop.rebuild(name, command).cpu))
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

    /// How much larger the program is than an empty one with the same dependencies.
    fn size(&self, name: &str, style: Style) -> f64 {
        let empty = format!("{}_empty", style.name());
        let [full, empty] = [name, &empty].map(|name| {
            #[allow(clippy::cast_precision_loss)] // programs are not that large
            fs::metadata(self.workshop.program(name)).map_or(f64::NAN, |file| file.len() as f64)
        });
        full - empty
    }

    /// Runs our program: what does not work costs nothing.
    fn call(&self, ours: &str) {
        let ran = Command::new(self.workshop.program(ours)).output().expect("the program starts");
        assert!(ran.status.success(), "a call failed: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), self.apis.len().to_string());
    }
}
