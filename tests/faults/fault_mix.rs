//! 10,000 concurrent calls through one client, a third of which have a fault.
//!
//! A seed and the id of the call determine the fault of each attempt, so the result of each call is
//! known beforehand. The gateway is a separate process, as both ends of 10,000 connections exceed
//! the limit of open files.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Barrier;
use top_runtime::retry::{RetryClass, RetryPolicy};
use top_runtime::{Client, Error, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Fault, RandomFaults, Sandbox};

use crate::test_clock::CountingClock;

const CALLS: u32 = 10_000;

/// A timeout that is sufficient on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(240);

#[derive(Debug, TopApi)]
#[top_api(method = "test.pay", response = Done)]
struct Pay {
    id: u32,
}

#[derive(Debug, TopApi)]
#[top_api(method = "test.look", response = Done, idempotent)]
struct Look {
    id: u32,
}

#[derive(Debug, PartialEq, TopValue)]
struct Done {
    id: u32,
}

/// Returns faults of every class, for 30 % of the attempts.
fn random_faults() -> RandomFaults {
    let refuse = |code, sub_code: &str| Fault::Error(ErrorResponse::new(code).with_sub_code(sub_code));
    RandomFaults::seeded(20_251_117)
        .keyed_by("id")
        .with(0.03, refuse(7, "accesscontrol.limited-by-api-access-count"))
        .with(0.02, refuse(15, "isp.top-remote-service-unavailable"))
        .with(0.05, Fault::Timeout.after_execution())
        .with(0.04, Fault::Close)
        .with(0.04, Fault::Close.after_execution())
        .with(0.04, Fault::Status { status: 502, retry_after: None })
        .with(0.04, Fault::CutBody)
        .with(0.04, refuse(50, "isv.item-not-exist"))
}

/// The expected result of a call.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    /// The retry class of the error, if it fails.
    result: Result<(), Option<RetryClass>>,
    attempts: usize,
    executed: usize,
}

fn expected(faults: &RandomFaults, id: u32) -> Expected {
    let is_idempotent = is_idempotent(id);
    let (mut attempts, mut executed) = (0, 0);
    // The class of an earlier attempt that may have been executed is kept.
    let mut earlier = None;
    loop {
        attempts += 1;
        let fault = faults.fault_for(&id.to_string(), attempts as u64);
        executed += usize::from(matches!(fault, Fault::None | Fault::CutBody | Fault::Executed(_)));
        let class = match fault {
            Fault::None => return Expected { result: Ok(()), attempts, executed },
            Fault::Error(refusal) if refusal.code() == 7 => RetryClass::RefusedForNow,
            Fault::Error(refusal) if refusal.code() == 15 => RetryClass::MaybeExecuted,
            Fault::Error(_) => return Expected { result: Err(None), attempts, executed },
            _ => RetryClass::MaybeExecuted,
        };
        let class = earlier.unwrap_or(class);
        earlier = earlier.or((class == RetryClass::MaybeExecuted).then_some(class));
        if attempts == 3 || class == RetryClass::MaybeExecuted && !is_idempotent {
            return Expected { result: Err(Some(class)), attempts, executed };
        }
    }
}

const fn is_idempotent(id: u32) -> bool {
    id.is_multiple_of(2)
}

/// The process of the gateway.
struct Gateway {
    child: Child,
    stdout: BufReader<ChildStdout>,
    url: String,
}

impl Gateway {
    fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "fault_mix::gateway", "--ignored", "--nocapture"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("http://") {
            line.clear();
            assert!(stdout.read_line(&mut line).unwrap() > 0, "the gateway did not start");
        }
        Self { child, stdout, url: line.trim().to_owned() }
    }

    /// Ends the gateway. Returns the number of requests and of handler runs by id.
    fn end(mut self) -> HashMap<u32, (usize, usize)> {
        drop(self.child.stdin.take());
        let mut output = String::new();
        self.stdout.read_to_string(&mut output).unwrap();
        self.child.wait().unwrap();
        let numbers = output.lines().filter_map(|line| {
            let mut numbers =
                line.strip_prefix("saw ")?.split(' ').map(|number| number.parse::<usize>().unwrap());
            Some((u32::try_from(numbers.next()?).unwrap(), (numbers.next()?, numbers.next()?)))
        });
        numbers.collect()
    }
}

/// Runs the gateway until its input ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the other test of this file"]
async fn gateway() {
    let sandbox = Sandbox::builder()
        .app("12345678", "helloworld")
        .reply::<Pay>(|pay| Done { id: pay.id })
        .reply::<Look>(|look| Done { id: look.id })
        .random_faults(random_faults());
    let sandbox = sandbox.start().await.unwrap();
    println!("\n{}", sandbox.url());
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await.unwrap().unwrap();
    let mut seen = HashMap::<String, (usize, usize)>::new();
    for request in sandbox.requests() {
        let counts = seen.entry(request.params().get("id").unwrap().to_owned()).or_default();
        *counts = (counts.0 + 1, counts.1 + usize::from(request.executed()));
    }
    for (id, (requests, executed)) in seen {
        println!("saw {id} {requests} {executed}");
    }
}

async fn call(client: &Client, id: u32) -> Result<u32, Error> {
    Ok(if is_idempotent(id) {
        client.execute(&Look { id }).await?.id
    } else {
        client.execute(&Pay { id }).await?.id
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_call_ends_as_its_faults_predict() {
    let gateway = Gateway::start();
    let clock = CountingClock::default();
    let client = Client::builder("12345678", "helloworld").gateway(gateway.url.as_str()).clock(clock.clone());
    // A retry budget would make the result of a call depend on the other calls.
    let client =
        client.timeout(PATIENCE).connect_timeout(PATIENCE).retry(RetryPolicy::default()).retry_budget(None);
    let client = client.build().unwrap();
    let start = Arc::new(Barrier::new(CALLS as usize));
    let calls: Vec<_> = (0..CALLS)
        .map(|id| {
            let (client, start) = (client.clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                call(&client, id).await
            })
        })
        .collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.unwrap());
    }
    let seen = gateway.end();
    let faults = random_faults();
    let mut calls_with_fault = 0;
    for (id, result) in (0..).zip(results) {
        let expected = expected(&faults, id);
        calls_with_fault += usize::from(expected.attempts > 1 || expected.result.is_err());
        assert_eq!(seen[&id], (expected.attempts, expected.executed), "{id}: {result:?}");
        match &result {
            Ok(found) => assert_eq!((*found, expected.result), (id, Ok(())), "{id}"),
            Err(error) => {
                assert_eq!(
                    (error.attempts(), Err(error.retry_class())),
                    (expected.attempts, expected.result),
                    "{id}: {error}"
                );
            }
        }
        // A call that is not idempotent is executed at most once.
        assert!(is_idempotent(id) || seen[&id].1 <= 1, "{id}");
    }
    assert!((2_700..3_300).contains(&calls_with_fault), "{calls_with_fault}");
    drop(client);
    assert_eq!(clock.holders(), 1, "a call still holds the clock");
}
