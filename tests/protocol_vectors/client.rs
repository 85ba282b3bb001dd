//! Clients and calls from the input of a vector.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::Value;
use top_runtime::clock::FixedClock;
use top_runtime::session::{NoSession, WithSession};
use top_runtime::transport::{InMemoryTransport, ParamPlacement, TransportError};
use top_runtime::{Client, ClientBuilder, Format, ScopedClient, SessionKey, SignMethod};

use crate::vector::{pairs, text};

/// Base URL of the vectors' paths.
const HOST: &str = "https://gateway.test";

/// A client with or without a session, which are two types.
pub(crate) enum On {
    Session(ScopedClient<WithSession>),
    Plain(ScopedClient<NoSession>),
}

/// Applies an expression to either variant.
macro_rules! on {
    ($on:expr, $call:ident => $do:expr) => {
        match $on {
            $crate::client::On::Session($call) => $do,
            $crate::client::On::Plain($call) => $do,
        }
    };
}
pub(crate) use on;

/// Version of the official SDK in the vectors. It is signed.
const PARTNER: &str = "top-sdk-java-dynamicVersionNo";

/// Returns the gateway of a vector.
pub(crate) fn gateway(input: &Value) -> String {
    format!("{HOST}{}", input["path"].as_str().unwrap_or("/router/rest"))
}

/// Returns a client builder with the settings of the official client, without a transport.
pub(crate) fn builder(input: &Value, placement: ParamPlacement) -> ClientBuilder {
    let seconds = input["timestamp_ms"].as_u64().unwrap_or_default() / 1000;
    let or = |name, default| input[name].as_str().unwrap_or(default);
    Client::builder(or("app_key", "12345678"), or("secret", "helloworld"))
        .gateway(gateway(input))
        .sign_method(sign_method(or("sign_method", "hmac-sha256")))
        .format(format(or("format", "json")))
        .simplify(input["simplify"] == true)
        .check_requests(input["check"] != false)
        .partner_id(PARTNER)
        .clock(FixedClock::at_unix(seconds))
        .system_params(placement)
        .transport(InMemoryTransport::new(|_| Err(TransportError::not_sent("no gateway"))))
}

/// Applies the call options of a vector.
pub(crate) fn call(input: &Value, client: &Client) -> On {
    let mut call = client.timeout(std::time::Duration::from_secs(1));
    if let Some(target) = input["target_app_key"].as_str() {
        call = call.target_app_key(target);
    }
    for (name, value) in pairs(&input["other_params"]) {
        call = call.param(name, value);
    }
    for (name, value) in pairs(&input["headers"]) {
        call = call.header(name, value);
    }
    match text(input, "session") {
        "" => On::Plain(call),
        session => On::Session(call.session(&SessionKey::new(session))),
    }
}

/// Returns the sign method of this name.
pub(crate) fn sign_method(name: &str) -> SignMethod {
    let all = [SignMethod::Md5, SignMethod::Hmac, SignMethod::HmacSha256];
    all.into_iter().find(|method| method.as_str() == name).unwrap()
}

/// Returns the format of this name.
pub(crate) fn format(name: &str) -> Format {
    match name {
        "json" => Format::Json,
        "xml" => Format::Xml,
        other => panic!("no such format: {other}"),
    }
}

/// Runs a future that is ready at once, as those of in-memory transports are.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a call over a transport in memory waits for something"),
    }
}

/// Runs a future over sockets, on its own runtime.
pub(crate) fn now_or_later<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
