//! Runs the service against the local gateway.

#![allow(clippy::expect_used, clippy::unwrap_used)] // an unexpected result fails the test

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use top_examples::complaint_ticket::{CreateComplaintTicket, IfpResult, TicketCreated};
use top_sandbox::{Fault, Sandbox, SandboxBuilder};

/// Limit of a wait for a line of the log. Only a service that hangs reaches it.
const HANGS: Duration = Duration::from_secs(60);

/// A running service.
struct Service {
    process: Child,
    /// Lines of the log.
    log: Receiver<String>,
    url: String,
}

impl Service {
    fn start(sandbox: &Sandbox) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_complaint-service"));
        command.envs([("TOP_APP_KEY", "12345678"), ("TOP_APP_SECRET", "helloworld")]);
        command.envs([("TOP_SESSION", "6100sandbox"), ("LISTEN", "127.0.0.1:0")]);
        command.env("TOP_GATEWAY", sandbox.url()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("a built program");
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let (send, log) = channel();
        thread::spawn(move || {
            for line in stdout.lines() {
                let _ = send.send(line.unwrap());
            }
        });
        let mut service = Self { process, log, url: String::new() };
        let listening: Value = serde_json::from_str(&service.logged("listening")).unwrap();
        let address = listening["fields"]["address"].as_str().unwrap();
        service.url = format!("http://{address}");
        service
    }

    /// Returns the next line with this message.
    fn logged(&self, message: &str) -> String {
        loop {
            let line = self.log.recv_timeout(HANGS).unwrap_or_else(|_| panic!("no record {message:?}"));
            let record: Value = serde_json::from_str(&line).expect("a line of JSON");
            if record["fields"]["message"] == message {
                return line;
            }
        }
    }

    async fn post(&self, complaint: impl Into<String>) -> reqwest::Response {
        let request = reqwest::Client::new().post(format!("{}/complaints", self.url));
        let request = request.header("content-type", "application/json").body(complaint.into());
        request.send().await.expect("a response")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn complaint() -> Value {
    json!({
        "source_order_id": "1100085056548470636",
        "merchant_code": "M10001",
        "user_comment": "外包装破损",
        "reason_type_code_level1": "R01",
        "reason_type_code_level2": "R0102",
        "items": [{"amount": 1, "price": 1999, "sub_source_order_id": "1100085056548470637"}],
        "customer_complaint_type": "1",
    })
}

fn opened() -> TicketCreated {
    let ifp_data = Some("10001".to_owned());
    TicketCreated { ifp_result: IfpResult { ifp_code: None, ifp_data, ifp_success: Some(true), desc: None } }
}

/// Returns a line of the log without its timestamp and its spans.
fn message(line: &str) -> String {
    let (_, rest) = line.split_once(',').expect("members after the timestamp");
    let (message, _) = rest.split_once(",\"span\":").expect("a span");
    format!("{{{message}}}")
}

/// Compares a line with `docs/programs.md`.
#[track_caller]
fn assert_documented(line: &str) {
    let page = include_str!("../../../../docs/programs.md");
    assert!(page.contains(&format!("\n{line}\n")), "not in docs/programs.md:\n{line}");
}

fn gateway() -> SandboxBuilder {
    Sandbox::builder().reply::<CreateComplaintTicket>(|_| opened())
}

async fn body(response: reqwest::Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

#[tokio::test(flavor = "multi_thread")]
async fn complaint_opens_a_ticket_and_is_logged_with_its_request_id() {
    let sandbox = gateway().start().await.unwrap();
    let service = Service::start(&sandbox);
    let response = service.post(complaint().to_string()).await;
    assert_eq!(response.status(), 201);
    assert_documented(&response.text().await.unwrap());

    let sent = sandbox.only_request::<CreateComplaintTicket>().create_request;
    assert_eq!(sent.reason_detail, "R0102");
    assert_eq!(sent.items[0].price, 1999);
    assert_documented(&message(&service.logged("ticket opened")));
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_ok() {
    let sandbox = gateway().start().await.unwrap();
    let service = Service::start(&sandbox);
    let response = reqwest::get(format!("{}/health", service.url)).await.unwrap();
    assert_eq!(body(response).await, (200, json!("ok")));
}

#[tokio::test(flavor = "multi_thread")]
async fn complaint_that_the_platform_would_refuse_is_422_with_the_place() {
    let sandbox = gateway().start().await.unwrap();
    let service = Service::start(&sandbox);
    let mut empty = complaint();
    empty["items"] = json!([]);
    let (status, problem) = body(service.post(empty.to_string()).await).await;
    assert_eq!((status, &problem["issues"][0]["path"]), (422, &json!("create_request.items")));
    sandbox.assert_received::<CreateComplaintTicket>(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn unreadable_and_large_complaints_are_refused() {
    let sandbox = gateway().start().await.unwrap();
    let service = Service::start(&sandbox);
    assert_eq!(body(service.post("{").await).await.0, 400);
    let mut unknown = complaint();
    unknown["customer_complaint_type"] = json!("9");
    let (status, text) = body(service.post(unknown.to_string()).await).await;
    assert_eq!(status, 422, "{text}");
    let mut large = complaint();
    large["user_comment"] = json!("破".repeat(30_000));
    assert_eq!(body(service.post(large.to_string()).await).await.0, 413);
    sandbox.assert_received::<CreateComplaintTicket>(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ban_of_the_platform_is_429_with_retry_after() {
    let sandbox = gateway().fault(Fault::Quota { seconds: 31_062 }).start().await.unwrap();
    let service = Service::start(&sandbox);
    let response = service.post(complaint().to_string()).await;
    assert_eq!(response.headers()["retry-after"], "31062");
    assert_eq!(body(response).await.0, 429);
    assert_documented(&message(&service.logged("ban reported")));
    assert!(service.logged("no ticket").contains("code 7"));
}

/// A gateway whose call waits.
struct SlowGateway {
    sandbox: Sandbox,
    /// Receives a message when the call arrives.
    arrival: UnboundedReceiver<()>,
    /// Lets the call end.
    release: Sender<()>,
}

impl SlowGateway {
    async fn start() -> Self {
        let (arrived, arrival) = unbounded_channel();
        let (release, released) = channel::<()>();
        let released = Mutex::new(released);
        let slow = move |_: CreateComplaintTicket| {
            arrived.send(()).unwrap();
            released.lock().unwrap().recv().unwrap();
            opened()
        };
        let sandbox = Sandbox::builder().reply::<CreateComplaintTicket>(slow).start().await.unwrap();
        Self { sandbox, arrival, release }
    }

    async fn wait_for_the_call(&mut self) {
        self.arrival.recv().await.expect("a call");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn caller_that_hangs_up_does_not_cancel_the_call() {
    let mut gateway = SlowGateway::start().await;
    let service = Service::start(&gateway.sandbox);
    tokio::select! {
        _ = service.post(complaint().to_string()) => panic!("the call waits"),
        () = gateway.wait_for_the_call() => {}
    }
    gateway.release.send(()).unwrap();
    service.logged("ticket opened");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_the_call_in_progress_end() {
    let mut gateway = SlowGateway::start().await;
    let mut service = Service::start(&gateway.sandbox);
    let stop = async {
        gateway.wait_for_the_call().await;
        let kill = Command::new("kill").args(["-TERM", &service.process.id().to_string()]).status();
        assert!(kill.unwrap().success());
        tokio::task::block_in_place(|| service.logged("stopping: calls in progress end"));
        gateway.release.send(()).unwrap();
    };
    let (response, ()) = tokio::join!(service.post(complaint().to_string()), stop);
    assert_eq!(response.status(), 201);
    service.logged("stopped");
    assert!(service.process.wait().unwrap().success());
}
