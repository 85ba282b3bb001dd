//! Budget: what `execute` adds to bare reqwest, against preparing and decoding alone.
//!
//! Client and server take turns on one thread: so a call's time is the work of both, without the waiting of one thread for another,
//! and what the server costs falls out of the difference.

mod server;

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
use crate::harness::{Contest, Work};
use crate::replies::simplified;
use crate::requests::{Push, builder, push};

/// How many samples a block takes, and how many calls a sample: two milliseconds, less than the slice
/// after which a busy machine gives the processor to another.
const SAMPLES: usize = 32;
const CALLS: u32 = 64;

/// With one call in flight, and with 64.
#[must_use]
pub fn measure() -> Vec<Budget> {
    let setup = Rc::new(Setup::start());
    [1, 64]
        .map(|in_flight| {
            let calls = Calls { alone: setup.alone(), setup: setup.clone(), in_flight };
            Budget::new(format!("what `execute` adds to reqwest, {in_flight} in flight"), 1.3, calls)
        })
        .into()
}

/// What `execute` adds, and what it must.
struct Calls {
    setup: Rc<Setup>,
    alone: Work<'static>,
    in_flight: u32,
}

impl Contest for Calls {
    fn pair(&mut self, ours_first: bool) -> (f64, f64) {
        let (setup, in_flight) = (&*self.setup, self.in_flight);
        let added = if ours_first {
            let execute = setup.execute(in_flight);
            execute - setup.bare(in_flight)
        } else {
            let bare = setup.bare(in_flight);
            setup.execute(in_flight) - bare
        };
        (added, self.alone.block())
    }
}

/// A client of each kind, and what they send and receive.
pub struct Setup {
    runtime: Runtime,
    url: reqwest::Url,
    bare: reqwest::Client,
    client: Client,
    request: Arc<Push>,
    sent: Bytes,
    reply: Bytes,
}

impl Setup {
    /// With the server running.
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
        Self { runtime, url: url.parse().expect("a url"), bare, client, request, sent, reply }
    }

    /// Preparing the request and decoding the reply, and nothing else.
    fn alone(self: &Rc<Self>) -> Work<'static> {
        let setup = self.clone();
        Work::new(move || {
            drop(black_box(setup.client.prepare(&*setup.request)));
            drop(black_box(read(&setup.reply)));
        })
    }

    /// Nanoseconds for one call of `execute`: the least of a block's samples.
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

    /// The same for bare reqwest.
    #[must_use]
    pub fn bare(&self, in_flight: u32) -> f64 {
        self.block(in_flight, || {
            let (client, url, body) = (self.bare.clone(), self.url.clone(), self.sent.clone());
            move || {
                let content_type = "application/x-www-form-urlencoded;charset=UTF-8";
                let request = client.post(url.clone()).header(CONTENT_TYPE, content_type).body(body.clone());
                async move {
                    let reply = request.send().await.expect("a reply");
                    drop(black_box(reply.bytes().await.expect("a body")));
                }
            }
        })
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
