//! Budget: the overhead of `execute` over bare reqwest, compared with preparing and decoding alone.
//!
//! Client and server share one thread: the time of a call is the work of both without waits between
//! threads, and the cost of the server cancels out in the difference.

pub(crate) mod same;
pub(crate) mod server;

use std::future::Future;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use tokio::runtime::{Builder, Runtime};
use top_runtime::{Client, SignMethod};

use crate::budget::Budget;
use crate::decode::read;
use crate::harness::{PairedBenchmark, Work};
use crate::replies::simplified;
use crate::requests::{Push, builder, push};

use self::same::Same;

/// Samples of a block, and calls of a sample: 2 ms, less than the time slice of a loaded machine.
const SAMPLES: u32 = 32;
const CALLS: u32 = 64;

/// Calls of a block.
pub const BLOCK: u32 = SAMPLES * CALLS;

/// Measures with 1 and with 64 calls in flight.
///
/// Two lower bounds contain nothing of the client but preparing and decoding:
///
/// - between two bare calls, as the sockets leave cold caches;
/// - with the headers and the timeout of the client's calls, which make reqwest itself slower.
#[must_use]
pub fn measure() -> Vec<Budget> {
    let setup = Rc::new(Setup::start());
    let calls =
        |in_flight, with: Block| Calls { alone: setup.alone(), setup: setup.clone(), with, in_flight };
    let budgets = [1, 64].map(|in_flight| {
        let name = format!("what `execute` adds to reqwest, {in_flight} in flight");
        let bare = format!("what preparing and decoding beside reqwest add, {in_flight} in flight");
        let same = format!("the same with a time limit and our headers, {in_flight} in flight");
        Budget::new(name, 1.3, calls(in_flight, Setup::execute)).not_below([
            Budget::bound(bare, calls(in_flight, Setup::beside)),
            Budget::bound(same, calls(in_flight, Setup::beside_same)),
        ])
    });
    budgets.into()
}

/// Nanoseconds for one call, with so many in flight.
type Block = fn(&Setup, u32) -> f64;

/// The overhead of a kind of call over a bare one, compared with preparing and decoding.
struct Calls {
    setup: Rc<Setup>,
    alone: Work<'static>,
    with: Block,
    in_flight: u32,
}

impl PairedBenchmark for Calls {
    fn pair(&mut self, ours_first: bool) -> (f64, f64) {
        let (setup, in_flight) = (&*self.setup, self.in_flight);
        let added = if ours_first {
            let with = (self.with)(setup, in_flight);
            with - setup.bare(in_flight)
        } else {
            let bare = setup.bare(in_flight);
            (self.with)(setup, in_flight) - bare
        };
        (added, self.alone.block())
    }
}

/// A client of each kind, with their request and reply.
pub struct Setup {
    runtime: Runtime,
    url: reqwest::Url,
    bare: reqwest::Client,
    same: Same,
    client: Client,
    request: Arc<Push>,
    sent: Bytes,
    reply: Bytes,
}

impl Setup {
    /// Starts the server.
    #[must_use]
    pub fn start() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let reply = Bytes::from(simplified(1 << 10));
        let address =
            runtime.block_on(server::start(reply.clone())).expect("a port of the loopback interface");
        let url = format!("http://{address}/router/rest");
        let client = builder(SignMethod::HmacSha256).gateway(url.as_str()).simplify(true).build();
        let client = client.expect("key, secret and gateway are well-formed");
        let request = Arc::new(push());
        let sent = client.prepare(&*request).expect("the sample breaks no rule").body().to_vec().into();
        let bare = reqwest::Client::builder().no_proxy().build().expect("a client");
        let same = Same::new(&runtime);
        Self { runtime, url: url.parse().expect("a url"), bare, same, client, request, sent, reply }
    }

    /// Prepares the request and decodes the reply.
    fn alone(self: &Rc<Self>) -> Work<'static> {
        let setup = self.clone();
        Work::new(move || {
            drop(black_box(setup.client.prepare(&*setup.request)));
            drop(black_box(read(&setup.reply)));
        })
    }

    /// Measures a block of `execute`. Returns nanoseconds for one call, of the fastest sample.
    #[must_use]
    pub fn execute(&self, in_flight: u32) -> f64 {
        self.block(in_flight, || {
            let (client, request) = (self.client.clone(), self.request.clone());
            move || {
                let call = client.execute(&*request);
                async move { drop(black_box(call.await.expect("a reply"))) }
            }
        })
    }

    /// Measures a block of bare reqwest calls.
    #[must_use]
    pub fn bare(&self, in_flight: u32) -> f64 {
        self.block(in_flight, || {
            let (client, url, body) = (self.bare.clone(), self.url.clone(), self.sent.clone());
            move || {
                let call = post(&client, &url, &body);
                async move {
                    let reply = call.send().await.expect("a reply");
                    drop(black_box(reply.bytes().await.expect("a body")));
                }
            }
        })
    }

    /// Measures bare reqwest calls with a request prepared before and a reply decoded after each.
    #[must_use]
    pub fn beside(&self, in_flight: u32) -> f64 {
        self.block(in_flight, || {
            let (bare, url, body) = (self.bare.clone(), self.url.clone(), self.sent.clone());
            let (client, request) = (self.client.clone(), self.request.clone());
            move || {
                drop(black_box(client.prepare(&*request)));
                let call = post(&bare, &url, &body);
                async move {
                    let reply = call.send().await.expect("a reply");
                    drop(black_box(read(&reply.bytes().await.expect("a body"))));
                }
            }
        })
    }

    /// Measures [`Self::beside`] with the headers, the timeout and the prepared body of the
    /// client's calls.
    #[must_use]
    pub fn beside_same(&self, in_flight: u32) -> f64 {
        self.block(in_flight, || {
            let (same, url) = (self.same.clone(), self.url.clone());
            let (client, request) = (self.client.clone(), self.request.clone());
            move || {
                let prepared = client.prepare(&*request).expect("the sample breaks no rule");
                let call = same.post(&url, prepared);
                async move {
                    let reply = call.await.expect("a reply");
                    drop(black_box(read(&reply.bytes().await.expect("a body"))));
                }
            }
        })
    }

    /// Measures a block. Returns nanoseconds for one call, of the fastest sample.
    fn block<C, F>(&self, in_flight: u32, make: impl Fn() -> C) -> f64
    where
        C: Fn() -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let mut min = f64::INFINITY;
        for _ in 0..SAMPLES {
            let start = Instant::now();
            self.runtime.block_on(async {
                let mut lanes = tokio::task::JoinSet::new();
                for _ in 0..in_flight {
                    let call = make();
                    lanes.spawn(async move {
                        for _ in 0..CALLS / in_flight {
                            call().await;
                        }
                    });
                }
                lanes.join_all().await;
            });
            min = min.min(start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS));
        }
        min
    }
}

/// Builds a bare call.
pub(crate) fn post(client: &reqwest::Client, url: &reqwest::Url, body: &Bytes) -> reqwest::RequestBuilder {
    let content_type = "application/x-www-form-urlencoded;charset=UTF-8";
    client.post(url.clone()).header(CONTENT_TYPE, content_type).body(body.clone())
}
