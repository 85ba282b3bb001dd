//! Server side of the protocol: decodes requests from forms, encodes replies, and computes
//! signatures. For gateways such as `top-sandbox`, and receivers such as `top-webhook`.

mod read;

#[cfg(feature = "xml")]
pub use read::read_xml;
pub use read::{Decoded, read_json, read_texts};

use crate::AppSecret;
pub use crate::api::FromParams;
use crate::api::TopApi;
use crate::codec::decoder::Decoder;
use crate::codec::encode::Encode;
use crate::codec::encoder::{Encoder, Lists};
use crate::codec::params::Params;
use crate::issue::Issue;
use crate::protocol::IOP;
use crate::protocol::blank::is_blank;
use crate::request::Request;
use crate::request::canonical::ParamWriter;
use crate::request::route::Route;
use crate::request::sign::{SignMethod, Signer};
use crate::tree::parse_json;
#[cfg(feature = "xml")]
use crate::tree::parse_xml;
use crate::values::Value;

/// Decodes a declared request from the parameters of a form.
///
/// # Errors
///
/// The first parameter that does not fit the declaration.
pub fn read_request<A: TopApi + FromParams>(params: &Params) -> Result<A, Issue> {
    read_with(Decoder::of_params(params))
}

/// Decodes a declared request from the parameters of a call of IOP: lists of scalars are JSON. The
/// variables of its path must be among the parameters.
///
/// ```
/// use top_runtime::{Params, TopApi, server::read_json_request};
///
/// #[derive(TopApi)]
/// #[top_api(path = "/orders/{order_id}/items")]
/// struct GetItems {
///     order_id: i64,
///     codes: Vec<String>,
/// }
///
/// let params = Params::from([("order_id", "7"), ("codes", r#"["a,b","c"]"#)]);
/// let request: GetItems = read_json_request(&params)?;
/// assert_eq!((request.order_id, request.codes), (7, vec!["a,b".to_owned(), "c".to_owned()]));
/// # Ok::<(), top_runtime::error::Issue>(())
/// ```
///
/// # Errors
///
/// The first parameter that does not fit the declaration.
pub fn read_json_request<A: TopApi + FromParams>(params: &Params) -> Result<A, Issue> {
    read_with(Decoder::of_params(params).with_json_lists())
}

/// Decodes a declared request from the document that is the body of a call of Qimen.
///
/// ```
/// use top_runtime::{Params, TopApi, server::read_document};
///
/// #[derive(TopApi)]
/// #[top_api(method = "test.query", body = json)]
/// struct Query {
///     code: String,
///     lines: Vec<i64>,
/// }
///
/// let query: Query = read_document(r#"{"code":"SO-1","lines":[1,2]}"#)?;
/// assert_eq!((query.code.as_str(), query.lines), ("SO-1", vec![1, 2]));
/// # Ok::<(), top_runtime::error::Issue>(())
/// ```
///
/// # Errors
///
/// The document is neither a JSON object nor XML (feature `xml`), or the first member that does not
/// fit the declaration.
pub fn read_document<A: TopApi + FromParams>(document: &str) -> Result<A, Issue> {
    read_with(Decoder::of_params(&document_params(document)?).with_json_lists())
}

/// Returns the members of a document as parameters: texts, and JSON of lists and objects.
fn document_params(document: &str) -> Result<Params, Issue> {
    let refused = |reason: String| Issue::at("body", "a JSON object, or XML", reason);
    #[cfg(feature = "xml")]
    let is_xml = document.trim_start().starts_with('<');
    #[cfg(not(feature = "xml"))]
    let is_xml = false;
    let tree = match is_xml {
        #[cfg(feature = "xml")]
        true => parse_xml(document).map_err(|error| refused(error.to_string()))?,
        _ => parse_json(document).map_err(|error| refused(error.to_string()))?,
    };
    let mut root = tree.root();
    if is_xml && let Some((_, content)) = root.members().and_then(|mut members| members.next()) {
        root = content;
    }
    let members = root.members().ok_or_else(|| refused("another value".to_owned()))?;
    Ok(members
        .filter(|(_, node)| !node.is_null())
        .map(|(name, node)| match node.scalar() {
            Some(text) => (name.to_owned(), text.to_owned()),
            None => (name.to_owned(), Value::from_node(node).to_string()),
        })
        .collect())
}

fn read_with<A: TopApi + FromParams>(mut decoder: Decoder<'_>) -> Result<A, Issue> {
    let mut request = A::placeholder();
    request.decode(&mut decoder);
    decoder.finish()?;
    match decoder.issues.into_iter().next() {
        Some(issue) => Err(issue),
        None => Ok(request),
    }
}

/// Validates a request against the rules of its declaration, such as `required`, `max_len`, `range`
/// and `any_of`, at every depth.
///
/// # Errors
///
/// All violations.
pub fn check(request: &dyn Request) -> Result<(), Vec<Issue>> {
    check_by(request, Route::default())
}

/// Validates a request whose lists of scalars are JSON: see [`read_json_request`]. Their elements may
/// contain commas.
///
/// # Errors
///
/// All violations.
pub fn check_json_request(request: &dyn Request) -> Result<(), Vec<Issue>> {
    check_by(request, Route::form(IOP.main()))
}

fn check_by(request: &dyn Request, route: Route<'_>) -> Result<(), Vec<Issue>> {
    let mut writer = ParamWriter::new(&[], &[], true, route);
    request.params(&mut writer);
    writer.finish().map(drop)
}

/// Encodes a value as JSON with lists in the platform's wrappers, such as
/// `{"errors":{"result_data_do":[..]}}`.
///
/// # Errors
///
/// All parts of the value that cannot be encoded.
pub fn wrapped_json(value: &dyn Encode) -> Result<String, Vec<Issue>> {
    Encoder::json(value, Lists::Wrapped)
}

/// Encodes a value as JSON with lists as arrays, the form of simplified replies.
///
/// # Errors
///
/// All parts of the value that cannot be encoded.
pub fn plain_json(value: &dyn Encode) -> Result<String, Vec<Issue>> {
    Encoder::json(value, Lists::Plain)
}

/// Returns the name of a reply's root: the method without a leading `taobao.`, dots as underscores,
/// then `_response`.
///
/// ```
/// assert_eq!(top_runtime::server::root_name("taobao.time.get"), "time_get_response");
/// ```
#[must_use]
pub fn root_name(method: &str) -> String {
    crate::reply::root_name(method)
}

/// Returns the text that a signature is computed over: names and values in signing order, without
/// separators and without parameters whose name or value is blank.
#[must_use]
pub fn sorted_text(params: &Params) -> String {
    let is_signed = |(name, value): &(&str, &str)| !is_blank(name) && !is_blank(value);
    params.sorted().into_iter().filter(is_signed).flat_map(|(name, value)| [name, value]).collect()
}

/// Returns the signature of a text in upper-case hex.
///
/// ```
/// use top_runtime::{AppSecret, SignMethod, server::sign_text};
/// let sign = sign_text(SignMethod::Md5, &AppSecret::new("helloworld"), "app_key12345678");
/// assert_eq!(sign.len(), 32);
/// ```
#[must_use]
pub fn sign_text(method: SignMethod, secret: &AppSecret, text: &str) -> String {
    Signer::new(method, secret).sign(text).as_str().to_owned()
}
