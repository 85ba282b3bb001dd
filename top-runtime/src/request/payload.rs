//! Body of a request before it is sent: bytes, or pieces of which some are files.

use bytes::Bytes;

#[cfg(feature = "files")]
use crate::File;

/// Body of a request.
pub(crate) enum Payload {
    Whole(Bytes),
    #[cfg(feature = "files")]
    Pieces(Vec<Piece>),
}

/// A piece of a body.
#[cfg(feature = "files")]
pub(crate) enum Piece {
    Bytes(Bytes),
    File(File),
}

impl Payload {
    /// Joins the pieces, without the content of files that are not in memory.
    pub(crate) fn into_bytes(self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes,
            #[cfg(feature = "files")]
            Self::Pieces(pieces) => join(pieces),
        }
    }
}

#[cfg(feature = "files")]
fn join(pieces: Vec<Piece>) -> Bytes {
    let mut joined = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => joined.extend_from_slice(&bytes),
            Piece::File(file) => joined.extend_from_slice(file.bytes().map_or(&[], |bytes| bytes)),
        }
    }
    joined.into()
}

#[cfg(feature = "files")]
impl Piece {
    /// Returns the length in bytes.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.len(),
        }
    }
}
