//! Workers are killed at random moments. The others, and new ones, push every row.

use std::time::{Duration, SystemTime};

use crate::shop::Shop;

const ROWS: usize = 2_000;
const WORKERS: usize = 4;
const RATE: u32 = 400;
const BURST: u32 = 20;
const KILLS: usize = 6;

#[test]
fn killed_workers_lose_no_row_and_the_rate_is_kept_together() {
    let Some(shop) = Shop::start() else { return };
    shop.enqueue(ROWS);
    shop.enqueue(ROWS);
    let (rate, burst) = (RATE.to_string(), BURST.to_string());
    let args = ["--rate", &rate, "--burst", &burst, "--dead-after", "5"];
    let started = SystemTime::now();
    let mut workers: Vec<_> = (0..WORKERS).map(|_| shop.worker(&args)).collect();
    let mut random = fastrand::Rng::with_seed(17);
    for kill in 1..=KILLS {
        shop.gateway.wait_for_calls(kill * ROWS / (KILLS + 1) - random.usize(..100));
        let victim = &mut workers[random.usize(..WORKERS)];
        victim.kill().unwrap();
        victim.wait().unwrap();
        *victim = shop.worker(&args);
    }
    for worker in workers {
        let output = worker.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    assert_eq!(shop.summary(), format!("{ROWS} rows: {ROWS} done, 0 failed, 0 left"));
    let received = shop.gateway.received();
    assert_eq!(received.cases, ROWS, "every row is pushed");
    assert_eq!(received.calls.len(), ROWS + received.repeated, "a repeated row has no effect");
    println!("{} calls were repeated after {KILLS} kills", received.repeated);

    // No call arrives before its slot, and the slots of all workers together have the rate. A busy
    // machine delays calls, which breaks nothing: the bound is one from below.
    for (number, call) in received.calls.iter().enumerate() {
        let slots_before = u32::try_from(number + 1).unwrap().saturating_sub(BURST);
        let earliest = Duration::from_secs(1) * slots_before / RATE;
        let after = call.duration_since(started).unwrap() + Duration::from_millis(5);
        assert!(after >= earliest, "call {number} after {after:?}, expected at least {earliest:?}");
    }
}
