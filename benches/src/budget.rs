//! One line of the table: what was measured, against what, and whether the budget holds.

use std::fmt;

use crate::harness::Figures;

/// What noise may add to a ratio before the budget counts as broken.
const NOISE: f64 = 1.15;

/// A budget and what was measured of it.
#[derive(Debug)]
pub struct Row {
    name: String,
    figures: Figures,
    limit: Option<f64>,
    unit: Unit,
}

/// What the figures count.
#[derive(Debug, Clone, Copy)]
pub enum Unit {
    /// Time of a call.
    Nanoseconds,
    /// Time of a build.
    Seconds,
    /// Size of a program.
    Bytes,
}

impl Row {
    /// A budget of at most `limit` times the reference.
    pub fn new(name: impl Into<String>, figures: Figures, limit: f64) -> Self {
        Self { name: name.into(), figures, limit: Some(limit), unit: Unit::Nanoseconds }
    }

    /// Figures to compare with, without a budget.
    pub fn without_budget(name: impl Into<String>, figures: Figures) -> Self {
        Self { name: name.into(), figures, limit: None, unit: Unit::Nanoseconds }
    }

    /// The same of figures that are not nanoseconds.
    #[must_use]
    pub fn measured_in(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Whether it is exceeded by more than noise explains.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        // Not `>`: a ratio that is no number is no pass.
        self.limit.is_some_and(|limit| {
            !matches!(
                self.figures.ratio.partial_cmp(&(limit * NOISE)),
                Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal)
            )
        })
    }

    fn verdict(&self) -> &'static str {
        match self.limit {
            None => "",
            Some(_) if self.is_broken() => "BROKEN",
            Some(limit) if self.figures.ratio > limit => "within noise",
            Some(_) => "held",
        }
    }
}

/// Prints what stands in the columns.
pub fn print_head() {
    println!("| budget | ours | reference | ratio | at most | |");
    println!("|---|---|---|---|---|---|");
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { ours, reference, ratio } = self.figures;
        let (ours, reference) = (self.unit.text(ours), self.unit.text(reference));
        let limit = self.limit.map(|limit| format!("{limit:.2}")).unwrap_or_default();
        let verdict = self.verdict();
        write!(f, "| {} | {ours} | {reference} | {ratio:.2} | {limit} | {verdict} |", self.name)
    }
}

impl Unit {
    /// A figure as people write it.
    fn text(self, figure: f64) -> String {
        match self {
            Self::Nanoseconds => format!("{:.2} us", figure / 1e3),
            Self::Seconds => format!("{figure:.2} s"),
            Self::Bytes => format!("{:.2} MB", figure / 1e6),
        }
    }
}
