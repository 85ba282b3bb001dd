//! How two pieces of work are compared: in blocks that take turns, so that whatever else the machine does falls on both.

use std::time::{Duration, Instant};

/// How many pairs of blocks are compared.
const PAIRS: usize = 51;

/// How many samples a block takes; the smallest counts, as a disturbance only ever adds time.
const SAMPLES: usize = 12;

/// How long a sample takes at least: long enough for the clock, short enough to fit between two disturbances.
const SAMPLE: Duration = Duration::from_micros(100);

/// What a comparison found: nanoseconds for one run of each, and the median of the pairs' ratios.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Of the work that is judged.
    pub ours: f64,
    /// Of the work that it is compared with.
    pub reference: f64,
    /// The first over the second.
    pub ratio: f64,
}

/// Compares two pieces of work.
pub fn compare(mut ours: impl FnMut(), mut reference: impl FnMut()) -> Figures {
    let (mut ours, mut reference) = (Work::new(&mut ours), Work::new(&mut reference));
    let pairs: Vec<_> = (0..PAIRS)
        .map(|pair| {
            // Neither is always the one that finds the caches as the other left them.
            if pair % 2 == 0 {
                let first = ours.block();
                (first, reference.block())
            } else {
                let first = reference.block();
                (ours.block(), first)
            }
        })
        .collect();
    Figures::of(&pairs, |(ours, reference)| ours / reference)
}

impl Figures {
    /// The medians of what was measured in each pair.
    pub fn of(pairs: &[(f64, f64)], ratio: impl Fn((f64, f64)) -> f64) -> Self {
        Self {
            ours: median(pairs.iter().map(|pair| pair.0)),
            reference: median(pairs.iter().map(|pair| pair.1)),
            ratio: median(pairs.iter().map(|pair| ratio(*pair))),
        }
    }
}

/// The middle one.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Something that is run over and over.
pub struct Work<'w> {
    run: &'w mut dyn FnMut(),
    /// How many runs make a sample.
    runs: u32,
}

impl<'w> Work<'w> {
    /// Finds out how often it must be run for one sample.
    pub fn new(run: &'w mut dyn FnMut()) -> Self {
        let mut work = Self { run, runs: 1 };
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
