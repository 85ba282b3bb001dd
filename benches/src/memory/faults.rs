//! Calls with a fault in 30 % of the attempts, to a gateway in its own process.

use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;

use tokio::runtime::{Builder, Runtime};
use top_runtime::clock::Clock;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Fault, RandomFaults, Sandbox};

use crate::gateway::{self, Gateway};

/// Calls of a round.
pub const CALLS: u32 = 10_000;

#[derive(Debug, TopApi)]
#[top_api(method = "test.look", response = LookResponse, idempotent)]
struct Look {
    id: u32,
}

#[derive(Debug, TopValue)]
struct LookResponse {
    id: u32,
}

/// Returns faults of every class, for 30 % of the attempts.
fn random_faults() -> RandomFaults {
    let refuse = |code, sub_code: &str| Fault::Error(ErrorResponse::new(code).with_sub_code(sub_code));
    RandomFaults::seeded(20_251_117)
        .keyed_by("id")
        .with(0.05, refuse(15, "isp.top-remote-service-unavailable"))
        .with(0.05, Fault::Timeout.after_execution())
        .with(0.04, Fault::Close)
        .with(0.04, Fault::Close.after_execution())
        .with(0.04, Fault::Status { status: 502, retry_after: None })
        .with(0.04, Fault::CutBody)
        .with(0.04, refuse(50, "isv.item-not-exist"))
}

/// A client and its gateway.
pub struct Faults {
    gateway: Gateway,
    runtime: Runtime,
    client: Client,
    /// Id of the next call.
    next: u32,
}

impl Faults {
    /// Starts the gateway from the program `top-benches`.
    #[must_use]
    pub fn start(program: &Path) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let gateway = Gateway::start(program, "memory");
        let client = Client::builder("12345678", "helloworld").gateway(gateway.url.as_str()).clock(NoWaits);
        let client =
            client.retry(RetryPolicy::default()).retry_budget(None).build().expect("all is well-formed");
        Self { gateway, runtime, client, next: 0 }
    }

    /// Makes a round of calls. Returns the number of errors.
    pub fn round(&mut self, at_once: u32) -> usize {
        let first = self.next;
        self.next += CALLS;
        let client = &self.client;
        self.runtime.block_on(async {
            let mut lanes = tokio::task::JoinSet::new();
            for lane in 0..at_once {
                let ids = (first + lane..first + CALLS).step_by(at_once as usize);
                lanes.spawn(calls(client.clone(), ids));
            }
            lanes.join_all().await.into_iter().sum()
        })
    }

    /// Ends the gateway.
    pub fn end(self) {
        self.gateway.end();
    }
}

/// Makes calls in sequence. Returns the number of errors.
pub(crate) async fn calls(client: Client, ids: impl Iterator<Item = u32>) -> usize {
    let mut failed = 0;
    for id in ids {
        match client.execute(&Look { id }).await {
            Ok(reply) => assert_eq!(reply.id, id, "the reply to another call"),
            Err(_) => failed += 1,
        }
    }
    failed
}

/// The system clock with sleeps that return immediately.
pub(crate) struct NoWaits;

impl Clock for NoWaits {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

/// Runs the gateway until the input ends.
pub(super) fn serve() -> ExitCode {
    gateway::serve(async || {
        let sandbox = Sandbox::builder().app("12345678", "helloworld");
        let sandbox =
            sandbox.reply::<Look>(|look| LookResponse { id: look.id }).random_faults(random_faults()).start();
        let sandbox = sandbox.await.expect("a port of the loopback interface");
        (sandbox.url().to_owned(), sandbox)
    })
}
