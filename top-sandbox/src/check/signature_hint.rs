//! Diagnosis of wrong signatures.

use top_runtime::AppSecret;

use super::signature::{Method, is_equal, signed_text, string_to_sign};
use crate::incoming::IncomingRequest;

/// Describes the likely mistake of the caller.
pub(super) fn signature_hint(
    sign: &str,
    method: Method,
    secret: &AppSecret,
    incoming: &IncomingRequest,
) -> String {
    let signed = signed_text(incoming.params.iter(), incoming);
    if is_equal(&sign.to_ascii_uppercase(), &method.sign(secret, &signed)) {
        return "the signature must be upper-case hex; it is correct otherwise".to_owned();
    }
    let methods = Method::all(incoming.protocol);
    if let Some(other) = methods.iter().find(|other| is_equal(sign, &other.sign(secret, &signed))) {
        return format!("the signature was made by `{}`, but `sign_method` is `{}`", other.name, method.name);
    }
    let pairs = string_to_sign(incoming.params.iter());
    for (part, name) in [
        (&incoming.signed_path, "the path, which is signed before its parameters"),
        (&incoming.signed_body, "the body, which is signed after the parameters"),
    ] {
        if !part.is_empty() && is_equal(sign, &method.sign(secret, &pairs)) {
            return format!("the signature omits {name}");
        }
    }
    let without =
        |omitted: &str| signed_text(incoming.params.iter().filter(|(name, _)| *name != omitted), incoming);
    for name in ["session", "access_token", "sign_method", "format", "partner_id"] {
        if incoming.params.get(name).is_some() && is_equal(sign, &method.sign(secret, &without(name))) {
            return format!("the signature omits `{name}`, which must be signed");
        }
    }
    if is_equal(sign, &method.sign(secret, &signed_text(incoming.raw_params.iter(), incoming))) {
        return "the signature includes blank parameters, which must not be signed".to_owned();
    }
    let with_inner = incoming.handler_params();
    if !incoming.inner_params.is_empty()
        && is_equal(sign, &method.sign(secret, &signed_text(with_inner.iter(), incoming)))
    {
        return "the signature includes the variables of the path or the members of the body as parameters"
            .to_owned();
    }
    "the secret differs, or the signed text is not the `string_to_sign` of this reply".to_owned()
}
