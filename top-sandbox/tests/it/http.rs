//! Requests that are built and signed without the client.

use md5::{Digest, Md5};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use top_runtime::Value;
use top_sandbox::Sandbox;

/// Parameters of a call, which tests change one by one.
#[derive(Clone)]
pub(crate) struct Call(pub(crate) Vec<(&'static str, String)>);

impl Call {
    /// Creates a valid call of `taobao.time.get`.
    pub(crate) fn new() -> Self {
        let pairs = [
            ("method", "taobao.time.get"),
            ("app_key", "12345678"),
            ("timestamp", "2025-11-17 00:00:00"),
            ("v", "2.0"),
            ("format", "json"),
            ("sign_method", "md5"),
        ];
        Self(pairs.into_iter().map(|(name, value)| (name, value.to_owned())).collect())
    }

    /// Sets a parameter. An empty value removes it.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.0.push((name, value.to_owned()));
        }
        self
    }

    /// Signs the parameters that are not blank (ASCII) with MD5.
    pub(crate) fn signed(self) -> Self {
        let unsigned = self.with("sign", "");
        let mut pairs: Vec<_> = unsigned.0.iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        pairs.sort();
        let text: String = pairs.into_iter().flat_map(|(name, value)| [name, value.as_str()]).collect();
        let digest = Md5::digest(format!("helloworld{text}helloworld"));
        let sign = digest.iter().fold(String::new(), |sign, byte| format!("{sign}{byte:02X}"));
        unsigned.with("sign", &sign)
    }

    pub(crate) fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// Sends the call as a form and returns the body of the reply.
    pub(crate) async fn post(&self, sandbox: &Sandbox) -> String {
        let body = self.encoded();
        exchange(sandbox, &post("/router/rest", "application/x-www-form-urlencoded;charset=UTF-8", &body))
            .await
            .body
    }

    /// Sends the call and returns the `error_response`.
    pub(crate) async fn refused(&self, sandbox: &Sandbox) -> Value {
        let body: Value = self.post(sandbox).await.parse().unwrap();
        body.get("error_response").cloned().unwrap_or_default()
    }
}

pub(crate) fn post(target: &str, content_type: &str, body: &str) -> String {
    format!("{}{body}", head(target, content_type, body.len()))
}

/// Returns the head of a POST.
pub(crate) fn head(target: &str, content_type: &str, length: usize) -> String {
    format!(
        "POST {target} HTTP/1.1\r\nhost: x\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n"
    )
}

pub(crate) struct Response {
    pub(crate) head: String,
    pub(crate) body: String,
}

pub(crate) async fn connect(sandbox: &Sandbox) -> std::io::Result<TcpStream> {
    let address = sandbox.url().trim_start_matches("http://").trim_end_matches("/router/rest");
    TcpStream::connect(address).await
}

/// Sends a request on a new connection.
pub(crate) async fn exchange(sandbox: &Sandbox, request: impl AsRef<[u8]>) -> Response {
    let mut stream = connect(sandbox).await.unwrap();
    exchange_on(&mut stream, request).await
}

/// Sends a request and reads the reply by its `Content-Length`.
pub(crate) async fn exchange_on(stream: &mut TcpStream, request: impl AsRef<[u8]>) -> Response {
    stream.write_all(request.as_ref()).await.unwrap();
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() >= length.parse().unwrap() {
                return Response { head: head.to_owned(), body: body.to_owned() };
            }
        }
        let mut part = [0; 4096];
        let length = stream.read(&mut part).await.unwrap();
        assert_ne!(length, 0, "the connection was closed after {:?}", String::from_utf8_lossy(&read));
        read.extend_from_slice(&part[..length]);
    }
}
