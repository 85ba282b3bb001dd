//! One row of the table: the measurement, its reference, and whether the budget is kept.

use std::fmt;

use crate::harness::{PairedBenchmark, median};

/// Factor by which noise may increase a ratio before the budget counts as exceeded.
const NOISE: f64 = 1.15;

/// A budget and its measurements.
pub struct Budget {
    name: String,
    /// Maximum ratio. `None` for a lower bound of another budget.
    limit: Option<f64>,
    benchmark: Box<dyn PairedBenchmark>,
    pairs: Vec<(f64, f64)>,
    /// Lower bounds of this budget.
    bounds: Vec<Budget>,
}

impl Budget {
    /// Creates a budget of at most `limit` times the reference.
    pub fn new(name: impl Into<String>, limit: f64, benchmark: impl PairedBenchmark + 'static) -> Self {
        Self { limit: Some(limit), ..Self::bound(name, benchmark) }
    }

    /// Creates a lower bound of another budget.
    pub fn bound(name: impl Into<String>, benchmark: impl PairedBenchmark + 'static) -> Self {
        let (name, benchmark) = (name.into(), Box::new(benchmark));
        Self { name, limit: None, benchmark, pairs: Vec::new(), bounds: Vec::new() }
    }

    /// Adds lower bounds, measured in the same rounds. The highest one replaces the limit if it is
    /// above it.
    #[must_use]
    pub fn not_below(self, bounds: impl Into<Vec<Self>>) -> Self {
        Self { bounds: bounds.into(), ..self }
    }

    /// Returns the name of the measurement.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Measures one more pair.
    pub fn round(&mut self) {
        self.pairs.push(self.benchmark.pair(self.pairs.len().is_multiple_of(2)));
        self.bounds.iter_mut().for_each(Self::round);
    }

    /// Returns the median of the pairs' ratios.
    fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|(ours, reference)| ours / reference))
    }

    /// Returns whether the limit and every lower bound are exceeded by more than noise.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        let bounds = self.bounds.iter().map(Self::ratio);
        self.limit.is_some_and(|limit| self.exceeds(bounds.fold(limit, f64::max)))
    }

    /// Returns whether a limit is exceeded by more than noise. NaN counts as exceeded.
    fn exceeds(&self, limit: f64) -> bool {
        let ratio = self.ratio();
        ratio.is_nan() || ratio > limit * NOISE
    }

    fn status(&self) -> &'static str {
        match self.limit {
            None => "lower bound",
            Some(_) if self.is_broken() => "BROKEN",
            Some(limit) if self.exceeds(limit) => "at its lower bound",
            Some(limit) if self.ratio() > limit => "within noise",
            Some(_) => "held",
        }
    }
}

/// Prints the head of the table.
pub fn print_head() {
    println!("| budget | ours | reference | ratio | at most | |");
    println!("|---|---|---|---|---|---|");
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ours = Time(median(self.pairs.iter().map(|pair| pair.0)));
        let reference = Time(median(self.pairs.iter().map(|pair| pair.1)));
        let (ratio, status) = (self.ratio(), self.status());
        let limit = self.limit.map(|limit| format!("{limit:.1}")).unwrap_or_default();
        write!(f, "| {} | {ours} | {reference} | {ratio:.2} | {limit} | {status} |", self.name)?;
        self.bounds.iter().try_for_each(|bound| write!(f, "\n{bound}"))
    }
}

/// Nanoseconds, formatted as microseconds.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} us", self.0 / 1e3)
    }
}
