//! Budget: encoding, signing and form-encoding a request, compared with the MD5 of its string to
//! sign.

use std::hint::black_box;

use md5::{Digest as _, Md5};
use top_runtime::SignMethod;

use crate::budget::Budget;
use crate::harness::Functions;
use crate::requests::{client, push};

/// Measures the sample request of the page with two sign methods.
#[must_use]
pub fn measure() -> Vec<Budget> {
    [(SignMethod::Md5, 2.0), (SignMethod::HmacSha256, 1.4)]
        .map(|(method, limit)| {
            let client = client(method);
            let request = push();
            let text =
                client.prepare(&request).expect("the sample breaks no rule").string_to_sign().to_owned();
            let name = format!("prepare, {method}, {} bytes to sign", text.len());
            let benchmark = Functions::new(
                move || drop(black_box(client.prepare(black_box(&request)))),
                move || {
                    black_box(Md5::digest(black_box(&text)));
                },
            );
            Budget::new(name, limit, benchmark)
        })
        .into()
}
