//! A server with the replies of a vector.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::multipart::base64;
use crate::vector::{pairs, text};

/// A server that handles one request per connection. The last reply is repeated.
pub(crate) struct Server {
    url: String,
    requests: Arc<AtomicUsize>,
}

/// The reply to a request.
enum ScriptedReply {
    /// Sends these bytes.
    Bytes(Vec<u8>),
    /// Closes the connection.
    Close,
    /// Sends nothing.
    Hang,
}

impl Server {
    pub(crate) fn start(input: &Value) -> Self {
        let replies: Vec<_> = match input["script"].as_array() {
            Some(script) => script.iter().map(|step| ScriptedReply::new(step, &step["headers"])).collect(),
            None => vec![ScriptedReply::new(input, &input["resp_headers"])],
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&requests);
        // The thread ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &replies, &counted);
            }
        });
        Self { url, requests }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl ScriptedReply {
    fn new(step: &Value, headers: &Value) -> Self {
        match step.as_str() {
            Some("CLOSE") => return Self::Close,
            Some("HANG") => return Self::Hang,
            _ => {}
        }
        let body = match step["body_base64"].as_str() {
            Some(digits) => base64::decode(digits),
            None => text(step, "body").as_bytes().to_vec(),
        };
        let body = rooted(body);
        let reason = step["reason"].as_str().unwrap_or("X");
        let mut head = format!("HTTP/1.1 {} {reason}\r\nconnection: close\r\n", step["status"]);
        let mut add = |name: &str, value: &str| head.extend([name, ": ", value, "\r\n"]);
        pairs(headers).for_each(|(name, value)| add(name, value));
        if headers["Transfer-Encoding"].is_null() {
            add("content-length", &body.len().to_string());
        }
        Self::Bytes([head.as_bytes(), b"\r\n", &body].concat())
    }
}

/// Replaces the abbreviated root `a` of some vectors with the real name, which the client requires.
/// This changes chunk lengths.
fn rooted(body: Vec<u8>) -> Vec<u8> {
    const ROOT: &str = "{\"alibaba_jym_servicecenter_mediation_result_push_response\":";
    let Ok(text) = str::from_utf8(&body) else {
        return match body.strip_prefix(b"{\"a\":") {
            Some(rest) => [ROOT.as_bytes(), rest].concat(),
            None => body,
        };
    };
    text.replacen("5\r\n{\"a\":", &format!("{:x}\r\n{ROOT}", ROOT.len()), 1).into_bytes()
}

/// Reads a request and replies. Later errors of the connection are ignored.
fn serve(mut stream: TcpStream, replies: &[ScriptedReply], requests: &AtomicUsize) {
    if !read_request(&mut stream) {
        return;
    }
    let number = requests.fetch_add(1, Ordering::SeqCst);
    match replies.get(number).or(replies.last()) {
        Some(ScriptedReply::Bytes(bytes)) => {
            let _ = stream.write_all(bytes);
        }
        Some(ScriptedReply::Hang) => {
            let _ = stream.read(&mut [0]);
        }
        Some(ScriptedReply::Close) | None => {}
    }
}

/// Reads a request by its length. Returns false if the connection ends before.
fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.unwrap().parse().unwrap() {
                return true;
            }
        }
        let mut part = [0; 4096];
        let Ok(length @ 1..) = stream.read(&mut part) else { return false };
        request.extend_from_slice(&part[..length]);
    }
}
