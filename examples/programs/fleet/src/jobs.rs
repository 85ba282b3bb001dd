//! The jobs: rows in chunks, in a queue of apalis.

use std::time::Duration;

use anyhow::{Context as _, Result};
use apalis::prelude::{TaskBuilder, TaskId, TaskSink as _};
use apalis_redis::{Config, RedisStorage};
use redis::aio::ConnectionManager;
use serde::{Deserialize, Serialize};
use top_examples::case_update::{IdentificationCase, OperateType, UpdateIdentificationCase};
use top_runtime::Seconds;

use crate::cli::{Settings, Shared};
use crate::ledger::Ledger;

/// Rows of a job. A job costs some hundred bytes in Redis, and a killed worker repeats at most the
/// rows of its jobs that were in progress.
const CHUNK: u32 = 50;

/// Jobs that a worker fetches at once, and works on at the same time.
pub(crate) const JOBS: usize = 2;

/// Heartbeats within the time after which a worker is dead.
const HEARTBEATS: u16 = 5;

/// Jobs that one command adds.
const BATCH: usize = 100;

/// A job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Chunk {
    pub(crate) rows: Vec<Row>,
}

/// A row: an event of a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Position in the run, from 0.
    pub(crate) number: u32,
    /// Key of the row, by which the gateway knows a repeated one.
    pub(crate) key: String,
    pub(crate) refund_id: i64,
}

impl Row {
    /// Makes up a row. A real program reads it from a file or a database.
    fn invented(number: u32) -> Self {
        let refund_id = 147_822_831_000_000 + i64::from(number);
        Self { number, key: format!("C-{number:08}"), refund_id }
    }

    pub(crate) fn request(&self) -> UpdateIdentificationCase {
        UpdateIdentificationCase {
            param: IdentificationCase {
                detail_order_id: self.refund_id,
                occur_time: Seconds(1_571_121_255),
                operate_type: OperateType::Open,
                operate_tips: "创建鉴定工单".to_owned(),
                outer_case_id: self.key.clone(),
                refund_id: self.refund_id,
                ext_attrs: None,
            },
        }
    }
}

/// Opens the queue of a run.
pub(crate) async fn queue(
    shared: &Shared,
    settings: Option<&Settings>,
) -> Result<RedisStorage<Chunk, ConnectionManager>> {
    let connection = apalis_redis::connect(shared.redis.as_str()).await.context("Redis")?;
    let dead_after = settings.map_or(30, |settings| settings.dead_after);
    let heartbeat = Duration::from_secs(u64::from(dead_after.div_ceil(HEARTBEATS)));
    let config = Config::default()
        .queue(shared.key("jobs")?)
        .batch_size(JOBS)
        .heartbeat_interval(heartbeat)
        .missed_heartbeats(HEARTBEATS.into())
        // The lock of a job searches the list of all waiting jobs. The set of the worker's jobs,
        // which is always kept, is enough to find the jobs of a dead one.
        .lock_tasks(false)
        .persist_results(true)
        .emit_events(false);
    Ok(RedisStorage::new(connection).with_config(config))
}

/// Adds the rows of a run. A job that was added before, by a run of this function that was killed,
/// is not added again: its id is that of its first row.
pub(crate) async fn enqueue(shared: &Shared, rows: u32) -> Result<()> {
    let mut queue = queue(shared, None).await?;
    let firsts: Vec<u32> = (0..rows).step_by(CHUNK as usize).collect();
    for batch in firsts.chunks(BATCH) {
        let jobs = batch.iter().map(|&first| {
            let numbers = first..rows.min(first + CHUNK);
            let chunk = Chunk { rows: numbers.map(Row::invented).collect() };
            TaskBuilder::new(chunk).task_id(TaskId::from_string(format!("chunk-{first:08}"))).build()
        });
        let mut jobs = futures_util::stream::iter(jobs.collect::<Vec<_>>());
        queue.push_all(&mut jobs).await.context("adding jobs")?;
    }
    Ledger::open(shared).await?.set_total(rows).await
}
