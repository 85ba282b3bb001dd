//! Pushes the rows of a job.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use apalis::prelude::{BoxDynError, Data};
use futures_util::{StreamExt as _, stream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use top_runtime::session::WithSession;
use top_runtime::{Error, ScopedClient};

use crate::jobs::{Chunk, JOBS, Row};
use crate::ledger::Ledger;

/// Number of tries of a row whose calls fail for a while. Each is a call with retries of its own.
const TRIES: u32 = 5;

/// Longest pause between tries.
const MAX_PAUSE: Duration = Duration::from_secs(10);

/// What the jobs of a worker share.
pub(crate) struct Pusher {
    pub(crate) client: ScopedClient<WithSession>,
    pub(crate) ledger: Ledger,
    pub(crate) concurrency: usize,
    pub(crate) max_wait: Duration,
    /// Ends the worker: no further row is sent.
    pub(crate) stop: CancellationToken,
    /// Rows in progress.
    pub(crate) rows: TaskTracker,
    /// Why the worker ends before the last row.
    pub(crate) stopped: OnceLock<Error>,
}

/// Pushes the rows of a job that are not handled yet. An error returns the job to the queue.
pub(crate) async fn push_chunk(chunk: Chunk, pusher: Data<Arc<Pusher>>) -> Result<(), BoxDynError> {
    let handled = pusher.ledger.handled(&chunk).await?;
    let rows = chunk.rows.into_iter().zip(handled).filter(|(_, is_handled)| !is_handled);
    let results = stream::iter(rows.map(|(row, _)| {
        let pusher = Arc::clone(&pusher);
        async move { pusher.push(&row).await }
    }));
    let results: Vec<anyhow::Result<()>> =
        results.buffer_unordered((pusher.concurrency / JOBS).max(1)).collect().await;
    results.into_iter().collect::<anyhow::Result<()>>()?;
    if pusher.stop.is_cancelled() {
        // The job stays with this worker, which ends now. Others get the job when this worker gives
        // no sign of life: an error would count as a failure of the job.
        std::future::pending::<()>().await;
    }
    Ok(())
}

impl Pusher {
    /// Pushes a row, and records the result. Returns early if the worker is to end.
    async fn push(&self, row: &Row) -> anyhow::Result<()> {
        let mut tries = 0;
        while !self.stop.is_cancelled() {
            let _in_progress = self.rows.token();
            let Err(error) = self.client.execute(&row.request()).await else {
                return self.ledger.set_done(row.number).await;
            };
            let wait = error.retry_after().unwrap_or_default();
            let is_for_all = error.is_throttled() || error.is_session_invalid();
            if is_for_all && (wait > self.max_wait || !error.is_throttled()) {
                let _ = self.stopped.set(error);
                self.stop.cancel();
                return Ok(());
            }
            tries += u32::from(!is_for_all);
            if error.retry_class().is_none() || tries == TRIES {
                return self.ledger.set_failed(row.number, &error.to_string()).await;
            }
            let pause = Duration::from_millis(200).saturating_mul(1 << tries).min(MAX_PAUSE).max(wait);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
        }
        Ok(())
    }
}
