//! Files that are read while they are sent.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncRead;

use super::File;
use super::content::Content;
use crate::future::BoxFuture;

/// A reader of a file's content.
pub(crate) type Reader = Pin<Box<dyn AsyncRead + Send>>;

/// A file on the disk, or a reader.
pub(crate) struct Source {
    len: u64,
    origin: Origin,
}

enum Origin {
    /// Opened again by each attempt.
    Path(PathBuf),
    /// Taken by the first attempt that sends it.
    Reader(Mutex<Option<Reader>>),
}

impl Source {
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Whether the content can be read, for another attempt too.
    pub(crate) fn is_available(&self) -> bool {
        match &self.origin {
            Origin::Path(_) => true,
            Origin::Reader(reader) => reader.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
        }
    }

    /// Opens the content.
    pub(crate) fn open(&self) -> BoxFuture<'static, io::Result<Reader>> {
        match &self.origin {
            Origin::Path(path) => {
                let path = path.clone();
                Box::pin(async move {
                    // Without a runtime, tokio would panic.
                    if tokio::runtime::Handle::try_current().is_err() {
                        return Err(io::Error::other("a file is read by tokio: send it in a tokio runtime"));
                    }
                    let file = tokio::fs::File::open(&path).await.map_err(|error| at(&path, &error))?;
                    Ok(Box::pin(file) as Reader)
                })
            }
            Origin::Reader(reader) => {
                let reader = reader.lock().unwrap_or_else(PoisonError::into_inner).take();
                let reader = reader.ok_or_else(|| io::Error::other("the reader of the file was used up"));
                Box::pin(std::future::ready(reader))
            }
        }
    }
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("len", &self.len).finish_non_exhaustive()
    }
}

impl File {
    /// Opens a file of the disk, with its name and the MIME type of its extension.
    ///
    /// The content is read while it is sent, in pieces of 64 KiB, and again by each attempt. The
    /// length is that of now: a file that becomes shorter fails the call, of one that grows only the
    /// beginning is sent. Blocks for the time of one look at the file system.
    ///
    /// ```no_run
    /// use top_runtime::File;
    /// let video = File::open("videos/cup.mp4")?;
    /// assert_eq!(video.mime_type(), "video/mp4");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The file does not exist, is not readable or is a folder. The text contains the path.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let metadata = std::fs::metadata(path).map_err(|error| at(path, &error))?;
        let name = path.file_name().filter(|_| metadata.is_file()).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, format!("{}: not a file", path.display()))
        })?;
        let name = name.to_string_lossy().into_owned();
        let origin = Origin::Path(std::path::absolute(path)?);
        Ok(Self::from_source(name, Source { len: metadata.len(), origin }))
    }

    /// Creates a file whose content is read from `reader` while it is sent, with the MIME type of the
    /// name's extension.
    ///
    /// `len` is the number of bytes that the reader returns: fewer fail the call, more are not sent.
    /// The content can be read once: a call is not retried after a connection began to send it.
    pub fn from_reader(name: impl Into<String>, len: u64, reader: impl AsyncRead + Send + 'static) -> Self {
        let origin = Origin::Reader(Mutex::new(Some(Box::pin(reader))));
        Self::from_source(name.into(), Source { len, origin })
    }

    /// Sets the MIME type by the extension of the name. `application/octet-stream` if it is unknown.
    ///
    /// ```
    /// use top_runtime::File;
    /// assert_eq!(File::new("cup.png", vec![0x89]).guess_mime().mime_type(), "image/png");
    /// ```
    #[must_use]
    pub fn guess_mime(self) -> Self {
        let mime = mime_guess::from_path(&self.name).first_raw().unwrap_or(super::OCTETS);
        self.mime(mime)
    }

    fn from_source(name: String, source: Source) -> Self {
        let content = Content::Source(Arc::new(source));
        Self::with_content(name, String::new(), content).guess_mime()
    }
}
