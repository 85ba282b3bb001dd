//! Budget: a simplified JSON reply, against `serde_json::from_slice` into the same structs with serde derives.

use std::hint::black_box;

use bytes::Bytes;
use top_runtime::Reply;

use crate::budget::Row;
use crate::harness::compare;
use crate::replies::{METHOD, TradesSold, simplified};

/// The limit for each size.
const LIMIT: f64 = 1.3;

/// Reads a body as a client does, from its bytes on.
#[must_use]
pub fn read(body: &Bytes) -> Reply<TradesSold> {
    top_runtime::__private::read_reply(METHOD, true, body.clone()).expect("a reply")
}

/// A body of one, fifty and five hundred kilobytes.
#[must_use]
pub fn measure() -> Vec<Row> {
    [1, 50, 500]
        .map(|size| {
            let body = Bytes::from(simplified(size << 10));
            let expected: TradesSold = serde_json::from_slice(&body).expect("serde reads it too");
            assert_eq!(*read(&body), expected);
            let figures = compare(
                || drop(black_box(read(black_box(&body)))),
                || drop(black_box(serde_json::from_slice::<TradesSold>(black_box(&body)))),
            );
            Row::new(format!("decode simplified JSON, {} bytes", body.len()), figures, LIMIT)
        })
        .into()
}
