//! Budget: decoding a JSON reply with root and list wrappers, compared with the simplified reply.

use std::hint::black_box;

use bytes::Bytes;

use crate::budget::Budget;
use crate::decode::read;
use crate::harness::Functions;
use crate::replies::{simplified, wrapped};

/// Measures bodies of 1 and 50 kB.
#[must_use]
pub fn measure() -> Vec<Budget> {
    [1, 50]
        .map(|size| {
            let (wrapped, plain) = (Bytes::from(wrapped(size << 10)), Bytes::from(simplified(size << 10)));
            let name = format!("decode wrapped JSON, {} bytes", wrapped.len());
            let benchmark = Functions::new(
                move || drop(black_box(read(black_box(&wrapped)))),
                move || drop(black_box(read(black_box(&plain)))),
            );
            Budget::new(name, 1.1, benchmark)
        })
        .into()
}
