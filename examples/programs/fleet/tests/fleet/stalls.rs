//! Measures for how long the machine let a thread wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const TICK: Duration = Duration::from_millis(5);

/// A thread that wishes to run every 5 ms, and records the longest delay.
pub(crate) struct Stalls {
    longest: Arc<AtomicU64>,
    end: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Stalls {
    pub(crate) fn start() -> Self {
        let (longest, end) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let thread = std::thread::spawn({
            let (longest, end) = (Arc::clone(&longest), Arc::clone(&end));
            move || {
                while !end.load(Ordering::Relaxed) {
                    let started = Instant::now();
                    std::thread::sleep(TICK);
                    let stall = started.elapsed().saturating_sub(TICK);
                    longest.fetch_max(stall.as_micros().try_into().unwrap(), Ordering::Relaxed);
                }
            }
        });
        Self { longest, end, thread }
    }

    /// Ends the thread, and returns the longest delay.
    pub(crate) fn end(self) -> Duration {
        self.end.store(true, Ordering::Relaxed);
        self.thread.join().unwrap();
        Duration::from_micros(self.longest.load(Ordering::Relaxed))
    }
}
