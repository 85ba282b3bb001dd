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
    /// What it cannot go below.
    bounds: Vec<Budget>,
}

impl Budget {
    /// A budget of at most `limit` times the reference.
    pub fn new(name: impl Into<String>, limit: f64, contest: impl Contest + 'static) -> Self {
        Self { limit: Some(limit), ..Self::bound(name, contest) }
    }

    /// What another budget cannot go below.
    pub fn bound(name: impl Into<String>, contest: impl Contest + 'static) -> Self {
        let (name, contest) = (name.into(), Box::new(contest));
        Self { name, limit: None, contest, pairs: Vec::new(), bounds: Vec::new() }
    }

    /// Measures bounds in the same rounds. Where the highest of them is above the limit, the budget is held to it instead.
    #[must_use]
    pub fn not_below(self, bounds: impl Into<Vec<Self>>) -> Self {
        Self { bounds: bounds.into(), ..self }
    }

    /// What was measured.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Measures one pair more.
    pub fn round(&mut self) {
        self.pairs.push(self.contest.pair(self.pairs.len().is_multiple_of(2)));
        self.bounds.iter_mut().for_each(Self::round);
    }

    /// The median of the pairs' ratios.
    fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|(ours, reference)| ours / reference))
    }

    /// Whether it is exceeded by more than noise explains, and what it is held to by more than that, too.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        let bounds = self.bounds.iter().map(Self::ratio);
        self.limit.is_some_and(|limit| self.exceeds(bounds.fold(limit, f64::max)))
    }

    /// Whether a limit is exceeded by more than noise explains. A ratio that is no number is no pass.
    fn exceeds(&self, limit: f64) -> bool {
        let ratio = self.ratio();
        ratio.is_nan() || ratio > limit * NOISE
    }

    fn verdict(&self) -> &'static str {
        match self.limit {
            None => "lower bound",
            Some(_) if self.is_broken() => "BROKEN",
            Some(limit) if self.exceeds(limit) => "at its lower bound",
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
        write!(f, "| {} | {ours} | {reference} | {ratio:.2} | {limit} | {verdict} |", self.name)?;
        self.bounds.iter().try_for_each(|bound| write!(f, "\n{bound}"))
    }
}

/// Nanoseconds as people write them.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} us", self.0 / 1e3)
    }
}
