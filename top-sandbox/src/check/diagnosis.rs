//! What a caller with a wrong signature probably did.

use top_runtime::AppSecret;

use super::signature::{Method, same, text};
use crate::arrival::Arrival;

/// Names the mistake if it is a common one; says where to look if not.
pub(super) fn of(sign: &str, method: Method, secret: &AppSecret, arrival: &Arrival) -> String {
    let signed = text(arrival.given.iter());
    if same(&sign.to_ascii_uppercase(), &method.sign(secret, &signed)) {
        return "the signature is right but for its case: the platform compares upper-case hex".to_owned();
    }
    if let Some(other) = Method::ALL.into_iter().find(|other| same(sign, &other.sign(secret, &signed))) {
        return format!(
            "it is the signature by `{}`, but `sign_method` is `{}`",
            other.name(),
            method.name()
        );
    }
    let without = |left_out: &str| text(arrival.given.iter().filter(|(name, _)| *name != left_out));
    for name in ["session", "sign_method", "format", "partner_id"] {
        if arrival.given.get(name).is_some() && same(sign, &method.sign(secret, &without(name))) {
            return format!("it is the signature without `{name}`, which is signed, too");
        }
    }
    if same(sign, &method.sign(secret, &text(arrival.received.iter()))) {
        return "it is the signature with blank parameters, which are not signed".to_owned();
    }
    "the secret differs, or what was signed is not the `string_to_sign` of this reply".to_owned()
}
