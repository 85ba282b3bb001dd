//! What a client sends is what it signs, for every protocol: computed again from the request.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use proptest::prelude::*;
use sha2::Sha256;
use top_runtime::{Gateway, Params, Prepared, SignMethod};

use crate::support::builder;

/// Recomputes the signature of a request from its URL and body, as a gateway does.
///
/// `path` is the beginning of the URL before the signed path, if the path is signed.
fn recomputed(
    url: &str,
    body: &[u8],
    content_type: &str,
    method: SignMethod,
    path: Option<&str>,
) -> (String, String) {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let is_form = content_type.starts_with("application/x-www-form-urlencoded");
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    if is_form {
        pairs.extend(form_urlencoded::parse(body).into_owned());
    }
    let given = pairs.iter().find(|(name, _)| name == "sign").map(|(_, value)| value.clone());
    pairs.retain(|(name, _)| name != "sign");
    pairs.sort_by_key(|(name, _)| name.encode_utf16().collect::<Vec<_>>());
    let mut text = path.map_or_else(String::new, |start| decoded(address.strip_prefix(start).unwrap()));
    for (name, value) in &pairs {
        text.extend([name.as_str(), value]);
    }
    if !is_form {
        text.push_str(std::str::from_utf8(body).unwrap());
    }
    let digest = match method {
        SignMethod::Md5 => Md5::digest(["helloworld", &text, "helloworld"].concat()).to_vec(),
        SignMethod::Hmac => mac::<Hmac<Md5>>(&text),
        _ => mac::<Hmac<Sha256>>(&text),
    };
    (given.unwrap_or_default(), base16ct::upper::encode_string(&digest))
}

fn mac<M: Mac + KeyInit>(text: &str) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(b"helloworld").unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Signs a call by one of the protocols.
fn prepare(
    protocol: usize,
    params: Params,
    segment: &str,
) -> Option<(Prepared, SignMethod, Option<&'static str>)> {
    let rest = "https://iop.example/rest";
    let (gateway, name, method, path) = match protocol {
        0 => (Gateway::PRODUCTION, "a.b".to_owned(), SignMethod::Hmac, None),
        1 => (Gateway::iop("https://iop.example"), "a.b".to_owned(), SignMethod::HmacSha256, None),
        2 => {
            (Gateway::iop("https://iop.example"), format!("/a/{segment}"), SignMethod::HmacSha256, Some(rest))
        }
        3 => (
            Gateway::iop("https://iop.example"),
            format!("GET /a/{segment}"),
            SignMethod::HmacSha256,
            Some(rest),
        ),
        4 => (Gateway::qimen_cloud("a1q40taq0j"), "a.b".to_owned(), SignMethod::Md5, None),
        _ => (Gateway::qimen().allow_plain_http(), "a.b".to_owned(), SignMethod::Md5, None),
    };
    let params =
        if protocol == 5 { params.xml_body(format!("<request>{segment}</request>")) } else { params };
    let client = builder(gateway).sign_method(method).build().unwrap();
    Some((client.prepare_call(&name, &params).ok()?, method, path))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_signature_is_that_of_the_request_as_sent(
        protocol in 0..6_usize,
        pairs in proptest::collection::vec(("[a-z中é_]{1,6}", "\\PC{0,12}"), 0..6),
        segment in "[^/?#{}\\p{Cc}]{1,10}",
        change in any::<(bool, usize, u8)>(),
    ) {
        let params: Params = pairs.iter().map(|(name, value)| (format!("p{name}"), value.clone())).collect();
        let Some((prepared, method, path)) = prepare(protocol, params, &segment) else {
            // A blank segment is no path.
            prop_assert!(segment.trim().is_empty() || segment.chars().all(|c| c == '.' || c.is_whitespace()));
            return Ok(());
        };
        let (sign, again) = recomputed(prepared.url(), prepared.body(), prepared.content_type(), method, path);
        prop_assert_eq!(sign.as_str(), prepared.sign());
        prop_assert_eq!(&again, &sign);
        // One changed byte of the body is noticed.
        let (_, at, byte) = change;
        if !prepared.body().is_empty() {
            let mut body = prepared.body().to_vec();
            let at = at % body.len();
            let other = b'a' + byte % 26;
            let before = std::mem::replace(&mut body[at], other);
            if before != other && body.is_ascii() && !prepared.body()[at..].starts_with(b"%") {
                let (sign, again) = recomputed(prepared.url(), &body, prepared.content_type(), method, path);
                prop_assert!(sign != again || is_same_form(&body, prepared.body()), "{}", String::from_utf8_lossy(&body));
            }
        }
    }
}

/// Whether two forms have the same parameters: hexadecimal digits have two cases.
fn is_same_form(a: &[u8], b: &[u8]) -> bool {
    form_urlencoded::parse(a).eq(form_urlencoded::parse(b))
}
