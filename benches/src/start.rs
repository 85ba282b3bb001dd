//! Budgets: starting. A process's first reply over TLS compared with its first over plain http, and
//! building a second client.
//!
//! Each sample is a process: the budgets include the preparation that libraries do once per process.

mod client;
mod gateways;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::Instant;

use crate::budget::Budget;
use crate::harness::PairedBenchmark;

pub use self::client::{CLIENT, client};
use self::gateways::Gateways;

/// Processes of a block. The fastest one counts.
const SAMPLES: usize = 4;

/// Measures the budgets of starting.
#[must_use]
pub fn measure() -> Vec<Budget> {
    let gateways = Rc::new(Gateways::start());
    let first_reply = FirstReply { gateways };
    let builds = Builds;
    vec![
        Budget::new("start to the first reply over TLS, to the first over plain http", 1.5, first_reply),
        Budget::new("start: `build` of a second client, to the first of reqwest", 0.1, builds),
    ]
}

/// Time from the start of a process to its first reply.
struct FirstReply {
    gateways: Rc<Gateways>,
}

impl FirstReply {
    fn block(&self, gateway: &str) -> f64 {
        let root = self.gateways.root.to_string_lossy();
        fastest(|| {
            let start = Instant::now();
            run(&["call", gateway, &root], || start.elapsed().as_secs_f64() * 1e9).1
        })
    }
}

impl PairedBenchmark for FirstReply {
    fn pair(&mut self, ours_first: bool) -> (f64, f64) {
        let gateways = Rc::clone(&self.gateways);
        in_order(ours_first, || self.block(&gateways.https), || self.block(&gateways.http))
    }
}

/// Nanoseconds that the processes report.
struct Builds;

impl PairedBenchmark for Builds {
    fn pair(&mut self, ours_first: bool) -> (f64, f64) {
        let block = |word| fastest(|| run(&[word], || ()).0.parse().expect("a number"));
        in_order(ours_first, || block("second"), || block("reqwest"))
    }
}

/// Runs both functions, and returns the first one's result first.
fn in_order(ours_first: bool, ours: impl Fn() -> f64, reference: impl Fn() -> f64) -> (f64, f64) {
    if ours_first {
        let ours = ours();
        (ours, reference())
    } else {
        let reference = reference();
        (ours(), reference)
    }
}

fn fastest(sample: impl Fn() -> f64) -> f64 {
    (0..SAMPLES).map(|_| sample()).fold(f64::INFINITY, f64::min)
}

/// Starts this program as a client. Returns the line that the client prints, and the result of
/// `printed` at that moment.
fn run<T>(words: &[&str], printed: impl FnOnce() -> T) -> (String, T) {
    let program = std::env::current_exe().expect("the path of this program");
    let mut command = Command::new(program);
    command.arg(CLIENT).args(words).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("this program starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("a pipe");
    BufReader::new(out).read_line(&mut line).expect("the line of the client");
    let printed = printed();
    let status = child.wait().expect("the client ends");
    assert!(status.success() && !line.is_empty(), "the client failed: see above");
    (line.trim().to_owned(), printed)
}
