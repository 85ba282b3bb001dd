//! A ban that one worker meets stops all of them.

use std::time::Duration;

use top_sandbox::Fault;

use crate::shop::Shop;
use crate::stalls::Stalls;

const ROWS: usize = 5_000;
const WORKERS: usize = 4;

/// Steps between the reply with the ban and the last request of another worker, each of which a busy
/// machine may delay.
const STEPS: u32 = 10;

#[test]
fn ban_that_one_worker_meets_stops_all_within_a_second() {
    let Some(shop) = Shop::start() else { return };
    shop.enqueue(ROWS);
    let args = ["--rate", "400", "--dead-after", "5"];
    let workers: Vec<_> = (0..WORKERS).map(|_| shop.worker(&args)).collect();
    shop.gateway.wait_for_calls(400);
    let stalls = Stalls::start();
    // One call is banned. The gateway would execute all others.
    shop.sandbox.fault(Fault::Quota { seconds: 600 });
    for worker in workers {
        let output = worker.wait_with_output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(75), "each worker ends because of the ban: {printed}");
        assert!(printed.contains("code 7"), "{printed}");
    }
    let stall = stalls.end();

    let requests = shop.sandbox.requests();
    let is_ban = |error: Option<&top_sandbox::ErrorResponse>| error.is_some_and(|error| error.code() == 7);
    let bans: Vec<_> = requests.iter().filter(|request| is_ban(request.error_response())).collect();
    assert_eq!(bans.len(), 1, "one worker met the ban");
    let ban = bans[0].received_at();
    let after: Vec<Duration> =
        requests.iter().filter_map(|request| request.received_at().duration_since(ban).ok()).collect();
    let last = after.iter().max().copied().unwrap_or_default();
    println!("{} calls after the ban, the last one {last:?} later; stall {stall:?}", after.len() - 1);
    assert!(last <= Duration::from_secs(1) + stall * STEPS, "{last:?}, stall {stall:?}");
    assert!(requests.len() < ROWS, "the ban came before the last row");

    // A worker that starts during the ban sends nothing.
    let before = shop.sandbox.requests().len();
    let output = shop.worker(&args).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(75));
    assert_eq!(shop.sandbox.requests().len(), before);
}
