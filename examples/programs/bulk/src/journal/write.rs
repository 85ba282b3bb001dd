//! The thread that appends to a journal.

use std::fs::File;
use std::io::{self, Write as _};

use tokio::sync::{mpsc, oneshot};

/// Upper bound of the entries that one write and one wait for the disk combine.
const MAX_BATCH: usize = 1024;

/// A line to append.
pub(crate) struct Entry {
    line: String,
    written: Option<oneshot::Sender<()>>,
}

impl Entry {
    pub(crate) fn new(line: String) -> Self {
        Self { line, written: None }
    }

    /// Sets the channel that is told when the line is written.
    pub(crate) fn confirmed_by(mut self, written: oneshot::Sender<()>) -> Self {
        self.written = Some(written);
        self
    }
}

/// Appends entries until the channel is closed.
///
/// Entries that wait are combined. The first error ends the function: entries after it are never
/// confirmed, so that their rows are not sent.
pub(crate) fn append(
    mut file: &File,
    mut entries: mpsc::UnboundedReceiver<Entry>,
    sync: bool,
) -> io::Result<()> {
    let mut batch = Vec::new();
    while entries.blocking_recv_many(&mut batch, MAX_BATCH) > 0 {
        let text: String = batch.iter().map(|entry| entry.line.as_str()).collect();
        file.write_all(text.as_bytes())?;
        // Results need no wait: a row whose result is lost is reported as unknown.
        if sync && batch.iter().any(|entry| entry.written.is_some()) {
            file.sync_data()?;
        }
        for written in batch.drain(..).filter_map(|entry| entry.written) {
            let _ = written.send(());
        }
    }
    if sync { file.sync_data() } else { Ok(()) }
}
