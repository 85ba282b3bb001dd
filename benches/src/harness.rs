//! How two pieces of work are compared: in blocks that take turns, so that whatever else the machine does falls on both.

use std::time::{Duration, Instant};

/// How many samples a block takes; the smallest counts, as a disturbance only ever adds time.
const SAMPLES: usize = 12;

/// How long a sample takes at least: long enough for the clock, short enough to fit between two disturbances.
const SAMPLE: Duration = Duration::from_micros(100);

/// Two pieces of work of which one is judged by the other.
pub trait Contest {
    /// Measures a block of each and gives nanoseconds for one run: of ours, then of the reference. Neither is always the first,
    /// which finds the caches as something else left them.
    fn pair(&mut self, ours_first: bool) -> (f64, f64);
}

/// Two functions.
pub struct Functions<'w> {
    ours: Work<'w>,
    reference: Work<'w>,
}

impl<'w> Functions<'w> {
    /// Finds out how often each must be run to be measured.
    pub fn new(ours: impl FnMut() + 'w, reference: impl FnMut() + 'w) -> Self {
        Self { ours: Work::new(ours), reference: Work::new(reference) }
    }
}

impl Contest for Functions<'_> {
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

/// The middle one.
#[must_use]
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Something that is run over and over.
pub struct Work<'w> {
    run: Box<dyn FnMut() + 'w>,
    /// How many runs make a sample.
    runs: u32,
}

impl<'w> Work<'w> {
    /// Finds out how often it must be run for one sample.
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

    /// Nanoseconds for one run: the least of a block's samples.
    pub fn block(&mut self) -> f64 {
        let least = (0..SAMPLES).map(|_| self.sample()).min().unwrap_or_default();
        least.as_secs_f64() * 1e9 / f64::from(self.runs)
    }
}
