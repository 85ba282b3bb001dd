//! A worker: a process that takes jobs until none is left.

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context as _, Result};
use apalis::prelude::{WorkerBuilder, WorkerBuilderExt as _};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::{Settings, Shared};
use crate::jobs::{JOBS, queue};
use crate::ledger::Ledger;
use crate::push::{Pusher, push_chunk};

/// Pause between two looks at the ledger, and before a queue that failed is opened again.
const PAUSE: Duration = Duration::from_millis(500);

pub(crate) async fn run(shared: &Shared, settings: &Settings) -> Result<ExitCode> {
    let pusher = Arc::new(Pusher {
        client: settings.client(shared).await?,
        ledger: Ledger::open(shared).await?,
        concurrency: settings.concurrency.into(),
        max_wait: settings.max_wait(),
        stop: CancellationToken::new(),
        rows: TaskTracker::new(),
        stopped: OnceLock::new(),
    });
    // A task of its own, so that rows in progress go on when one of the other branches ends.
    let mut jobs = tokio::spawn(take_jobs(shared.clone(), settings.clone(), Arc::clone(&pusher)));
    tokio::select! {
        result = &mut jobs => result.context("the task of the jobs")??,
        result = all_rows_handled(&pusher.ledger) => result?,
        () = pusher.stop.cancelled() => {}
        result = terminated() => result.context("signals")?,
    }
    // Rows in progress end, so that their results are known.
    pusher.stop.cancel();
    pusher.rows.close();
    pusher.rows.wait().await;
    jobs.abort();
    match pusher.stopped.get() {
        None => Ok(ExitCode::SUCCESS),
        Some(error) => {
            println!("worker {} stops: {error}", std::process::id());
            Ok(error.exit_code())
        }
    }
}

/// Takes jobs for ever. The engine ends a worker that was taken for dead, for instance because its
/// machine was suspended: this one goes on under another name.
async fn take_jobs(shared: Shared, settings: Settings, pusher: Arc<Pusher>) -> Result<()> {
    for incarnation in 0.. {
        let name = format!("{}-{}-{incarnation}", host(), std::process::id());
        let worker = WorkerBuilder::new(name)
            .backend(queue(&shared, Some(&settings)).await?)
            .concurrency(JOBS)
            .data(Arc::clone(&pusher))
            .build(push_chunk);
        if let Err(error) = worker.run().await {
            eprintln!("worker {}: the queue failed: {error}", std::process::id());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

/// Returns a name of the machine, as process ids are those of one machine.
fn host() -> String {
    let name = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if name.is_empty() { "worker".to_owned() } else { name }
}

async fn all_rows_handled(ledger: &Ledger) -> Result<()> {
    while !ledger.progress().await?.is_complete() {
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

#[cfg(unix)]
async fn terminated() -> std::io::Result<()> {
    let mut signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = signal.recv() => Ok(()),
        result = tokio::signal::ctrl_c() => result,
    }
}

#[cfg(not(unix))]
async fn terminated() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
