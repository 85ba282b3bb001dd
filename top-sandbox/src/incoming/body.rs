//! Reading of bodies: forms, files, documents.

use http_body_util::BodyExt as _;
use hyper::body::{Body, Bytes};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, Uri};
use top_runtime::File;

use super::document::{Document, Syntax};
use super::multipart;
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::protocol::Protocol;
use crate::uploads::{Upload, UploadLimit};

/// Maximal length of a body in bytes.
pub(super) const MAX_BODY: usize = 8 << 20;

/// Content of a request.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) texts: Vec<(String, String)>,
    pub(super) files: Vec<(String, File)>,
    pub(super) uploads: Vec<Upload>,
    pub(super) document: Option<Document>,
}

impl Parts {
    /// Returns the parameters of a query.
    pub(super) fn of_query(uri: &Uri) -> Self {
        Self { texts: parse_form(uri.query().unwrap_or_default().as_bytes()), ..Self::default() }
    }
}

/// Code 9 with a reason.
pub(super) fn not_allowed(reason: &str) -> ErrorResponse {
    ErrorResponse::new(codes::HTTP_ACTION_NOT_ALLOWED).with_sub_msg(reason)
}

/// Returns the text of a header.
pub(super) fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Reads the parameters, files and the document of a body.
pub(super) async fn read<B>(
    protocol: Protocol,
    method: &Method,
    headers: &HeaderMap,
    body: B,
    limit: Option<UploadLimit>,
) -> Result<Parts, ErrorResponse>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: std::error::Error + Send + Sync,
{
    let content_type = header(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let takes_forms = protocol != Protocol::Qimen;
    if let (&Method::POST, "multipart/form-data", Some(limit)) = (method, &*media_type, limit)
        && takes_forms
    {
        return multipart::read_streamed(content_type, body, limit).await;
    }
    let body = collect(body).await?;
    let syntax = Syntax::of_media_type(&media_type).filter(|_| protocol.is_qimen());
    match (method, media_type.as_str(), syntax) {
        (&Method::GET | &Method::POST, ..) if body.is_empty() => Ok(Parts::default()),
        (&Method::POST, _, Some(syntax)) => {
            let text = String::from_utf8(body.into()).map_err(|_| not_allowed("the body must be UTF-8"))?;
            Ok(Parts { document: Some(Document { syntax, text }), ..Parts::default() })
        }
        (&Method::POST, "application/x-www-form-urlencoded", None) if takes_forms => {
            Ok(Parts { texts: parse_form(&body), ..Parts::default() })
        }
        (&Method::POST, "multipart/form-data", None) if takes_forms => {
            multipart::read(content_type, body).await
        }
        (&Method::POST, ..) => Err(not_allowed(match protocol {
            Protocol::Top | Protocol::IopMethod | Protocol::IopPath => {
                "the body must be `application/x-www-form-urlencoded` or `multipart/form-data`"
            }
            Protocol::QimenCloud => "the body must be a form, `application/json` or `text/xml`",
            Protocol::Qimen => "the body must be `text/xml` or `application/json`",
        })),
        (&Method::GET, ..) => Err(not_allowed("a GET must not have a body")),
        _ => Err(not_allowed("the method must be GET or POST")),
    }
}

/// Reads a body of at most 8 MiB.
///
/// A longer body is read and discarded: many callers read no reply before they have sent
/// everything.
pub(super) async fn collect<B: Body<Data = Bytes> + Unpin>(mut body: B) -> Result<Bytes, ErrorResponse> {
    let mut read = Vec::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| not_allowed("the body is incomplete"))?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= MAX_BODY {
            read.extend_from_slice(&data);
        }
    }
    if total > MAX_BODY {
        return Err(not_allowed(&format!("the body has {total} bytes; the limit is {MAX_BODY}")));
    }
    Ok(read.into())
}

/// Parses a URL-encoded form.
pub(super) fn parse_form(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form).into_owned().collect()
}
