//! Many messages with every fault of the sandbox.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use top_messages::Message;
use top_sandbox::tmc::{TmcFaults, TmcServer};

use crate::support::{CREATED, Running, TradeCreated, builder};

/// One bit per message.
struct Bits(Vec<AtomicU64>);

impl Bits {
    fn new(count: u64) -> Self {
        Self((0..=count / 64).map(|_| AtomicU64::new(0)).collect())
    }

    /// Sets the bit of a message; `true` if it was set.
    fn set(&self, id: i64) -> bool {
        let (word, bit) = Self::place(id);
        self.0[word].fetch_or(bit, Ordering::SeqCst) & bit != 0
    }

    fn has(&self, id: i64) -> bool {
        let (word, bit) = Self::place(id);
        self.0[word].load(Ordering::SeqCst) & bit != 0
    }

    fn place(id: i64) -> (usize, u64) {
        (usize::try_from(id / 64).unwrap(), 1 << (id % 64))
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.load(Ordering::SeqCst).count_ones())).sum()
    }
}

/// Resident memory of this process in KiB. 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

/// Receives `count` messages with drops, duplicates and cuts. Every message is handled, each once as
/// far as the store remembers, and none is confirmed before its handler ended.
async fn receive(count: u64, faults: TmcFaults) {
    let (ended, repeated) = (Arc::new(Bits::new(count)), Arc::new(AtomicU64::new(0)));
    let early = Arc::new(Mutex::new(HashSet::new()));
    let server = TmcServer::builder()
        .faults(faults)
        .redeliver_after(Duration::from_millis(200))
        .on_confirm({
            let (ended, early) = (Arc::clone(&ended), Arc::clone(&early));
            move |id| {
                if !ended.has(id) {
                    early.lock().unwrap().insert(id);
                }
            }
        })
        .start()
        .await
        .unwrap();
    let receiver = Running::start(builder(&server).max_unconfirmed(256).on({
        let (ended, repeated) = (Arc::clone(&ended), Arc::clone(&repeated));
        move |trade: Message<TradeCreated>| {
            let (ended, repeated) = (Arc::clone(&ended), Arc::clone(&repeated));
            async move {
                tokio::task::yield_now().await;
                repeated.fetch_add(u64::from(ended.set(trade.tid)), Ordering::SeqCst);
                Ok(())
            }
        }
    }));
    let start = Instant::now();
    server.publish_generated(CREATED, count, |id| format!(r#"{{"tid":{id},"buyer_nick":"买家{id}"}}"#));
    server.wait_for(|state| state.confirmed >= count / 4).await;
    let early_memory = resident();
    let state = server.all_confirmed().await;
    let (seconds, late_memory) = (start.elapsed().as_secs_f64(), resident());
    let summary = receiver.stop().await.unwrap();
    assert_eq!((ended.count(), summary.handled, repeated.load(Ordering::SeqCst)), (count, count, 0));
    assert_eq!(*early.lock().unwrap(), HashSet::new(), "confirmed before their handlers ended");
    assert_eq!(state.violations, [""; 0]);
    #[allow(clippy::cast_precision_loss)] // a figure for people
    let rate = count as f64 / seconds;
    println!(
        "{count} messages in {seconds:.1} s: {rate:.0} per second, {} frames, {} connections, {} duplicates; \
         resident memory {early_memory} KiB after a quarter, {late_memory} KiB at the end",
        state.sent, state.connections, summary.duplicates
    );
}

fn unreliable() -> TmcFaults {
    TmcFaults { drops: 0.05, duplicates: 0.05, cut_every: Some(10_000), ..TmcFaults::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_message_is_handled_once_despite_drops_duplicates_and_cuts() {
    receive(20_000, TmcFaults { cut_every: Some(2_000), ..unreliable() }).await;
}

/// `TOP_MESSAGES=1000000 cargo test --release -p top-messages --test it million -- --ignored
/// --nocapture`. Default: 1,000,000.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute"]
async fn a_million_messages_are_handled_once_each() {
    let count = std::env::var("TOP_MESSAGES").ok().and_then(|count| count.parse().ok());
    receive(count.unwrap_or(1_000_000), unreliable()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_the_channel_is_survived() {
    let faults = TmcFaults {
        drops: 0.05,
        duplicates: 0.05,
        reorders: 0.1,
        half_frames: 0.05,
        unknown_kinds: 0.05,
        compressed: 0.3,
        lost_confirms: 0.05,
        cut_every: Some(300),
        pause: None,
        clock_ahead: -3_600,
        ..TmcFaults::default()
    };
    receive(3_000, faults).await;
}
