//! What the fuzz targets need of the inside: how requests are read and signatures checked, without a socket.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request};
use top_runtime::clock::FixedClock;
use top_runtime::server::FromParams;
use top_runtime::transport::{InMemoryTransport, TransportError};
use top_runtime::{AppSecret, Client, Params, TopApi};

use crate::arrival::Arrival;
use crate::check::signature;
use crate::handler;
use crate::protocol::PROTOCOL;
use crate::refusal::ErrorResponse;
use crate::reply::{Form, Reply};

/// Reads a request, checks its signature, and reads its parameters into a declared request; what is wrong with it can be written in
/// every form. What the client signs of the same parameters is accepted.
///
/// # Panics
///
/// Something of that does not hold.
pub async fn read<A: TopApi + FromParams>(content_type: &str, query: &str, body: Vec<u8>) {
    let uri = format!("/router/rest?{query}");
    let request = Request::builder().method(Method::POST).uri(uri).header(CONTENT_TYPE, content_type);
    let Ok(request) = request.body(Full::<Bytes>::from(body)) else { return };
    let arrival = Arrival::read(request).await;
    let refusals = [
        arrival.refused.clone(),
        signature::check(&arrival, &AppSecret::new("helloworld")).err(),
        handler::read::<A>(&arrival.given).err(),
    ];
    refusals.iter().flatten().for_each(write);
    if arrival.refused.is_none() {
        client_agrees(&arrival.given).await;
    }
}

/// A refusal can be written in every form.
fn write(refusal: &ErrorResponse) {
    for form in [Form::Json, Form::SimplifiedJson, Form::Xml] {
        assert!(!Reply::refused(refusal, "id", form).body.is_empty());
    }
}

/// What the client signs, the sandbox takes for signed, unless the client refuses to send it.
async fn client_agrees(given: &Params) {
    let nobody = InMemoryTransport::new(|_| Err(TransportError::not_sent("nobody")));
    let client =
        Client::builder("12345678", "helloworld").clock(FixedClock::at_unix(1_763_308_800)).transport(nobody);
    let client = client.build().expect("a client in memory");
    let texts: Params = given.iter().filter(|(name, _)| !PROTOCOL.contains(name)).collect();
    let params = given.files().fold(texts, |params, (name, file)| params.with_file(name, file.clone()));
    let Ok(prepared) = client.prepare_call("taobao.fuzz", &params) else { return };
    let request = Request::builder().method(Method::POST).uri("/router/rest");
    let request = request.header(CONTENT_TYPE, prepared.content_type());
    let body = Full::<Bytes>::from(prepared.body().to_vec());
    let arrival = Arrival::read(request.body(body).expect("a request")).await;
    let signed = signature::check(&arrival, &AppSecret::new("helloworld"));
    assert_eq!(signed.map_err(|refusal| refusal.to_string()), Ok(()), "{}", prepared.explain());
}
