//! Makes calls in parallel lanes and measures them.

use std::fs;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// A call without its reply.
pub(crate) type Call = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Result of a block of calls.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    /// Calls per second.
    pub(crate) per_second: f64,
    /// Microseconds of processor time of this process for a call. NaN if it cannot be read.
    pub(crate) cpu: f64,
}

/// Makes `calls` calls, `in_flight` of them at once.
pub(crate) fn measure<C>(runtime: &Runtime, calls: usize, in_flight: usize, make: impl Fn() -> C) -> Measured
where
    C: Fn() -> Call + Send + 'static,
{
    let left = Arc::new(AtomicUsize::new(calls));
    let (start, cpu) = (Instant::now(), cpu_time("self"));
    runtime.block_on(async {
        let mut lanes = JoinSet::new();
        for _ in 0..in_flight {
            let (call, left) = (make(), left.clone());
            lanes.spawn_on(lane(call, left), runtime.handle());
        }
        lanes.join_all().await;
    });
    let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_time("self") - cpu);
    let calls = f64::from(u32::try_from(calls).unwrap_or(u32::MAX));
    Measured { per_second: calls / seconds, cpu: cpu / calls / 1e3 }
}

/// Makes calls until none is left.
async fn lane(call: impl Fn() -> Call, left: Arc<AtomicUsize>) {
    let take = |left: usize| left.checked_sub(1);
    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
        call().await;
    }
}

/// Returns the processor time of the threads of a process in nanoseconds, as Linux counts it. The
/// process is a number, or `self`.
pub(crate) fn cpu_time(process: &str) -> f64 {
    let Ok(tasks) = fs::read_dir(format!("/proc/{process}/task")) else { return f64::NAN };
    let times = tasks.flatten().map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0.0)
    });
    times.sum()
}
