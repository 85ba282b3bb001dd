//! Budget: encoding, signing and form-encoding a request, compared with the MD5 of its string to
//! sign.

use std::hint::black_box;

use md5::{Digest as _, Md5};
use top_runtime::{Error, Gateway, Prepared, SignMethod};

use crate::budget::Budget;
use crate::harness::Functions;
use crate::requests::{builder, client, push, push_by_path};

/// Limit for HMAC-SHA256, of all protocols.
const SHA256: f64 = 1.4;

/// Measures the sample request of the page with two sign methods of TOP, and by both protocols of
/// IOP.
#[must_use]
pub fn measure() -> Vec<Budget> {
    let of_top = [(SignMethod::Md5, 2.0), (SignMethod::HmacSha256, SHA256)].map(|(method, limit)| {
        let (client, request) = (client(method), push());
        budget(&method.to_string(), limit, move || client.prepare(black_box(&request)))
    });
    let iop = || {
        let builder = builder(SignMethod::HmacSha256).gateway(Gateway::ALIEXPRESS);
        builder.build().expect("key, secret and gateway are well-formed")
    };
    let (by_name, request) = (iop(), push());
    let (by_path, request_by_path) = (iop(), push_by_path());
    let iop_rows = [
        budget("IOP by name", SHA256, move || by_name.prepare(black_box(&request))),
        budget("IOP by path", SHA256, move || by_path.prepare(black_box(&request_by_path))),
    ];
    of_top.into_iter().chain(iop_rows).collect()
}

fn budget(name: &str, limit: f64, prepare: impl Fn() -> Result<Prepared, Error> + 'static) -> Budget {
    let text = prepare().expect("the sample breaks no rule").string_to_sign().to_owned();
    let name = format!("prepare, {name}, {} bytes to sign", text.len());
    let benchmark = Functions::new(
        move || drop(black_box(prepare())),
        move || {
            black_box(Md5::digest(black_box(&text)));
        },
    );
    Budget::new(name, limit, benchmark)
}
