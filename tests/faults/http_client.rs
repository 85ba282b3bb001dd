//! Calls through an HTTP client of the caller, and the bounds of a transport around the built-in
//! one.

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use tokio::sync::mpsc;
use top_runtime::error::ErrorKind;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{
    BoxFuture, HttpConfig, HttpRequest, HttpResponse, HttpTransport, ParamPlacement, Transport,
    TransportError,
};
use top_runtime::{Client, Error, Value};

use crate::raw_server::{GOOD, LONG, RawServer, call, with_growing_timeout};

async fn good() -> RawServer {
    RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            connection.write(GOOD).await;
        }
    })
    .await
}

/// Starts a server that redirects every request to `target`.
async fn redirecting(status: &'static str, target: String) -> RawServer {
    RawServer::start(move |mut connection, _| {
        let target = target.clone();
        async move {
            while connection.read().await {
                let head = format!("HTTP/1.1 {status}\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n");
                connection.write(&head).await;
            }
        }
    })
    .await
}

#[tokio::test]
async fn clients_share_the_connections_of_the_http_client() {
    let server = good().await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for _ in 0..3 {
        let client = server.builder().http_client(http.clone()).build().unwrap();
        assert_eq!(call(&client).await.unwrap().get("done").and_then(Value::as_i64), Some(1));
    }
    assert_eq!((server.counts().requests, server.counts().connections), (3, 1));
}

/// Keeps what the server receives, as one text per request.
async fn recording() -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
    let (seen, requests) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            if crate::raw_server::read_request(&mut stream, &mut request, |_| {}).await {
                let _ = seen.send(String::from_utf8_lossy(&request).into_owned());
                let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, GOOD.as_bytes()).await;
            }
        }
    });
    (url, requests)
}

#[tokio::test]
async fn request_keeps_its_own_headers_and_gets_the_others_of_the_http_client() {
    let (url, mut requests) = recording().await;
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("text/plain"));
    headers.insert("accept-encoding", HeaderValue::from_static("br"));
    headers.insert("x-team", HeaderValue::from_static("orders"));
    let http = reqwest::Client::builder()
        .no_proxy()
        .default_headers(headers)
        .user_agent("theirs/1")
        .build()
        .unwrap();
    let client =
        Client::builder("12345678", "helloworld").gateway(url).http_client(http).user_agent("ours/2");
    call(&client.build().unwrap()).await.unwrap();
    let request = requests.recv().await.unwrap().to_ascii_lowercase();
    for (header, is_sent) in [
        ("content-type: application/x-www-form-urlencoded", true),
        ("accept-encoding: gzip", true),
        ("x-team: orders", true),
        ("user-agent: ours/2", true),
        ("text/plain", false),
        ("theirs/1", false),
    ] {
        assert_eq!(request.contains(header), is_sent, "{header} in {request}");
    }
}

#[tokio::test]
async fn call_keeps_its_timeout_with_any_http_client() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.hold().await;
    })
    .await;
    for http in [reqwest::Client::builder(), reqwest::Client::builder().timeout(LONG)] {
        let http = http.no_proxy().build().unwrap();
        let client = server.builder().timeout(Duration::from_millis(50)).http_client(http).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert!(error.to_string().contains("timed out"), "{error}");
    }
}

/// Returns the error of a redirected call with an HTTP client that follows redirects.
async fn redirected(from: &RawServer) -> Error {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = from.builder().http_client(http).build().unwrap();
    client.idempotent().call("test.once", &top_runtime::Params::new()).await.unwrap_err()
}

#[tokio::test]
async fn followed_redirect_is_an_error_that_names_the_remedy() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other"] {
        let elsewhere = good().await;
        let server = redirecting(status, format!("{}?session=6100secret", elsewhere.url)).await;
        let error = redirected(&server).await;
        let text = error.to_string();
        let origin = elsewhere.url.trim_end_matches("/router/rest");
        assert!(text.contains(&format!("redirect to {origin}: build it with `.redirect(")), "{text}");
        assert!(!text.contains("6100secret"), "{text}");
        assert!(error.may_have_executed() && !error.is_retryable() && error.attempts() == 1, "{error}");
        assert_eq!(server.counts().requests, 1);
    }
}

/// On a redirect, reqwest sends the URL of the request as `Referer`.
#[tokio::test]
async fn session_in_a_url_is_refused_with_any_http_client() {
    let server = good().await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let builder = || server.builder().system_params(ParamPlacement::Query);
    let error = builder().http_client(http.clone()).build().unwrap_err().to_string();
    assert!(error.contains("a redirect would pass it on: send the system parameters in the body"), "{error}");
    let transport = HttpTransport::new(server.url.as_str(), &HttpConfig::new().http_client(http)).unwrap();
    let error = call(&builder().transport(transport).build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("send the system parameters in the body"), "{error}");
    assert!(!error.may_have_executed() && !error.is_retryable(), "{error}");
    assert_eq!(server.counts().requests, 0);
}

/// A redirect with these codes asks for the same body at another address.
#[tokio::test]
async fn session_is_not_sent_to_a_second_address() {
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let elsewhere = good().await;
        let server = redirecting(status, elsewhere.url.clone()).await;
        let error = redirected(&server).await;
        assert!(matches!(error.kind(), ErrorKind::Http(_)), "{error}");
        assert_eq!((server.counts().requests, elsewhere.counts().requests), (1, 0), "{error}");
    }
}

#[tokio::test]
async fn request_is_sent_once_by_an_http_client_that_retries() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.close();
    })
    .await;
    let host = reqwest::retry::for_host("127.0.0.1");
    let always =
        host.classify_fn(
            |attempt| {
                if attempt.error().is_some() { attempt.retryable() } else { attempt.success() }
            },
        );
    let http = reqwest::Client::builder().no_proxy().retry(always).build().unwrap();
    let client = server.builder().retry(RetryPolicy::never()).http_client(http).build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(error.may_have_executed(), "{error}");
    assert_eq!(server.counts().requests, 1);
}

#[test]
fn settings_that_do_not_apply_are_named() {
    let builder = || Client::builder("1", "s").http_client(reqwest::Client::new());
    let error =
        builder().connect_timeout(LONG).proxy("http://user:hunter2@proxy.example").root_certificate("x");
    let error = error.connect_timeout(LONG).build().unwrap_err().to_string();
    assert_eq!(
        error,
        "`connect_timeout`, `proxy`, `root_certificate` cannot change an HTTP client that is already built: set it \
         on the `reqwest::ClientBuilder` of the client passed to `http_client`"
    );
    for builder in [
        builder().read_timeout(LONG),
        builder().idle_timeout(LONG),
        builder().idle_connections(1),
        builder().no_proxy(),
    ] {
        assert!(builder.build().is_err());
    }
    assert!(builder().timeout(LONG).default_header("x-a", "b").build().is_ok());
}

#[test]
fn call_without_a_runtime_fails_with_the_remedy() {
    let client = Client::builder("1", "s").http_client(reqwest::Client::new()).build().unwrap();
    let mut call = client.call("test.once", &top_runtime::Params::new());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let polled = std::pin::Pin::new(&mut call).poll(&mut cx);
    let std::task::Poll::Ready(Err(error)) = polled else { panic!("{polled:?}") };
    assert!(error.to_string().contains("no tokio runtime: await the call"), "{error}");
}

/// Sends every request to another address.
struct Misled(HttpTransport, String);

impl Transport for Misled {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let (mut parts, body) = request.into_parts();
        parts.url = self.1.as_str().into();
        self.0.send(HttpRequest::from_parts(parts, body))
    }
}

#[tokio::test]
async fn transport_sends_to_its_gateway_only() {
    let (own, other) = (good().await, good().await);
    let transport = HttpTransport::new(own.url.as_str(), &HttpConfig::new()).unwrap();
    for (url, text) in [
        (other.url.clone(), "sends to http://127.0.0.1:"),
        (own.url.replace("http:", "https:"), "is for https://127.0.0.1:"),
        (own.url.replace("127.0.0.1", "localhost"), "is for http://localhost:"),
        ("router/rest".to_owned(), "relative URL without a base"),
    ] {
        let client = own.builder().transport(Misled(transport.clone(), url)).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert!(error.to_string().contains(text), "{error}");
        assert!(!error.may_have_executed() && !error.is_retryable(), "{error}");
    }
    assert_eq!((own.counts().requests, other.counts().requests), (0, 0));
    let same = own.url.replace("/rest", "/other");
    let client = own.builder().transport(Misled(transport, same)).build().unwrap();
    call(&client).await.unwrap();
}

#[tokio::test]
async fn timeout_of_a_request_is_kept_by_a_transport_without_a_client() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.hold().await;
    })
    .await;
    let transport = HttpTransport::new(server.url.as_str(), &HttpConfig::new()).unwrap();
    let error = with_growing_timeout(async |limit| {
        let request = HttpRequest::new(server.url.as_str(), "a=1").with_timeout(limit);
        transport.send(request).await.err().filter(TransportError::may_have_been_sent)
    });
    assert!(error.await.to_string().contains("timed out"));
}
