//! Checks the headers of a call or client: those that frame a message or define how it is decoded belong to
//! the client.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::issue::{Issue, quote_excerpt};
use crate::quoting::escape_control;
use crate::request::signed::FORM;

/// Returns `own` headers, and of `defaults` those with other names.
pub(super) fn join(own: &HeaderMap, defaults: &HeaderMap) -> HeaderMap {
    let has_own = !own.is_empty();
    let mut joined = if has_own { own } else { defaults }.clone();
    for (name, value) in defaults.iter().filter(|(name, _)| has_own && !own.contains_key(*name)) {
        joined.append(name.clone(), value.clone());
    }
    joined
}

/// Returns the headers of a request: those of the call, and of the client those with other names.
/// The headers of the client contain the content type of a form.
pub(super) fn of_request(call: &HeaderMap, client: &HeaderMap, content_type: &str) -> HeaderMap {
    let mut headers = join(call, client);
    if content_type != FORM
        && let Some(form) = headers.get_mut(CONTENT_TYPE)
        && let Ok(content_type) = HeaderValue::try_from(content_type)
    {
        *form = content_type;
    }
    headers
}

/// Parses a header of a call. The value may be a token, so the error never contains it.
pub(super) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Issue> {
    let Ok(header) = HeaderName::try_from(name) else {
        return Err(Issue::at("header", "the name of an HTTP header", quote_excerpt(name)));
    };
    let issue = |expected, found| Err(Issue::of_secret(&format!("header {header}"), expected, found));
    if let Some(reason) = reserved_for(header.as_str()) {
        return issue("a header that the client does not set", format!("one that it sets: {reason}"));
    }
    match HeaderValue::try_from(value) {
        Ok(mut value) => {
            // Not in `Debug` of `HeaderMap`: a transport of the caller may print it.
            value.set_sensitive(true);
            Ok((header, value))
        }
        Err(_) => issue("text without control characters", describe(value)),
    }
}

/// Returns why a header (in lower case) belongs to the client. Some servers treat `_` as `-`.
fn reserved_for(name: &str) -> Option<&'static str> {
    Some(match &*name.replace('_', "-") {
        "content-length" | "transfer-encoding" | "trailer" | "te" | "expect" => "it frames the body",
        "content-type" | "content-encoding" | "content-range" => "it describes the body",
        "host" => "it names the gateway",
        "accept-encoding"
        | "range"
        | "if-range"
        | "if-match"
        | "if-none-match"
        | "if-modified-since"
        | "if-unmodified-since" => "it changes the form of the reply",
        "x-http-method-override" | "x-http-method" | "x-method-override" => {
            "the declaration of the API sets the HTTP method"
        }
        "connection" | "keep-alive" | "upgrade" | "http2-settings" => "the transport manages connections",
        name if name.starts_with("proxy-") => "the transport manages connections",
        _ => return None,
    })
}

/// Describes the first control character, without the text around it.
fn describe(value: &str) -> String {
    match value.chars().enumerate().find(|(_, c)| c.is_control()) {
        Some((index, c)) => {
            format!("`{}` as character {}", escape_control(c.encode_utf8(&mut [0; 4])), index + 1)
        }
        None => "other text".to_owned(),
    }
}
