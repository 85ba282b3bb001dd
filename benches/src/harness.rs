//! Compares two pieces of work in alternating blocks, so that the load of the machine affects both.

use std::time::{Duration, Instant};

/// Samples of a block. The smallest one counts, as a disturbance can only add time.
const SAMPLES: usize = 12;

/// Minimum duration of a sample: long enough for the clock, short enough to fit between two
/// disturbances.
const SAMPLE: Duration = Duration::from_micros(100);

/// A benchmark of our work and of a reference.
pub trait PairedBenchmark {
    /// Measures a block of each. Returns nanoseconds for one run: of ours, then of the reference.
    ///
    /// The order alternates, because the first block starts with cold caches.
    fn pair(&mut self, ours_first: bool) -> (f64, f64);
}

/// A benchmark of two functions.
pub struct Functions<'w> {
    ours: Work<'w>,
    reference: Work<'w>,
}

impl<'w> Functions<'w> {
    /// Determines the number of runs that a sample of each function needs.
    pub fn new(ours: impl FnMut() + 'w, reference: impl FnMut() + 'w) -> Self {
        Self { ours: Work::new(ours), reference: Work::new(reference) }
    }
}

impl PairedBenchmark for Functions<'_> {
    fn pair(&mut self, ours_first: bool) -> (f64, f64) {
        if ours_first {
            let ours = self.ours.block();
            (ours, self.reference.block())
        } else {
            let reference = self.reference.block();
            (self.ours.block(), reference)
        }
    }
}

/// Returns the median.
#[must_use]
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A function that is run repeatedly.
pub struct Work<'w> {
    run: Box<dyn FnMut() + 'w>,
    /// Runs of one sample.
    runs: u32,
}

impl<'w> Work<'w> {
    /// Determines the number of runs that a sample needs.
    pub fn new(run: impl FnMut() + 'w) -> Self {
        let mut work = Self { run: Box::new(run), runs: 1 };
        while work.sample() < SAMPLE {
            work.runs *= 2;
        }
        work
    }

    fn sample(&mut self) -> Duration {
        let start = Instant::now();
        for _ in 0..self.runs {
            (self.run)();
        }
        start.elapsed()
    }

    /// Measures a block. Returns nanoseconds for one run, of the fastest sample.
    pub fn block(&mut self) -> f64 {
        let min = (0..SAMPLES).map(|_| self.sample()).min().unwrap_or_default();
        min.as_secs_f64() * 1e9 / f64::from(self.runs)
    }
}
