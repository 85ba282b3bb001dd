//! The protocol vectors, one named test each: what the official Java SDK sends and how it reads, against ours.
//!
//! `data/` holds the vectors; how to read them stands in each file. Where we differ from the SDK on purpose, a table says why
//! ([`request::differences`], [`response::better`], [`encode`], `client_check::differences`, `http::differences`,
//! `retry::differences`), and a test fails as soon as the difference is gone.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod apis;
mod check;
mod client;
mod client_check;
mod encode;
mod http;
mod multipart;
mod request;
mod response;
mod retry;
mod sample;
mod sign;
mod signature;
mod typed;
mod vector;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let trials = [
        sign::trials(),
        request::trials(),
        encode::trials(),
        response::trials(),
        apis::trials(),
        multipart::trials(),
        client_check::trials(),
        http::trials(),
        retry::trials(),
    ];
    libtest_mimic::run(&arguments, trials.into_iter().flatten().collect()).exit();
}
