//! The recorder: a transport around another, and the thread that writes the files.

mod transport;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use top_runtime::transport::Transport;

use crate::error::{FolderError, RecordError};
use crate::mask::Names;
pub use transport::RecordingTransport;
use writer::Writer;

/// Writes each call of a client to a file. Clones write to one folder.
///
/// A thread of the recorder masks and writes, so that no call waits for the disk. The files are
/// complete after [`finish`](Self::finish), or when the last clone and all clients are dropped.
#[derive(Clone)]
pub struct Recorder(Arc<Writer>);

/// Settings of a [`Recorder`].
#[derive(Debug, Clone)]
pub struct RecorderBuilder {
    folder: PathBuf,
    names: Names,
}

impl Recorder {
    /// Records to a folder with the default names of personal data. Creates the folder if it is
    /// missing; continues the numbers of the files in it.
    ///
    /// # Errors
    ///
    /// The folder cannot be created or read, or contains a file that is not a recording.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, FolderError> {
        Self::builder(folder).open()
    }

    /// Starts the settings of a recorder.
    pub fn builder(folder: impl AsRef<Path>) -> RecorderBuilder {
        RecorderBuilder { folder: folder.as_ref().to_owned(), names: Names::default() }
    }

    /// Returns a function that puts the recorder around a transport, for
    /// [`ClientBuilder::wrap_transport`](top_runtime::ClientBuilder::wrap_transport):
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// let recorder = top_replay::Recorder::open(folder)?;
    /// let client = top_runtime::Client::builder("12345678", "helloworld")
    ///     .wrap_transport(recorder.wrapper())
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wrapper(&self) -> impl FnOnce(Box<dyn Transport>) -> RecordingTransport + Send + use<> {
        let writer = Arc::clone(&self.0);
        move |transport| RecordingTransport::new(transport, writer)
    }

    /// Waits until all calls so far are written. Returns the number of files that this recorder has
    /// written. The recorder can be used further.
    ///
    /// Blocks the thread while the last calls are written.
    ///
    /// # Errors
    ///
    /// Calls that were not recorded since the last call of `finish`. Errors that `finish` did not
    /// return are written to standard error when the recorder is dropped.
    pub fn finish(&self) -> Result<usize, RecordError> {
        self.0.finish()
    }
}

impl RecorderBuilder {
    /// Masks the values of more names: members of JSON and XML at any depth, and parameters. A name
    /// matches if it ends with these words: `title` also masks `shop_title` and `shopTitle`.
    ///
    /// By default, names of buyers and receivers are masked, among them `receiver_name`, `address`,
    /// `mobile`, `phone`, `tel`, `email`, `nick`, `id_card`, `alipay_no`, `oaid`, `open_uid`,
    /// `buyer_message`. Province and city are not.
    #[must_use]
    pub fn mask<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        names.into_iter().for_each(|name| self.names.add(name));
        self
    }

    /// Keeps the values of these very names, for instance `seller_nick`. Secrets are masked anyway.
    #[must_use]
    pub fn keep<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        names.into_iter().for_each(|name| self.names.keep(name));
        self
    }

    /// Opens the folder, as [`Recorder::open`] does.
    ///
    /// # Errors
    ///
    /// The errors of [`Recorder::open`].
    pub fn open(self) -> Result<Recorder, FolderError> {
        Writer::start(self.folder, self.names).map(|writer| Recorder(Arc::new(writer)))
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("folder", &self.0.folder()).finish_non_exhaustive()
    }
}
