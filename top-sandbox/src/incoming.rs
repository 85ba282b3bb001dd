//! Parameters and files of an HTTP request.

mod batch;
mod body;
mod document;
mod multipart;

use hyper::Request;
use hyper::body::{Body, Bytes};
use hyper::header::HeaderMap;
use percent_encoding::percent_decode_str;
use top_runtime::Params;

use crate::blank::is_blank;
use crate::error_response::ErrorResponse;
use crate::handler::{Handlers, ListForm};
use crate::protocol::Protocol;
use crate::uploads::{Upload, UploadLimit};

pub(crate) use batch::IncomingBatch;

use body::Parts;

/// A request with its parameters from the query, the path and the body.
pub(crate) struct IncomingRequest {
    pub(crate) protocol: Protocol,
    /// Method of HTTP.
    pub(crate) http_method: hyper::Method,
    /// Path of HTTP.
    pub(crate) path: String,
    /// Name of the API: the parameter `method`, or the path that its handler was added with.
    pub(crate) api: String,
    /// Path of the API as received, percent-encoded. Empty if the API is named by a parameter.
    pub(crate) api_path: String,
    /// Path of the API, decoded, which is signed before the parameters.
    pub(crate) signed_path: String,
    pub(crate) headers: HeaderMap,
    /// Every parameter, blank ones included.
    pub(crate) raw_params: Params,
    /// The parameters that are not blank. The protocol ignores blank ones.
    pub(crate) params: Params,
    /// Parameters that are not signed by name: variables of the path, members of a document.
    pub(crate) inner_params: Vec<(String, String)>,
    /// Set if the HTTP request has an invalid method, type or body.
    pub(crate) error: Option<ErrorResponse>,
    /// Set if the document in the body is malformed.
    pub(crate) document_error: Option<ErrorResponse>,
    /// Body of a batch, or a document, which is signed after the parameters. Otherwise empty.
    pub(crate) signed_body: String,
    /// Files that were received in pieces and not kept.
    pub(crate) uploads: Vec<Upload>,
}

impl IncomingRequest {
    /// Reads a whole request.
    pub(crate) async fn read<B>(
        request: Request<B>,
        protocol: Protocol,
        api_path: String,
        limit: Option<UploadLimit>,
    ) -> Self
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: std::error::Error + Send + Sync,
    {
        let (head, body) = request.into_parts();
        let mut parts = Parts::of_query(&head.uri);
        let mut error = None;
        let mut document = None;
        match body::read(protocol, &head.method, &head.headers, body, limit).await {
            Ok(mut body) => {
                parts.texts.extend(body.texts);
                parts.files = body.files;
                parts.uploads = body.uploads;
                document = body.document.take();
            }
            Err(refused) => error = Some(refused),
        }
        let mut incoming = Self::from_parts(parts, head.headers);
        incoming.protocol = protocol;
        incoming.http_method = head.method;
        head.uri.path().clone_into(&mut incoming.path);
        incoming.signed_path = percent_decode_str(&api_path).decode_utf8_lossy().into_owned();
        incoming.api_path = api_path;
        incoming.error = error;
        if let Some(document) = document {
            match document::members(&document) {
                Ok(members) => incoming.inner_params = members,
                Err(refused) => incoming.document_error = Some(refused),
            }
            incoming.signed_body = document.text;
        }
        incoming
    }

    /// Of several parameters of one name the last wins, so the form wins over the query.
    fn from_parts(parts: Parts, headers: HeaderMap) -> Self {
        let with_files = |params: Params| {
            parts.files.iter().fold(params, |params, (name, file)| params.with_file(name, file.clone()))
        };
        let raw_params = with_files(parts.texts.into_iter().collect());
        let params = without_blanks(&raw_params);
        Self {
            protocol: Protocol::Top,
            http_method: hyper::Method::POST,
            path: String::new(),
            api: params.get("method").unwrap_or_default().to_owned(),
            api_path: String::new(),
            signed_path: String::new(),
            headers,
            raw_params,
            params,
            inner_params: Vec::new(),
            error: None,
            document_error: None,
            signed_body: String::new(),
            uploads: parts.uploads,
        }
    }

    #[cfg(test)]
    pub(crate) fn from_pairs(pairs: Vec<(String, String)>, headers: HeaderMap) -> Self {
        Self::from_parts(Parts { texts: pairs, ..Parts::default() }, headers)
    }

    /// Finds the handler of a path. Its name becomes the name of the API, its variables parameters.
    pub(crate) fn resolve(&mut self, handlers: &Handlers) {
        if self.protocol != Protocol::IopPath {
            return;
        }
        match handlers.match_path(&self.api_path) {
            Some((name, variables)) => {
                name.clone_into(&mut self.api);
                self.inner_params = variables;
            }
            None => self.api_path.clone_into(&mut self.api),
        }
    }

    /// Returns `name=value` lines, for a page that quotes the request.
    pub(crate) fn quote(&self) -> String {
        self.raw_params.iter().flat_map(|(name, value)| [name, "=", value, "\n"]).collect()
    }

    /// Returns the parameters of the handler: those that are not blank, and those that are not signed
    /// by name. The latter win.
    pub(crate) fn handler_params(&self) -> Params {
        with_inner(self.params.clone(), &self.inner_params)
    }

    /// Returns the form of lists of scalars among the parameters of the handler.
    pub(crate) fn lists(&self) -> ListForm {
        let has_document = self.protocol.is_qimen() && !self.signed_body.is_empty();
        if self.protocol.is_iop() || has_document { ListForm::Json } else { ListForm::Commas }
    }

    /// Returns every parameter, as it is recorded.
    pub(crate) fn recorded_params(&self) -> Params {
        with_inner(self.raw_params.clone(), &self.inner_params)
    }
}

fn with_inner(mut params: Params, inner: &[(String, String)]) -> Params {
    params.extend(inner.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    params
}

/// Returns the parameters that are not blank, and the files.
pub(crate) fn without_blanks(raw_params: &Params) -> Params {
    let texts = raw_params.iter().filter(|(name, value)| !is_blank(name) && !is_blank(value)).collect();
    raw_params.files().fold(texts, |params: Params, (name, file)| params.with_file(name, file.clone()))
}

#[cfg(test)]
mod tests {
    use http_body_util::Full;
    use hyper::Method;
    use hyper::header::CONTENT_TYPE;

    use super::*;
    use crate::incoming::body::MAX_BODY;

    async fn read(method: Method, content_type: &str, query: &str, body: Vec<u8>) -> IncomingRequest {
        read_for(Protocol::Top, method, content_type, query, body).await
    }

    async fn read_for(
        protocol: Protocol,
        method: Method,
        content_type: &str,
        query: &str,
        body: Vec<u8>,
    ) -> IncomingRequest {
        let request = Request::builder().method(method).uri(format!("/router/rest?{query}"));
        let request = request.header(CONTENT_TYPE, content_type).body(Full::<Bytes>::from(body)).unwrap();
        IncomingRequest::read(request, protocol, String::new(), None).await
    }

    #[tokio::test]
    async fn form_wins_over_query_and_last_value_over_first() {
        let form = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
        let incoming = read(Method::POST, form, "a=1&b=2&c=%20", b"b=3&d=x+%E6%B7%98&d=y&=z".to_vec()).await;
        let params: Vec<_> = incoming.params.iter().collect();
        assert_eq!(params, [("a", "1"), ("b", "3"), ("d", "y")]);
        assert_eq!(incoming.raw_params.get("c"), Some(" "));
        assert!(incoming.error.is_none());
    }

    #[tokio::test]
    async fn bodies_other_than_forms_are_refused() {
        let form = "application/x-www-form-urlencoded";
        let code = |incoming: IncomingRequest| incoming.error.map(|error| error.code());
        assert_eq!(code(read(Method::GET, "text/plain", "a=1", Vec::new()).await), None);
        assert_eq!(code(read(Method::POST, "text/plain", "a=1", Vec::new()).await), None);
        assert_eq!(code(read(Method::POST, form, "", vec![b'a'; MAX_BODY]).await), None);
        assert_eq!(code(read(Method::POST, form, "", vec![b'a'; MAX_BODY + 1]).await), Some(9));
        assert_eq!(code(read(Method::POST, "multipart/form-data", "", b"a=1".to_vec()).await), Some(3));
        assert_eq!(code(read(Method::PUT, "multipart/form-data", "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(code(read(Method::GET, form, "", b"a=1".to_vec()).await), Some(9));
        assert_eq!(code(read(Method::PUT, form, "a=1", Vec::new()).await), Some(9));
    }

    #[tokio::test]
    async fn documents_are_bodies_of_the_gateways_of_qimen() {
        let code = |incoming: &IncomingRequest| incoming.error.as_ref().map(ErrorResponse::code);
        let xml = "<request><a>1</a></request>";
        for protocol in [Protocol::QimenCloud, Protocol::Qimen] {
            let incoming =
                read_for(protocol, Method::POST, "text/xml;charset=utf-8", "b=2", xml.into()).await;
            assert_eq!((code(&incoming), incoming.signed_body.as_str()), (None, xml));
            assert_eq!(incoming.handler_params().iter().collect::<Vec<_>>(), [("b", "2"), ("a", "1")]);
            assert_eq!(incoming.params.get("a"), None, "members of a document are not signed by name");
            let incoming = read_for(protocol, Method::POST, "application/json", "", b"[1".to_vec()).await;
            assert!(incoming.error.is_none() && incoming.document_error.is_some());
            assert_eq!(incoming.signed_body, "[1");
            let incoming = read_for(protocol, Method::POST, "text/xml", "", vec![b'<', 0xff]).await;
            assert_eq!(code(&incoming), Some(9), "text must be UTF-8");
        }
        let form = "application/x-www-form-urlencoded";
        let incoming = read_for(Protocol::QimenCloud, Method::POST, form, "", b"a=1".to_vec()).await;
        assert_eq!((code(&incoming), incoming.params.get("a")), (None, Some("1")));
        let incoming = read_for(Protocol::Qimen, Method::POST, form, "", b"a=1".to_vec()).await;
        assert_eq!(code(&incoming), Some(9), "the standard interfaces take documents only");
    }
}
