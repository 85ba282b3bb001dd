//! Budget: a JSON reply with root and list wrappers, against the same reply simplified.

use std::hint::black_box;

use bytes::Bytes;

use crate::budget::Row;
use crate::decode::read;
use crate::harness::compare;
use crate::replies::{simplified, wrapped};

/// A body of one and of fifty kilobytes.
#[must_use]
pub fn measure() -> Vec<Row> {
    [1, 50]
        .map(|size| {
            let (wrapped, plain) = (Bytes::from(wrapped(size << 10)), Bytes::from(simplified(size << 10)));
            let figures = compare(
                || drop(black_box(read(black_box(&wrapped)))),
                || drop(black_box(read(black_box(&plain)))),
            );
            Row::new(format!("decode wrapped JSON, {} bytes", wrapped.len()), figures, 1.1)
        })
        .into()
}
