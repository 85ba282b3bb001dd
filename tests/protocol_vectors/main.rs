//! Protocol vectors, one named test each: requests and replies of the official Java SDK, compared
//! with the client.
//!
//! `data/` contains the vectors; each file describes its format. Tables list the intended
//! differences with their reasons
//! (`batch::differences`, `iop::differences`, `iop::replies`, `qimen::differences`, [`request::differences`], [`response::better`], [`encode`], `client_check::differences`, `http::differences`,
//! `retry::differences`). A test fails if a listed difference no longer exists.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod apis;
mod batch;
mod check;
mod client;
mod client_check;
mod encode;
mod http;
mod iop;
mod multipart;
mod qimen;
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
        batch::trials(),
        iop::trials(),
        qimen::trials(),
    ];
    libtest_mimic::run(&arguments, trials.into_iter().flatten().collect()).exit();
}
