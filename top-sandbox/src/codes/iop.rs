//! Textual codes of IOP for the numbers of TOP.
//!
//! Sources: the error pages of the platforms of IOP, and replies that users published. A number
//! without a documented text is written as decimal text, as `/sync` does for `15`.

use std::borrow::Cow;

use super::{
    APP_CALL_LIMITED, INSUFFICIENT_ISV_PERMISSIONS, INVALID_APP_KEY, INVALID_ARGUMENTS, INVALID_FORMAT,
    INVALID_METHOD, INVALID_SESSION, INVALID_SIGNATURE, INVALID_TIMESTAMP, INVALID_VERSION, MISSING_APP_KEY,
    MISSING_ARGUMENTS, MISSING_METHOD, MISSING_SESSION, MISSING_SIGNATURE, MISSING_TIMESTAMP,
    MISSING_VERSION, REMOTE_SERVICE_ERROR, SERVICE_CURRENTLY_UNAVAILABLE,
};

const INVALID_TOKEN: &str = "The specified access token is invalid or expired";
const LIMITED: &str = "Api access frequency exceeds the limit.";

/// Textual codes with the number of TOP that means the same, and their messages. The first of a
/// number is the default.
const CODES: [(&str, u32, &str); 15] = [
    ("ApiCallLimit", APP_CALL_LIMITED, LIMITED),
    ("AppCallLimit", APP_CALL_LIMITED, LIMITED),
    ("AppApiCallLimit", APP_CALL_LIMITED, LIMITED),
    ("SellerCallLimit", 5, LIMITED),
    ("InsufficientPermission", INSUFFICIENT_ISV_PERMISSIONS, "The app has no permission for this API"),
    ("ServiceTimeout", REMOTE_SERVICE_ERROR, "The service did not reply in time"),
    ("InvalidApiPath", INVALID_METHOD, "The specified API path is invalid"),
    (
        "IncompleteSignature",
        INVALID_SIGNATURE,
        "The request signature does not conform to platform standards",
    ),
    ("InvalidSignature", INVALID_SIGNATURE, "The request signature does not conform to platform standards"),
    ("IllegalAccessToken", INVALID_SESSION, INVALID_TOKEN),
    ("IllegalRefreshToken", INVALID_SESSION, "The specified refresh token is invalid or expired"),
    ("InvalidAppKey", INVALID_APP_KEY, "The specified app key is invalid"),
    ("IllegalTimestamp", INVALID_TIMESTAMP, "The specified timestamp is invalid or expired"),
    ("MissingParameter", MISSING_ARGUMENTS, "A mandatory parameter is missing"),
    ("InvalidParameter", INVALID_ARGUMENTS, "The value of a parameter is invalid"),
];

/// Returns the textual code for a number of TOP.
pub(crate) fn code(number: u32, sub_code: Option<&str>) -> Cow<'static, str> {
    let sub_code = sub_code.unwrap_or_default();
    Cow::Borrowed(match number {
        4 | 5 => "SellerCallLimit",
        APP_CALL_LIMITED if sub_code.ends_with("by-app-access-count") => "AppCallLimit",
        APP_CALL_LIMITED if sub_code.ends_with("by-app-api-access-count") => "AppApiCallLimit",
        APP_CALL_LIMITED | 8 => "ApiCallLimit",
        6 => "AppCallLimit",
        INSUFFICIENT_ISV_PERMISSIONS | 12 | 13 | 42 => "InsufficientPermission",
        REMOTE_SERVICE_ERROR if sub_code.starts_with("isp.") && sub_code.ends_with("timeout") => {
            "ServiceTimeout"
        }
        INVALID_METHOD => "InvalidApiPath",
        INVALID_SIGNATURE => "IncompleteSignature",
        // A call without a token gets the code of one with a wrong token.
        MISSING_SESSION | INVALID_SESSION | 44 | 53 => "IllegalAccessToken",
        INVALID_APP_KEY => "InvalidAppKey",
        INVALID_TIMESTAMP => "IllegalTimestamp",
        MISSING_METHOD | MISSING_SIGNATURE | MISSING_APP_KEY | MISSING_TIMESTAMP | MISSING_VERSION
        | MISSING_ARGUMENTS => "MissingParameter",
        INVALID_FORMAT | INVALID_VERSION | 34 | INVALID_ARGUMENTS | 43 => "InvalidParameter",
        other => return Cow::Owned(other.to_string()),
    })
}

/// Returns the message of a textual code, if it has one of its own.
pub(crate) fn message(code: &str) -> Option<&'static str> {
    CODES.iter().find(|(listed, ..)| *listed == code).map(|(.., message)| *message)
}

/// Returns the number of TOP that means the same as a textual code. Default: 15, the number of an
/// error of the API itself.
pub(crate) fn number(code: &str) -> u32 {
    let listed = CODES.iter().find(|(listed, ..)| *listed == code).map(|(_, number, _)| *number);
    listed.or_else(|| code.parse().ok()).unwrap_or(REMOTE_SERVICE_ERROR)
}

/// Returns the textual codes that have a message of their own.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, ..)| *code)
}

/// Returns who is at fault, the member `type` of an error: the platform, the service behind the API, or
/// the caller. A code or sub code of a single API is the caller's business.
pub(crate) fn origin(number: u32, text: &str, sub_code: Option<&str>) -> &'static str {
    match number {
        4..=8 | SERVICE_CURRENTLY_UNAVAILABLE => "SYSTEM",
        _ if text == "ServiceTimeout" || sub_code.is_some_and(|code| code.starts_with("isp.")) => "ISP",
        REMOTE_SERVICE_ERROR if sub_code.is_none() && text.parse() == Ok(number) => "ISP",
        _ => "ISV",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_textual_code_is_read_back_as_the_number_that_it_replaces() {
        for text in all() {
            let again = code(number(text), None);
            assert!(message(text).is_some(), "{text}");
            // Several texts share a number: the message tells that they mean the same.
            assert_eq!(number(&again), number(text), "{text}");
        }
    }

    #[test]
    fn numbers_without_a_text_are_decimal_text() {
        assert_eq!(code(15, Some("isv.item-not-found")), "15");
        assert_eq!(code(15, Some("isp.top-remote-connection-timeout")), "ServiceTimeout");
        assert_eq!(number("15"), 15);
        assert_eq!(number("E0501"), 15);
        assert_eq!(code(520, None), "520");
    }
}
