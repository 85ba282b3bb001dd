//! A gateway that replies with the id of the request, with faults in 5 % of the attempts.

use std::future::ready;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::Incoming;
use hyper::{Request, Response, StatusCode};

use crate::call::server::{json, listen};

type Reply = UnsyncBoxBody<Bytes, io::Error>;

/// Each of so many requests meets a fault. The faults take turns.
const EACH: u64 = 20;

/// Starts the server on the current runtime, and returns its URL.
///
/// # Errors
///
/// Returns an error if no port of the loopback interface is available.
pub(super) async fn start() -> io::Result<String> {
    let requests = Arc::new(AtomicU64::new(0));
    let address = listen(move |request| reply_to(request, requests.fetch_add(1, Ordering::Relaxed))).await?;
    Ok(format!("http://{address}/router/rest"))
}

/// Replies to a request with this number. An error closes the connection.
async fn reply_to(request: Request<Incoming>, number: u64) -> io::Result<Response<Reply>> {
    let body = request.into_body().collect().await.map_err(io::Error::other)?.to_bytes();
    let id = std::str::from_utf8(&body)
        .ok()
        .and_then(|form| form.split('&').find_map(|pair| pair.strip_prefix("id=")));
    let id = id.ok_or(io::ErrorKind::InvalidData)?;
    let reply = format!(r#"{{"test_look_response":{{"id":{id}}}}}"#);
    if !number.is_multiple_of(EACH) {
        return Ok(whole(reply));
    }
    match number / EACH % 5 {
        0 => Err(broken()),
        1 => Ok(cut(reply)),
        2 => {
            let mut response = whole("Bad Gateway".to_owned());
            *response.status_mut() = StatusCode::BAD_GATEWAY;
            Ok(response)
        }
        // An error that a call may repeat, and a final one.
        3 => Ok(whole(error(15, "isp.top-remote-service-unavailable"))),
        _ => Ok(whole(error(50, "isv.item-not-exist"))),
    }
}

fn whole(reply: String) -> Response<Reply> {
    json(reply).map(|body| body.map_err(|never| match never {}).boxed_unsync())
}

/// Returns a reply that breaks off at the end of its body.
fn cut(reply: String) -> Response<Reply> {
    whole(reply).map(|body| body.with_trailers(ready(Some(Err(broken())))).boxed_unsync())
}

fn broken() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

fn error(code: u32, sub_code: &str) -> String {
    format!(r#"{{"error_response":{{"code":{code},"msg":"m","sub_code":"{sub_code}"}}}}"#)
}
