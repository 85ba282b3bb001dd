//! Properties: what the sandbox signs is accepted; a request with one changed byte is refused, unless
//! the change keeps its meaning.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use top_runtime::Value;
use top_sandbox::{Callback, SignedCallback};
use top_webhook::{IncomingRequest, Scheme, VerifiedRequest};

use crate::support::{sign, verifier, verify};

/// Texts that UTF-8 and GBK can represent, with the characters that forms and signatures treat
/// specially.
fn text(max: usize) -> impl Strategy<Value = String> {
    let chars = "abzAZ019 &=+%_-.,;:\"'<>/\\?#{}[]\u{3000}\t中文淘宝é";
    let chars: Vec<char> = chars.chars().filter(|c| *c != 'é').collect();
    vec(select(chars), 0..max).prop_map(String::from_iter)
}

fn pairs(prefix: &'static str) -> impl Strategy<Value = Vec<(String, String)>> {
    btree_map("[a-zA-Z0-9_.]{0,6}|[中文]{1,2}", text(12), 0..5).prop_map(move |pairs| {
        pairs.into_iter().map(|(name, value)| (format!("{prefix}{name}"), value)).collect()
    })
}

#[derive(Debug, Clone)]
struct Case {
    scheme: Scheme,
    callback: Callback,
}

fn case() -> impl Strategy<Value = Case> {
    (pairs("u_"), pairs("f_"), pairs("X-"), text(40), 0..8_usize, any::<bool>()).prop_map(
        |(query, form, headers, body, kind, is_gbk)| {
            let (scheme, callback) = match kind {
                0..=5 => (Scheme::Spi, Callback::spi("example.any")),
                6 => (Scheme::IopCallback, Callback::iop()),
                _ => (Scheme::IopPush, Callback::push(push_message(&body))),
            };
            let callback =
                query.into_iter().fold(callback, |callback, (name, value)| callback.param(name, value));
            let headers = headers.into_iter().filter(|(name, _)| name.is_ascii() && name.len() > 2);
            let callback = match kind {
                0..=5 => {
                    headers.fold(callback, |callback, (name, value)| callback.signed_header(name, value))
                }
                _ => callback,
            };
            let callback = match kind {
                0 => callback.json(body),
                1 => callback.xml(body),
                2 => callback.text(body),
                3 | 6 => callback.form(form),
                4 => callback.multipart(form),
                _ => callback,
            };
            Case { scheme, callback: if is_gbk && kind != 7 { callback.gbk() } else { callback } }
        },
    )
}

fn push_message(data: &str) -> String {
    Value::from_iter([("data", Value::from(data))]).to_string()
}

/// What a handler sees.
fn content(verified: &VerifiedRequest) -> (Vec<(String, String)>, Option<String>) {
    let mut params: Vec<_> =
        verified.params().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    params.sort();
    (params, verified.body().map(str::to_owned))
}

/// Verifies a callback with another query or body.
fn verify_changed(
    scheme: Scheme,
    signed: &SignedCallback,
    query: &str,
    body: &[u8],
) -> Option<VerifiedRequest> {
    let headers = signed.headers().map(|(name, value)| (name, value.as_bytes()));
    let request = IncomingRequest::new(signed.http_method(), signed.path(), query, body);
    verifier(scheme).verify(&request.with_headers(headers)).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_sandbox_signs_is_accepted(case in case()) {
        let signed = sign(&case.callback);
        let verified = verify(case.scheme, &signed);
        prop_assert!(verified.is_ok(), "{:?}: {:?}", signed, verified);
    }

    #[test]
    fn one_changed_byte_is_refused(case in case(), at in any::<Index>(), byte in any::<u8>(), in_query in any::<bool>()) {
        let signed = sign(&case.callback);
        let original = verify(case.scheme, &signed).expect("a signed callback");
        let (mut query, mut body) = (signed.query().into_bytes(), signed.body().to_vec());
        let changed = if in_query || body.is_empty() { &mut query } else { &mut body };
        if !changed.is_empty() {
            let at = at.index(changed.len());
            changed[at] = byte;
        }
        let Ok(query) = String::from_utf8(query) else { return Ok(()) };
        if let Some(accepted) = verify_changed(case.scheme, &signed, &query, &body) {
            prop_assert_eq!(content(&accepted), content(&original), "{}", query);
        }
    }

    /// Every byte of a signed body that is not a form counts.
    #[test]
    fn every_byte_of_a_signed_body_counts(body in text(60), at in any::<Index>(), bit in 0..8_u32) {
        prop_assume!(!body.is_empty());
        for callback in [Callback::spi("m").json(&*body), Callback::spi("m").xml(&*body), Callback::spi("m").text(&*body)] {
            let signed = sign(&callback);
            let mut changed = signed.body().to_vec();
            changed[at.index(body.len())] ^= 1 << bit;
            prop_assert!(verify_changed(Scheme::Spi, &signed, &signed.query(), &changed).is_none());
        }
    }

    #[test]
    fn no_request_ends_the_process(
        query in ".{0,60}", body in vec(any::<u8>(), 0..200), list in ".{0,20}",
        content_type in select(vec![
            "application/x-www-form-urlencoded", "application/json;charset=gbk", "multipart/form-data;boundary=x",
            "text/xml", "text/plain;charset=\"utf-8\"", "", ";;charset", "multipart/form-data",
        ]),
    ) {
        for scheme in [Scheme::Spi, Scheme::Qimen, Scheme::IopCallback, Scheme::IopPush] {
            let headers = [
                ("content-type", content_type.as_bytes()), ("top-sign-list", list.as_bytes()),
                ("authorization", list.as_bytes()),
            ];
            for method in ["GET", "POST"] {
                let request = IncomingRequest::new(method, "/", &query, &body).with_headers(headers);
                prop_assert!(verifier(scheme).verify(&request).is_err());
            }
        }
    }
}

/// All changes of one byte of a query: one that is accepted means the same.
#[test]
fn no_byte_of_a_query_can_be_changed_unnoticed() {
    let signed = sign(&Callback::spi("m").param("a", "x y").param("b", "").param("c", "中").param("d", "1"));
    let original = content(&verify(Scheme::Spi, &signed).unwrap());
    let query = signed.query();
    let mut same = 0;
    for at in 0..query.len() {
        for byte in 0..128_u8 {
            let mut changed = query.clone().into_bytes();
            changed[at] = byte;
            let changed = String::from_utf8(changed).unwrap();
            if let Some(accepted) = verify_changed(Scheme::Spi, &signed, &changed, b"") {
                assert_eq!(content(&accepted), original, "{changed}");
                same += usize::from(changed != query);
            }
        }
    }
    // Lower-case hex of escapes, a blank as itself, and `b` without its `=`.
    assert!((1..=20).contains(&same), "{same} other spellings");
}
