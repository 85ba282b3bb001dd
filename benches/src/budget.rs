//! One line of the table: what was measured, against what, and whether the budget holds.

use std::fmt;

use crate::harness::{Contest, median};

/// What noise may add to a ratio before the budget counts as broken.
const NOISE: f64 = 1.15;

/// A budget and what was measured of it.
pub struct Budget {
    name: String,
    /// None where nothing can be held to one: a bound that stands beside a budget.
    limit: Option<f64>,
    contest: Box<dyn Contest>,
    pairs: Vec<(f64, f64)>,
}

impl Budget {
    /// A budget of at most `limit` times the reference.
    pub fn new(name: impl Into<String>, limit: f64, contest: impl Contest + 'static) -> Self {
        Self { limit: Some(limit), ..Self::bound(name, contest) }
    }

    /// What another budget cannot go below, measured in the same run.
    pub fn bound(name: impl Into<String>, contest: impl Contest + 'static) -> Self {
        Self { name: name.into(), limit: None, contest: Box::new(contest), pairs: Vec::new() }
    }

    /// What was measured.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Measures one pair more.
    pub fn round(&mut self) {
        self.pairs.push(self.contest.pair(self.pairs.len().is_multiple_of(2)));
    }

    /// The median of the pairs' ratios.
    fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|(ours, reference)| ours / reference))
    }

    /// Whether it is exceeded by more than noise explains.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        // Not `>`: a ratio that is no number is no pass.
        self.limit.is_some_and(|limit| {
            !matches!(
                self.ratio().partial_cmp(&(limit * NOISE)),
                Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal)
            )
        })
    }

    fn verdict(&self) -> &'static str {
        match self.limit {
            None => "lower bound",
            Some(_) if self.is_broken() => "BROKEN",
            Some(limit) if self.ratio() > limit => "within noise",
            Some(_) => "held",
        }
    }
}

/// Prints what stands in the columns.
pub fn print_head() {
    println!("| budget | ours | reference | ratio | at most | |");
    println!("|---|---|---|---|---|---|");
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ours = Time(median(self.pairs.iter().map(|pair| pair.0)));
        let reference = Time(median(self.pairs.iter().map(|pair| pair.1)));
        let (ratio, verdict) = (self.ratio(), self.verdict());
        let limit = self.limit.map(|limit| format!("{limit:.1}")).unwrap_or_default();
        write!(f, "| {} | {ours} | {reference} | {ratio:.2} | {limit} | {verdict} |", self.name)
    }
}

/// Nanoseconds as people write them.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} us", self.0 / 1e3)
    }
}
