//! Calls per second with many in flight, beside bare reqwest with a request built before. The
//! gateway is another process.

pub(crate) mod lanes;

use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use top_runtime::{Client, SignMethod};

use crate::call::same::Same;
use crate::call::{post, server};
use crate::decode::read;
use crate::gateway::{GATEWAY, Gateway, serve};
use crate::harness::median;
use crate::memory::resident;
use crate::replies::{TradesSold, simplified};
use crate::requests::{Push, builder, push};

use self::lanes::{Measured, measure};

/// Name of the subcommand.
pub const NAME: &str = "calls";

/// Kinds of runtimes.
const RUNTIMES: [&str; 2] = ["one thread", "two threads"];

/// Pairs of blocks for a row, and calls of a block.
const ROUNDS: usize = 7;
const CALLS: usize = 20_000;

/// Blocks of each side of a row, with the one before the pairs.
pub(crate) const BLOCKS: u64 = ROUNDS as u64 + 1;

/// Numbers of calls in flight.
const FEW: usize = 32;
const MANY: [usize; 2] = [2_000, 10_000];

/// Time limit of a call by hand.
const LIMIT: Duration = Duration::from_secs(30);

/// Minimum of the calls per second: as a ratio to bare reqwest, and of many calls to few.
const BESIDE_REQWEST: f64 = 0.85;
const LEVEL: f64 = 0.8;

/// Factor by which noise may decrease a ratio before a mark counts as missed.
const NOISE: f64 = 1.15;

/// Maximum of the resident memory in kB.
const MEMORY: u64 = 64 << 10;

/// Prints calls per second and processor time, in rows that contain all words. Fails if a mark is
/// missed by more than noise.
///
/// The calls by hand have no mark: they are the lower bound of a call over reqwest.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    if words.first().is_some_and(|word| word == GATEWAY) {
        return serve(async || {
            let address = server::start(Bytes::from(simplified(1 << 10))).await;
            (format!("http://{}/router/rest", address.expect("a port of the loopback interface")), ())
        });
    }
    if words.is_empty() {
        return each_kind_of_runtime();
    }
    print_head();
    let gateway = Gateway::of_this_program(NAME);
    let one = || Builder::new_current_thread().enable_all().build().expect("a runtime");
    let two = || Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let mut missed = 0;
    for (name, runtime) in [(RUNTIMES[0], one()), (RUNTIMES[1], two())] {
        let clients = Clients::new(&gateway.url, &runtime);
        let ours = |in_flight| measure(&runtime, CALLS.max(in_flight * 10), in_flight, || clients.ours());
        let bare = || measure(&runtime, CALLS, FEW, || clients.bare());
        let by_hand = || measure(&runtime, CALLS, FEW, || clients.by_hand());
        let bounded =
            |in_flight| measure(&runtime, CALLS.max(in_flight * 10), in_flight, || clients.bounded_by_hand());
        let row = |what: String, least, ours: &dyn Fn() -> Measured, reference: &dyn Fn() -> Measured| {
            let what = format!("{name}, {what}");
            let is_selected = words.iter().all(|word| what.contains(word.as_str()));
            usize::from(is_selected && is_missed(&what, least, ours, reference))
        };
        missed += row(format!("{FEW} in flight, beside reqwest"), BESIDE_REQWEST, &|| ours(FEW), &bare);
        missed += row(format!("{FEW} in flight by hand, beside reqwest"), 0.0, &by_hand, &bare);
        missed += row(format!("{FEW} in flight, beside by hand"), 0.0, &|| ours(FEW), &by_hand);
        for many in MANY {
            missed += row(format!("{many} in flight, beside {FEW}"), LEVEL, &|| ours(many), &|| ours(FEW));
        }
        if words == [name] {
            missed += usize::from(is_too_large());
        }
        for many in MANY {
            let what = format!("{many} in flight by hand, beside {FEW} by hand");
            missed += row(what, 0.0, &|| bounded(many), &|| bounded(FEW));
        }
        runtime.shutdown_background();
    }
    gateway.end();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the head of the table.
pub(crate) fn print_head() {
    println!("| calls | calls/s | of the reference | ratio | CPU us a call | of the reference | ratio |");
    println!("|---|---|---|---|---|---|---|");
}

/// Runs all rows of each kind of runtime in a process of its own, which has no memory of the other.
fn each_kind_of_runtime() -> ExitCode {
    let program = std::env::current_exe().expect("the path of this program");
    let run = |runtime: &&str| {
        let status = Command::new(&program).args([NAME, runtime]).status().expect("this program runs");
        !status.success()
    };
    let failed = RUNTIMES.iter().filter(|runtime| run(runtime)).count();
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures pairs of blocks and prints their medians. Returns whether the ratio is too small.
pub(crate) fn is_missed(
    what: &str,
    least: f64,
    ours: &dyn Fn() -> Measured,
    reference: &dyn Fn() -> Measured,
) -> bool {
    // Connections are opened before.
    let _ = (ours(), reference());
    let pairs: Vec<_> = (0..ROUNDS)
        .map(|round| {
            if round % 2 == 0 {
                let ours = ours();
                (ours, reference())
            } else {
                let reference = reference();
                (ours(), reference)
            }
        })
        .collect();
    let of = |get: fn(&(Measured, Measured)) -> f64| median(pairs.iter().map(get));
    let ratio = of(|(ours, reference)| ours.per_second / reference.per_second);
    println!(
        "| {what} | {:.0} | {:.0} | {ratio:.2} | {:.1} | {:.1} | {:.2} |",
        of(|pair| pair.0.per_second),
        of(|pair| pair.1.per_second),
        of(|pair| pair.0.cpu),
        of(|pair| pair.1.cpu),
        of(|(ours, reference)| ours.cpu / reference.cpu),
    );
    ratio * NOISE < least
}

/// Prints the memory of this process. Returns whether it is too much.
fn is_too_large() -> bool {
    let Some(kilobytes) = resident() else { return false };
    println!("| resident memory after that: {kilobytes} kB | | | | | | |");
    kilobytes > MEMORY
}

/// A client of each kind, with its request.
struct Clients {
    client: Client,
    request: Arc<Push>,
    bare: reqwest::Client,
    same: Same,
    url: reqwest::Url,
    sent: Bytes,
    /// As many as the connections of a client.
    slots: Arc<Semaphore>,
}

impl Clients {
    fn new(url: &str, runtime: &Runtime) -> Self {
        let client = builder(SignMethod::HmacSha256).gateway(url).simplify(true).build();
        let client = client.expect("key, secret and gateway are well-formed");
        let request = Arc::new(push());
        let sent = client.prepare(&*request).expect("the sample breaks no rule").body().to_vec().into();
        let bare = reqwest::Client::builder().no_proxy().build().expect("a client");
        let same = Same::new(runtime);
        let slots = Arc::new(Semaphore::new(100));
        Self { client, request, bare, same, url: url.parse().expect("a url"), sent, slots }
    }

    /// Returns a function that makes one call.
    fn ours(&self) -> impl Fn() -> lanes::Call + Send + 'static {
        let (client, request) = (self.client.clone(), self.request.clone());
        move || {
            let call = client.execute(&*request);
            Box::pin(async move {
                assert!(!call.await.expect("a reply").trades.is_empty(), "the reply is constant");
            })
        }
    }

    /// Returns a function that sends the request with bare reqwest and decodes the reply.
    fn bare(&self) -> impl Fn() -> lanes::Call + Send + 'static {
        let (client, url, body) = (self.bare.clone(), self.url.clone(), self.sent.clone());
        move || {
            let call = post(&client, &url, &body);
            Box::pin(async move {
                let reply = call.send().await.expect("a reply").bytes().await.expect("a body");
                let trades: TradesSold = serde_json::from_slice(&reply).expect("the reply is constant");
                assert!(!trades.trades.is_empty(), "the reply is constant");
            })
        }
    }

    /// Returns a function that does by hand what a call of the client does: preparing the request,
    /// sending it with the same headers and time limit, and decoding the reply.
    fn by_hand(&self) -> impl Fn() -> lanes::Call + Send + 'static {
        let (same, url) = (self.same.clone(), self.url.clone());
        let (client, request) = (self.client.clone(), self.request.clone());
        move || {
            let call = same.post(&url, client.prepare(&*request).expect("the sample breaks no rule"));
            Box::pin(async move {
                let reply = call.await.expect("a reply").bytes().await.expect("a body");
                assert!(!read(&reply).trades.is_empty(), "the reply is constant");
            })
        }
    }

    /// Returns a function that does the same by hand after it got one of the slots, within its time
    /// limit.
    fn bounded_by_hand(&self) -> impl Fn() -> lanes::Call + Send + 'static {
        let (call, slots) = (self.by_hand(), self.slots.clone());
        move || {
            let (call, slots) = (call(), slots.clone());
            Box::pin(async move {
                let slot = timeout(LIMIT, slots.acquire()).await.expect("time is left");
                call.await;
                drop(slot);
            })
        }
    }
}
