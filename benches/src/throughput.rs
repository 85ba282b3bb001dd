//! Calls per second with many in flight, beside bare reqwest with a request built before. The
//! gateway is another process.

mod lanes;

use std::process::ExitCode;
use std::sync::Arc;

use bytes::Bytes;
use tokio::runtime::{Builder, Runtime};
use top_runtime::{Client, SignMethod};

use crate::call::{post, server};
use crate::gateway::{GATEWAY, Gateway, serve};
use crate::harness::median;
use crate::memory::resident;
use crate::replies::{TradesSold, simplified};
use crate::requests::{Push, builder, push};

use self::lanes::{Measured, measure};

/// Name of the subcommand.
pub const NAME: &str = "calls";

/// Pairs of blocks for a row, and calls of a block.
const ROUNDS: usize = 7;
const CALLS: usize = 20_000;

/// Numbers of calls in flight.
const FEW: usize = 32;
const MANY: [usize; 2] = [2_000, 10_000];

/// Minimum of the calls per second: as a ratio to bare reqwest, and of many calls to few.
const BESIDE_REQWEST: f64 = 0.85;
const LEVEL: f64 = 0.8;

/// Factor by which noise may decrease a ratio before a mark counts as missed.
const NOISE: f64 = 1.15;

/// Maximum of the resident memory in kB.
const MEMORY: u64 = 64 << 10;

/// Prints calls per second and processor time. Fails if a mark is missed by more than noise.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    if words.first().is_some_and(|word| word == GATEWAY) {
        return serve(async || {
            let address = server::start(Bytes::from(simplified(1 << 10))).await;
            (format!("http://{}/router/rest", address.expect("a port of the loopback interface")), ())
        });
    }
    println!(
        "| runtime | calls compared | calls/s | calls/s of the reference | ratio | CPU us a call | of the reference | ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let gateway = Gateway::of_this_program(NAME);
    let clients = Clients::new(&gateway.url);
    let one = || Builder::new_current_thread().enable_all().build().expect("a runtime");
    let two = || Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let mut missed = 0;
    for (name, runtime) in [("one thread", one()), ("two threads", two())] {
        let ours = |in_flight| measure(&runtime, CALLS.max(in_flight * 10), in_flight, || clients.ours());
        let bare = || measure(&runtime, CALLS, FEW, || clients.bare());
        let what = format!("{FEW} in flight, beside reqwest");
        missed += row(name, &what, BESIDE_REQWEST, || ours(FEW), bare);
        for many in MANY {
            let what = format!("{many} in flight, beside {FEW}");
            missed += row(name, &what, LEVEL, || ours(many), || ours(FEW));
        }
        missed += usize::from(prints_memory());
        shut_down(runtime);
    }
    gateway.end();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures pairs of blocks and prints their medians. Returns 1 if the ratio is too small.
fn row(
    runtime: &str,
    what: &str,
    least: f64,
    ours: impl Fn() -> Measured,
    reference: impl Fn() -> Measured,
) -> usize {
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
        "| {runtime} | {what} | {:.0} | {:.0} | {ratio:.2} | {:.1} | {:.1} | {:.2} |",
        of(|pair| pair.0.per_second),
        of(|pair| pair.1.per_second),
        of(|pair| pair.0.cpu),
        of(|pair| pair.1.cpu),
        of(|(ours, reference)| ours.cpu / reference.cpu),
    );
    usize::from(ratio * NOISE < least)
}

/// Prints the memory of this process. Returns whether it is too much.
fn prints_memory() -> bool {
    let Some(kilobytes) = resident() else { return false };
    println!("| | resident memory after that | {kilobytes} kB | | | | | |");
    kilobytes > MEMORY
}

fn shut_down(runtime: Runtime) {
    runtime.shutdown_background();
}

/// A client of each kind, with its request.
struct Clients {
    client: Client,
    request: Arc<Push>,
    bare: reqwest::Client,
    url: reqwest::Url,
    sent: Bytes,
}

impl Clients {
    fn new(url: &str) -> Self {
        let client = builder(SignMethod::HmacSha256).gateway(url).simplify(true).build();
        let client = client.expect("key, secret and gateway are well-formed");
        let request = Arc::new(push());
        let sent = client.prepare(&*request).expect("the sample breaks no rule").body().to_vec().into();
        let bare = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { client, request, bare, url: url.parse().expect("a url"), sent }
    }

    /// Returns a function that makes one call.
    fn ours(&self) -> impl Fn() -> lanes::Call + Send + 'static {
        let (client, request) = (self.client.clone(), self.request.clone());
        move || {
            let call = client.execute(&*request);
            Box::pin(async move {
                assert!(!call.await.expect("a reply").trades.is_empty(), "the reply is constant")
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
}
