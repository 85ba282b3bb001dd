//! An app, its sender and its receivers, at a fixed time.

use top_runtime::clock::FixedClock;
use top_sandbox::{Callback, Callbacks, SignedCallback};
use top_webhook::{AppSecrets, IncomingRequest, Scheme, VerifiedRequest, Verifier, VerifyError, Webhook};

/// 2026-02-03 12:00:00 in Beijing.
pub(crate) const NOW: u64 = 1_770_091_200;

pub(crate) const URL: &str = "http://127.0.0.1:3000/api/callback";

pub(crate) fn clock() -> FixedClock {
    FixedClock::at_unix(NOW)
}

pub(crate) fn secrets() -> AppSecrets {
    AppSecrets::new("12345678", "helloworld").unwrap()
}

pub(crate) fn sender() -> Callbacks {
    Callbacks::new("12345678", "helloworld").clock(clock())
}

pub(crate) fn sign(callback: &Callback) -> SignedCallback {
    sender().sign(URL, callback).unwrap()
}

pub(crate) fn verifier(scheme: Scheme) -> Verifier {
    Verifier::new(scheme, secrets()).clock(clock())
}

pub(crate) fn webhook(scheme: Scheme) -> Webhook {
    Webhook::with_verifier(verifier(scheme))
}

/// Passes a callback to `receive` as a request.
pub(crate) fn with_request<R>(signed: &SignedCallback, receive: impl FnOnce(&IncomingRequest<'_>) -> R) -> R {
    let query = signed.query();
    let headers = signed.headers().map(|(name, value)| (name, value.as_bytes()));
    let request = IncomingRequest::new(signed.http_method(), signed.path(), &query, signed.body());
    receive(&request.with_headers(headers))
}

pub(crate) fn verify(scheme: Scheme, signed: &SignedCallback) -> Result<VerifiedRequest, VerifyError> {
    with_request(signed, |request| verifier(scheme).verify(request))
}

/// A callback of each scheme.
pub(crate) fn samples() -> Vec<(Scheme, Callback)> {
    let spi = || Callback::spi("example.stock.query");
    let xml = "<request><itemId>7</itemId></request>";
    vec![
        (Scheme::Spi, spi().param("item_id", "7")),
        (Scheme::Spi, spi().json(r#"{"item_id":7}"#)),
        (Scheme::Spi, spi().xml(xml)),
        (Scheme::Spi, spi().text(r#"{"item_id":7}"#)),
        (Scheme::Spi, spi().form([("item_id", "7"), ("nick", "商家")])),
        (Scheme::Spi, spi().multipart([("item_id", "7"), ("nick", "商家")])),
        (Scheme::Spi, spi().form([("item_id", "7"), ("nick", "商家")]).gbk()),
        (Scheme::Spi, spi().json(r#"{"item_id":7,"nick":"商家"}"#).gbk()),
        (Scheme::Spi, spi().signed_header("X-Shop", "商家").json(r#"{"item_id":7}"#)),
        (Scheme::Qimen, Callback::qimen("taobao.qimen.stock.query", "c1", xml)),
        (Scheme::IopCallback, Callback::iop().param("item_id", "7")),
        (Scheme::IopCallback, Callback::iop().form([("item_id", "7"), ("nick", "商家")])),
        (Scheme::IopPush, Callback::push(r#"{"seller_id":"9","message_type":0,"data":{"item_id":7}}"#)),
    ]
}
