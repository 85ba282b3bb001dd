//! Budget: encoding, signing and form-encoding a request, against hashing its string to sign with MD5 alone.

use std::hint::black_box;

use md5::{Digest as _, Md5};
use top_runtime::SignMethod;

use crate::budget::Row;
use crate::harness::compare;
use crate::requests::{client, push};

/// The sample request of the page, with each of the two sign methods that matter.
#[must_use]
pub fn measure() -> Vec<Row> {
    [(SignMethod::Md5, 2.0), (SignMethod::HmacSha256, 1.4)]
        .map(|(method, limit)| {
            let client = client(method);
            let request = push();
            let text =
                client.prepare(&request).expect("the sample breaks no rule").string_to_sign().to_owned();
            let figures = compare(
                || drop(black_box(client.prepare(black_box(&request)))),
                || {
                    black_box(Md5::digest(black_box(&text)));
                },
            );
            Row::new(format!("prepare, {method}, {} bytes to sign", text.len()), figures, limit)
        })
        .into()
}
