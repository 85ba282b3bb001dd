//! Results of the rows, in Redis: a bit per pushed row, and the errors of the others.

use anyhow::{Context as _, Result};
use redis::AsyncCommands as _;
use redis::aio::ConnectionManager;

use crate::cli::Shared;
use crate::jobs::Chunk;

/// Limit: number of failed rows whose error is kept.
const MAX_ERRORS: usize = 10_000;

#[derive(Clone)]
pub(crate) struct Ledger {
    connection: ConnectionManager,
    done: String,
    failed: String,
    errors: String,
    total: String,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) total: u64,
    pub(crate) done: u64,
    pub(crate) failed: u64,
}

impl Progress {
    pub(crate) fn is_complete(self) -> bool {
        self.total > 0 && self.done + self.failed >= self.total
    }
}

impl Ledger {
    pub(crate) async fn open(shared: &Shared) -> Result<Self> {
        let connection = apalis_redis::connect(shared.redis.as_str()).await.context("Redis")?;
        Ok(Self {
            connection,
            done: shared.key("done")?,
            failed: shared.key("failed")?,
            errors: shared.key("errors")?,
            total: shared.key("total")?,
        })
    }

    pub(crate) async fn set_total(&self, rows: u32) -> Result<()> {
        self.connection.clone().set(&self.total, rows).await.context("Redis")
    }

    /// Returns for each row of a job whether it needs no more calls.
    pub(crate) async fn handled(&self, chunk: &Chunk) -> Result<Vec<bool>> {
        let mut pipe = redis::pipe();
        for row in &chunk.rows {
            pipe.getbit(&self.done, row.number as usize).getbit(&self.failed, row.number as usize);
        }
        let bits: Vec<bool> = pipe.query_async(&mut self.connection.clone()).await.context("Redis")?;
        Ok(bits.chunks(2).map(|bits| bits.contains(&true)).collect())
    }

    pub(crate) async fn set_done(&self, number: u32) -> Result<()> {
        self.connection.clone().setbit(&self.done, number as usize, true).await.context("Redis")
    }

    pub(crate) async fn set_failed(&self, number: u32, error: &str) -> Result<()> {
        let mut connection = self.connection.clone();
        let errors: usize = connection.hlen(&self.errors).await.context("Redis")?;
        let mut pipe = redis::pipe();
        pipe.setbit(&self.failed, number as usize, true).ignore();
        if errors < MAX_ERRORS {
            pipe.hset(&self.errors, number, error).ignore();
        }
        pipe.query_async(&mut connection).await.context("Redis")
    }

    pub(crate) async fn progress(&self) -> Result<Progress> {
        let mut pipe = redis::pipe();
        pipe.get(&self.total).cmd("BITCOUNT").arg(&self.done).cmd("BITCOUNT").arg(&self.failed);
        let (total, done, failed): (Option<u64>, u64, u64) =
            pipe.query_async(&mut self.connection.clone()).await.context("Redis")?;
        Ok(Progress { total: total.unwrap_or_default(), done, failed })
    }

    /// Returns up to ten failed rows with their errors.
    pub(crate) async fn some_errors(&self) -> Result<Vec<(u32, String)>> {
        let mut errors: Vec<(u32, String)> =
            self.connection.clone().hgetall(&self.errors).await.context("Redis")?;
        errors.sort_unstable();
        errors.truncate(10);
        Ok(errors)
    }
}
