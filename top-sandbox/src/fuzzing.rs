//! Entry points for the fuzz targets: reading and checking requests without a socket.

use std::time::UNIX_EPOCH;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request};
use top_runtime::clock::FixedClock;
use top_runtime::server::FromParams;
use top_runtime::transport::{InMemoryTransport, TransportError};
use top_runtime::{AppSecret, Client, Params, TopApi};

use crate::accounts::Accounts;
use crate::check::{self, signature};
use crate::error_response::ErrorResponse;
use crate::handler::{self, Handler, Handlers};
use crate::incoming::IncomingRequest;
use crate::protocol::{Protocol, Route, SYSTEM_PARAMS};
use crate::reply::ReplyFormat;
use crate::uploads::UploadLimit;

/// Reads a request, checks its signature, and decodes its parameters.
///
/// Asserts that every error can be written in every format, and that the sandbox accepts what the
/// client signs of the same parameters.
///
/// # Panics
///
/// Panics if an assertion fails.
pub async fn read<A: TopApi + FromParams>(content_type: &str, query: &str, body: Vec<u8>) {
    let uri = format!("/router/rest?{query}");
    let request = Request::builder().method(Method::POST).uri(uri).header(CONTENT_TYPE, content_type);
    let Ok(request) = request.body(Full::<Bytes>::from(body)) else { return };
    let incoming = IncomingRequest::read(request, Protocol::Top, String::new(), None).await;
    let errors = [
        incoming.error.clone(),
        signature::check(&incoming, &AppSecret::new("helloworld")).err(),
        handler::decode_request::<A>(&incoming.params, incoming.lists()).err(),
    ];
    errors.iter().flatten().for_each(assert_writable);
    if incoming.error.is_none() {
        assert_accepts_client(&incoming.params).await;
    }
}

/// Reads the request as each of the other gateways does, checks it, and decodes its parameters.
///
/// The query is also the path of an API. Asserts that every error can be written in every format.
///
/// # Panics
///
/// Panics if an assertion fails.
pub async fn read_by_gateways<A: TopApi + FromParams>(content_type: &str, query: &str, body: Vec<u8>) {
    let body = Bytes::from(body);
    let (accounts, handlers) = (accounts(), handlers::<A>());
    for path in ["/sync", "/rest/orders/7", "/router/qm", "/router/qimen/service", "/rest"] {
        let uri = match path {
            "/rest" => format!("{path}/{}", query.split('?').next().unwrap_or_default()),
            _ => format!("{path}?{query}"),
        };
        let request = Request::builder().method(Method::POST).uri(uri).header(CONTENT_TYPE, content_type);
        let Ok(request) = request.body(Full::new(body.clone())) else { continue };
        let path = request.uri().path().to_owned();
        let Some(Route::Call { protocol, api_path }) = Route::find(&path) else { continue };
        // Files are received in pieces by one of the gateways.
        let limit = (path == "/sync").then_some(UploadLimit { bytes: 1_000 });
        let mut incoming = IncomingRequest::read(request, protocol, api_path.to_owned(), limit).await;
        incoming.resolve(&handlers);
        let errors = [
            check::admit(&handlers, &accounts, &incoming, UNIX_EPOCH).err(),
            signature::check(&incoming, &AppSecret::new("helloworld")).err(),
            handler::decode_request::<A>(&incoming.handler_params(), incoming.lists()).err(),
            incoming.document_error.clone(),
        ];
        errors.iter().flatten().for_each(assert_writable);
    }
}

fn accounts() -> Accounts {
    let mut accounts = Accounts::default();
    accounts.first_app();
    accounts.first_session();
    accounts
}

fn handlers<A: TopApi + FromParams>() -> Handlers {
    let refused = |_: A| Err(ErrorResponse::new(15));
    let mut handlers = Handlers::default();
    handlers.insert(A::SPEC.method().to_owned(), Handler::typed(refused));
    handlers.insert("/orders/{text}".to_owned(), Handler::typed(refused));
    handlers
}

/// Asserts that an error can be written in every format.
fn assert_writable(error: &ErrorResponse) {
    for format in ReplyFormat::ALL {
        assert!(!format.write_error(error, "id").body.is_empty());
    }
}

/// Asserts that the sandbox accepts the signature of the client, unless the client rejects the
/// request.
async fn assert_accepts_client(params: &Params) {
    let transport = InMemoryTransport::new(|_| Err(TransportError::not_sent("no server")));
    let client = Client::builder("12345678", "helloworld")
        .clock(FixedClock::at_unix(1_763_308_800))
        .transport(transport);
    let client = client.build().expect("a client in memory");
    let texts: Params = params.iter().filter(|(name, _)| !SYSTEM_PARAMS.contains(name)).collect();
    let params = params.files().fold(texts, |params, (name, file)| params.with_file(name, file.clone()));
    let Ok(prepared) = client.prepare_call("taobao.fuzz", &params) else { return };
    let request = Request::builder().method(Method::POST).uri("/router/rest");
    let request = request.header(CONTENT_TYPE, prepared.content_type());
    let body = Full::<Bytes>::from(prepared.body().to_vec());
    let incoming =
        IncomingRequest::read(request.body(body).expect("a request"), Protocol::Top, String::new(), None)
            .await;
    let signed = signature::check(&incoming, &AppSecret::new("helloworld"));
    assert_eq!(signed.map_err(|error| error.to_string()), Ok(()), "{}", prepared.explain());
}
