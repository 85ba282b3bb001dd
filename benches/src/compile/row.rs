//! One line of the table: what was built, against what, and whether the budget holds.

use std::fmt;

use crate::harness::median;

/// What noise may add to a ratio of times before the budget counts as broken.
const NOISE: f64 = 1.15;

/// What the figures count.
#[derive(Debug, Clone, Copy)]
pub enum Unit {
    /// Processor time.
    Seconds,
    /// Size of a program.
    Bytes,
}

/// What was measured, and its budget if it has one.
#[derive(Debug)]
pub struct Row {
    name: String,
    unit: Unit,
    /// Ours and the reference, for each round.
    pairs: Vec<(f64, f64)>,
    limit: Option<f64>,
}

impl Row {
    /// Figures to compare with, without a budget.
    #[must_use]
    pub fn new(name: impl Into<String>, unit: Unit, pairs: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), unit, pairs, limit: None }
    }

    /// A budget of at most `limit` times the reference.
    #[must_use]
    pub fn at_most(mut self, limit: f64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The median of the rounds' ratios.
    fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|(ours, reference)| ours / reference))
    }

    /// Whether the budget is exceeded by more than noise explains. A ratio that is no number is no pass.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.limit.is_some_and(|limit| self.ratio().is_nan() || self.ratio() > limit * self.unit.noise())
    }

    fn verdict(&self) -> &'static str {
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
        let (name, ratio, verdict) = (&self.name, self.ratio(), self.verdict());
        write!(f, "| {name} | {ours} | {reference} | {ratio:.2} | {limit} | {verdict} |")
    }
}

impl Unit {
    /// What noise may add to a ratio: nothing to that of sizes, which are the same each time.
    const fn noise(self) -> f64 {
        match self {
            Self::Seconds => NOISE,
            Self::Bytes => 1.0,
        }
    }

    /// A figure as people write it.
    fn text(self, figure: f64) -> String {
        match self {
            Self::Seconds => format!("{figure:.2} s"),
            Self::Bytes => format!("{:.2} MB", figure / 1e6),
        }
    }
}
