//! Starts workers on this machine, and shows how far a run is.

use std::process::{ExitCode, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio::process::{Child, Command};

use crate::cli::{Settings, Shared};
use crate::jobs::enqueue;
use crate::ledger::{Ledger, Progress};

/// Interval of the lines of the view.
const VIEW: Duration = Duration::from_secs(1);

/// Adds rows, keeps workers running until all rows are handled, and shows how far the run is.
///
/// `gateway` is the address of a gateway in place of that of the environment.
pub(crate) async fn run(
    shared: &Shared,
    settings: &Settings,
    (rows, workers): (u32, u16),
    gateway: Option<&str>,
) -> Result<ExitCode> {
    enqueue(shared, rows).await?;
    let ledger = Ledger::open(shared).await?;
    let mut children = Vec::new();
    for _ in 0..workers {
        children.push(start(shared, settings, gateway)?);
    }
    let view = View::new(ledger.progress().await?);
    let mut stopped = None;
    while !children.is_empty() {
        tokio::time::sleep(VIEW).await;
        let progress = ledger.progress().await?;
        println!("{}, {} workers", view.line(progress), children.len());
        let mut running = Vec::new();
        for mut child in children {
            match child.try_wait()? {
                None => running.push(child),
                Some(status) if was_killed(status) && !progress.is_complete() => {
                    println!("a worker died ({status}); another one takes its place");
                    running.push(start(shared, settings, gateway)?);
                }
                Some(status) if status.success() => {}
                Some(status) => stopped = status.code(),
            }
        }
        children = running;
    }
    finish(&ledger, stopped).await
}

/// Shows how far a run is, until all of its rows are handled.
pub(crate) async fn watch(shared: &Shared) -> Result<ExitCode> {
    let ledger = Ledger::open(shared).await?;
    let view = View::new(ledger.progress().await?);
    loop {
        let progress = ledger.progress().await?;
        println!("{}", view.line(progress));
        if progress.is_complete() {
            return finish(&ledger, None).await;
        }
        tokio::time::sleep(VIEW).await;
    }
}

/// Prints the failed rows. The exit code is that of the workers, or 1 if a row failed.
async fn finish(ledger: &Ledger, stopped: Option<i32>) -> Result<ExitCode> {
    let Progress { total, done, failed } = ledger.progress().await?;
    println!("{total} rows: {done} done, {failed} failed, {} left", total.saturating_sub(done + failed));
    for (row, error) in ledger.some_errors().await? {
        println!("row {row}: {error}");
    }
    Ok(match (stopped.and_then(|code| u8::try_from(code).ok()), failed) {
        (Some(code), _) => ExitCode::from(code),
        (None, 0) => ExitCode::SUCCESS,
        (None, _) => ExitCode::FAILURE,
    })
}

/// Starts a worker, which ends with this process.
fn start(shared: &Shared, settings: &Settings, gateway: Option<&str>) -> Result<Child> {
    let program = std::env::current_exe().context("path of the program")?;
    let mut command = Command::new(program);
    // The URL may contain a password: arguments are visible to other users.
    command.env("REDIS_URL", &shared.redis).args(["--run", &shared.run, "worker"]).args(settings.to_args());
    command.envs(gateway.map(|url| ("TOP_GATEWAY", url)));
    command.kill_on_drop(true).spawn().context("starting a worker")
}

/// Returns `true` if a process did not end by itself.
fn was_killed(status: ExitStatus) -> bool {
    status.code().is_none()
}

/// The text of the view.
struct View {
    started: Instant,
    /// Rows that were handled before the view began.
    before: u64,
}

impl View {
    fn new(progress: Progress) -> Self {
        Self { started: Instant::now(), before: progress.done + progress.failed }
    }

    fn line(&self, progress: Progress) -> String {
        self.line_after(progress, self.started.elapsed())
    }

    #[allow(clippy::cast_precision_loss)] // numbers of rows are far below 2^52
    fn line_after(&self, Progress { total, done, failed }: Progress, elapsed: Duration) -> String {
        let handled = done + failed;
        let rate = handled.saturating_sub(self.before) as f64 / elapsed.as_secs_f64().max(0.001);
        let left = total.saturating_sub(handled);
        let end = if left == 0 {
            String::new()
        } else if rate > 0.0 {
            format!(", about {:.0} s left", left as f64 / rate)
        } else {
            ", no row yet".to_owned()
        };
        let percent = (handled * 100).checked_div(total).unwrap_or_default();
        format!("{percent:>3} % of {total} rows: {done} done, {failed} failed, {rate:.0} a second{end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_tells_rows_rate_and_remaining_time() {
        let view = View { started: Instant::now(), before: 100 };
        let line = |total, done, failed, seconds| {
            view.line_after(Progress { total, done, failed }, Duration::from_secs(seconds))
        };
        assert_eq!(line(0, 0, 0, 0), "  0 % of 0 rows: 0 done, 0 failed, 0 a second");
        assert_eq!(line(1000, 100, 0, 1), " 10 % of 1000 rows: 100 done, 0 failed, 0 a second, no row yet");
        let expected = " 50 % of 1000 rows: 490 done, 10 failed, 40 a second, about 12 s left";
        assert_eq!(line(1000, 490, 10, 10), expected);
        let page = include_str!("../../../../docs/many-machines.md");
        assert!(page.contains(&format!("```text\n{expected}\n```\n")), "the page shows this line");
        assert_eq!(line(1000, 1000, 0, 10), "100 % of 1000 rows: 1000 done, 0 failed, 90 a second");
    }
}
