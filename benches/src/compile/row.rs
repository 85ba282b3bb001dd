//! One row of the table: the build, its reference, and whether the budget is kept.

use std::fmt;

use crate::harness::median;

/// Factor by which noise may increase a ratio of times before the budget counts as exceeded.
const NOISE: f64 = 1.15;

/// Unit of the figures.
#[derive(Debug, Clone, Copy)]
pub enum Unit {
    /// Processor time.
    Seconds,
    /// Size of a program.
    Bytes,
}

/// A measurement, and its budget if it has one.
#[derive(Debug)]
pub struct Row {
    name: String,
    unit: Unit,
    /// Ours and the reference, for each round.
    pairs: Vec<(f64, f64)>,
    limit: Option<f64>,
}

impl Row {
    /// Creates a row without a budget.
    #[must_use]
    pub fn new(name: impl Into<String>, unit: Unit, pairs: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), unit, pairs, limit: None }
    }

    /// Sets a budget of at most `limit` times the reference.
    #[must_use]
    pub fn at_most(mut self, limit: f64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Returns the median of the rounds' ratios.
    fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|(ours, reference)| ours / reference))
    }

    /// Returns whether the budget is exceeded by more than noise. NaN counts as exceeded.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.limit.is_some_and(|limit| self.ratio().is_nan() || self.ratio() > limit * self.unit.noise())
    }

    fn status(&self) -> &'static str {
        match self.limit {
            None => "",
            Some(_) if self.is_broken() => "BROKEN",
            Some(limit) if self.ratio() > limit => "within noise",
            Some(_) => "held",
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ours = self.unit.text(median(self.pairs.iter().map(|pair| pair.0)));
        let reference = self.unit.text(median(self.pairs.iter().map(|pair| pair.1)));
        let limit = self.limit.map(|limit| format!("{limit:.2}")).unwrap_or_default();
        let (name, ratio, status) = (&self.name, self.ratio(), self.status());
        write!(f, "| {name} | {ours} | {reference} | {ratio:.2} | {limit} | {status} |")
    }
}

impl Unit {
    /// Returns the factor by which noise may increase a ratio. Sizes are reproducible: 1.
    const fn noise(self) -> f64 {
        match self {
            Self::Seconds => NOISE,
            Self::Bytes => 1.0,
        }
    }

    /// Formats a figure with its unit.
    fn text(self, figure: f64) -> String {
        match self {
            Self::Seconds => format!("{figure:.2} s"),
            Self::Bytes => format!("{:.2} MB", figure / 1e6),
        }
    }
}
