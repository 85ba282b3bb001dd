//! Calls of which three in ten attempts meet a fault, against a gateway in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::SystemTime;

use tokio::runtime::{Builder, Runtime};
use top_runtime::clock::Clock;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Fault, RandomFaults, Sandbox};

/// How many calls a round makes.
pub const CALLS: u32 = 10_000;

/// What the process of the gateway is started with.
pub(super) const GATEWAY: &str = "gateway";

#[derive(Debug, TopApi)]
#[top_api(method = "test.look", response = Seen, idempotent)]
struct Look {
    id: u32,
}

#[derive(Debug, TopValue)]
struct Seen {
    id: u32,
}

/// Faults of every class, for 30 of 100 attempts.
fn chance() -> RandomFaults {
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

/// A client, and a gateway that it calls.
pub struct Faults {
    gateway: Gateway,
    runtime: Runtime,
    client: Client,
    /// The id of the next call.
    next: u32,
}

impl Faults {
    /// Starts the gateway, which is this program: `top-benches`.
    #[must_use]
    pub fn start(program: &Path) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let gateway = Gateway::start(program);
        let client = Client::builder("12345678", "helloworld").gateway(gateway.url.as_str()).clock(NoWaits);
        let client =
            client.retry(RetryPolicy::default()).retry_budget(None).build().expect("all is well-formed");
        Self { gateway, runtime, client, next: 0 }
    }

    /// A round of calls. How many came to an error.
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

    /// Ends the gateway too.
    pub fn end(self) {
        self.gateway.end();
    }
}

/// One call after another. How many came to an error.
async fn calls(client: Client, ids: impl Iterator<Item = u32>) -> usize {
    let mut failed = 0;
    for id in ids {
        match client.execute(&Look { id }).await {
            Ok(seen) => assert_eq!(seen.id, id, "the reply to another call"),
            Err(_) => failed += 1,
        }
    }
    failed
}

/// The host's clock, whose waits take no time.
struct NoWaits;

impl Clock for NoWaits {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

/// The gateway's process.
struct Gateway {
    child: Child,
    url: String,
}

impl Gateway {
    fn start(program: &Path) -> Self {
        let mut command = Command::new(program);
        command.args(["memory", GATEWAY]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a second process");
        let mut url = String::new();
        let said = child.stdout.take().expect("its output is a pipe");
        BufReader::new(said).read_line(&mut url).expect("the address of the gateway");
        Self { child, url: url.trim().to_owned() }
    }

    /// Closes its input, which ends it.
    fn end(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().expect("the end of the gateway");
    }
}

/// Is the gateway, until the input ends.
pub(super) fn serve() -> ExitCode {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let sandbox = Sandbox::builder().app("12345678", "helloworld");
        let sandbox = sandbox.reply::<Look>(|look| Seen { id: look.id }).random_faults(chance()).start();
        let sandbox = sandbox.await.expect("a port of the loopback interface");
        println!("{}", sandbox.url());
        let until_end = || std::io::stdin().read_to_end(&mut Vec::new());
        tokio::task::spawn_blocking(until_end).await.expect("a thread").expect("the end of the input");
    });
    ExitCode::SUCCESS
}
