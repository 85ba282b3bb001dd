//! Signs a batch: calls of several APIs in one HTTP request.
//!
//! The public parameters are in the query of the URL, and each call is a form query in the body.
//! The signature covers the public parameters and, after them, the whole body text. Source: the
//! platform's page on batches (articleId 104350) and the behaviour of the official Java SDK.

use std::sync::Arc;

use bytes::Bytes;

use super::canonical::CanonicalParams;
use super::form::FormText;
use super::sign::{Signature, Signer};
use super::signed::with_query;

/// Separator of the calls in the body, and of their replies.
pub(crate) const SEPARATOR: &str = "\r\n-S-\r\n";

/// Content type of a batch.
pub(crate) const TEXT: &str = "text/plain;charset=UTF-8";

/// URL and body of a batch, with its signature.
pub(crate) struct SignedBatch {
    pub(crate) sign: Signature,
    pub(crate) url: Arc<str>,
    pub(crate) body: Bytes,
}

impl SignedBatch {
    /// Signs a batch of calls. `session` is that of the URL, if any: the calls that repeat it omit
    /// it.
    pub(crate) fn new<'p>(
        public: &CanonicalParams,
        calls: impl Iterator<Item = &'p CanonicalParams>,
        session: Option<&str>,
        signer: &Signer,
        address: &str,
    ) -> Self {
        let mut body = Vec::new();
        for call in calls {
            if !body.is_empty() {
                body.extend_from_slice(SEPARATOR.as_bytes());
            }
            let mut form = FormText::after(Vec::new(), call.text.len() + 64);
            for (name, value, is_system) in call.iter() {
                if !(is_system && name == "session" && session == Some(value)) {
                    form.pair(name, value);
                }
            }
            body.extend_from_slice(&form.finish());
        }
        let sign = signer.sign(&[&*public.text, &String::from_utf8_lossy(&body)].concat());
        Self { url: with_query(address, public, &sign, |is_system| is_system), sign, body: body.into() }
    }
}

/// Returns the address for batches: that of the gateway with `batch` in place of `rest` at the end
/// of its path. `None` if the path has another end.
pub(crate) fn batch_address(gateway: &str) -> Option<String> {
    let (path, query) = match gateway.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (gateway, None),
    };
    let address = format!("{}/batch", path.strip_suffix("/rest")?);
    Some(query.map_or(address.clone(), |query| format!("{address}?{query}")))
}

#[cfg(test)]
mod tests {
    use super::batch_address;

    #[test]
    fn address_of_batches_replaces_the_end_of_the_path() {
        for (gateway, address) in [
            ("https://gw.api.taobao.com/router/rest", Some("https://gw.api.taobao.com/router/batch")),
            ("https://proxy.test/rest?a=/rest", Some("https://proxy.test/batch?a=/rest")),
            ("https://proxy.test/top", None),
            ("https://proxy.test/top?a=/rest", None),
        ] {
            assert_eq!(batch_address(gateway).as_deref(), address);
        }
    }
}
