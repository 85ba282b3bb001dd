//! Conversions of the crate `http`.

use top_webhook::{FailureBody, IncomingRequest};

use crate::support::{samples, sign, verifier};

/// Returns a callback as a request of the crate `http`.
pub(crate) fn request(signed: &top_sandbox::SignedCallback) -> http::Request<Vec<u8>> {
    let request = http::Request::builder().method(signed.http_method()).uri(signed.path_and_query());
    let request = signed.headers().fold(request, |request, (name, value)| request.header(name, value));
    request.body(signed.body().to_vec()).unwrap()
}

#[test]
fn any_http_request_can_be_verified() {
    for (scheme, callback) in samples() {
        let request = request(&sign(&callback));
        assert!(verifier(scheme).verify(&IncomingRequest::from(&request)).is_ok(), "{callback:?}");
        let (parts, body) = request.into_parts();
        assert!(verifier(scheme).verify(&IncomingRequest::from_parts(&parts, &body)).is_ok());
    }
}

#[test]
fn replies_are_http_responses() {
    let response: http::Response<Vec<u8>> = FailureBody::Flag.refusal().into();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json;charset=UTF-8");
    assert!(response.body().starts_with(b"{\"flag\""));
    let response: http::Response<String> = FailureBody::Empty.refusal().into();
    assert_eq!((response.status().as_u16(), response.headers().len()), (401, 0));
}
