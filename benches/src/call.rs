//! Budget: what `execute` adds to bare reqwest, against preparing and decoding alone.
//!
//! Client and server take turns on one thread: so a call's time is the work of both, without the waiting of one thread for another,
//! and what the server costs falls out of the difference.

mod server;

use std::future::Future;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use tokio::runtime::{Builder, Runtime};
use top_runtime::{Client, SignMethod};

use crate::budget::Row;
use crate::decode::read;
use crate::harness::{Figures, Work};
use crate::replies::simplified;
use crate::requests::{Push, builder, push};

/// How many pairs of blocks are compared.
const PAIRS: usize = 51;

/// How many samples a block takes, and how many calls a sample.
const SAMPLES: usize = 5;
const CALLS: u32 = 256;

/// With one call in flight, and with 64.
#[must_use]
pub fn measure() -> Vec<Row> {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let reply = Bytes::from(simplified(1 << 10));
    let address = runtime.block_on(server::start(reply.clone())).expect("a port of the loopback interface");
    let setup = Setup::new(runtime, &format!("http://{address}/router/rest"), reply);
    let alone = setup.alone();
    [1, 64].map(|in_flight| setup.measure(in_flight, alone)).into()
}

struct Setup {
    runtime: Runtime,
    url: reqwest::Url,
    bare: reqwest::Client,
    client: Client,
    request: Arc<Push>,
    sent: Bytes,
    reply: Bytes,
}

impl Setup {
    fn new(runtime: Runtime, url: &str, reply: Bytes) -> Self {
        let client = builder(SignMethod::HmacSha256).gateway(url).simplify(true).build();
        let client = client.expect("key, secret and gateway are well-formed");
        let request = Arc::new(push());
        let sent = client.prepare(&*request).expect("the sample breaks no rule").body().to_vec().into();
        let bare = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { runtime, url: url.parse().expect("a url"), bare, client, request, sent, reply }
    }

    /// Nanoseconds for preparing the request and decoding the reply.
    fn alone(&self) -> f64 {
        let mut run = || {
            drop(black_box(self.client.prepare(&*self.request)));
            drop(black_box(read(&self.reply)));
        };
        let mut work = Work::new(&mut run);
        crate::harness::median((0..PAIRS).map(|_| work.block()))
    }

    fn measure(&self, in_flight: u32, alone: f64) -> Row {
        let execute = || {
            let (client, request) = (self.client.clone(), self.request.clone());
            move || {
                let call = client.execute(&*request);
                async move { drop(black_box(call.await.expect("a reply"))) }
            }
        };
        let bare = || {
            let (client, url, body) = (self.bare.clone(), self.url.clone(), self.sent.clone());
            move || {
                let content_type = "application/x-www-form-urlencoded;charset=UTF-8";
                let request = client.post(url.clone()).header(CONTENT_TYPE, content_type).body(body.clone());
                async move {
                    let reply = request.send().await.expect("a reply");
                    drop(black_box(reply.bytes().await.expect("a body")));
                }
            }
        };
        let pairs: Vec<_> = (0..PAIRS)
            .map(|pair| {
                if pair % 2 == 0 {
                    let ours = self.block(in_flight, execute);
                    (ours, self.block(in_flight, bare))
                } else {
                    let bare = self.block(in_flight, bare);
                    (self.block(in_flight, execute), bare)
                }
            })
            .map(|(ours, bare)| (ours - bare, alone))
            .collect();
        let figures = Figures::of(&pairs, |(added, alone)| added / alone);
        Row::new(format!("what `execute` adds to reqwest, {in_flight} in flight"), figures, 1.3)
    }

    /// Nanoseconds for one call: the least of a block's samples.
    fn block<C, F>(&self, in_flight: u32, make: impl Fn() -> C) -> f64
    where
        C: Fn() -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let mut least = f64::INFINITY;
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
            least = least.min(start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS));
        }
        least
    }
}
