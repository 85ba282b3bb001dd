//! Budget: decoding a simplified JSON reply, compared with `serde_json::from_slice` into the same
//! structs with serde derives.

use std::hint::black_box;

use bytes::Bytes;
use top_runtime::Reply;

use crate::budget::Budget;
use crate::harness::Functions;
use crate::replies::{METHOD, TradesSold, simplified};

/// Maximum ratio for each size.
const LIMIT: f64 = 1.3;

/// Decodes a body from its bytes, as a client does.
#[must_use]
pub fn read(body: &Bytes) -> Reply<TradesSold> {
    top_runtime::__v0_1_0::read_reply(METHOD, true, body.clone()).expect("a reply")
}

/// Measures bodies of 1, 50 and 500 kB.
#[must_use]
pub fn measure() -> Vec<Budget> {
    [1, 50, 500]
        .map(|size| {
            let body = Bytes::from(simplified(size << 10));
            let expected: TradesSold = serde_json::from_slice(&body).expect("serde reads it too");
            assert_eq!(*read(&body), expected);
            let name = format!("decode simplified JSON, {} bytes", body.len());
            let same = body.clone();
            let benchmark = Functions::new(
                move || drop(black_box(read(black_box(&body)))),
                move || drop(black_box(serde_json::from_slice::<TradesSold>(black_box(&same)))),
            );
            Budget::new(name, LIMIT, benchmark)
        })
        .into()
}
