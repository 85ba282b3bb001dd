//! Verifies callbacks: arbitrary ones, and those that the sandbox signs.

use top_runtime::clock::FixedClock;
use top_sandbox::{Callback, Callbacks};
use top_webhook::{AppSecrets, IncomingRequest, ReplyFormat, Scheme, VerifiedRequest, Verifier};

use crate::Everything;

const NOW: u64 = 1_763_308_800;

const SCHEMES: [Scheme; 4] = [Scheme::Spi, Scheme::Qimen, Scheme::IopCallback, Scheme::IopPush];

fn verifier(scheme: Scheme) -> Verifier {
    let secrets = AppSecrets::new("12345678", "helloworld").expect("a key and a secret");
    Verifier::new(scheme, secrets).clock(FixedClock::at_unix(NOW))
}

/// Verifies a request under every scheme, then content that is signed.
pub fn webhook(content_type: &str, header: &str, query: &str, body: &[u8]) {
    let headers = [("content-type", content_type), ("top-sign-list", header), ("authorization", header)];
    for (scheme, method) in SCHEMES.into_iter().flat_map(|scheme| [(scheme, "GET"), (scheme, "POST")]) {
        let headers = headers.map(|(name, value)| (name, value.as_bytes()));
        let request = IncomingRequest::new(method, "/callback", query, body);
        for verifier in [verifier(scheme), verifier(scheme).without_window().max_body(64)] {
            match verifier.verify(&request.clone().with_headers(headers)) {
                Ok(verified) => look(verified),
                Err(error) => assert!(!error.to_string().contains(['\n', '\r']), "{error}"),
            }
        }
    }
    signed(query, header, &String::from_utf8_lossy(body));
}

/// Signs the texts in each way, and asserts that they are accepted.
fn signed(name: &str, value: &str, text: &str) {
    let name = format!("x{name}");
    let spi = || Callback::spi("fuzz").param(name.clone(), value);
    for (scheme, callback) in [
        (Scheme::Spi, spi().json(text)),
        (Scheme::Spi, spi().xml(text)),
        (Scheme::Spi, spi().text(text).gbk()),
        (Scheme::Spi, spi().form([("text", text), ("leaves", value)])),
        (Scheme::Qimen, Callback::qimen("fuzz", value, text)),
        (Scheme::IopCallback, Callback::iop().form([("text", text), (&*name, value)])),
        (Scheme::IopPush, Callback::push(text)),
    ] {
        let sender = Callbacks::new("12345678", "helloworld").clock(FixedClock::at_unix(NOW));
        // GBK cannot represent every text, and a push is JSON.
        let Ok(signed) = sender.sign("http://127.0.0.1/callback", &callback) else { continue };
        let query = signed.query();
        let headers = signed.headers().map(|(name, value)| (name, value.as_bytes()));
        let request = IncomingRequest::new(signed.http_method(), signed.path(), &query, signed.body());
        look(verifier(scheme).verify(&request.with_headers(headers)).expect("a signed callback"));
    }
}

/// Decodes and formats a request.
fn look(verified: VerifiedRequest) {
    assert!(!format!("{verified:?}").contains("helloworld"));
    for format in [ReplyFormat::Json, ReplyFormat::Xml] {
        let _ = top_webhook::Reply::new(format, &verified.method().unwrap_or_default().to_owned());
    }
    match verified.decode::<Everything>() {
        Ok(verified) => {
            let _ = verified.request().reply(&*verified);
        }
        Err(error) => assert!(!error.to_string().contains(['\n', '\r']), "{error}"),
    }
}
