//! The program is killed at random moments and started again.

use std::env;
#[cfg(unix)]
use std::process::Command;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use top_sandbox::{ErrorResponse, Fault, RandomFaults, SandboxBuilder};

use crate::shop::{Shop, case_id};

const KILLS: usize = 10;

/// Default of `--concurrency`.
const CONCURRENCY: usize = 16;

/// Limit of a wait for a call. Only a program that hangs reaches it.
const HANGS: Duration = Duration::from_secs(120);

/// Number of rows; `BULK_ROWS` replaces it.
fn rows() -> usize {
    env::var("BULK_ROWS").map_or(1500, |rows| rows.parse().unwrap())
}

/// Calls of the gateway. Each waits for a permission: a call that a kill interrupts has none.
struct Calls {
    arrived: Receiver<Sender<()>>,
}

/// Starts a gateway whose calls wait for a permission.
fn shop(rows: usize, set_up: impl FnOnce(SandboxBuilder) -> SandboxBuilder) -> (Shop, Calls) {
    let (arrive, arrived) = channel();
    let arrive = Mutex::new(arrive);
    let on_call = move |_: &_| {
        let (permit, permitted) = channel();
        arrive.lock().unwrap().send(permit).unwrap();
        let _ = permitted.recv();
    };
    (Shop::new(rows, on_call, set_up), Calls { arrived })
}

/// Starts a gateway that loses replies and refuses calls, at random with a seed.
fn faulty_shop(seed: u64) -> (Shop, Calls) {
    let lost = Fault::Close.after_execution();
    let refused = Fault::Error(ErrorResponse::new(15).with_sub_code("isv.refund-not-exist"));
    let faults = RandomFaults::seeded(seed).keyed_by("param").with(0.005, lost).with(0.005, refused);
    shop(rows(), |sandbox| sandbox.random_faults(faults))
}

impl Calls {
    /// Lets this number of calls end, and returns the permission of the next one.
    fn answer(&self, number: usize) -> Sender<()> {
        for _ in 0..number {
            self.next().send(()).unwrap();
        }
        self.next()
    }

    fn next(&self) -> Sender<()> {
        self.arrived.recv_timeout(HANGS).expect("a call")
    }

    /// Lets all further calls end.
    fn answer_all(self) {
        std::thread::spawn(move || self.arrived.iter().for_each(drop));
    }
}

/// Kills the program ten times: at its start, or during a call after a random number of calls.
fn kill_ten_times(shop: &Shop, calls: &Calls, seed: u64, args: &[&str]) {
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..KILLS {
        let mut program = shop.start(args);
        let is_early = random.u8(..5) == 0;
        let interrupted = (!is_early).then(|| calls.answer(random.usize(..rows() / (KILLS + 2))));
        program.kill().unwrap();
        program.wait().unwrap();
        drop(interrupted);
        // Calls that arrived before the kill.
        while let Ok(permit) = calls.arrived.try_recv() {
            drop(permit);
        }
    }
}

/// Compares each row's state with its executions, and returns the number of unknown rows.
#[track_caller]
fn check_each_row(shop: &Shop) -> usize {
    let report = shop.report();
    let mut unknown = 0;
    for row in 0..rows() {
        let executions = shop.executions(row);
        match report.get(&case_id(row)).map(|(state, detail)| (state.as_str(), detail)) {
            None => assert_eq!(executions, 1, "row {row} is done"),
            Some(("failed", detail)) => assert_eq!(executions, 0, "row {row}: {detail}"),
            Some((_, detail)) => {
                assert!(executions <= 1, "row {row}: {executions} executions; {detail}");
                unknown += 1;
            }
        }
    }
    unknown
}

#[test]
fn ten_kills_leave_each_row_executed_once_or_listed_as_unknown() {
    let (shop, calls) = faulty_shop(1);
    let args = ["--rate", "1000000", "--max-failures", "1000000"];
    kill_ten_times(&shop, &calls, 1, &args);
    calls.answer_all();
    let summary = shop.summary(&args);

    let unknown = check_each_row(&shop);
    assert!(unknown > 0, "the kills interrupted no call: {summary}");
    let killed = shop.report().values().filter(|(_, detail)| detail.contains("the run was killed")).count();
    assert!(killed <= KILLS * CONCURRENCY, "{killed} rows of {KILLS} kills");
    assert!(summary.ends_with(&format!(" {unknown} unknown, 0 left")), "{unknown}: {summary}");

    let executed = shop.executed.lock().unwrap().clone();
    assert_eq!(shop.summary(&args), summary, "another run sends nothing");
    assert_eq!(*shop.executed.lock().unwrap(), executed);
}

#[test]
fn ten_kills_leave_no_row_unknown_if_unknown_rows_are_sent_again() {
    let (shop, calls) = faulty_shop(2);
    let args = ["--rate", "1000000", "--max-failures", "1000000", "--resend-unknown"];
    kill_ten_times(&shop, &calls, 2, &args);
    calls.answer_all();
    shop.run(&args);

    // A refused row that an earlier run may have executed remains unknown.
    for (id, (state, detail)) in shop.report() {
        assert!(detail.contains("isv.refund-not-exist"), "{id} {state}: {detail}");
    }
    let report = shop.report();
    let done = (0..rows()).filter(|row| !report.contains_key(&case_id(*row)));
    assert!(done.into_iter().all(|row| shop.executions(row) >= 1));
}

#[cfg(unix)]
#[test]
fn sigterm_ends_the_calls_in_progress_and_leaves_no_row_unknown() {
    let (shop, calls) = shop(50, |sandbox| sandbox);
    let mut program = shop.start(&["--rate", "1000000"]);
    let permit = calls.answer(5);
    let kill = Command::new("kill").args(["-TERM", &program.id().to_string()]).status();
    assert!(kill.unwrap().success());
    drop(permit);
    calls.answer_all();
    program.wait().unwrap();

    assert!(shop.report().is_empty(), "{:?}", shop.report());
    assert_eq!(shop.summary(&["--rate", "1000000"]), "50 rows: 50 done, 0 failed, 0 unknown, 0 left");
    assert!((0..50).all(|row| shop.executions(row) == 1));
}
