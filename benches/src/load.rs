//! A million calls with 2,000 in flight and faults in 5 % of the attempts: memory stays flat, and
//! every call gets its own reply.

mod server;

use std::process::ExitCode;
use std::time::Instant;

use tokio::runtime::Builder;
use top_runtime::Client;

use crate::gateway::{GATEWAY, Gateway, serve};
use crate::memory::faults::{NoWaits, calls};
use crate::memory::resident;

/// Name of the subcommand.
pub const NAME: &str = "load";

const CALLS: u32 = 1_000_000;
const IN_FLIGHT: u32 = 2_000;

/// Calls between two readings.
const ROUND: u32 = 100_000;

/// Maximum growth of the resident memory after the second reading, and its maximum, in kB.
const GROWTH: u64 = 4 << 10;
const MEMORY: u64 = 64 << 10;

/// Prints readings. Fails if memory grows; panics if a call gets the reply to another one.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    if words.first().is_some_and(|word| word == GATEWAY) {
        return serve(async || (server::start().await.expect("a port of the loopback interface"), ()));
    }
    let gateway = Gateway::of_this_program(NAME);
    let client = Client::builder("12345678", "helloworld").gateway(gateway.url.as_str()).clock(NoWaits);
    let client = client.retry_budget(None).build().expect("all is well-formed");
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    println!("| calls | failed | resident | open files | calls/s |\n|---|---|---|---|---|");
    let (mut readings, mut failed) = (Vec::new(), 0);
    for first in (0..CALLS).step_by(ROUND as usize) {
        let start = Instant::now();
        failed += runtime.block_on(async {
            let mut lanes = tokio::task::JoinSet::new();
            for lane in 0..IN_FLIGHT {
                let ids = (first + lane..first + ROUND).step_by(IN_FLIGHT as usize);
                lanes.spawn_on(calls(client.clone(), ids), runtime.handle());
            }
            lanes.join_all().await.into_iter().sum::<usize>()
        });
        let per_second = f64::from(ROUND) / start.elapsed().as_secs_f64();
        let (memory, calls) = (resident().unwrap_or_default(), first + ROUND);
        let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        println!("| {calls} | {failed} | {memory} kB | {files} | {per_second:.0} |");
        readings.push(memory);
    }
    gateway.end();
    let most = readings.iter().skip(2).max().copied().unwrap_or_default();
    let growth = most.saturating_sub(readings.get(1).copied().unwrap_or_default());
    println!("| after the second | | +{growth} kB | | |");
    if growth <= GROWTH && most <= MEMORY { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
