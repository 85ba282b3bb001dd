//! Requests and replies of transports, and transports around others.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderValue, StatusCode};
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{
    Body, BoxFuture, HttpConfig, HttpRequest, HttpResponse, HttpTransport, InMemoryTransport, Transport,
    TransportError,
};
use top_runtime::{Client, Params};

use crate::support::{builder, wait};

const SECRET: &str = "6100aSecretSession";

fn headers(name: &'static str, value: &'static str) -> HeaderMap {
    let name = http::HeaderName::from_static(name);
    HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
}

#[test]
fn request_is_built_and_taken_apart() {
    let request = HttpRequest::new("https://gw.example/router/rest", "a=1").with_headers(headers("x-a", "b"));
    let (parts, body) = request.into_parts();
    assert_eq!(body.as_bytes().unwrap(), "a=1");
    let mut request = HttpRequest::from_parts(parts, "b=2").with_timeout(std::time::Duration::from_secs(3));
    request.headers_mut().insert("x-c", HeaderValue::from_static("d"));
    assert_eq!(request.url(), "https://gw.example/router/rest");
    assert_eq!((request.headers().len(), request.timeout().as_secs()), (2, 3));
    assert_eq!(request.with_body("c").body().as_bytes().unwrap(), "c");
}

#[test]
fn reply_is_built_and_taken_apart() {
    let response =
        HttpResponse::new("a").with_status(StatusCode::BAD_GATEWAY).with_headers(headers("x-a", "b"));
    assert_eq!((response.status().as_u16(), response.headers().len()), (502, 1));
    let (parts, body) = response.into_parts();
    let body = wait(body.into_bytes(1)).unwrap();
    let mut response = HttpResponse::from_parts(parts, body);
    response.headers_mut().clear();
    assert!(response.headers().is_empty());
    assert_eq!(response.body().as_bytes().unwrap(), "a");
    assert_eq!(
        wait(response.into_body().into_bytes(0)).unwrap_err().to_string(),
        "the body is longer than 0 bytes"
    );
}

#[test]
fn parts_are_printed_without_secrets() {
    let url = format!("https://gw.example/router/rest?session={SECRET}&sign=ABC123");
    let request = HttpRequest::new(url, SECRET).with_headers(headers("authorization", SECRET));
    let printed = format!("{request:?}");
    let (parts, body) = request.into_parts();
    let printed = format!("{printed}{parts:?}{body:?}");
    assert!(printed.contains("gw.example") && printed.contains("/router/rest"), "{printed}");
    let (parts, body) = HttpResponse::new(SECRET).with_headers(headers("set-cookie", SECRET)).into_parts();
    let printed = format!("{printed}{parts:?}{body:?}");
    assert!(!printed.contains(SECRET) && !printed.contains("ABC123"), "{printed}");
}

#[test]
fn settings_are_printed_without_the_password_of_a_proxy() {
    let config =
        HttpConfig::new().proxy("http://user:hunter2@proxy.example:8080").root_certificate("hunter2");
    let transport = HttpTransport::new("https://gw.example/router/rest?token=hunter2", &HttpConfig::new());
    let printed = format!("{config:?} {:?}", transport.unwrap());
    assert!(printed.contains("Url(`http://***`)") && printed.contains("gw.example"), "{printed}");
    assert!(!printed.contains("hunter2"), "{printed}");
}

/// Transport that records its name.
struct Named {
    name: &'static str,
    log: Arc<Mutex<Vec<&'static str>>>,
    inner: Box<dyn Transport>,
}

impl Transport for Named {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.log.lock().unwrap().push(self.name);
        self.inner.send(request)
    }
}

#[test]
fn last_wrapper_sees_a_request_first() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let [first, second, last] = std::array::from_fn(|_| Arc::clone(&log));
    let gateway = InMemoryTransport::new(move |_| {
        last.lock().unwrap().push("gateway");
        Ok(HttpResponse::new(r#"{"a_b_response":{}}"#))
    });
    let client = Client::builder("1", "s")
        .wrap_transport(|inner| Named { name: "inner", log: first, inner })
        .transport(Arc::new(gateway))
        .wrap_transport(|inner| Named { name: "outer", log: second, inner })
        .build()
        .unwrap();
    wait(client.call("a.b", &Params::new())).unwrap();
    assert_eq!(*log.lock().unwrap(), ["outer", "inner", "gateway"]);
}

#[test]
fn wrapper_reads_and_replaces_the_body_of_a_reply() {
    struct Upper(Box<dyn Transport>);
    impl Transport for Upper {
        fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
            Box::pin(async move {
                let (parts, body) = self.0.send(request).await?.into_parts();
                let body = body.into_bytes(1000).await.map_err(TransportError::maybe_sent)?;
                Ok(HttpResponse::from_parts(parts, Body::from(body.to_ascii_uppercase())))
            })
        }
    }
    let gateway = InMemoryTransport::new(|_| Ok(HttpResponse::new(r#"{"A_B_response":{"A":"b"}}"#)));
    let client = builder().transport(gateway).wrap_transport(Upper).build().unwrap();
    let reply = wait(client.call("a.b", &Params::new())).unwrap();
    assert_eq!(reply.body(), r#"{"A_B_RESPONSE":{"A":"B"}}"#);
}

#[test]
fn reply_counts_its_attempts() {
    let mut replies =
        vec![Ok(HttpResponse::new(r#"{"a_b_response":{}}"#)), Err(TransportError::not_sent("no route"))];
    replies.push(Ok(HttpResponse::new("").with_status(StatusCode::TOO_MANY_REQUESTS)));
    let replies = Mutex::new(replies);
    let gateway = InMemoryTransport::new(move |_| replies.lock().unwrap().pop().unwrap());
    let client = builder().retry(RetryPolicy::default()).transport(gateway).build().unwrap();
    assert_eq!(wait(client.call("a.b", &Params::new())).unwrap().attempts(), 3);
    let gateway = InMemoryTransport::new(|_| Ok(HttpResponse::new(r#"{"a_b_response":{}}"#)));
    let client = builder().transport(gateway).build().unwrap();
    assert_eq!(wait(client.call("a.b", &Params::new())).unwrap().attempts(), 1);
}
