//! Signs a request and encodes it for HTTP.

use std::borrow::Cow;
use std::sync::Arc;

use super::canonical::CanonicalParams;
use super::document;
use super::form::FormText;
use super::multipart::Multipart;
use super::payload::Payload;
use super::sign::{Signature, Signer};
use crate::protocol::{BodyFormat, HttpMethod};

/// Content type of a body without files.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// Where the system parameters of a request are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParamPlacement {
    /// In the body, with the parameters of the API: URLs, which are often logged, contain neither
    /// session nor signature.
    #[default]
    Body,
    /// In the query of the URL, as the official SDK does.
    Query,
}

/// URL, body and content type of a request, with its signature.
pub(crate) struct SignedRequest {
    pub(crate) sign: Signature,
    pub(crate) url: Arc<str>,
    pub(crate) body: Payload,
    pub(crate) content_type: Cow<'static, str>,
}

impl SignedRequest {
    /// Signs the parameters, and cuts URL and body from the signed text.
    ///
    /// `gateway` is the address that serves the API, without the API's path. The parameters of a GET
    /// request and those beside a document are in the URL, whatever `placement` is: there is no other
    /// place for them.
    pub(crate) fn new(
        params: &CanonicalParams,
        signer: &Signer,
        gateway: &Arc<str>,
        placement: ParamPlacement,
    ) -> Self {
        let sign = signer.sign(&params.text);
        let target = &params.target;
        let with_path: Arc<str>;
        let gateway = if target.path.is_empty() {
            gateway
        } else {
            with_path = [gateway, target.path.as_str()].concat().into();
            &with_path
        };
        if target.http == HttpMethod::Get || target.body != BodyFormat::Form {
            let content_type = match target.body {
                BodyFormat::Form => FORM,
                BodyFormat::Json => document::JSON,
                BodyFormat::Xml => document::XML,
            };
            let body = Payload::Whole(params.document().to_owned().into());
            let url = with_query(gateway, params, &sign, |_| true);
            return Self { sign, url, body, content_type: content_type.into() };
        }
        let url = match placement {
            ParamPlacement::Body => Arc::clone(gateway),
            ParamPlacement::Query => with_query(gateway, params, &sign, |is_system| is_system),
        };
        let in_body = |is_system: bool| placement == ParamPlacement::Body || !is_system;
        let sign_in_body = (placement == ParamPlacement::Body).then(|| ("sign", sign.as_str()));
        let (body, content_type) = if params.files.is_empty() {
            let mut body = FormText::after(Vec::new(), params.text.len() * 3 + 256);
            params.encode(in_body, &mut body);
            if let Some((name, value)) = sign_in_body {
                body.pair(name, value);
            }
            (Payload::Whole(body.finish().into()), FORM.into())
        } else {
            let Multipart { body, content_type } = Multipart::new(params, in_body, sign_in_body);
            (body, content_type.into())
        };
        Self { sign, url, body, content_type }
    }
}

/// Appends the selected parameters and the signature to the query of the gateway's URL. `select` gets
/// whether a parameter is a system parameter.
pub(super) fn with_query(
    gateway: &str,
    params: &CanonicalParams,
    sign: &Signature,
    select: impl Fn(bool) -> bool,
) -> Arc<str> {
    let (base, query) = gateway.split_once('?').unwrap_or((gateway, ""));
    let mut query = FormText::after(query.into(), 512);
    params.encode(select, &mut query);
    query.pair("sign", sign.as_str());
    format!("{base}?{}", String::from_utf8_lossy(&query.finish())).into()
}
