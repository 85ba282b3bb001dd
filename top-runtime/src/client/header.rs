//! Which headers a caller cannot set: those that frame a message or say how it is to be read.

use http::{HeaderName, HeaderValue};

use crate::issue::{Issue, quote_excerpt};
use crate::quoting::escape_control;

/// A header of the caller's, or why it cannot be sent. The value may be a token, so it is never
/// shown.
pub(super) fn read(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Issue> {
    let Ok(header) = HeaderName::try_from(name) else {
        return Err(Issue::at("header", "the name of an HTTP header", quote_excerpt(name)));
    };
    let refuse = |expected, found| Err(Issue::of_secret(&format!("header {header}"), expected, found));
    if let Some(reason) = reserved(header.as_str()) {
        return refuse("a header of the caller's own", format!("one of the client's: {reason}"));
    }
    match HeaderValue::try_from(value) {
        Ok(value) => Ok((header, value)),
        Err(_) => refuse("text without control characters", describe(value)),
    }
}

/// Why a header, in lower case, is the client's. Some servers take `_` for `-`.
fn reserved(name: &str) -> Option<&'static str> {
    Some(match &*name.replace('_', "-") {
        "content-length" | "transfer-encoding" | "trailer" | "te" | "expect" => "it frames the body",
        "content-type" | "content-encoding" | "content-range" => "it says what the body is",
        "host" => "it is that of the gateway",
        "accept-encoding"
        | "range"
        | "if-range"
        | "if-match"
        | "if-none-match"
        | "if-modified-since"
        | "if-unmodified-since" => "it changes how the reply is read",
        "x-http-method-override" | "x-http-method" | "x-method-override" => "every call is a POST",
        "connection" | "keep-alive" | "upgrade" | "http2-settings" => "the transport manages connections",
        name if name.starts_with("proxy-") => "the transport manages connections",
        _ => return None,
    })
}

fn describe(value: &str) -> String {
    let odd = value.chars().position(char::is_control);
    let odd = odd.and_then(|at| Some((at, value.chars().nth(at)?)));
    odd.map_or_else(
        || "other text".to_owned(),
        |(at, c)| format!("`{}` as character {}", escape_control(c.encode_utf8(&mut [0; 4])), at + 1),
    )
}
