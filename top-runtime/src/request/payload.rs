//! Body of a request before it is sent: bytes, or pieces of which some are files.

use bytes::Bytes;

use crate::File;

/// Body of a request.
pub(crate) enum Payload {
    Whole(Bytes),
    Pieces(Vec<Piece>),
}

/// A piece of a body.
pub(crate) enum Piece {
    Bytes(Bytes),
    File(File),
}

impl Payload {
    /// Joins the pieces, without the content of files that are not in memory.
    pub(crate) fn into_bytes(self) -> Bytes {
        let pieces = match self {
            Self::Whole(bytes) => return bytes,
            Self::Pieces(pieces) => pieces,
        };
        let mut joined = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Bytes(bytes) => joined.extend_from_slice(&bytes),
                Piece::File(file) => joined.extend_from_slice(file.bytes().map_or(&[], |bytes| bytes)),
            }
        }
        joined.into()
    }
}

impl Piece {
    /// Returns the length in bytes.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.len(),
        }
    }
}
