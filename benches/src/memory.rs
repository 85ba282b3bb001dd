//! Whether a client keeps anything of its calls: resident memory over a million of them, and over rounds of calls that meet faults.

pub mod faults;

use std::process::ExitCode;
use std::time::Instant;

use crate::call::{BLOCK, Setup};

use faults::Faults;

/// How many calls stand between two readings, and how many readings there are: a million calls in all.
const CALLS: u32 = 100_000;
const READINGS: u32 = 10;

/// What may come later than after two readings, in kB: the allocator takes and gives back pages as it sees fit.
const GROWTH: u64 = 512;

/// How many rounds of calls with faults there are, and how many calls of one are under way at once. What may come later than after two
/// rounds: of the many nothing is said, as the memory is that of the most connections there ever were, and how many these are hangs on
/// which of two was quicker, a new one or one that another call gave back.
const ROUNDS: u32 = 5;
const FEW: (u32, u64) = (64, 2048);
const MANY: (u32, u64) = (2_000, u64::MAX);

/// Prints the readings; fails where memory grows.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    if words.first().is_some_and(|word| word == faults::GATEWAY) {
        return faults::serve();
    }
    if resident().is_none() {
        println!("memory is read from /proc/self/status, which only Linux has: nothing was measured");
        return ExitCode::SUCCESS;
    }
    println!("| calls | resident | open files | time a call |\n|---|---|---|---|");
    let is_flat = grows_by(READINGS, &mut calls()) <= GROWTH;
    let program = std::env::current_exe().expect("the path of this program");
    let mut faults = Faults::start(&program);
    let are_flat = [FEW, MANY].map(|(at_once, most)| {
        let mut round = |round| {
            let failed = faults.round(at_once);
            (format!("{round} x {}, {at_once} at once, {failed} failed", faults::CALLS), faults::CALLS)
        };
        grows_by(ROUNDS, &mut round) <= most
    });
    if is_flat && are_flat == [true; 2] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A hundred thousand calls against a server that answers all with the same bytes.
fn calls() -> impl FnMut(u32) -> (String, u32) {
    let setup = Setup::start();
    let blocks = CALLS.div_ceil(BLOCK);
    move |reading| {
        for _ in 0..blocks {
            let _ = setup.execute(1);
        }
        let made = blocks * BLOCK;
        ((reading * made).to_string(), made)
    }
}

/// Works, reads and prints so many times: how many kB resident memory grew after the second reading. What works says what it did, and
/// how many calls that was.
fn grows_by(readings: u32, work: &mut dyn FnMut(u32) -> (String, u32)) -> u64 {
    let mut all = Vec::new();
    for reading in 1..=readings {
        let start = Instant::now();
        let (name, calls) = work(reading);
        let time = start.elapsed() / calls;
        let kilobytes = resident().unwrap_or_default();
        let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        println!("| {name} | {kilobytes} kB | {files} | {time:.1?} |");
        all.push(kilobytes);
    }
    let later = all.iter().skip(2).max().copied().unwrap_or_default();
    let growth = later.saturating_sub(all.get(1).copied().unwrap_or_default());
    println!("| after the second | +{growth} kB | | |");
    growth
}

/// How many kB of the process are in memory.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
