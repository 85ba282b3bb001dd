//! The journal: a text file to which the state of each row is appended.
//!
//! ```text
//! bulk-push journal 1 51d0…c3
//! started 0
//! started 1
//! done 0 request sandbox000001
//! unknown 1 taobao.…: no reply …
//! ```
//!
//! The first line has the SHA-256 of the CSV file. A line without a line end at the end of the file
//! is a write that a kill interrupted; it is removed. A row that was started and has no later line
//! may have been executed.

mod read;
mod write;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read as _;
use std::path::Path;
use std::thread::JoinHandle;
use std::{io, thread};

use anyhow::{Context as _, Result, bail};
use tokio::sync::{mpsc, oneshot};

use write::Entry;

/// State of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Not sent, or surely not executed and to be sent again.
    Waiting,
    /// Sent. After a kill: possibly executed.
    Started,
    /// Executed, with a detail such as the request id.
    Done(String),
    /// Surely not executed, with the error.
    Failed(String),
    /// Possibly executed, with the error.
    Unknown(String),
}

/// Journal that is open for appending. Another process cannot open it.
pub(crate) struct Journal {
    entries: mpsc::UnboundedSender<Entry>,
    writer: JoinHandle<io::Result<()>>,
}

impl Journal {
    /// Opens the journal of an input, and returns the states of its rows.
    ///
    /// `sync`: whether [`start`](Self::start) waits until the disk has the record.
    pub(crate) fn open(path: &Path, digest: &str, sync: bool) -> Result<(Self, Vec<(usize, State)>)> {
        Self::open_file(path, digest, sync).with_context(|| format!("journal {}", path.display()))
    }

    fn open_file(path: &Path, digest: &str, sync: bool) -> Result<(Self, Vec<(usize, State)>)> {
        let file = options().open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another run of this command uses it"),
            Err(TryLockError::Error(error)) => return Err(error).context("cannot lock it"),
        }
        let mut bytes = Vec::new();
        (&file).read_to_end(&mut bytes)?;
        let complete = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        file.set_len(complete as u64)?;
        let states = read::states(&bytes[..complete], digest)?;

        let (entries, receiver) = mpsc::unbounded_channel();
        if complete == 0 {
            let _ = entries.send(Entry::new(read::header(digest)));
            sync_folder(path)?;
        }
        let writer = thread::Builder::new().name("journal".to_owned());
        let writer = writer.spawn(move || write::append(&file, receiver, sync))?;
        Ok((Self { entries, writer }, states))
    }

    /// Records that a row is about to be sent. Returns when the record is written.
    pub(crate) async fn start(&self, row: usize) -> Result<()> {
        let (written, is_written) = oneshot::channel();
        let entry = Entry::new(read::line(row, &State::Started));
        let _ = self.entries.send(entry.confirmed_by(written));
        is_written.await.context("the journal cannot be written")
    }

    /// Records the result of a row. A kill before the record is written leaves the row started.
    pub(crate) fn record(&self, row: usize, state: &State) {
        let _ = self.entries.send(Entry::new(read::line(row, state)));
    }

    /// Writes the remaining records.
    pub(crate) fn close(self) -> Result<()> {
        drop(self.entries);
        match self.writer.join() {
            Ok(result) => result.context("the journal cannot be written"),
            Err(_) => bail!("the journal's writer panicked"),
        }
    }
}

/// Options that make a file which others cannot read: error texts may name persons.
fn options() -> OpenOptions {
    let mut options = File::options();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the new file's entry in its folder durable. Windows cannot open folders.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[tokio::test]
    async fn states_survive_and_a_torn_line_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let (journal, states) = Journal::open(&path, "ab", false).unwrap();
        assert_eq!(states, []);
        for row in 0..4 {
            journal.start(row).await.unwrap();
        }
        journal.record(0, &State::Done("request r1".to_owned()));
        journal.record(1, &State::Failed("a\nb".to_owned()));
        journal.record(2, &State::Waiting);
        journal.close().unwrap();

        let complete = fs::read(&path).unwrap();
        fs::write(&path, [&complete[..], b"done 3"].concat()).unwrap();
        let (journal, mut states) = Journal::open(&path, "ab", false).unwrap();
        states.sort_by_key(|(row, _)| *row);
        let expected = [
            (0, State::Done("request r1".to_owned())),
            (1, State::Failed("a b".to_owned())),
            (2, State::Waiting),
            (3, State::Started),
        ];
        assert_eq!(states, expected);
        assert_eq!(fs::read(&path).unwrap(), complete);
        journal.close().unwrap();
    }

    #[tokio::test]
    async fn journal_is_refused_while_it_is_in_use_and_for_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let (journal, _) = Journal::open(&path, "ab", true).unwrap();
        let error = Journal::open(&path, "ab", true).err().unwrap();
        assert!(format!("{error:#}").ends_with("another run of this command uses it"), "{error:#}");
        journal.close().unwrap();

        let error = Journal::open(&path, "cd", true).err().unwrap();
        assert!(format!("{error:#}").contains("belongs to another CSV file"), "{error:#}");
    }

    #[test]
    fn invalid_line_is_reported_with_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        fs::write(&path, "bulk-push journal 1 ab\nstarted 0\nended 0\n").unwrap();
        let error = Journal::open(&path, "ab", false).err().unwrap();
        assert!(
            format!("{error:#}").contains("line 3: expected a state and a row, found `ended 0`"),
            "{error:#}"
        );
    }
}
