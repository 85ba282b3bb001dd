//! Compares the signatures with those of the official Java SDK.

use hyper::header::HeaderMap;

use super::*;

/// A signed request. `signs` are the signatures by `md5`, `hmac` and `hmac-sha256`.
struct Vector {
    params: &'static [(&'static str, &'static str)],
    body: &'static str,
    secret: &'static str,
    text: &'static str,
    signs: [&'static str; 3],
}

const VECTORS: [Vector; 19] = include!("../../../tests/data/sdk_signatures.rs");

fn incoming(pairs: &[(&str, &str)]) -> IncomingRequest {
    IncomingRequest::from_pairs(
        pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
        HeaderMap::new(),
    )
}

#[test]
fn text_and_signatures_match_the_sdk() {
    for vector in &VECTORS {
        // The sandbox accepts no raw bodies; their vectors still check the text and the digests.
        let text = string_to_sign(incoming(vector.params).params.iter()) + vector.body;
        assert_eq!(text, vector.text);
        let secret = AppSecret::new(vector.secret);
        for (method, sign) in Method::all(Protocol::Top).iter().zip(vector.signs) {
            assert_eq!(method.sign(&secret, &text), sign, "{} of {text:?}", method.name);
        }
    }
}

#[test]
fn signed_requests_pass_and_altered_ones_are_refused() {
    // A request with a raw body is not a form.
    for vector in VECTORS.iter().filter(|vector| vector.body.is_empty()) {
        let secret = AppSecret::new(vector.secret);
        for method in Method::all(Protocol::Top) {
            let mut pairs = vector.params.to_vec();
            pairs.retain(|(name, _)| *name != "sign_method");
            pairs.push(("sign_method", method.name));
            let sign = method.sign(&secret, &string_to_sign(incoming(&pairs).params.iter()));
            let code =
                |pairs: &[(&str, &str)]| check(&incoming(pairs), &secret).map_err(|error| error.code());
            assert_eq!(code(&pairs), Err(24));
            pairs.insert(0, ("sign", &sign));
            assert_eq!(code(&pairs), Ok(()));
            let other = AppSecret::new("other");
            assert_eq!(check(&incoming(&pairs), &other).map_err(|error| error.code()), Err(25));
            let lower = sign.to_ascii_lowercase();
            pairs[0].1 = &lower;
            assert_eq!(code(&pairs), Err(25));
            pairs[0].1 = &sign[1..];
            assert_eq!(code(&pairs), Err(25));
            pairs[0].1 = &sign;
            pairs.push(("extra", "1"));
            assert_eq!(code(&pairs), Err(25));
        }
    }
}

#[test]
fn documented_example_passes() {
    let example = &VECTORS[0];
    let mut pairs = example.params.to_vec();
    pairs.push(("sign", "66987CB115214E59E6EC978214934FB8"));
    assert_eq!(check(&incoming(&pairs), &AppSecret::new(example.secret)), Ok(()));
    let masked = masked_text(&incoming(&pairs));
    assert_eq!(masked, example.text.replace("sessiontest", "session***"));
}

#[test]
fn hint_names_common_mistakes() {
    let secret = AppSecret::new("helloworld");
    let pairs = [("sign_method", "md5"), ("session", "6100"), ("format", "json"), ("memo", " ")];
    let hint = |sign: &str| {
        let mut pairs = pairs.to_vec();
        pairs.push(("sign", sign));
        check(&incoming(&pairs), &secret).unwrap_err().sub_msg().unwrap_or_default().to_owned()
    };
    let sign = |method: Method, included: &[&str]| {
        method.sign(&secret, &string_to_sign(pairs.into_iter().filter(|(name, _)| included.contains(name))))
    };
    let signed = ["sign_method", "session", "format"];
    let [md5, _, sha256] = Method::TOP;
    assert!(hint(&sign(md5, &signed).to_lowercase()).contains("upper-case"));
    assert!(hint(&sign(sha256, &signed)).contains("by `hmac-sha256`"));
    assert!(hint(&sign(md5, &["sign_method", "format"])).contains("omits `session`"));
    assert!(hint(&sign(md5, &["sign_method", "format", "session", "memo"])).contains("blank"));
    assert!(hint("66987CB115214E59E6EC978214934FB8").contains("string_to_sign"));
}

/// Path, parameters, document, secret, signed text and signature.
type Signed = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const IOP_AND_QIMEN: &[Signed] = include!("../../../tests/data/iop_and_qimen_signatures.rs");

#[test]
fn calls_of_iop_and_documents_of_qimen_match_the_sdks() {
    for &(path, params, document, secret, text, sign) in IOP_AND_QIMEN {
        let is_qimen = params.contains(&("sign_method", "md5"))
            || params.iter().any(|(name, value)| *name == "sign_method" && value.starts_with("hmac"));
        let mut request = incoming(&[params, &[("sign", sign)]].concat());
        request.protocol = match (is_qimen, path.is_empty()) {
            (true, _) => Protocol::QimenCloud,
            (false, true) => Protocol::IopMethod,
            (false, false) => Protocol::IopPath,
        };
        path.clone_into(&mut request.signed_path);
        document.clone_into(&mut request.signed_body);
        assert_eq!(signed_text(request.params.iter(), &request), text);
        let secret = AppSecret::new(secret);
        assert_eq!(check(&request, &secret).map_err(|error| error.to_string()), Ok(()), "{text}");
        request.signed_path.push('x');
        assert_eq!(check(&request, &secret).map_err(|error| error.code()), Err(25));
        request.signed_path.pop();
        request.signed_body.push(' ');
        assert_eq!(check(&request, &secret).map_err(|error| error.code()), Err(25));
    }
}
