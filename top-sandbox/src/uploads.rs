//! Files that are received in pieces.

use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

/// Limit of uploads that are received in pieces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UploadLimit {
    /// Maximal length of all files of a request, in bytes.
    pub(crate) bytes: u64,
}

/// A file that was received in pieces and not kept: its length and its hash.
///
/// Recorded by a sandbox with [`SandboxBuilder::stream_uploads`](crate::SandboxBuilder::stream_uploads).
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    param: String,
    file_name: String,
    len: u64,
    sha256: [u8; 32],
}

impl Upload {
    pub(crate) fn begin(param: &str, file_name: &str) -> UploadProgress {
        let (param, file_name) = (param.to_owned(), file_name.to_owned());
        UploadProgress { param, file_name, len: 0, hash: Sha256::new() }
    }

    /// Returns the name of the parameter.
    #[must_use]
    pub fn param(&self) -> &str {
        &self.param
    }

    /// Returns the name of the file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Returns the length in bytes.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // no caller asks whether a file is empty
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns the SHA-256 hash of the content.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.sha256.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        f.debug_struct("Upload")
            .field("param", &self.param)
            .field("file_name", &self.file_name)
            .field("len", &self.len)
            .field("sha256", &hash)
            .finish()
    }
}

/// A file that is being received.
pub(crate) struct UploadProgress {
    param: String,
    file_name: String,
    len: u64,
    hash: Sha256,
}

impl UploadProgress {
    /// Adds a piece of the content.
    pub(crate) fn add(&mut self, piece: &[u8]) {
        self.len += piece.len() as u64;
        self.hash.update(piece);
    }

    pub(crate) fn end(self) -> Upload {
        let Self { param, file_name, len, hash } = self;
        Upload { param, file_name, len, sha256: hash.finalize().into() }
    }
}
