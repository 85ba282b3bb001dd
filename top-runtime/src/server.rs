//! What a gateway needs: reading requests from forms, and writing replies in each of their forms.

use crate::AppSecret;
pub use crate::api::FromParams;
use crate::api::TopApi;
use crate::codec::decoder::Decoder;
use crate::codec::encode::Encode;
use crate::codec::encoder::{Encoder, Lists};
use crate::codec::params::Params;
use crate::issue::Issue;
use crate::protocol::blank;
use crate::request::Request;
use crate::request::canonical::ParamWriter;
use crate::request::sign::{SignMethod, Signer};

/// Reads a declared request from the parameters that a form held.
///
/// # Errors
///
/// What does not fit the declaration first.
pub fn read_request<A: TopApi + FromParams>(params: &Params) -> Result<A, Issue> {
    let mut request = A::empty();
    let mut reader = Decoder::of_params(params);
    request.read(&mut reader);
    reader.finish()?;
    match reader.issues.into_iter().next() {
        Some(issue) => Err(issue),
        None => Ok(request),
    }
}

/// Checks a request against the rules of its declaration: `required`, `max_len`, `range`, `any_of` and so on, at every depth.
///
/// # Errors
///
/// Every rule that it breaks.
pub fn check(request: &dyn Request) -> Result<(), Vec<Issue>> {
    let mut form = ParamWriter::new(&[], &[], true);
    request.params(&mut form);
    form.finish().map(drop)
}

/// The JSON of a value with lists in the platform's wrappers: `{"errors":{"result_data_do":[..]}}`.
///
/// # Errors
///
/// What of the value cannot be written.
pub fn wrapped_json(value: &dyn Encode) -> Result<String, Vec<Issue>> {
    Encoder::json(value, Lists::Wrapped)
}

/// The JSON of a value with lists as arrays, as simplified replies have it.
///
/// # Errors
///
/// What of the value cannot be written.
pub fn plain_json(value: &dyn Encode) -> Result<String, Vec<Issue>> {
    Encoder::json(value, Lists::Plain)
}

/// The name of a reply's root: the method without a leading `taobao.`, its dots as underscores, and `_response`.
#[must_use]
pub fn root_name(method: &str) -> String {
    crate::reply::root_name(method)
}

/// Names and values in the order in which they are signed, blank ones left out: the text that a signature is computed over.
#[must_use]
pub fn sorted_text(params: &Params) -> String {
    let given = |(name, value): &(&str, &str)| !blank::is_blank(name) && !blank::is_blank(value);
    params.sorted().into_iter().filter(given).flat_map(|(name, value)| [name, value]).collect()
}

/// The signature of a text: upper-case hex.
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
