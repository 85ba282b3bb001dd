//! Error codes of the platform with their messages, from its documentation of error codes.
//!
//! `top-runtime` has a table of its own, which the sandbox cannot access; a test compares the two.

pub(crate) mod iop;

pub(crate) const UPLOAD_FAIL: u32 = 3;
pub(crate) const APP_CALL_LIMITED: u32 = 7;
pub(crate) const HTTP_ACTION_NOT_ALLOWED: u32 = 9;
pub(crate) const SERVICE_CURRENTLY_UNAVAILABLE: u32 = 10;
pub(crate) const INSUFFICIENT_ISV_PERMISSIONS: u32 = 11;
pub(crate) const REMOTE_SERVICE_ERROR: u32 = 15;
pub(crate) const MISSING_METHOD: u32 = 21;
pub(crate) const INVALID_METHOD: u32 = 22;
pub(crate) const INVALID_FORMAT: u32 = 23;
pub(crate) const MISSING_SIGNATURE: u32 = 24;
pub(crate) const INVALID_SIGNATURE: u32 = 25;
pub(crate) const MISSING_SESSION: u32 = 26;
pub(crate) const INVALID_SESSION: u32 = 27;
pub(crate) const MISSING_APP_KEY: u32 = 28;
pub(crate) const INVALID_APP_KEY: u32 = 29;
pub(crate) const MISSING_TIMESTAMP: u32 = 30;
pub(crate) const INVALID_TIMESTAMP: u32 = 31;
pub(crate) const MISSING_VERSION: u32 = 32;
pub(crate) const INVALID_VERSION: u32 = 33;
pub(crate) const MISSING_ARGUMENTS: u32 = 40;
pub(crate) const INVALID_ARGUMENTS: u32 = 41;

/// Codes that have a message of their own, in ascending order.
const MESSAGES: [(u32, &str); 34] = [
    (UPLOAD_FAIL, "Upload Fail"),
    (4, "User Call Limited"),
    (5, "Session Call Limited"),
    (6, "Partner Call Limited"),
    (APP_CALL_LIMITED, "App Call Limited"),
    (8, "App Call Exceeds Limited Frequency"),
    (HTTP_ACTION_NOT_ALLOWED, "Http Action Not Allowed"),
    (SERVICE_CURRENTLY_UNAVAILABLE, "Service Currently Unavailable"),
    (INSUFFICIENT_ISV_PERMISSIONS, "Insufficient ISV Permissions"),
    (12, "Insufficient User Permissions"),
    (13, "Insufficient Partner Permissions"),
    (REMOTE_SERVICE_ERROR, "Remote Service Error"),
    (MISSING_METHOD, "Missing Method"),
    (INVALID_METHOD, "Invalid Method"),
    (INVALID_FORMAT, "Invalid Format"),
    (MISSING_SIGNATURE, "Missing Signature"),
    (INVALID_SIGNATURE, "Invalid Signature"),
    (MISSING_SESSION, "Missing Session"),
    (INVALID_SESSION, "Invalid Session"),
    (MISSING_APP_KEY, "Missing App Key"),
    (INVALID_APP_KEY, "Invalid App Key"),
    (MISSING_TIMESTAMP, "Missing Timestamp"),
    (INVALID_TIMESTAMP, "Invalid Timestamp"),
    (MISSING_VERSION, "Missing Version"),
    (INVALID_VERSION, "Invalid Version"),
    (34, "Unsupported Version"),
    (MISSING_ARGUMENTS, "Missing Required Arguments"),
    (INVALID_ARGUMENTS, "Invalid Arguments"),
    (42, "Forbidden Request"),
    (43, "Parameter Error"),
    (44, "Invalid Access Token"),
    (47, "Invalid Encoding"),
    (53, "Insufficient security level of the session"),
    (88, "auth check error"),
];

/// Returns the platform's message for a code. Codes of single APIs (50, and 100 and above) share
/// one message.
pub(crate) fn message(code: u32) -> &'static str {
    MESSAGES.iter().find(|(listed, _)| *listed == code).map_or("Remote service error", |(_, message)| message)
}

/// Returns every code that has a message of its own.
pub(crate) fn all() -> impl Iterator<Item = u32> {
    MESSAGES.iter().map(|(code, _)| *code)
}
