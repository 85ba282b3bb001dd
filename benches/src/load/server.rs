//! A gateway that replies with the id of the request, with faults in 5 % of the attempts.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::CONTENT_LENGTH;
use hyper::{Request, Response, StatusCode};

use crate::call::server::{json, listen};

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
async fn reply_to(request: Request<Incoming>, number: u64) -> io::Result<Response<Full<Bytes>>> {
    let body = request.into_body().collect().await.map_err(io::Error::other)?.to_bytes();
    let id = std::str::from_utf8(&body)
        .ok()
        .and_then(|form| form.split('&').find_map(|pair| pair.strip_prefix("id=")));
    let id = id.ok_or(io::ErrorKind::InvalidData)?;
    let reply = format!(r#"{{"test_look_response":{{"id":{id}}}}}"#);
    if !number.is_multiple_of(EACH) {
        return Ok(json(reply));
    }
    match number / EACH % 5 {
        0 => Err(io::ErrorKind::ConnectionAborted.into()),
        // Breaks off in the body.
        1 => {
            let mut response = json(reply);
            response.headers_mut().insert(CONTENT_LENGTH, 1_000.into());
            Ok(response)
        }
        2 => {
            let mut response = json("Bad Gateway");
            *response.status_mut() = StatusCode::BAD_GATEWAY;
            Ok(response)
        }
        // An error that a call may repeat, and a final one.
        3 => Ok(json(error(15, "isp.top-remote-service-unavailable"))),
        _ => Ok(json(error(50, "isv.item-not-exist"))),
    }
}

fn error(code: u32, sub_code: &str) -> String {
    format!(r#"{{"error_response":{{"code":{code},"msg":"m","sub_code":"{sub_code}"}}}}"#)
}
