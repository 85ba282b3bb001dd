//! Memory growth of a client: resident memory over a million calls, and over rounds of calls with
//! faults.

pub mod faults;

use std::process::ExitCode;
use std::time::Instant;

use crate::call::{BLOCK, Setup};
use crate::gateway::GATEWAY;

use faults::Faults;

/// Calls between two readings, and number of readings: a million calls in total.
const CALLS: u32 = 100_000;
const READINGS: u32 = 10;

/// Maximum growth after the second reading, in kB. The allocator keeps some pages.
const GROWTH: u64 = 512;

/// Rounds of calls with faults; calls in flight, and maximum growth after the second round in kB.
///
/// `MANY` has no maximum: [`load`](crate::load) has one for as many calls at once.
const ROUNDS: u32 = 5;
const FEW: (u32, u64) = (64, 2048);
const MANY: (u32, u64) = (2_000, u64::MAX);

/// Prints the readings. Fails if memory grows.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    if words.first().is_some_and(|word| word == GATEWAY) {
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
    let are_flat = [FEW, MANY].map(|(at_once, max)| {
        let mut round = |round| {
            let failed = faults.round(at_once);
            (format!("{round} x {}, {at_once} at once, {failed} failed", faults::CALLS), faults::CALLS)
        };
        grows_by(ROUNDS, &mut round) <= max
    });
    if is_flat && are_flat == [true; 2] { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns a function that makes 100,000 calls to a server with a constant reply.
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

/// Runs `work`, reads the memory and prints it, `readings` times. Returns the growth after the
/// second reading in kB.
///
/// `work` returns its description and its number of calls.
fn grows_by(readings: u32, work: &mut dyn FnMut(u32) -> (String, u32)) -> u64 {
    let mut values = Vec::new();
    for reading in 1..=readings {
        let start = Instant::now();
        let (name, calls) = work(reading);
        let time = start.elapsed() / calls;
        let kilobytes = resident().unwrap_or_default();
        let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        println!("| {name} | {kilobytes} kB | {files} | {time:.1?} |");
        values.push(kilobytes);
    }
    let later = values.iter().skip(2).max().copied().unwrap_or_default();
    let growth = later.saturating_sub(values.get(1).copied().unwrap_or_default());
    println!("| after the second | +{growth} kB | | |");
    growth
}

/// Returns the resident memory of this process in kB.
pub(crate) fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
