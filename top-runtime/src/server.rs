//! Server side of the protocol: decodes requests from forms, encodes replies, and computes
//! signatures. For gateways such as `top-sandbox`, and receivers such as `top-webhook`.

mod read;

use crate::AppSecret;
pub use crate::api::FromParams;
use crate::api::TopApi;
use crate::codec::decoder::Decoder;
use crate::codec::encode::Encode;
use crate::codec::encoder::{Encoder, Lists};
use crate::codec::params::Params;
use crate::issue::Issue;
use crate::protocol::blank::is_blank;
use crate::request::Request;
use crate::request::canonical::ParamWriter;
use crate::request::route::Route;
use crate::request::sign::{SignMethod, Signer};
#[cfg(feature = "xml")]
pub use read::read_xml;
pub use read::{Decoded, read_json, read_texts};

/// Decodes a declared request from the parameters of a form.
///
/// # Errors
///
/// The first parameter that does not fit the declaration.
pub fn read_request<A: TopApi + FromParams>(params: &Params) -> Result<A, Issue> {
    let mut request = A::placeholder();
    let mut decoder = Decoder::of_params(params);
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
    let mut writer = ParamWriter::new(&[], &[], true, Route::default());
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
