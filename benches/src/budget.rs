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
    limit: f64,
}

impl Row {
    /// A budget of at most `limit` times the reference.
    pub fn new(name: impl Into<String>, figures: Figures, limit: f64) -> Self {
        Self { name: name.into(), figures, limit }
    }

    /// Whether it is exceeded by more than noise explains.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        // Not `>`: a ratio that is no number is no pass.
        !matches!(
            self.figures.ratio.partial_cmp(&(self.limit * NOISE)),
            Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal)
        )
    }

    fn verdict(&self) -> &'static str {
        match self.is_broken() {
            true => "BROKEN",
            false if self.figures.ratio > self.limit => "within noise",
            false => "held",
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
        let (ours, reference) = (Time(ours), Time(reference));
        let verdict = self.verdict();
        write!(f, "| {} | {ours} | {reference} | {ratio:.2} | {:.1} | {verdict} |", self.name, self.limit)
    }
}

/// Nanoseconds as people write them.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} us", self.0 / 1e3)
    }
}
